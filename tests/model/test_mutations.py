"""The shipped case with one fault: it is reported where it stands, in every store, and nothing else is.

``make test`` tries the first fifty faults, ``make hardening`` all five hundred.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from crisis import stores
from crisis.model.check import check
from crisis.model.problems import Problem
from crisis.model.records import TABLES
from tests.model.faults import FORMULA, HEADER, KINDS, WHOLE_COLUMN, Case, Rows, every

ALL, FIRST = 500, 50
EVERY = every()

NUMBERS = [
    *range(FIRST),
    *(pytest.param(number, marks=pytest.mark.hardening) for number in range(FIRST, ALL)),
]


@pytest.fixture(scope="module")
def sound() -> Case:
    """Tables of the shipped case, a header and rows each; nobody writes to them."""
    found = {}
    for name in TABLES:
        with (stores.shipped() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = [*csv.reader(file)]
    return found


@pytest.fixture(scope="module")
def parquet(sound, tmp_path_factory) -> Path:
    """The shipped case as a folder of Parquet files."""
    path = tmp_path_factory.mktemp("sound")
    for name, rows in sound.items():
        write_parquet(path / f"{name}.parquet", rows)
    (path / "case.toml").symlink_to(stores.shipped() / "case.toml")
    return path


def write_csv(file: Path, rows: Rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def write_parquet(file: Path, rows: Rows) -> None:
    header, *cells = rows
    pq.write_table(pa.table(dict(zip(header, map(pa.array, zip(*cells, strict=True)), strict=True))), file)


def write_workbook(file: Path, case: Case) -> None:
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for name, rows in case.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value == FORMULA:
                    sheet.write_formula(number, column, value)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value, None if isinstance(value, bool | int | float) else day)
    book.close()


def beside(path: Path, sound_folder: Path, file: str, write: Callable[[Path], None]) -> Path:
    """A folder with one file of its own and the others of a sound case."""
    path.mkdir()
    for one in sound_folder.iterdir():
        if one.name != file and one.suffix in (".csv", ".parquet", ".toml"):
            (path / one.name).symlink_to(one)
    write(path / file)
    return path


def store_of(number: int, kind: str) -> str:
    """Which store a fault is tried in: mostly CSV; cells have types in the two others only."""
    if kind == "wrong type":
        return ("parquet", "workbook")[number % 2]
    return {0: "workbook", 3: "parquet", 6: "parquet"}.get(number % 10, "csv")


def place_of(problem: Problem) -> tuple[str, int, str]:
    """Table, line and column a problem names."""
    return Path(problem.path).stem, problem.line, problem.got if problem.field == "column" else problem.field


@pytest.mark.parametrize("number", NUMBERS)
def test_a_single_fault_is_reported_where_it_stands_and_nothing_else_is(number, sound, parquet, tmp_path):
    fault = EVERY[number % len(EVERY)]
    case = {name: [[*row] for row in rows] for name, rows in sound.items()}
    store = store_of(number, fault.kind)
    place = fault.put(case, Random(number), store)
    rows = case[fault.table]
    if store == "workbook":
        path = tmp_path / "case.xlsx"
        write_workbook(path, case)
    elif store == "parquet":
        path = beside(tmp_path / "case", parquet, f"{fault.table}.parquet", lambda file: write_parquet(file, rows))
    else:
        path = beside(tmp_path / "case", stores.shipped(), f"{fault.table}.csv", lambda file: write_csv(file, rows))
    line = {WHOLE_COLUMN: 0, HEADER: 1}.get(place.row, place.row + (store != "parquet"))
    found = [place_of(problem) for problem in check(stores.read(path, path.name))]
    assert found == [(place.table, line, place.column)], (number, fault, store)


def test_every_kind_of_fault_is_tried_in_every_column_it_is_possible_in():
    assert {fault.kind for fault in EVERY[:FIRST]} == {*KINDS}
    assert FIRST < len({*EVERY}) == len(EVERY) <= ALL
