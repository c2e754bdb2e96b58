from datetime import date

import pytest

from crisis.charts.matrix_drawing import divisible, drawing, facts, twin
from crisis.model.lens import Lens
from crisis.tables.view import look


@pytest.fixture(scope="module")
def view(case):
    return look(
        case(
            actors=["A name=zoe part_of=C", "B name=Ben part_of=C", "C name=Corp", "D name=adam"],
            issues=["I1 name=One theme=b", "I2 name=Two theme=a", "I3 name=Three theme=b", "F1 name=Fact kind=fact"],
            positions=[
                "p1 actor_id=A stance=-1",
                "p2 actor_id=B stance=2",
                "p3 actor_id=D issue_id=I2 stance=1",
                "p4 actor_id=D issue_id=I3 stance=1",
                "p5 actor_id=B issue_id=I3 stance=",
                "p6 actor_id=A issue_id=F1 stance=-2",
            ],
        ),
        Lens(level="country"),
    )


def test_rows_stand_by_name_whatever_its_case(view):
    assert [row.label for row in drawing(view, order="by name").rows] == ["adam", "Corp"]


def test_an_opened_row_is_followed_by_its_parts(view):
    shown = drawing(view, order="by name", opened=["C", "UNKNOWN"])
    assert [(row.key, row.label, row.actor_id, row.depth) for row in shown.rows] == [
        ("D", "adam", "D", 0),
        ("C", "Corp", "C", 0),
        ("C/A", "– zoe", "A", 1),
        ("C/B", "– Ben", "B", 1),
    ]
    assert [cell[:3] for cell in shown.cells][-2:] == [
        ("C/A", "I1", -1),
        ("C/B", "I1", 2),
    ]


def test_a_part_that_took_no_stand_is_silent_in_its_own_row(view):
    assert drawing(view).silent == {("C", "I3")}
    assert drawing(view, opened=["C"]).silent == {("C", "I3"), ("C/B", "I3")}


def test_columns_stand_under_the_theme_with_most_cells(view):
    assert [(column.issue_id, column.label, column.theme) for column in drawing(view).columns] == [
        ("I1", "One", "b"),
        ("I3", "Three", "b"),
        ("I2", "Two", "a"),
    ]


def test_facts_in_dispute_are_drawn_apart(view):
    assert {cell.issue_id for cell in drawing(view).cells} == {"I1", "I2", "I3"}
    assert [column.issue_id for column in facts(view).columns] == ["F1"]
    assert facts(view).words[-2] == "denies"


def test_rows_of_more_than_one_voice_can_be_opened(view):
    assert divisible(view) == ["C"]


def test_what_moved_is_told_from_what_is_new(case):
    toy = case(
        positions=["p1 stance=1", "p2 stance=2 said_on=2022-02-05", "p3 issue_id=I2 stance=1 said_on=2022-02-05"]
    )
    now, before = (look(toy, Lens(as_of=date(2022, 2, day))) for day in (5, 1))
    assert drawing(now, before=before).moved == {("A", "I1"): 1, ("A", "I2"): None}
    assert drawing(now, before=now).moved == {}
    table, _ = twin(drawing(now, before=before))
    assert [*table["Before"].fillna(9)] == [1, 9]


def test_the_twin_holds_every_cell_and_what_it_opens(view):
    table, tokens = twin(drawing(view, order="by name", opened=["C"]))
    assert tokens == ["cell|C|I1", "cell|D|I2", "cell|D|I3", "cell|C/A|I1", "cell|C/B|I1"]
    assert table.iloc[0].to_dict() == {
        "Actor": "Corp",
        "Theme": "b",
        "Issue": "One",
        "Stance": 2,
        "In words": "strongly supports",
        "Day": date(2022, 2, 1),
        "Days old": 0,
        "Statements": 2,
        "Sources": 1,
        "Has said both": "yes",
        "Word against deed": "",
        "Single source": "yes",
    }


def test_an_empty_view_draws_nothing(case):
    shown = drawing(look(case(), Lens()))
    assert (shown.rows, shown.columns, len(shown.cells), twin(shown)[1]) == ([], [], 0, [])
