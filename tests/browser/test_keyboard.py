"""The desk without a mouse: every control has the keyboard at some time, shows it, and does what it is for."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PAGES, Desk

TABS = (Path(__file__).parent / "tabs.js").read_text(encoding="utf-8")
"""Put into a page before its own scripts: ``window.tabs``."""

MOST = 300
"""Presses that go round any page."""

LENS = (
    "Countries and bodies",
    "Issues",
    "year, As of",
    "With hindsight",
    "Level",
    "Source at least",
    "Claim at least",
    "Reset",
)
"""What has the keyboard in this order on every page."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_by_its_address_and_tab_and_arrows_reach_every_control_which_shows_it(desk: Desk, name: str):
    desk.page.add_init_script(TABS)
    desk.open(name)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(PAGES[name])
    expect(desk.page.locator(".st-key-ledger summary")).to_contain_text(re.compile(r"Shown: \d+ of \d+ positions"))
    expect(desk.page.get_by_test_id("stException")).to_have_count(0)
    expect(desk.page.locator("link[rel~=icon]")).to_have_attribute("href", re.compile("^data:image/svg"))
    desk.page.evaluate("window.tabs.begin()")
    key = "Tab"
    for _ in range(MOST):
        desk.page.keyboard.press(key)
        key = desk.page.evaluate("window.tabs.step()")
        if not key:
            break
    assert not key, "Tab does not come round"
    missed, dull, reached = desk.page.evaluate(
        "[window.tabs.missed(), window.tabs.dull, [...window.tabs.had].map((one) => window.tabs.said(one))]"
    )
    assert missed == []
    assert dull == []
    places = [next((at for at, said in enumerate(reached) if said.startswith(one)), -1) for one in LENS]
    assert places == sorted(places), reached
    assert places[0] > len(PAGES)  # after the pages


def key(desk: Desk, label: str, *keys: str) -> None:
    """Press keys on a control; it is asked for by its label."""
    desk.page.get_by_label(label, exact=True).focus()
    for one in keys:
        desk.page.keyboard.press(one)


def test_the_lens_is_chosen_and_taken_back_by_keyboard(desk: Desk):
    desk.open("evidence")
    key(desk, "Countries and bodies", "ArrowDown")
    desk.page.keyboard.type("German")
    expect(desk.page.get_by_role("option", name="Germany", exact=True)).to_be_visible()
    with desk.rerun():
        desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Escape")
    assert desk.params() == {"country": ["Germany"]}
    desk.page.get_by_role("spinbutton", name="year, As of").focus()
    with desk.rerun():
        desk.page.keyboard.type("20220301")
        for _ in range(2):  # over the button of the calendar: a day counts when its field is left
            desk.page.keyboard.press("Tab")
    with desk.rerun():
        desk.page.get_by_role("switch", name="With hindsight").focus()
        desk.page.keyboard.press("Space")
    key(desk, "Level", "ArrowDown")
    desk.page.keyboard.type("actor")
    with desk.rerun():
        desk.page.keyboard.press("Enter")
    wanted = {"country": "Germany", "as_of": "2022-03-01", "hindsight": "true", "level": "actor"}
    assert desk.params() == {name: [value] for name, value in wanted.items()}
    with desk.rerun():
        key(desk, "Countries and bodies", "Backspace")
    assert desk.chips("country") == []
    with desk.rerun():
        desk.page.get_by_role("button", name="Reset").focus()
        desk.page.keyboard.press("Enter")
    assert desk.params() == {}


def test_pages_folds_groups_and_files_are_worked_by_keyboard(desk: Desk):
    desk.open("evidence")
    with desk.rerun():
        desk.page.locator(".st-key-ledger summary").focus()
        desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".st-key-ledger").get_by_test_id("stDataFrame")).to_be_visible()
    with desk.rerun():
        desk.page.get_by_role("radio", name="Statements").focus()
        desk.page.keyboard.press("ArrowRight")
        desk.page.keyboard.press("Space")
    assert desk.params() == {"rows": ["Ties"]}
    with desk.rerun():
        desk.page.get_by_role("textbox", name="Search").focus()
        desk.page.keyboard.type("Scholz")
        desk.page.keyboard.press("Enter")
    assert desk.params()["search"] == ["Scholz"]
    with desk.rerun():
        desk.page.get_by_test_id("stSidebarNavLink").filter(has_text="Timeline").focus()
        desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Timeline")
    taking = desk.page.locator(".st-key-take-timeline")
    for form in ("CSV", "SVG"):
        with desk.page.expect_download() as download:
            taking.get_by_role("button", name=form).focus()
            desk.page.keyboard.press("Enter")
        assert download.value.suggested_filename == f"timeline_2022-12-21.{form.lower()}"


def test_the_hand_plays_by_keyboard(desk: Desk):
    desk.open("timeline", as_of="2022-12-18")
    with desk.rerun():
        desk.page.get_by_role("button", name="Play").focus()
        desk.page.keyboard.press("Enter")
    assert desk.params() == {}  # it played to the last day


def test_escape_closes_the_evidence(desk: Desk):
    desk.open("stance_matrix")
    desk.click("stance_matrix", "cell|DEU|I05")
    expect(desk.dialog).to_be_visible()
    with desk.rerun():
        desk.page.keyboard.press("Escape")
    expect(desk.dialog).to_have_count(0)
    desk.turn_to("timeline")
    expect(desk.dialog).to_have_count(0)


def test_a_row_of_the_table_opens_its_evidence_by_keyboard(desk: Desk):
    desk.open("stance_matrix")
    summary = desk.page.locator(".st-key-twin-stance_matrix summary")
    summary.focus()
    with desk.rerun():
        desk.page.keyboard.press("Enter")
    desk.grid("table-stance_matrix").locator("canvas").first.focus()
    desk.page.keyboard.press("ArrowDown")
    with desk.rerun():
        desk.page.keyboard.press("Shift+Space")
    expect(desk.dialog.locator(".card").first).to_be_visible()


def test_a_table_shows_that_it_has_the_keyboard_when_a_cell_of_it_has(desk: Desk):
    desk.open("evidence")
    canvas = desk.grid("evidence-table").locator("canvas").first
    frame = desk.page.locator(".st-key-evidence-table").get_by_test_id("stDataFrame")
    expect(frame).to_have_css("outline-style", "none")
    canvas.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_function("window.desk.focused().localName === 'td'")  # the grid hands it on after a moment
    expect(frame).to_have_css("outline-style", "solid")


def test_a_link_of_the_briefing_opens_by_keyboard(desk: Desk):
    desk.open("briefing")
    desk.page.get_by_test_id("stMain").locator("button.link").first.focus()
    with desk.rerun():
        desk.page.keyboard.press("Enter")
    expect(desk.dialog.locator(".card").first).to_be_visible()
