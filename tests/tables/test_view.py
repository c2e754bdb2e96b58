from datetime import date

import pytest

from crisis.model.lens import Lens, LensError
from crisis.tables.view import look


@pytest.fixture(scope="module")
def germany(case):
    """The worked example of the design."""
    return case(
        actors=[
            "DEU kind=state country=DEU",
            "GOV_DE kind=government country=DEU part_of=DEU",
            "SCHOLZ kind=person country=DEU part_of=GOV_DE",
            "BUNDESTAG kind=parliament country=DEU part_of=DEU speaks_for_state=no",
        ],
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-27"],
        positions=[
            "p1 actor_id=GOV_DE issue_id=I05 stance=-2 said_on=../2022-01-27 source_id=s1",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 act=decision basis=deed source_id=s2",
            "p3 actor_id=BUNDESTAG issue_id=I05 stance=1 said_on=2022-02-25 source_id=s2",
        ],
    )


@pytest.mark.parametrize(
    ("day", "hindsight", "level", "rows"),
    [
        (26, False, "country", []),
        (26, True, "country", []),
        (27, False, "country", [("p1", "DEU", -2)]),
        (27, True, "country", [("p1", "DEU", -2)]),
        (57, False, "country", [("p1", "DEU", -2)]),
        (57, True, "country", [("p1", "DEU", -2), ("p2", "DEU", 2), ("p3", "BUNDESTAG", 1)]),
        (58, False, "country", [("p1", "DEU", -2), ("p2", "DEU", 2), ("p3", "BUNDESTAG", 1)]),
        (58, False, "organisation", [("p1", "GOV_DE", -2), ("p2", "GOV_DE", 2), ("p3", "BUNDESTAG", 1)]),
        (58, False, "actor", [("p1", "GOV_DE", -2), ("p2", "SCHOLZ", 2), ("p3", "BUNDESTAG", 1)]),
    ],
    ids=lambda value: str(value) if not isinstance(value, list) else f"{len(value)} rows",
)
def test_the_worked_example(germany, day, hindsight, level, rows):
    """Days of the year 2022: 26 and 27 January, 57 and 58 are 26 and 27 February."""
    as_of = date.fromordinal(date(2021, 12, 31).toordinal() + day)
    positions = look(germany, Lens(as_of=as_of, hindsight=hindsight, level=level)).positions
    assert [*zip(positions["position_id"], positions["row_id"], positions["stance"], strict=True)] == rows


def test_a_view_tells_its_lens_with_the_days_filled_in(germany):
    view = look(germany, Lens())
    assert view.lens == Lens(as_of=date(2022, 2, 26), since=date(2022, 1, 27))
    assert (f"{view.day:%F}", view.clock) == ("2022-02-26", view.day)
    assert look(germany, Lens(hindsight=True)).clock is None


def test_a_view_of_what_the_case_does_not_have_is_refused(germany):
    with pytest.raises(LensError, match="country or body 'FRA' is not known"):
        look(germany, Lens(country=("FRA",)))


@pytest.fixture(scope="module")
def visit(case):
    return case(
        settings={"default_day": "2022-02-07"},
        actors=["A", "B", "C", "D", "UNUSED", "RELAY"],
        issues=["I1", "I2", "I3", "UNUSED"],
        sources=["s1", "s2 published_on=2022-02-08", "UNUSED"],
        positions=["p1 actor_id=A issue_id=I1 via=RELAY", "p2 actor_id=D issue_id=I3 source_id=s2"],
        relationships=["r1 actor_id=B recipient_id=A kind=member_of starts_on=1949 ends_on=1990"],
        events=["e1 actor_ids=A recipient_ids=C;B issue_ids=I2 also_source_ids=s2"],
    )


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        ("sources", ["s1", "UNUSED"]),
        ("actors", ["A", "B", "C"]),
        ("issues", ["I1", "I2"]),
        ("positions", ["p1"]),
        ("relationships", ["r1"]),
        ("events", ["e1"]),
    ],
)
def test_a_table_lists_known_rows_and_only_whom_they_refer_to(visit, table, ids):
    found = look(visit, Lens()).table(table)
    assert [*found.iloc[:, 0]] == ids
    assert [*found.columns] == [*visit.tables[table].columns]


def test_sources_under_a_filter_are_those_the_rows_left_rest_on(visit):
    assert [*look(visit, Lens(issue=("I1",))).table("sources")["source_id"]] == ["s1"]


def test_a_table_is_neither_merged_nor_rolled_up_and_keeps_ended_ties(case):
    toy = case(
        actors=["A part_of=B"],
        events=["e1 status=scheduled", "e1"],
        relationships=["r1 kind=member_of ends_on=2022-02-01", "r2 event_id=e1", "r3 event_id=e1"],
    )
    view = look(toy, Lens(level="country"))
    assert [*view.table("events")["event_id"]] == ["e1", "e1"]
    assert [*view.table("relationships")["relationship_id"]] == ["r1", "r2", "r3"]
    assert len(view.ties) == 0


def test_an_empty_case_has_an_empty_view(case):
    for level in ("actor", "organisation", "country"):
        view = look(case(), Lens(level=level))
        assert [len(frame) for frame in (view.positions, view.ties, view.events, view.states, view.sources())] == [
            0
        ] * 5
        assert view.ledger.words() == "Shown: 0 of 0 positions · 0 of 0 relationships · 0 of 0 events"


def test_a_view_may_be_empty(visit):
    view = look(
        visit, Lens(as_of=date(1900, 1, 1), level="country", country=("A",), issue=("I1",), min_reliability="A")
    )
    assert len(view.positions) == len(view.ties) == len(view.events) == 0


def test_reports_of_an_event_are_listed_whatever_the_filters(case):
    toy = case(
        actors=["B"],
        sources=["s1", "s2 published_on=2022-02-08", "s3 published_on=2022-02-20"],
        events=[
            "e1 status=scheduled title=announced starts_on=2022-02-07",
            "e1 title=happened starts_on=2022-02-07 source_id=s2",
            "e1 title=remembered starts_on=2022-02-07 source_id=s3",
            "e2",
        ],
    )
    view = look(toy, Lens(country=("B",), as_of=date(2022, 2, 10)))
    assert [*view.reports("e1")["title"]] == ["happened", "announced"]
    assert len(view.reports("nowhere")) == 0
