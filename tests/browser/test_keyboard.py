"""The desk without a mouse."""

from playwright.sync_api import expect

from tests.browser.desk import Desk

CONTROLS = (
    "Countries and bodies",
    "Issues",
    "year, As of",
    "With hindsight",
    "Level",
    "Source at least",
    "Claim at least",
    "Reset",
    "PNG of Who stands where",
    "SVG of Who stands where",
    "HTML",
    "CSV",
)
"""What must have the keyboard at some time, in this order: the lens bar, then the buttons under the chart."""

NAME = """() => {
    const one = window.desk.focused()
    return one.getAttribute("aria-label") ?? one.labels?.[0]?.innerText ?? one.innerText ?? ""
}"""


def test_tab_reaches_the_lens_bar_and_the_export_buttons_in_order(desk: Desk):
    desk.open("stance_matrix")
    reached = []
    for _ in range(80):
        desk.page.keyboard.press("Tab")
        reached.append(desk.page.evaluate(NAME).strip())
        if reached[-1] == "CSV":
            break
    missing = [one for one in CONTROLS if not any(name.startswith(one) for name in reached)]
    assert missing == [], reached
    places = [next(at for at, name in enumerate(reached) if name.startswith(one)) for one in CONTROLS]
    assert places == sorted(places), reached


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


def test_a_link_of_the_briefing_opens_by_keyboard(desk: Desk):
    desk.open("briefing")
    desk.page.get_by_test_id("stMain").locator("button.link").first.focus()
    with desk.rerun():
        desk.page.keyboard.press("Enter")
    expect(desk.dialog.locator(".card").first).to_be_visible()
