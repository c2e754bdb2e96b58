from datetime import date

import pytest

from crisis.model.lens import Lens
from crisis.tables.view import look


def ties(case, day="2022-03-01", **choices):
    """Id and state of every tie on a day."""
    found = look(case, Lens(as_of=date.fromisoformat(day), **choices)).ties
    return dict(zip(found["relationship_id"], found["state"], strict=True))


def charges(case, day="2022-03-01", **choices):
    """What the ledger says of ties on a day."""
    return look(case, Lens(as_of=date.fromisoformat(day), **choices)).ledger.accounts[1].charges


def test_a_structural_tie_holds_while_it_lasts(case):
    toy = case(relationships=["r1 kind=member_of starts_on=1949 ends_on=2022-02-10"])
    assert ties(toy, "2022-02-10") == {"r1": "occurred"}
    assert ties(toy, "2022-02-11") == {}
    assert charges(toy, "2022-02-11") == {"ended": 1}


def test_a_vague_or_open_end_of_a_structural_tie(case):
    toy = case(relationships=["r1 kind=member_of starts_on=1949 ends_on=2022-02", "r2 kind=part_of starts_on=1949"])
    assert [*ties(toy, "2022-02-28")] == ["r1", "r2"]
    assert [*ties(toy, "2022-03-01")] == ["r2"]


def test_acts_accumulate(case):
    assert ties(case(relationships=["r1 kind=AID polarity=2 ends_on=2022-02-02"])) == {"r1": "occurred"}


def test_reports_of_one_tie_are_merged_and_the_latest_known_counts(case):
    toy = case(
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-08"],
        relationships=[
            "r2 event_id=e1 starts_on=2022-02-07 source_id=s2",
            "r1 event_id=e1 starts_on=2022-02-07 status=scheduled",
            "r3 event_id=e1 starts_on=2022-02-07 actor_id=B recipient_id=A source_id=s2",
            "r4 event_id=e1 starts_on=2022-02-07 kind=AGREE source_id=s2",
        ],
        events=["e1 status=scheduled starts_on=2022-02-07", "e1 starts_on=2022-02-07 source_id=s2"],
    )
    assert ties(toy, "2022-02-07") == {"r1": "scheduled"}
    assert ties(toy, "2022-02-08") == {"r2": "occurred", "r3": "occurred", "r4": "occurred"}
    assert charges(toy, "2022-02-08") == {"superseded": 1}


def test_ties_without_an_event_are_never_merged(case):
    assert [*ties(case(relationships=["r1", "r2"]))] == ["r1", "r2"]


def test_a_tie_takes_the_state_of_its_event(case):
    toy = case(
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-08"],
        relationships=["r1 event_id=e1 starts_on=2022-02-07 status=scheduled"],
        events=["e1 status=scheduled starts_on=2022-02-07", "e1 starts_on=2022-02-07 source_id=s2"],
    )
    assert ties(toy, "2022-02-07") == {"r1": "scheduled"}
    assert ties(toy, "2022-02-08") == {"r1": "occurred"}
    assert ties(toy, "2022-02-07", hindsight=True) == {"r1": "occurred"}


def test_a_tie_keeps_its_events_state_under_every_filter(case):
    toy = case(
        relationships=["r1 event_id=e1 status=scheduled issue_ids=I1"],
        events=["e1 issue_ids=I2 starts_on=2022-01-01"],
    )
    assert ties(toy, issue=("I1",), since=date(2022, 2, 20), country=("A",)) == {"r1": "occurred"}


def test_a_tie_whose_event_is_not_known_keeps_its_own_state(case):
    toy = case(
        sources=["s2 published_on=2022-02-08"],
        relationships=["r1 event_id=e1 status=scheduled"],
        events=["e1 source_id=s2"],
    )
    assert ties(toy, "2022-02-01") == {"r1": "scheduled"}


def test_a_tie_of_an_announcement_that_was_not_confirmed(case):
    toy = case(
        relationships=["r1 event_id=e1 status=scheduled starts_on=2022-02-07"],
        events=["e1 status=scheduled starts_on=2022-02-07"],
    )
    assert ties(toy, "2022-02-08") == {"r1": "scheduled, unconfirmed"}


def test_a_tie_of_a_cancelled_event_is_left_out(case):
    toy = case(
        relationships=["r1 event_id=e1 status=scheduled", "r2 status=cancelled"],
        events=["e1 status=cancelled"],
    )
    assert ties(toy) == {}
    assert charges(toy) == {"cancelled": 2}


@pytest.mark.parametrize(
    ("level", "ids", "charged"),
    [("actor", ["r1", "r2"], {}), ("organisation", ["r1", "r2"], {}), ("country", ["r2"], {"inside": 1})],
)
def test_a_tie_inside_one_row_is_left_out(case, level, ids, charged):
    toy = case(
        actors=["RUS kind=state", "GOV kind=government part_of=RUS", "MFA kind=ministry part_of=GOV", "NATO"],
        relationships=["r1 actor_id=MFA recipient_id=GOV", "r2 actor_id=MFA recipient_id=NATO"],
    )
    assert [*ties(toy, level=level)] == ids
    assert charges(toy, level=level) == charged


def test_a_tie_names_the_rows_of_both_its_ends(case):
    toy = case(
        actors=["RUSSIA kind=state country=RUS", "MFA kind=ministry part_of=RUSSIA", "ENVOY kind=person part_of=NATO"],
        relationships=["r1 actor_id=MFA recipient_id=ENVOY"],
    )
    tie = look(toy, Lens(level="country")).ties.iloc[0]
    assert (tie["row_id"], tie["recipient_row_id"], tie["structural"]) == ("RUS", "NATO", False)


def test_a_tie_is_charged_once(case):
    toy = case(
        actors=["A part_of=B"],
        relationships=[
            "r1 kind=part_of ends_on=2022-02-10",
            "r2 kind=part_of status=cancelled ends_on=2022-02-10",
            "r3 status=cancelled",
            "r4",
        ],
    )
    assert charges(toy, level="country") == {"ended": 2, "cancelled": 1, "inside": 1}
