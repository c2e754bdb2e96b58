"""Every mark opens what stands behind it: statements, reports, ties, profiles."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

CELL = "cell|DEU|I05"


def test_a_cell_opens_its_statements_to_copy_with_their_citation_and_the_same_cell_opens_again(desk: Desk):
    desk.open("stance_matrix")
    for _ in range(2):
        desk.click("stance_matrix", CELL)
        expect(desk.dialog.get_by_role("heading", name="Germany · Arm Ukraine")).to_be_visible()
        card = desk.dialog.locator(".card").first
        expect(card.get_by_role("button", name="Olaf Scholz")).to_be_visible()
        for words in (
            "26 February 2022",
            "+2",
            "decision",
            "credibility 1 (confirmed)",
            "reliability C (fairly reliable)",
        ):
            expect(card).to_contain_text(words)
        expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))
        assert desk.dialog.locator(".card").count() > 3
        card.get_by_role("button", name="Copy with citation").click()
        expect(card.get_by_role("button", name="Copied")).to_be_visible()
        desk.close()
    text = desk.page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Olaf Scholz on Arm Ukraine: +2 strongly supports, 26 February 2022.")
    for words in ("https://", "reliability C, credibility 1", "version ", "as of 21 December 2022, as known that day"):
        assert words in text


def test_a_row_label_opens_the_profile_and_links_inside_lead_on(desk: Desk):
    desk.open("stance_matrix")
    desk.click("stance_matrix", "actor|DEU")
    expect(desk.dialog.get_by_role("heading", name="Germany", exact=True)).to_be_visible()
    for link, heading in (("Arm Ukraine", "Germany · Arm Ukraine"), ("Olaf Scholz", "Olaf Scholz")):
        with desk.rerun():
            desk.dialog.get_by_role("button", name=link, exact=True).first.click()
        expect(desk.dialog.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(desk.dialog).to_contain_text("Chancellor of Germany")


def test_a_profile_opens_from_the_sidebar(desk: Desk):
    desk.open("case_data")
    desk.ask_for_profiles()
    desk.page.get_by_label("Profile of", exact=True).click()
    desk.page.keyboard.type("Scholz")
    with desk.rerun():
        desk.page.get_by_role("option", name="Olaf Scholz", exact=True).click()
    expect(desk.dialog.get_by_role("heading", name="Olaf Scholz")).to_be_visible()
    for part in ("Where it stands", "Ties", "Events"):
        expect(desk.dialog.get_by_text(part, exact=True)).to_be_visible()
    expect(desk.page.get_by_role("combobox", name="Profile of", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("page", "chart", "kind", "behind"),
    [
        ("network", "network", "tie", r"\d+ ties?"),
        ("network", "network", "actor", "Where it stands"),
        ("timeline", "timeline", "event", r"\d+ reports?"),
        ("coverage", "coverage_actor", "week", r"\d+ statements?"),
        pytest.param("coverage", "coverage_issue", "week", r"\d+ statements?", marks=pytest.mark.hardening),
        ("stance_matrix", "facts", "cell", r"\d+ statements?"),
    ],
)
def test_a_mark_opens_what_is_behind_it_and_fades_no_other(desk: Desk, page: str, chart: str, kind: str, behind: str):
    desk.open(page)
    before = desk.faces(chart)
    desk.click(chart, desk.apart(chart, kind))
    expect(desk.dialog.get_by_text(re.compile(f"^{behind}$"))).to_be_visible()
    desk.close()
    assert (desk.faces(chart) == before) is (
        chart != "timeline"
    )  # where other events stand back from the one that was chosen


def test_a_link_of_the_briefing_opens_its_evidence(desk: Desk):
    desk.open("briefing")
    link = desk.page.get_by_test_id("stMain").locator("button.link").first
    title = link.inner_text()
    with desk.rerun():
        link.click()
    expect(desk.dialog.get_by_role("heading", name=title, level=2)).to_be_visible()
    expect(desk.dialog.locator(".card").first).to_be_visible()


@pytest.mark.parametrize(
    "chart", ["timeline", *(pytest.param(one, marks=pytest.mark.hardening) for one in ("stance_matrix", "network"))]
)
def test_a_row_of_the_table_under_a_chart_opens_its_evidence(desk: Desk, chart: str):
    desk.open(chart)
    desk.open_twin(chart)
    desk.pick(f"table-{chart}")
    expect(desk.dialog.locator(".card").first).to_be_visible()


def test_a_found_row_of_the_evidence_opens(desk: Desk):
    desk.open("evidence", search="Scholz")
    desk.pick("evidence-table")
    expect(desk.dialog.locator(".card").first).to_contain_text("Scholz")
