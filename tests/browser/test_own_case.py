"""A case of one's own in the browser: dropped, opened for one session alone, fed, and taken along."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from playwright.sync_api import expect

from crisis import cli, stores
from tests.browser.conftest import Opener
from tests.browser.desk import Desk
from tests.browser.own_workbook import workbook


def said(desk: Desk) -> str:
    """All the page says."""
    return desk.page.locator("body").inner_text()


def test_two_sessions_with_cases_of_their_own_never_see_each_others_rows(desk: Desk, desks: Opener, tmp_path: Path):
    north = workbook(tmp_path, "north", actors_B2="Northland")
    south = workbook(tmp_path, "south", actors_B2="Southland")
    other = desks("stranger")
    for one, path in ((desk, north), (other, south)):
        one.open("case_data").drop(path)
        assert one.params() == {"case": [f"{path.stem} (yours)"]}
    for page in ("stance_matrix", "evidence"):
        for one, mine, theirs in ((desk, "north", "south"), (other, "south", "north")):
            one.turn_to(page)
            assert one.params() == {"case": [f"{mine} (yours)"]}
            assert f"The {mine} crisis" in said(one)
            told = one.page.content()
            assert f"{theirs.capitalize()}land" not in told
            assert f"The {theirs} crisis" not in told
            if page == "stance_matrix":
                rows = [
                    text
                    for trace in one.chart(page).evaluate("it => it.data.map(one => one.text)")
                    for text in trace or []
                ]
                assert f"{mine.capitalize()}land" in rows
    third = desks("light")
    third.page.goto(desk.page.url)
    third.settled()
    expect(third.page.get_by_test_id("stAlert")).to_contain_text("only in the session that brought it along")
    assert "Northland" not in third.page.content()


def test_a_file_with_mistakes_shows_them_and_is_given_back_marked(desk: Desk, tmp_path: Path):
    bad = workbook(tmp_path, "bad", positions_D2=7, positions_E3="tomorrow")
    desk.open("case_data", country="Germany").drop(bad)
    expect(desk.page.get_by_test_id("stAlertContentError")).to_contain_text("bad.xlsx was not opened: 2 problems.")
    assert desk.chips("country") == ["Germany"]
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="The file with its problems marked").click()
    marked = tmp_path / "marked.xlsx"
    download.value.save_as(marked)
    book = load_workbook(marked)
    red = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFD9D4"
    }
    assert red == {"positions!D2", "positions!E3"}
    book["positions"]["D2"], book["positions"]["E3"] = 1, "2024-03-08"
    book.save(marked)
    desk.drop(marked)
    assert desk.params() == {"case": ["marked (yours)"]}


def test_a_statement_added_by_keyboard_is_shown_everywhere_and_merged(desk: Desk, tmp_path: Path):
    desk.open("evidence")
    with desk.rerun():
        desk.page.locator(".st-key-add summary").focus()
        desk.page.keyboard.press("Enter")
    form = desk.page.get_by_test_id("stForm")
    chosen = {"Kind": "primary record", "Reliability": "completely reliable", "Actor": "Olaf Scholz"}
    chosen |= {"Issue": "Arm Ukraine", "Stance": "−2 strongly opposes", "Credibility": "1 confirmed"}
    written = {"Title": "Speech", "Publisher": "Parliament", "Locator": "P1S1", "Summary": "Says no more arms."}
    for label, text in (written | chosen).items():  # all by keyboard
        field = form.get_by_label(label, exact=True)
        field.focus()
        desk.page.keyboard.type(text)
        if label in chosen:
            expect(desk.page.get_by_role("option", name=text, exact=True)).to_be_visible()
            desk.page.keyboard.press("Enter")
            expect(desk.page.get_by_role("listbox")).to_have_count(0)
        expect(field).to_have_value(text)
    with desk.rerun():
        form.get_by_role("button", name="Add", exact=True).focus()
        desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("Added.", exact=True)).to_be_visible()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="As a workbook").click()
    rows = tmp_path / "added.xlsx"
    download.value.save_as(rows)
    for page in ("stance_matrix", "briefing"):
        desk.turn_to(page)
        assert "With 1 source and 1 position added in this session" in said(desk)
    desk.turn_to("stance_matrix")
    texts = desk.chart("stance_matrix").evaluate("it => it.data.flatMap(one => one.text ?? [])")
    assert "<b>−2</b>✎<br>21/12" in texts
    case = tmp_path / "ukraine"
    shutil.copytree(stores.shipped(), case)
    result = CliRunner().invoke(cli.group, ["merge", str(case), str(rows)])
    assert (result.exit_code, result.stdout) == (0, f"1 source and 1 position added to {case}.\n")
    assert stores.open_case(case).tables["positions"].iloc[-1]["summary"] == "Says no more arms."


@pytest.mark.parametrize("name", ["photo.png", "empty.xlsx"])
def test_what_is_no_case_is_told_in_a_sentence(desk: Desk, tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_bytes(b"\x89PNG" + b"0" * 600 if name.endswith("png") else b"")
    desk.open("case_data").drop(path)
    expect(desk.page.get_by_test_id("stAlertContentError")).to_contain_text(f"{name} was not opened: 1 problem.")


def test_a_file_beyond_the_limit_is_told_and_the_next_one_opens(desk: Desk, tmp_path: Path):
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(51 * 2**20)  # of holes: nothing is written
    desk.open("case_data")
    before = desk.page.evaluate("window.desk.runs")
    desk.page.locator("input[type=file]").set_input_files(large)
    chip = desk.page.get_by_test_id("stFileChip")
    expect(chip).to_contain_text("large.xlsx")
    chip.hover()
    expect(desk.page.get_by_role("tooltip")).to_have_text("File must be 50.0MB or smaller.")
    assert desk.page.evaluate("window.desk.runs") == before
    desk.drop(workbook(tmp_path, "small"))
    assert desk.params() == {"case": ["small (yours)"]}
