import tempfile
from pathlib import Path

import pytest

from crisis.exports import template, template_workbook
from crisis.exports.moment import now
from crisis.model.case import Case
from crisis.model.problems import CaseError, Reason
from crisis.stores import dropped


@pytest.fixture(autouse=True)
def disk(tmp_path, monkeypatch):
    """A disk of its own for each test: nothing may be left on it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert [*tmp_path.iterdir()] == []


@pytest.fixture(scope="module")
def workbook():
    return template_workbook.write(now())


@pytest.fixture(scope="module")
def folder():
    return template.files()


def reasons(files):
    with pytest.raises(CaseError) as error:
        dropped.read(files)
    return [(one.reason, one.path) for one in error.value.problems]


def test_a_workbook_is_a_case(workbook):
    draft = dropped.read({"baltic.xlsx": workbook})
    assert (draft.name, draft.problems) == ("baltic", [])
    assert len(Case.from_draft(draft).tables["positions"]) == 3


def test_the_files_of_a_folder_are_a_case(folder):
    draft = dropped.read(folder)
    assert (draft.name, draft.problems) == ("dropped", [])
    assert len(Case.from_draft(draft).tables["positions"]) == 3


def test_a_folder_that_came_with_its_name_keeps_it(folder):
    draft = dropped.read({f"baltic/{name}": data for name, data in folder.items()})
    assert (draft.name, draft.tables["positions"].path) == ("baltic", "baltic/positions.csv")


def test_problems_name_files_as_they_came(folder, workbook):
    broken = {**folder, "positions.csv": folder["positions.csv"].replace(b",2,", b",7,", 1)}
    with pytest.raises(CaseError) as error:
        Case.from_draft(dropped.read(broken))
    assert str(error.value).startswith("dropped/positions.csv:2: stance '7' is off the scale")
    assert dropped.read({"a b.xlsx": workbook}).tables["positions"].path == "a b.xlsx/positions"


def test_what_is_missing_from_a_folder_is_told(folder):
    draft = dropped.read({name: data for name, data in folder.items() if name != "events.csv"})
    assert [(one.reason, one.path) for one in draft.problems] == [(Reason.MISSING_FILE, "dropped/events.csv")]


def test_two_cases_at_once_are_none(workbook, folder):
    assert reasons({"a.xlsx": workbook, "b.xlsx": workbook}) == [(Reason.NO_CASE, "a.xlsx, b.xlsx")]
    assert reasons({"a.xlsx": workbook, **folder})[0][0] is Reason.NO_CASE


@pytest.mark.parametrize("name", ["photo.png", "notes.csv", "case.zip", "positions", "", "...", "/", "a/b/c"])
def test_what_is_no_case_is_told(name):
    assert [reason for reason, _ in reasons({name: b"anything"})] == [Reason.NO_CASE]


def test_nothing_is_no_case():
    assert reasons({}) == [(Reason.NO_CASE, "nothing")]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.xlsx", "..\\..\\x.xlsx", "/abs/x.xlsx", "x\0y.xlsx", f"{'x' * 300}.xlsx", "üñ 😀.xlsx"]
)
def test_a_name_leads_nowhere(name, workbook, tmp_path):
    draft = dropped.read({name: workbook})
    assert draft.problems == []
    assert Path(draft.name).name == draft.name
    assert len(draft.name) <= dropped.LONGEST


@pytest.mark.parametrize("folder_name", ["..", "../..", "a/../..", "x\0y", "\u202e"])
def test_a_folder_name_leads_nowhere(folder_name, folder):
    draft = dropped.read({f"{folder_name}/{name}": data for name, data in folder.items()})
    assert draft.problems == []
    assert len(draft.tables) == 6


@pytest.mark.parametrize(
    ("name", "data"),
    [("x.xlsx", b""), ("x.xlsx", b"\x89PNG" + b"0" * 600), ("x.dna", b"SQLite format 3\0"), ("x.ods", b"PK\3\4")],
)
def test_a_damaged_file_is_a_problem(name, data):
    draft = dropped.read({name: data})
    assert len(draft.problems) == 1
    assert draft.tables == {}
