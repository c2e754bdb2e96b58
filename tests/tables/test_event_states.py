from datetime import date

import pytest

from crisis.model.lens import Lens
from crisis.tables.view import look


def states(case, day, *, hindsight=False):
    """Title and state of every event on a day of 2022."""
    events = look(
        case, Lens(as_of=date.fromisoformat(f"2022-{day}"), hindsight=hindsight, since=date(2000, 1, 1))
    ).events
    return dict(zip(events["title"], events["state"], strict=True))


@pytest.fixture(scope="module")
def visit(case):
    return case(
        sources=["before published_on=2022-01-27", "after published_on=2022-02-08"],
        events=[
            "visit status=scheduled title=plans starts_on=2022-02-07 source_id=before",
            "visit status=occurred title=went starts_on=2022-02-07 source_id=after",
        ],
    )


@pytest.mark.parametrize(
    ("day", "hindsight", "state"),
    [
        ("01-26", False, {}),
        ("01-26", True, {}),
        ("01-27", False, {"plans": "scheduled"}),
        ("02-06", True, {"plans": "scheduled"}),
        ("02-07", False, {"plans": "scheduled"}),
        ("02-07", True, {"went": "occurred"}),
        ("02-08", False, {"went": "occurred"}),
    ],
)
def test_an_event_is_scheduled_then_occurs(visit, day, hindsight, state):
    assert states(visit, day, hindsight=hindsight) == state


def test_an_event_never_confirmed_is_scheduled_unconfirmed_after_its_day(case):
    toy = case(events=["e1 status=scheduled starts_on=2022-02-07 ends_on=2022-02-08"])
    assert [states(toy, day)["Title"] for day in ("02-07", "02-08", "02-09")] == [
        "scheduled",
        "scheduled",
        "scheduled, unconfirmed",
    ]


@pytest.mark.parametrize(
    ("starts", "last"),
    [("2022-02", "02-28"), ("2022-02-10/2022-02-20", "02-20"), ("2022-02-10/..", "02-10"), ("../2022-02-10", "02-10")],
)
def test_a_vague_day_is_over_when_its_last_day_is_and_an_open_end_is_not_waited_for(case, starts, last):
    toy = case(events=[f"e1 status=scheduled starts_on={starts}"])
    assert states(toy, last) == {"Title": "scheduled"}
    assert states(toy, "03-01") == {"Title": "scheduled, unconfirmed"}


def test_a_cancelled_event_is_known_as_such_from_its_cancelling(case):
    toy = case(
        sources=["s1", "s2 published_on=2022-02-22"],
        events=["e1 status=scheduled starts_on=2022-02-24", "e1 status=cancelled starts_on=2022-02-24 source_id=s2"],
    )
    assert [states(toy, day)["Title"] for day in ("02-21", "02-22", "02-28")] == ["scheduled", "cancelled", "cancelled"]
    assert states(toy, "02-21", hindsight=True) == {"Title": "scheduled"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_reports_of_one_day_what_happened_outweighs_what_was_announced(case, order):
    reports = ["e1 status=scheduled title=plans", "e1 status=occurred title=went"]
    toy = case(events=[reports[n] for n in order])
    assert states(toy, "02-01") == {"went": "occurred"}
    assert [*look(toy, Lens()).reports("e1")["title"]] == ["went", "plans"]


def test_of_like_reports_of_one_day_the_later_row_counts(case):
    assert states(case(events=["e1 title=first", "e1 title=second"]), "02-01") == {"second": "occurred"}


def test_an_event_never_occurs_before_its_day_even_with_hindsight(case):
    toy = case(sources=["s1 published_on=2022-03-01"], events=["e1 status=ongoing starts_on=2022-02-24"])
    assert states(toy, "02-23", hindsight=True) == {}
    assert states(toy, "02-24", hindsight=True) == {"Title": "ongoing"}
    assert states(toy, "02-24") == {}


def test_an_event_tells_its_reports_and_sources(case):
    toy = case(
        sources=["s1", "s2 published_on=2022-02-02", "s3 published_on=2022-02-03"],
        events=["e1 status=scheduled also_source_ids=s2", "e1 source_id=s2 also_source_ids=s3", "e2"],
    )
    events = look(toy, Lens(as_of=date(2022, 2, 2))).events
    assert [*zip(events["event_id"], events["reports"], events["source_count"], strict=True)] == [
        ("e1", 2, 2),
        ("e2", 1, 1),
    ]


def test_events_stand_in_the_order_they_begin(case):
    toy = case(events=["late", "b starts_on=2022-01-01", "a starts_on=2022-01-01", "first starts_on=2021"])
    assert [*look(toy, Lens()).events["event_id"]] == ["first", "a", "b", "late"]


@pytest.mark.parametrize(
    ("starts", "kept"),
    [
        ("2022-02-07", True),
        ("2022-02-06", False),
        ("2022-02", False),
        ("../2022-02-07", True),
        ("../2022-02-06", False),
        ("2022-02-07/..", True),
        ("2022-02-01/2022-03-01", False),
    ],
)
def test_since_keeps_events_whose_first_day_is_not_before_it(case, starts, kept):
    toy = case(events=[f"e1 status=scheduled starts_on={starts}"])
    view = look(toy, Lens(as_of=date(2022, 3, 1), since=date(2022, 2, 7)))
    assert (len(view.events) == 1) == kept
    assert view.ledger.accounts[2].charges == ({} if kept else {"since": 1})


def test_since_is_the_first_day_of_the_timeline_unless_chosen(case):
    toy = case(
        settings={"timeline_from": "2022-02-07"},
        sources=["s1 published_on=2022-03"],
        events=["e1", "e2 starts_on=2022-02-07"],
    )
    lens = Lens(as_of=date(2022, 3, 31))
    assert [*look(toy, lens).events["event_id"]] == ["e2"]
    assert [*look(toy, Lens(as_of=date(2022, 3, 31), since=date(2022, 2, 1))).events["event_id"]] == ["e1", "e2"]


def test_since_never_removes_a_position_or_a_tie(case):
    toy = case(positions=["p1 said_on=2014"], relationships=["r1 starts_on=1949", "r2 kind=member_of starts_on=1949"])
    view = look(toy, Lens(as_of=date(2022, 3, 1), since=date(2022, 3, 1)))
    assert (len(view.positions), len(view.ties)) == (1, 2)


@pytest.mark.parametrize("lens", [Lens(), Lens(country=("DEU",), as_of=date(2022, 2, 20)), Lens(issue=("I05",))])
def test_records_of_events_say_what_their_rows_say(shipped, lens):
    seen = look(shipped, lens)
    plain = ["event_id", "title", "state", "theme", "place", "starts_on", "ends_on", "first_day", "until", "reports"]
    assert len(seen.happenings) > 0
    assert [one.row for one in seen.happenings] == [*seen.events.index]
    for name in plain:
        assert [getattr(one, name) for one in seen.happenings] == [*seen.events[name]]
    for name in ("actor_ids", "recipient_ids", "issue_ids"):
        assert [";".join(getattr(one, name)) for one in seen.happenings] == [*seen.events[name]]


@pytest.mark.parametrize(("table", "name"), [("events", "source_list"), ("positions", "last_day")])
def test_a_column_is_that_of_the_rows(shipped, table, name):
    seen = look(shipped, Lens(country=("DEU",), as_of=date(2022, 2, 20)))
    assert [*seen.column(table, name)] == [*seen.rows(table)[name].to_numpy()]
