"""Light and dark: no white ground in the dark, and nothing grave for axe in our own markup."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opener
from tests.browser.desk import CHARTS, PAGES

STREAMLITS_OWN = {
    ("list", "[data-testid=stSidebarNavItems]"): "the groups of the navigation are div inside ul",
    ("listitem", "[data-testid=stSidebarNavItems] li"): "so its entries are li inside div",
}
"""Rules and elements that are not ours to mend, with the reason."""


RULES = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
"""What axe is asked: markup is the same in every look, colours are not."""


def grave(page: Page, look: str) -> list[tuple[str, str]]:
    """Serious and critical violations of axe's rules, with the element at fault, but for `STREAMLITS_OWN`."""
    found = []
    for violation in Axe().run(page, options=RULES[look]).response["violations"]:
        excused = [selector for rule, selector in STREAMLITS_OWN if rule == violation["id"]]
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            element = page.locator(node["target"][0]).first
            if not any(element.evaluate("(one, selector) => one.matches(selector)", one) for one in excused):
                found.append((violation["id"], node["html"][:300]))
    return found


COVERED = """chart => {
  const boxes = (css) => [...chart.querySelectorAll(css)].map((one) => one.getBoundingClientRect())
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const [top] = boxes(".nsewdrag").map((one) => one.top)
  const labels = boxes(".annotation rect.bg").filter((one) => one.top > top)
  const marks = boxes(".scatterlayer path.point")
  return [labels.length, marks.length, labels.filter((one) => marks.some((mark) => over(one, mark))).length]
}"""
"""How many labels and marks a timeline shows, and how many labels cover a mark."""


@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_is_grave_to_axe_no_label_covers_a_mark_and_charts_stand_on_the_ground(desks: Opener, look: str):
    desk = desks(look).open("")
    ground = desk.page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 22, 28)"}[look]
    faults = {}
    for name in [*PAGES][1:] + [*PAGES][:1]:
        desk.turn_to(name)
        grounds = {desk.ground(key) for key, page in CHARTS.items() if page == name}
        if name == "timeline" and look == "light":
            labels, marks, covering = desk.chart(name).evaluate(COVERED)
            assert (labels > 5, marks > 200, covering) == (True, True, 0)
        faults[name] = [*(grounds - {ground}), *grave(desk.page, look)]
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_grave_in_evidence_and_profile(desks: Opener, look: str):
    desk = desks(look).open("stance_matrix")
    desk.click("stance_matrix", "cell|DEU|I05")
    assert grave(desk.page, look) == []
    with desk.rerun():
        desk.dialog.get_by_role("button", name="Olaf Scholz", exact=True).first.click()
    assert grave(desk.page, look) == []
