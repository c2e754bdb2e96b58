from datetime import date, timedelta

import pytest

from crisis.model.lens import Lens
from crisis.tables.clocks import dated, undated_sources
from crisis.tables.view import look


def appears_on(case, table, day, *, hindsight=False):
    """Whether the one row of a table is shown on a day, and was not the day before."""
    day = date.fromisoformat(day)
    views = [look(case, Lens(as_of=one, hindsight=hindsight)) for one in (day - timedelta(days=1), day)]
    return [len(view.rows(table)) for view in views] == [0, 1]


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2022-02-10", "2022-02-10"),
        ("2022-02", "2022-02-28"),
        ("2022-02-10/2022-02-20", "2022-02-20"),
        ("2022-02-10/..", "2022-02-10"),
        ("../2022-02-10", "2022-02-10"),
        ("2022-02-10~", "2022-02-10"),
    ],
)
def test_a_source_is_known_from_the_last_day_it_may_have_been_published(case, published, known):
    toy = case(positions=["p1 said_on=2022-01-01"], sources=[f"s1 published_on={published}"])
    assert appears_on(toy, "positions", known)


def test_an_unknown_publication_day_is_flagged(case):
    toy = case(sources=["s1 published_on=2022-02-10/..", "s2 published_on=2022-02", "s3 published_on=../2022-02-10"])
    assert undated_sources(toy) == {"s1"}


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("2022-02-10", "2022-02-10"),
        ("2022-02", "2022-02-28"),
        ("../2022-02-10", "2022-02-10"),
        ("2022-02-10/2022-02-20", "2022-02-20"),
        ("2022-02-10/..", "2022-02-10"),
    ],
)
def test_a_statement_counts_from_the_last_day_it_may_have_been_said(case, said, counts):
    toy = case(positions=[f"p1 said_on={said}"], sources=["s1 published_on=2022-01-01"])
    assert appears_on(toy, "positions", counts)
    assert appears_on(toy, "positions", counts, hindsight=True)


@pytest.mark.parametrize(
    ("starts", "counts"),
    [
        ("2022-02-10", "2022-02-10"),
        ("2022-02", "2022-02-01"),
        ("../2022-02-10", "2022-02-10"),
        ("2022-02-10/2022-02-20", "2022-02-10"),
        ("2022-02-10/..", "2022-02-10"),
    ],
)
@pytest.mark.parametrize("table", ["relationships", "events"])
def test_a_tie_or_event_counts_from_its_first_day(case, table, starts, counts):
    toy = case(**{table: [f"one starts_on={starts}"]}, sources=["s1 published_on=2022-01-01/.."])
    assert appears_on(toy, table, counts)
    assert appears_on(toy, table, counts, hindsight=True)


@pytest.mark.parametrize("status", ["scheduled", "cancelled"])
@pytest.mark.parametrize("table", ["relationships", "events"])
@pytest.mark.parametrize("starts", ["2022-01-10", "2022-03-10"])
def test_an_announcement_counts_from_its_publication(case, table, status, starts):
    toy = case(**{table: [f"one status={status} starts_on={starts}"]}, sources=["s1 published_on=2022-02-10"])
    assert appears_on(toy, table, "2022-02-10")
    assert appears_on(toy, table, "2022-02-10", hindsight=True)


def test_what_was_said_but_not_yet_published_takes_hindsight(case):
    toy = case(positions=["p1 said_on=2022-02-01"], sources=["s1 published_on=2022-02-10"])
    assert appears_on(toy, "positions", "2022-02-10")
    assert appears_on(toy, "positions", "2022-02-01", hindsight=True)


def test_a_row_is_known_when_any_of_its_sources_is(case):
    toy = case(
        positions=["p1 said_on=2022-01-01 source_id=late also_source_ids=later;early"],
        sources=["early published_on=2022-02-01", "late published_on=2022-02-10", "later published_on=2022-03-01"],
    )
    assert appears_on(toy, "positions", "2022-02-01")


@pytest.mark.parametrize(
    ("day", "hindsight", "main", "also", "rank"),
    [
        (date(2022, 2, 1), False, "early", "", 2),
        (date(2022, 2, 10), False, "late", "early", 1),
        (date(2022, 3, 1), False, "late", "later;early", 0),
        (date(2022, 2, 1), True, "late", "later;early", 0),
    ],
)
def test_sources_not_yet_known_are_taken_off(case, day, hindsight, main, also, rank):
    toy = case(
        positions=["p1 said_on=2022-01-01 source_id=late also_source_ids=later;early"],
        sources=[
            "early published_on=2022-02-01 reliability=C",
            "late published_on=2022-02-10 reliability=B",
            "later published_on=2022-03-01 reliability=A",
        ],
    )
    view = look(toy, Lens(as_of=day, hindsight=hindsight))
    row = view.rows("positions").iloc[0]
    assert (row["source_id"], row["also_source_ids"], row["rank"]) == (main, also, rank)
    assert row["source_list"] == (main, *filter(None, also.split(";")))
    assert {*view.sources()["source_id"]} == {*row["source_list"]}


def test_looking_does_not_write_to_the_case(case):
    toy = case(positions=["p1 source_id=s2 also_source_ids=s1"], sources=["s2 published_on=2022-03-01"])
    before = toy.tables["positions"].copy(), dated(toy, "positions").copy()
    look(toy, Lens(as_of=date(2022, 2, 1), level="country"))
    assert toy.tables["positions"].equals(before[0])
    assert dated(toy, "positions").equals(before[1])


def test_a_dated_row_tells_its_days(case):
    toy = case(positions=["p1 said_on=../2022-01-27"], sources=["s1 published_on=2022-02"])
    row = dated(toy, "positions").iloc[0]
    days = {name: str(row[name].date()) for name in ("first_day", "last_day", "counts_on", "known_on", "all_known_on")}
    assert days == {
        "first_day": "2022-01-27",
        "last_day": "2022-01-27",
        "counts_on": "2022-01-27",
        "known_on": "2022-02-28",
        "all_known_on": "2022-02-28",
    }
    assert (row["open_start"], row["source_list"], row["rank"]) == (True, ("s1",), 0)


def test_the_default_day_is_the_last_the_case_reports_on(case):
    toy = case(positions=["p1", "p2 said_on=2022-02-10"], events=["e1 status=scheduled starts_on=2023"])
    assert str(look(toy, Lens()).day.date()) == "2022-02-10"
