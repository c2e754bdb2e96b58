import pytest
from hypothesis import given
from hypothesis import strategies as some

from crisis.model import additions
from crisis.model.additions import merged, new_id, tables_of
from crisis.model.problems import CaseError
from crisis.model.records import TABLES, columns
from tests.conftest import rows

NEW_SOURCE = ("sources", rows("sources", ["s9 published_on=2022-02-03"])[0])


def new(table, line):
    return (table, rows(table, [line])[0])


@pytest.fixture
def toy(case):
    return case(positions=["p1"], events=["e1"], relationships=["r1"])


def refused(case, *added):
    with pytest.raises(CaseError) as error:
        merged(case, tables_of(added))
    return [str(one) for one in error.value.problems]


def test_rows_stand_behind_those_of_the_case(toy):
    found = merged(toy, tables_of([NEW_SOURCE, new("positions", "p2 source_id=s9")]))
    assert [*found.case.tables["positions"]["position_id"]] == ["p1", "p2"]
    assert found.case.added == {"sources": 1, "positions": 1}
    assert [*found.case.own("positions")["position_id"]] == ["p2"]
    assert found.case.own("events").empty
    assert found.known == {"sources": 0, "positions": 0}
    assert found.case.version != toy.version


def test_the_case_itself_is_not_touched(toy):
    before = {name: table.copy() for name, table in toy.tables.items()}
    merged(toy, tables_of([new("positions", "p2")]))
    assert all(before[name].equals(toy.tables[name]) for name in TABLES)


def test_nothing_added_is_the_same_case(toy):
    assert merged(toy, {}).case.version == toy.version


def test_a_row_that_is_there_is_left_out(toy):
    same = {
        name: ("" if str(value) == "<NA>" else str(value)) for name, value in toy.tables["positions"].iloc[0].items()
    }
    found = merged(toy, tables_of([("positions", same), new("positions", "p2")]))
    assert (found.case.added, found.known) == ({"positions": 1}, {"positions": 1})
    again = merged(found.case, tables_of([("positions", same), new("positions", "p2")]))
    assert (again.case.added, again.known) == ({}, {"positions": 2})
    assert again.case.version == found.case.version


def test_an_id_of_another_row_is_a_problem(toy):
    assert refused(toy, new("positions", "p1 stance=-2")) == [
        "added rows/positions:1: position_id 'p1' is in the case already, for another row; give the new row another id."
    ]


def test_a_further_report_of_an_event_is_none(toy):
    found = merged(toy, tables_of([new("events", "e1 status=cancelled")]))
    assert found.case.added == {"events": 1}


def test_rows_are_checked_with_the_case(toy):
    said = refused(toy, new("positions", "p2 stance=7"), new("positions", "p3 actor_id=NOBODY"))
    assert [line.split(";")[0] for line in said] == [
        "added rows/positions:1: stance '7' is off the scale",
        "added rows/positions:2: actor_id 'NOBODY' is not in actors.",
    ]


def test_two_rows_under_one_new_id_are_a_problem(toy):
    assert len(refused(toy, new("positions", "p2"), new("positions", "p2 stance=-1"))) == 1


def test_a_missing_column_is_for_the_reader_to_find(toy):
    tables = tables_of([new("positions", "p2")])
    del tables["positions"].columns["stance"]
    with pytest.raises(CaseError) as error:
        merged(toy, tables, ["found by the reader"])
    assert error.value.problems == ("found by the reader",)


def test_a_new_id_tells_rows_apart_and_is_always_the_same():
    one, other = new("positions", "x")[1], new("positions", "x stance=-1")[1]
    assert new_id("positions", one) == new_id("positions", {**one, "position_id": "y"})
    assert new_id("positions", one) != new_id("positions", other)
    assert new_id("positions", one).startswith("POS_")
    assert columns("positions")["position_id"].fault(new_id("positions", one)) is None


@given(some.text(), some.text())
def test_cells_do_not_run_into_each_other(left, right):
    one, other = {"title": left, "publisher": right}, {"title": left + right, "publisher": ""}
    assert (new_id("sources", one) == new_id("sources", other)) == (right == "")


@pytest.mark.parametrize(
    ("rows_", "words"),
    [
        ({}, ""),
        ({"positions": 1}, "1 position"),
        ({"positions": 2, "sources": 1}, "1 source and 2 positions"),
        ({"events": 1, "positions": 2, "sources": 1}, "1 source, 2 positions and 1 event"),
        ({"sources": 0}, ""),
    ],
)
def test_rows_are_counted_in_words(rows_, words):
    assert additions.counted(rows_) == words


def test_the_title_says_what_was_added(toy):
    found = additions.entitled(merged(toy, tables_of([new("positions", "p2")])))
    assert found.settings.title == "Toy, with 1 position added"
    assert found.added == {"positions": 1}


def test_every_table_refers_only_to_itself_and_to_those_before_it():
    """A store that gets its tables in this order is sound at any moment; ties name events, events fulfil positions."""
    for place, name in enumerate(additions.ORDER):
        for value in columns(name).values():
            assert getattr(value, "table", name) in additions.ORDER[: place + 1]
