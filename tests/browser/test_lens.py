"""One lens over every page: chosen once, in the address, kept through page changes, reloads and other browsers."""

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.desk import CHARTS, PAGES, Desk


def drawn(desk: Desk, name: str) -> dict[str, list[str]]:
    """Marks of every chart of the page that is open."""
    return {key: desk.marks(key) for key, page in CHARTS.items() if page == name and desk.chart(key).count()}


def test_a_country_chosen_once_filters_every_page_after_a_reload_and_in_another_browser(desk: Desk, desks: Opener):
    unfiltered = desk.open("stance_matrix").marks("stance_matrix")
    desk.choose("Countries and bodies", "Germany")
    charts = {}
    for name in ("agreement", "shifts", "commitments", "evidence", "coverage", "stance_matrix"):
        desk.turn_to(name)
        assert desk.chips("country") == ["Germany"]
        assert desk.params() == {"country": ["Germany"]}
        charts[name] = drawn(desk, name)
    assert 0 < len(charts["stance_matrix"]["stance_matrix"]) < len(unfiltered) / 4
    desk.page.reload()
    desk.settled()
    assert desk.chips("country") == ["Germany"]
    assert drawn(desk, "stance_matrix") == charts["stance_matrix"]
    other = desks("stranger")
    other.page.goto(desk.page.url)
    other.settled()
    assert drawn(other, "stance_matrix") == charts["stance_matrix"]
    other.turn_to("coverage")
    assert other.chips("country") == ["Germany"]
    assert drawn(other, "coverage") == charts["coverage"]


def test_ids_and_themes_in_the_address_are_read(desk: Desk):
    desk.open("timeline", country=["DEU", "NATO"], issue=["I05", "energy"])
    assert desk.chips("country") == ["Germany", "NATO"]
    assert "Arm Ukraine" in desk.chips("issue")
    assert desk.params()["country"] == ["Germany", "NATO"]
    assert len(desk.params()["issue"]) > 3


def test_a_bad_address_gives_a_notice_that_can_be_waved_away_and_the_page_works(desk: Desk):
    desk.open("stance_matrix", country=["ZZZ", "DEU"], level="galaxy", as_of="soon", max_credibility="9")
    notice = desk.page.get_by_test_id("stAlert")
    for bad in ("country ‘ZZZ’", "level ‘galaxy’", "as of ‘soon’", "max credibility ‘9’"):
        expect(notice).to_contain_text(bad)
    assert desk.chips("country") == ["Germany"]
    assert "cell|DEU|I05" in desk.marks("stance_matrix")
    with desk.rerun():
        desk.page.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)
    assert desk.params() == {"country": ["Germany"]}


def test_reset_clears_the_lens_and_the_address(desk: Desk):
    lens = {"country": "DEU", "issue": "I05", "as_of": "2022-03-01", "hindsight": "true", "level": "actor"}
    desk.open("coverage", **lens, min_reliability="C", max_credibility="2")
    with desk.rerun():
        desk.page.get_by_role("button", name="Reset").click()
    assert desk.params() == {}
    assert desk.chips("country") == desk.chips("issue") == []
    expect(desk.page.get_by_role("switch", name="With hindsight")).not_to_be_checked()


def test_day_hindsight_level_and_grades_reach_the_address_and_stay(desk: Desk):
    desk.open("timeline")
    desk.type_day("as_of", "20220301")
    with desk.rerun():
        desk.page.get_by_text("With hindsight").click()
    desk.choose("Level", "organisation")
    desk.choose("Source at least", "C")
    desk.choose("Claim at least", "2")
    wanted = {"as_of": "2022-03-01", "hindsight": "true", "level": "organisation", "min_reliability": "C"}
    for name in ("network", "case_data", "briefing"):
        desk.turn_to(name)
        assert desk.params() == {key: [value] for key, value in wanted.items()} | {"max_credibility": ["2"]}
        expect(desk.page.locator(".st-key-ledger summary")).to_contain_text("1 March 2022")
        expect(desk.page.get_by_role("switch", name="With hindsight")).to_be_checked()


def test_choosing_a_theme_chooses_its_issues(desk: Desk):
    desk.open("stance_matrix")
    desk.choose("Issues", "All of: military aid")
    issues = ["Arm Ukraine", "Fund Ukraine", "Heavy weapons for Ukraine", "No-fly zone"]
    assert desk.chips("issue") == issues
    assert desk.params() == {"issue": issues}
    shown = {mark.split("|")[2] for mark in desk.marks("stance_matrix") if mark.startswith("cell|")}
    assert shown == {"I05", "I13", "L34", "L35"}


def test_the_root_opens_the_briefing(desk: Desk):
    desk.open("")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(PAGES["briefing"])
