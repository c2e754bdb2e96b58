import openpyxl
import pytest
from click.testing import CliRunner

from crisis import cli
from crisis.model.records import TABLES


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_a_new_case_passes_the_check_as_it_is(tmp_path, name):
    made = crisis("new", tmp_path / name)
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.endswith(f"then: crisis check {tmp_path / name}\n")
    checked = crisis("check", tmp_path / name)
    assert checked.exit_code == 0
    assert checked.stdout.splitlines()[1:] == [f"{table},3" for table in TABLES]


@pytest.mark.parametrize("name", ["mine.xlsx", "MINE.XLSX"])
def test_a_new_workbook_is_one(tmp_path, name):
    made = crisis("new", tmp_path / name)
    assert (made.exit_code, made.stderr) == (0, "")
    assert {*TABLES} < {*openpyxl.load_workbook(tmp_path / name).sheetnames}


def test_the_matrix_of_a_new_folder_is_printed(tmp_path):
    crisis("new", tmp_path / "mine")
    printed = crisis("matrix", tmp_path / "mine")
    assert printed.stdout == "actor_id,BRIDGE_OPEN\nBORLAND,2\nMIRA_SAMPLE,1\n"


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_what_is_there_is_never_touched(tmp_path, name):
    (tmp_path / name).write_text("mine")
    refused = crisis("new", tmp_path / name)
    assert refused.exit_code == 2
    assert "is there already" in refused.stderr
    assert (tmp_path / name).read_text() == "mine"
    assert len([*tmp_path.iterdir()]) == 1


def test_a_missing_folder_above_is_told(tmp_path):
    refused = crisis("new", tmp_path / "none" / "mine")
    assert refused.exit_code == 2
    assert "does not exist; make it or choose another" in refused.stderr


@pytest.mark.parametrize("name", ["mine.xls", "mine.csv", "mine.parquet", "mine.DNA"])
def test_other_files_are_no_templates(tmp_path, name):
    refused = crisis("new", tmp_path / name)
    assert refused.exit_code == 2
    assert "name a folder, or a workbook that ends in .xlsx" in refused.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_dot_in_the_name_of_a_folder_is_no_ending(tmp_path):
    assert crisis("new", tmp_path / "border-2024.2").exit_code == 0
    assert (tmp_path / "border-2024.2").is_dir()
