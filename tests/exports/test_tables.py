import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.exports import TABLE_FORMATS, csv_file, json_file
from crisis.model.lens import Lens
from crisis.model.records import TABLES, columns
from crisis.tables.view import look

FRAME = pd.DataFrame(
    {
        "name": ["Ann", 'comma, "quote"'],
        "stance": pd.array([-2, None], dtype="Int8"),
        "day": pd.to_datetime(["2022-02-07", None]),
        "share": [0.5, None],
        "yes": [True, False],
        "text": ["", "Київ"],
    }
)


def test_csv_has_its_header_in_row_one_and_no_index():
    assert csv_file.write(FRAME).decode() == (
        'name,stance,day,share,yes,text\nAnn,-2,2022-02-07,0.5,True,\n"comma, ""quote""",,,,False,Київ\n'
    )


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_is_its_header(case, name):
    table = look(case(), Lens()).table(name)
    assert csv_file.write(table).decode() == ",".join(columns(name)) + "\n"
    assert json_file.write(table) == b"[]\n"


def test_a_matrix_as_csv_begins_with_the_row_id():
    wide = pd.DataFrame({"I1": [1, None], "I2": [None, -2]}, index=["A", "B"], dtype="Int8")
    assert csv_file.write_matrix(wide, "actor_id").decode() == "actor_id,I1,I2\nA,1,\nB,,-2\n"
    assert csv_file.write_matrix(wide.iloc[:0, :0], "actor_id") == b"actor_id\n"


def test_json_holds_null_for_what_is_empty():
    assert json.loads(json_file.write(FRAME)) == [
        {"name": "Ann", "stance": -2, "day": "2022-02-07", "share": 0.5, "yes": True, "text": ""},
        {"name": 'comma, "quote"', "stance": None, "day": None, "share": None, "yes": False, "text": "Київ"},
    ]


def test_json_leaves_the_table_as_it_was():
    before = FRAME.copy()
    json_file.write(FRAME)
    pd.testing.assert_frame_equal(FRAME, before)


def test_json_is_read_by_people_too():
    assert json_file.dump({"a": ["Київ"]}).decode() == '{\n  "a": [\n    "Київ"\n  ]\n}\n'


@pytest.mark.parametrize("dtype", ["Int8", "Float64", "int64", "float64"])
def test_a_matrix_as_json(dtype):
    wide = pd.DataFrame({"B": [1, 2]}, index=["A", "B"], dtype=dtype)
    assert json.loads(json_file.write_matrix(wide)) == {"rows": ["A", "B"], "columns": ["B"], "values": [[1], [2]]}


def test_an_empty_cell_of_a_matrix_is_null():
    wide = pd.DataFrame({"B": [None, 2]}, index=["A", "B"], dtype="Int64")
    assert json.loads(json_file.write_matrix(wide))["values"] == [[None], [2]]


def test_the_formats_of_tables():
    assert [*TABLE_FORMATS] == ["csv", "json"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")), min_size=1, max_size=5))
def test_text_comes_back_as_it_was(texts):
    frame = pd.DataFrame({"a": texts, "b": "x"}, dtype="str")
    assert [row["a"] for row in json.loads(json_file.write(frame))] == texts
    lines = csv_file.write(frame).decode().split("\n")
    assert (lines[0], lines[-1], len(lines)) == ("a,b", "", len(texts) + 2)
