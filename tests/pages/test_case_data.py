import pytest

from crisis.model.records import TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_listed_as_the_lens_leaves_it(desk, folder, name):
    later = ["s9 published_on=2030-01-01"]
    path = folder(positions=["p1", "p2 actor_id=B"], relationships=["r1"], events=["e1"], sources=later)
    shown = desk("case_data", path, table=name)
    left = {"sources": (1, 2), "actors": (2, 2), "issues": (1, 1), "positions": (2, 2)}.get(name, (1, 1))
    assert f"{left[0]} of {left[1]} rows are left by the lens." in shown.said()
    assert len(shown.table) == left[0]


def test_the_tables_can_be_chosen(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    shown.app.button_group(key="table").set_value("events")
    assert [one.value for one in shown.run().app.info] == [
        "No row under this lens. Choose a later day, more countries or issues, or a wider grade."
    ]


def test_the_files_can_be_checked_again(desk, folder):
    shown = desk("case_data", folder(positions=["p1"]))
    shown.press("Check the files again")
    assert [one.value for one in shown.app.success] == ["Sound. Restart the desk to read changed files."]


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
