from datetime import date

import pytest

from crisis.exports import moment, template, template_workbook
from crisis.model.problems import shortened
from crisis.model.records import TABLES
from crisis.ui.markdown import plain


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_listed_as_the_lens_leaves_it(desk, folder, name):
    later = ["s9 published_on=2030-01-01"]
    path = folder(positions=["p1", "p2 actor_id=B"], relationships=["r1"], events=["e1"], sources=later)
    shown = desk("case_data", path, table=name)
    left = {"sources": (1, 2), "actors": (2, 2), "issues": (1, 1), "positions": (2, 2)}.get(name, (1, 1))
    assert f"{left[0]} of {left[1]} rows are left by the lens." in shown.said()
    assert len(shown.app.dataframe[0].value) == left[0]


def test_the_tables_can_be_chosen(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    shown.app.button_group(key="table").set_value("events")
    assert [one.value for one in shown.run().app.info] == [
        "No row under this lens. Choose a later day, more countries or issues, or a wider grade."
    ]


def test_the_files_can_be_checked_again(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    shown.press("Check the files again")
    assert [one.value for one in shown.app.success] == ["Sound, and as the desk has them."]


def test_changed_files_are_opened_when_they_are_sound(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    folder(positions=["p1", "p2"])
    shown.press("Check the files again")
    assert [one.value for one in shown.app.success] == ["Sound, and changed since the desk opened them."]
    assert "Shown: 1 of 1 positions" in shown.said()
    shown.press("Open the changed files")
    assert "Shown: 2 of 2 positions" in shown.said()


def test_a_lens_keeps_what_changed_files_still_have(desk, folder):
    shown = desk("case_data", folder(positions=["p1", "p2 issue_id=I2"], issues=["I1", "I2"]), issue=["I1", "I2"])
    folder(positions=["p1"], issues=["I1"])
    shown.press("Check the files again")
    shown.press("Open the changed files")
    assert shown.app.multiselect(key="issue").value == ["I1"]


def test_checking_again_finds_what_was_broken_meanwhile(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    folder(positions=["p1 stance=7"])
    shown.press("Check the files again")
    assert [one.value.split(":")[0] for one in shown.app.error] == ["This case cannot be opened"]
    assert shown.app.dataframe[-1].value["column"].to_list() == ["stance"]


def test_files_that_are_gone_are_told(desk, folder):
    path = folder(positions=["p1"])
    shown = desk("case_data", path)
    for file in path.iterdir():
        file.unlink()
    path.rmdir()
    shown.press("Check the files again")
    assert len(shown.app.error) == 1


def test_warnings_are_listed_and_counted(desk, folder):
    shown = desk("case_data", folder(positions=["p1"], actors=["A", "NOBODY name=Nobody"]))
    assert "The check finds no problem and 2 warnings." in shown.answer
    found = shown.app.dataframe[-1].value
    assert found[["sheet", "row", "column", "value"]].to_dict("records") == [
        {"sheet": "actors", "row": 3, "column": "actor_id", "value": "NOBODY"},
        {"sheet": "issues", "row": 2, "column": "issue_id", "value": "I1"},
    ]


def test_silenced_warnings_show_their_reasons(desk, folder):
    settings = "title = 'Toy'\n[silenced]\none_sided_issue = 'Only one side was coded.'\n"
    shown = desk("case_data", folder(files={"case.toml": settings}, positions=["p1"]))
    assert shown.answer.endswith("The check finds no problem.")
    shown.app.session_state["silenced"] = True
    assert shown.run().app.dataframe[-1].value["reason"].to_list() == ["Only one side was coded."]
    assert "1 warning silenced by the settings of the case, each with its reason" in shown.said()


def drop(shown, *files):
    """Drop files, ``(name, contents)`` each, on the page."""
    shown.app.file_uploader[0].set_value([(name, data, "") for name, data in files])
    return shown.run()


@pytest.fixture(scope="module")
def workbook():
    return template_workbook.write(moment.now())


def test_a_sound_file_is_opened(desk, folder, workbook):
    shown = drop(desk("case_data", folder(positions=["p1"])), ("bridge.xlsx", workbook))
    assert shown.answer.startswith("Example: the bridge between Arland and Borland: 3 sources")
    assert shown.app.sidebar.selectbox(key="case").value == "bridge (yours)"
    assert "31 March 2024. Shown: 3 of 3 positions" in shown.said()
    assert "Example: the bridge between Arland and Borland. Version" in shown.said(1)


def test_another_session_sees_nothing_of_it(desk, folder, workbook):
    path = folder(positions=["p1"])
    drop(desk("case_data", path), ("bridge.xlsx", workbook))
    other = desk("case_data", path)
    assert other.app.sidebar.selectbox(key="case").options == ["toy", "ukraine-2022"]
    assert other.answer.startswith("Toy: ")


def test_the_cases_can_be_changed_back_and_forth(desk, folder, workbook):
    shown = drop(desk("case_data", folder(positions=["p1"])), ("bridge.xlsx", workbook))
    shown.app.sidebar.selectbox(key="case").set_value("toy")
    assert shown.run().answer.startswith("Toy: ")
    assert shown.app.date_input(key="as_of").value == date(2022, 2, 1)
    shown.app.sidebar.selectbox(key="case").set_value("bridge (yours)")
    assert shown.run().answer.startswith("Example: ")
    assert shown.app.date_input(key="as_of").value == date(2024, 3, 31)


def test_a_case_takes_over_what_it_has_of_the_lens(desk, folder, workbook):
    path = folder(positions=["p1"], actors=["A name=Germany kind=state country=DEU"])
    shown = desk("case_data", path, country="DEU", as_of="2022-02-01", level="actor")
    drop(shown, ("bridge.xlsx", workbook))
    assert shown.app.multiselect(key="country").value == []
    assert shown.app.date_input(key="as_of").value == date(2024, 3, 31)
    assert shown.app.selectbox(key="level").value == "actor"


def test_the_files_of_a_folder_can_be_dropped(desk, folder):
    shown = drop(desk("case_data", folder(positions=["p1"])), *template.files().items())
    assert shown.app.sidebar.selectbox(key="case").value == "dropped (yours)"


def test_a_file_that_is_not_sound_leaves_the_case_as_it_is(desk, folder):
    files = template.files()
    files["positions.csv"] = files["positions.csv"].replace(b",2,", b",7,", 1)
    shown = drop(desk("case_data", folder(positions=["p1"])), *files.items())
    assert [one.value.replace("\\", "") for one in shown.app.error] == [
        "8 files were not opened: 1 problem. The case shown is as before."
    ]
    problem = shown.app.dataframe[0].value
    assert problem[["sheet", "row", "column", "value"]].to_dict("records") == [
        {"sheet": "positions", "row": 2, "column": "stance", "value": "7"}
    ]
    assert shown.answer.startswith("Toy: ")
    labels = [one.proto.label for one in shown.app.main.get("download_button")]
    assert labels[1:3] == ["Problems as CSV", "The file with its problems marked"]


def test_the_next_drop_takes_the_place_of_a_refused_one(desk, folder, workbook):
    shown = drop(desk("case_data", folder(positions=["p1"])), ("photo.xlsx", b"\x89PNG" + b"0" * 600))
    assert len(shown.app.error) == 1
    drop(shown, ("bridge.xlsx", workbook))
    assert len(shown.app.error) == 0
    assert shown.answer.startswith("Example: ")


def test_cases_of_the_server_are_chosen_by_name(desk, folder, monkeypatch):
    path = folder(positions=["p1"])
    other = path.parent / "other"
    template.save_folder(other, template.files())
    monkeypatch.setattr("crisis.stores.cases", lambda: {"other": other, "toy": path})
    shown = desk("case_data", path, case="other")
    assert shown.answer.startswith("Example: ")
    assert shown.app.sidebar.selectbox(key="case").options == ["toy", "other"]


def test_a_case_that_goes_while_it_is_open_leaves_the_first_one(desk, folder, monkeypatch):
    path = folder(positions=["p1"])
    other = path.parent / "other"
    template.save_folder(other, template.files())
    monkeypatch.setattr("crisis.stores.cases", lambda: {"other": other})
    shown = desk("case_data", path, case="other")
    assert shown.answer.startswith("Example: ")
    monkeypatch.setattr("crisis.stores.cases", dict)
    assert shown.run().answer.startswith("Toy: ")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nowhere", "there is no such case"),
        ("../../etc/passwd", "there is no such case"),
        ("..\\..\\etc\\passwd", "there is no such case"),
        ("/etc/passwd", "there is no such case"),
        ("file:///etc/passwd", "there is no such case"),
        ("toy/../toy", "there is no such case"),
        ("./toy", "there is no such case"),
        ("toy\0", "there is no such case"),
        ("..%2ftoy", "there is no such case"),
        ("\u202eyot", "there is no such case"),
        ("ｔｏｙ", "there is no such case"),
        ("x" * 10_000, "there is no such case"),
        ("bridge (yours)", "it was only in the session that brought it along"),
    ],
)
def test_a_case_the_session_does_not_have_is_told(desk, folder, name, why):
    shown = desk("case_data", folder(positions=["p1"]), case=name)
    told = [one.value for one in shown.app.warning]
    assert told == [plain(f"Ignored the case ‘{shortened(name)}’ in the address: {why}.")]
    assert len(told[0]) < 300
    assert shown.answer.startswith("Toy: ")
