from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crisis import stores
from crisis.model import check
from crisis.model.records import TABLES, columns
from crisis.stores import parquet_folder

TYPES = "use text; whole numbers for scales, dates for days."
SCALE = "use -2 (strongly opposes) to +2 (strongly supports)."


@pytest.fixture
def kept(case, tmp_path):
    """A toy in Parquet files, some columns of its positions set: ``kept(stance=[1.5])``; ``None`` takes one away."""

    def write(**changed):
        path = tmp_path / "toy"
        parquet_folder.write(case(positions=["p1 stance=-2 said_on=2022-02-26"]), path)
        if changed:
            file = path / "positions.parquet"
            table = pq.read_table(file)
            whole = {name: table[name] for name in table.column_names} | changed
            pq.write_table(pa.table({name: column for name, column in whole.items() if column is not None}), file)
        return path

    return write


def test_the_shipped_case_is_the_same_after_parquet(shipped, tmp_path):
    path = tmp_path / "shipped"
    parquet_folder.write(shipped, path)
    assert check.check(stores.read(path)) == []
    assert stores.open_case(path).version == shipped.version
    assert {one.name for one in path.iterdir()} == {"case.toml", *(f"{name}.parquet" for name in TABLES)}


def test_equal_cases_give_equal_bytes(shipped, tmp_path):
    for name in ("a", "b"):
        parquet_folder.write(shipped, tmp_path / name)
    assert all(
        one.read_bytes() == (tmp_path / "b" / one.name).read_bytes() for one in sorted((tmp_path / "a").iterdir())
    )


@pytest.mark.parametrize(
    ("column", "values", "text"),
    [
        ("stance", pa.array([-2], pa.int64()), "-2"),
        ("stance", pa.array(["-2"]), "-2"),
        ("stance", pa.array([None], pa.int8()), ""),
        ("via", pa.array([None]), ""),
        ("via", pa.array(["Reuters"]).dictionary_encode(), "Reuters"),
        ("via", pa.array(["Reuters"], pa.large_string()), "Reuters"),
        ("said_on", pa.array([date(2022, 2, 7)]), "2022-02-07"),
    ],
)
def test_columns_may_be_of_other_types(kept, told, column, values, text):
    path = kept(**{column: values})
    assert told(path) == []
    assert stores.read(path).tables["positions"].cell(0, column) == text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"stance": pa.array([1.5])},
            f"toy/positions.parquet: column 'stance' is of type double; {TYPES}",
        ),
        (
            {"said_on": pa.array([datetime(2022, 2, 7)])},
            f"toy/positions.parquet: column 'said_on' is of type timestamp[us]; {TYPES}",
        ),
        (
            {"via": pa.array([["a"]])},
            f"toy/positions.parquet: column 'via' is of type list<element: string>; {TYPES}",
        ),
        (
            {"via": None},
            "toy/positions.parquet:1: column 'via' is missing from the header; the columns are "
            f"{', '.join(columns('positions'))}.",
        ),
        (
            {"colour": pa.array(["red"])},
            "toy/positions.parquet:1: column 'colour' is not a column of this table; use "
            f"{', '.join(columns('positions'))}.",
        ),
        (
            {"stance": pa.array([7])},
            f"toy/positions.parquet:1: stance '7' is off the scale; {SCALE}",
        ),
    ],
)
def test_what_is_wrong_with_a_file(kept, told, changed, sentence):
    assert told(kept(**changed)) == [sentence]


def test_columns_that_stand_twice(kept, told):
    path = kept()
    table = pq.read_table(path / "issues.parquet")
    pq.write_table(table.append_column("theme", table["theme"]), path / "issues.parquet")
    assert told(path) == ["toy/issues.parquet:1: column 'theme' stands twice in the header; once is enough."]


@pytest.mark.parametrize("kept_part", [0, 3, 100, -20, -1])
def test_a_file_cut_short(kept, told, kept_part):
    file = kept() / "issues.parquet"
    file.write_bytes(file.read_bytes()[:kept_part])
    assert told(file.parent) == ["toy/issues.parquet: cannot be read: it is no Parquet file, or cut short."]


def test_a_file_altered_anywhere_never_ends_in_a_traceback(kept, told):
    file = kept() / "issues.parquet"
    data = file.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 150)):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        assert all(line.startswith("toy/") for line in told(file.parent))


def test_a_missing_file(kept, told):
    path = kept()
    (path / "issues.parquet").unlink()
    (path / "case.toml").unlink()
    assert [line.split(";")[0] for line in told(path)] == [
        "toy/case.toml: is missing",
        "toy/issues.parquet: is missing",
    ]


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("MOST_ROWS", "holds 1 rows; at most 0 are read. Split the case."),
        ("MOST_BYTES", "holds 0 MB when unpacked; at most 0 MB are read. Split the case."),
    ],
)
def test_more_than_is_read_is_refused_by_what_the_file_declares(kept, told, monkeypatch, limit, sentence):
    path = kept()
    monkeypatch.setattr(parquet_folder, limit, 0)
    assert f"toy/issues.parquet: {sentence}" in told(path)


def test_a_folder_of_csv_is_not_taken_for_one_of_parquet(kept, folder, tmp_path):
    assert parquet_folder.recognises(kept())
    assert not parquet_folder.recognises(folder())  # beside the Parquet files of the same folder
    assert not parquet_folder.recognises(tmp_path)
    assert not parquet_folder.recognises(tmp_path / "nowhere")


def test_a_million_texts_share_what_is_equal(tmp_path, case):
    parquet_folder.write(case(positions=[f"p{n}" for n in range(50)]), tmp_path / "toy")
    summaries = stores.read(tmp_path / "toy").tables["positions"].columns["summary"]
    assert len({id(text) for text in summaries.cells()}) == 1


def test_a_dictionary_may_hold_a_text_twice(tmp_path, case, told):
    parquet_folder.write(case(positions=["p1", "p2"]), tmp_path / "toy")
    file = tmp_path / "toy" / "positions.parquet"
    table = pq.read_table(file)
    ids = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["p1", "p1"]))
    pq.write_table(table.set_column(0, "position_id", ids), file, use_dictionary=False)
    assert [line.split(";")[0] for line in told(tmp_path / "toy")] == [
        "toy/positions.parquet:2: position_id 'p1' is already used on line 1"
    ]
