"""Agreement: a tie opens its arithmetic, choices live in the address, a window opens its statements."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk

TIE = "agreement|FRA|DEU|subtract,one,sign,latest,average,include,False,False,True"


def test_a_tie_opens_its_arithmetic_and_a_point_in_time_the_statements_behind_it(desk: Desk):
    desk.open("agreement", as_of="2022-03-05")
    desk.click("agreement", TIE)
    expect(desk.dialog.get_by_role("heading", name="France and Germany")).to_be_visible()
    expect(desk.dialog).to_contain_text(re.compile(r"shared issues, .*÷ 2\)"))
    with desk.rerun():
        desk.dialog.locator("button.link").first.click()
    expect(desk.dialog.get_by_role("button", name="Copy with citation").first).to_be_visible()
    desk.close()
    desk.click("windows", next(mark for mark in desk.marks("windows") if mark.startswith("window|2022-02-21|")))
    expect(desk.dialog.get_by_role("heading", name="21 February 2022 to 27 February 2022")).to_be_visible()
    expect(desk.dialog.locator(".card").first).to_be_visible()


def test_what_counts_and_the_picture_are_in_the_address(desk: Desk):
    desk.open("agreement", as_of="2022-03-05", agree_scale="graded", picture="Network")
    expect(
        desk.page.get_by_role("paragraph").filter(has_text="Counted: agreement less disagreement, graded scale")
    ).to_be_visible()
    assert {mark.partition("|")[0] for mark in desk.marks("agreement")} == {"actor", "agreement"}
    with desk.rerun():
        desk.page.get_by_role("radio", name="Matrix").click()
    assert "picture" not in desk.params()
    assert desk.params()["agree_scale"] == ["graded"]
