import numpy as np
import pytest

from crisis.model.draft import UNREAD, Column, DraftTable


def test_a_column_keeps_each_text_once():
    column = Column.of(["b", "a", None, "b", ""])
    assert (column.texts, column.places.tolist()) == (["b", "a", ""], [0, 1, UNREAD, 0, 2])
    assert column.cells() == ["b", "a", None, "b", ""]
    assert [column[row] for row in range(5)] == ["b", "a", "", "b", ""]
    assert column.held() == {"a", "b", ""}


def test_equal_texts_of_a_list_are_one():
    column = Column.coded(["a", "b", "a"], np.array([2, 1, UNREAD, 0]))
    assert (column.texts, column.cells()) == (["a", "b"], ["a", "b", None, "a"])


def test_a_text_nobody_holds_is_in_no_row():
    column = Column.coded(["a", "b", "c"], np.array([2, 2, UNREAD]))
    assert column.held() == {"c"}
    assert (column.rows([0, 1]).tolist(), column.rows([2]).tolist(), column.rows([]).tolist()) == ([], [0, 1], [])
    assert column.first().tolist() == [UNREAD, UNREAD, 0]


@pytest.mark.parametrize(("cells", "whole"), [([], True), (["a"], True), ([None], False), (["a", None], False)])
def test_a_column_is_whole_when_every_cell_could_be_read(cells, whole):
    assert Column.of(cells).whole == whole


def test_rows_without_a_cell_could_not_be_read():
    column = Column.of(["a", "b", "a"])
    assert column.without(np.array([0])).cells() == [None, "b", "a"]
    assert column.cells() == ["a", "b", "a"]


def test_combinations_of_cells():
    rows = [{"a": "1", "b": "x"}, {"a": "1", "b": "y"}, {"a": "1", "b": "x"}, {"b": "x"}]
    table = DraftTable.of_rows("t.csv", ["a", "b"], rows, range(2, 6))
    texts, places = table.combined("a", "nowhere", "b")
    assert [texts[place] for place in places] == [
        ("1", None, "x"),
        ("1", None, "y"),
        ("1", None, "x"),
        (None, None, "x"),
    ]
    assert len(texts) == 3
    assert (table.cell(3, "a"), table.cell(0, "nowhere"), len(table)) == ("", "", 4)
    assert DraftTable("t.csv").combined("a")[0] == []
