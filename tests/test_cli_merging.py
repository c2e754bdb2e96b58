import csv
import errno
import io
import shutil

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from crisis import cli, stores
from crisis.exports import added_rows, template_workbook
from crisis.exports.moment import now
from crisis.model import additions
from crisis.stores import merging
from tests.conftest import rows

SOURCE = "s9 published_on=2022-02-03"
POSITION = "p9 source_id=s9 stance=-2"


def merge(*words):
    return CliRunner().invoke(cli.group, ["merge", *map(str, words)])


def refused(*words, code=1):
    result = merge(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()


def taken_along(case):
    """The case with a position and its source added, as a session has it."""
    added = [("sources", rows("sources", [SOURCE])[0]), ("positions", rows("positions", [POSITION])[0])]
    return additions.merged(case, additions.tables_of(added)).case


@pytest.fixture
def toy(folder):
    return folder(positions=["p1"], events=["e1"], relationships=["r1"])


@pytest.fixture
def along(toy, tmp_path):
    """What the desk gives along: a workbook, and a CSV file a table."""
    grown = taken_along(stores.open_case(toy))
    (tmp_path / "added.xlsx").write_bytes(added_rows.workbook(grown))
    for table in added_rows.tables(grown):
        (tmp_path / f"{table}.csv").write_bytes(added_rows.csv(grown, table))
    return grown, tmp_path


def written(toy, store):
    path = toy.parent / f"case{store}"
    if store:
        CliRunner().invoke(cli.group, ["convert", str(toy), str(path)])
        return path
    return toy


@pytest.mark.parametrize("store", ["", ".xlsx", ".parquet"])
@pytest.mark.parametrize("files", [("added.xlsx",), ("positions.csv", "sources.csv")])
def test_what_a_session_added_comes_into_every_store(toy, along, store, files):
    grown, place = along
    path = written(toy, store)
    result = merge(path, *(place / name for name in files))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"1 source and 1 position added to {path}.\n"
    assert stores.open_case(path).version == grown.version
    again = merge(path, *(place / name for name in files))
    assert again.stdout == f"nothing added to {path}; 1 source and 1 position there already.\n"
    assert stores.open_case(path).version == grown.version
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".")]


def test_what_else_lies_in_a_folder_stays(toy, along):
    _, place = along
    (toy / "README.md").write_text("Notes")
    settings = "# A remark\ntitle = 'Toy'\n"
    (toy / "case.toml").write_text(settings)
    before = (toy / "positions.csv").read_bytes()
    merge(toy, place / "added.xlsx")
    assert (toy / "README.md").read_text() == "Notes"
    assert (toy / "case.toml").read_text() == settings
    assert (toy / "positions.csv").read_bytes().startswith(before)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_csv_file_keeps_its_order_its_line_ends_and_its_mark(toy, along, end, last):
    grown, place = along
    read = [*csv.reader((toy / "positions.csv").read_text().splitlines())]
    held = io.StringIO()
    csv.writer(held, lineterminator=end).writerows([row[::-1] for row in read])
    text = held.getvalue() if last else held.getvalue().removesuffix(end)
    (toy / "positions.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    merge(toy, place / "added.xlsx")
    raw = (toy / "positions.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf" + text.encode())
    assert raw.count(b"\xef\xbb\xbf") == 1
    assert raw.decode().count("\n") == raw.decode().count(end)
    assert stores.open_case(toy).version == grown.version


def test_a_workbook_keeps_its_other_sheets_and_its_lists(tmp_path):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(template_workbook.write(now()))
    row = dict(stores.open_case(path).tables["positions"].iloc[0].astype(str), position_id="=1+1", summary="=2+2")
    added = tmp_path / "positions.csv"
    with added.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*row])
        writer.writeheader()
        writer.writerow({**row, "position_id": "p9"})
    before = load_workbook(path)
    assert merge(path, added).exit_code == 0
    after = load_workbook(path)
    assert after.sheetnames == before.sheetnames
    assert after["positions"].data_validations.count == before["positions"].data_validations.count > 0
    assert stores.open_case(path).tables["positions"]["summary"].iloc[-1] == "=2+2"


def test_problems_name_the_file_and_the_line_of_the_row(toy, tmp_path):
    file = tmp_path / "positions.csv"
    shutil.copy(toy / "positions.csv", file)
    file.write_text(file.read_text().replace("p1,", "p2,").replace(",1,2022", ",7,2022"))
    (line,) = refused(toy, file)
    assert line.startswith(f"{file}:2: stance '7' is off the scale")
    assert stores.open_case(toy).tables["positions"].shape[0] == 1


def test_an_id_that_is_taken_is_a_problem(toy, tmp_path):
    file = tmp_path / "positions.csv"
    file.write_text((toy / "positions.csv").read_text().replace(",1,2022", ",2,2022"))
    assert refused(toy, file) == [
        f"{file}:2: position_id 'p1' is in the case already, for another row; give the new row another id."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "cannot be read: its header is that of no table."),
        ("", "cannot be read: its header is that of no table."),
        ("position_id;actor_id\n", "is separated by ';'"),
        ("position_id\np2\n", "column 'actor_id' is missing from the header"),
        ("\x00\x01", "cannot be read"),
    ],
)
def test_a_file_that_holds_no_rows_is_told(toy, tmp_path, text, said):
    file = tmp_path / "rows.csv"
    file.write_text(text)
    lines = refused(toy, file)
    assert lines[0].startswith(f"{file}:1: {said}") or said in lines[0]


def test_two_files_of_one_table_are_wrong_use(toy, along):
    _, place = along
    lines = refused(toy, place / "added.xlsx", place / "positions.csv", code=2)
    assert lines[-1] == "Error: two files hold rows of positions; merge one after the other."


def test_a_store_that_is_only_read_is_wrong_use(toy, tmp_path, monkeypatch):
    monkeypatch.setattr(merging, "MERGERS", [])
    assert refused(toy, tmp_path / "x.csv", code=2)[-1].endswith(f"convert it first: crisis convert {toy} FOLDER.")


def test_files_that_are_not_there_are_told(toy, tmp_path):
    assert "nowhere.csv" in refused(toy, tmp_path / "nowhere.csv")[0]


def test_a_case_that_may_not_be_written_to_stays_as_it_is(toy, along, monkeypatch):
    _, place = along

    def refuse(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(merging.tempfile, "mkdtemp", refuse)
    said = f"Error: ‘{toy}’ cannot be written (Permission denied); it is as it was."
    assert refused(toy, place / "added.xlsx", code=2)[-1] == said


def test_a_store_that_would_not_read_as_the_case_stays_as_it_is(toy, along, monkeypatch):
    _, place = along
    before = {one.name: one.read_bytes() for one in toy.iterdir()}
    monkeypatch.setattr(merging, "MERGERS", [(lambda _: True, lambda case, copy: [])])
    assert "it would not read as the same case afterwards" in refused(toy, place / "added.xlsx", code=2)[-1]
    assert {one.name: one.read_bytes() for one in toy.iterdir()} == before
