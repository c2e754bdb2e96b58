from itertools import pairwise

import pytest
from click.testing import CliRunner

from crisis import cli, stores
from crisis.stores import csv_folder, parquet_folder, workbook_writing, writing

HINT = "A case is a folder of CSV or Parquet files with case.toml, a workbook (.xlsx), or a DNA database (.dna)."


def convert(a, b):
    return CliRunner().invoke(cli.group, ["convert", str(a), str(b)])


def test_the_shipped_case_round_every_store(shipped, tmp_path):
    way = ["ukraine-2022", *(tmp_path / name for name in ("a.xlsx", "b.parquet", "c", "d.parquet", "e.xlsx", "f"))]
    for a, b in pairwise(way):
        result = convert(a, b)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == f"{b} is there. It holds the same case as {a}.\n"
        assert stores.open_case(b).version == shipped.version
    assert {one.name for one in tmp_path.iterdir()} == {one.name for one in way[1:]}


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("case", csv_folder.write),
        ("case.v2", csv_folder.write),
        ("case.XLSX", workbook_writing.write),
        ("case.parquet", parquet_folder.write),
        ("case.dna", None),
        ("case.xlsm", None),
        ("case.csv", None),
    ],
)
def test_the_name_says_what_is_written(tmp_path, name, writer):
    assert writing.writer_of(tmp_path / name) is writer


def refused(a, b, code):
    result = convert(a, b)
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()[-1]


def test_wrong_use(folder, tmp_path):
    path = folder(positions=["p1"])
    said = "Error: no case is written as .dna; name a folder, FILE.xlsx or FOLDER.parquet."
    assert refused(path, tmp_path / "b.dna", 2) == said
    assert refused(path, path, 2) == f"Error: ‘{path}’ is there already; choose another name or remove it."
    nowhere = tmp_path / "nowhere"
    said = f"Error: the folder ‘{nowhere}’ does not exist; make it or choose another."
    assert refused(path, nowhere / "b", 2) == said


def test_a_case_with_problems_is_not_converted(folder, tmp_path):
    path = folder(positions=["p1 stance=7"])
    assert refused(path, tmp_path / "b.xlsx", 1).startswith(f"{path}/positions.csv:2: stance '7' is off the scale")
    gone = tmp_path / "gone"
    assert refused(gone, tmp_path / "b", 1) == f"{gone}: is not a case: there is no such folder or file. {HINT}"
    assert [one.name for one in tmp_path.iterdir()] == ["toy"]


def test_a_case_the_store_cannot_hold_leaves_nothing_behind(folder, tmp_path):
    path = folder(sources=[f"s1 note={'x' * 40_000}"])
    said = "does not fit into a cell; a workbook holds 32,767 characters a cell."
    assert refused(path, tmp_path / "b.xlsx", 1).endswith(said)
    assert [one.name for one in tmp_path.iterdir()] == ["toy"]


@pytest.mark.parametrize("name", ["b.xlsx", "b.parquet", "b"])
def test_a_disk_that_is_full_leaves_nothing_behind(folder, tmp_path, monkeypatch, name):
    path = folder(positions=["p1"])

    def full(case, target):
        if name != "b.xlsx":
            target.mkdir()
        (target / "half" if name != "b.xlsx" else target).write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "writer_of", lambda _: full)
    said = f"Error: ‘{tmp_path / name}’ cannot be written (No space left on device); nothing was left behind."
    assert refused(path, tmp_path / name, 2) == said
    assert [one.name for one in tmp_path.iterdir()] == ["toy"]


def test_a_workbook_that_cannot_be_created_says_why(case, tmp_path):
    with pytest.raises(FileNotFoundError):
        workbook_writing.write(case(), tmp_path / "nowhere" / "b.xlsx")
