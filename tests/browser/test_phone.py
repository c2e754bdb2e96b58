"""The desk on a phone: 390 pixels wide, tapped."""

from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.desk import PAGES

FRAMES = ("html", "body", "[data-testid=stApp]", "[data-testid=stMain]", "[data-testid=stMainBlockContainer]")

OVERFLOW = """(frames) => frames.filter((name) => {
    const { scrollWidth, clientWidth } = document.querySelector(name)
    return scrollWidth > clientWidth
})"""
"""Of what holds the page, all that is wider inside than outside."""


def test_no_page_is_wider_than_a_phone_and_the_lens_bar_scrolls_inside_itself(desks: Opener):
    desk = desks("phone").open("")
    for name in [*PAGES][1:] + [*PAGES][:1]:
        desk.page.get_by_test_id("stExpandSidebarButton").click()
        desk.turn_to(name)
        desk.page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
        expect(desk.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
        assert desk.page.evaluate(OVERFLOW, FRAMES) == [], name
        bar = desk.page.locator(".st-key-lens-bar")
        assert bar.evaluate("one => one.scrollWidth > one.clientWidth"), name
        reset = bar.get_by_role("button", name="Reset")
        bar.evaluate("one => { one.scrollLeft = 0 }")
        expect(reset).not_to_be_in_viewport()
        reset.scroll_into_view_if_needed()
        expect(reset).to_be_in_viewport()
        assert desk.page.evaluate(OVERFLOW, FRAMES) == [], name


def test_a_cell_can_be_tapped(desks: Opener):
    desk = desks("phone").open("stance_matrix")
    with desk.rerun():
        desk.page.touchscreen.tap(*desk.middle("stance_matrix", "cell|DEU|I05"))
    expect(desk.dialog.get_by_role("heading", name="Germany · Arm Ukraine")).to_be_visible()
    box = desk.dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_swipe_over_a_chart_scrolls_the_page_and_the_frame_of_the_chart(desks: Opener):
    desk = desks("phone").open("stance_matrix")
    desk.chart("stance_matrix").evaluate("one => one.scrollIntoView({ block: 'start' })")
    places = """() => [document.querySelector("[data-testid=stMain]").scrollTop,
        document.querySelector(".st-key-scroll-stance_matrix").scrollLeft]"""
    down, across = desk.page.evaluate(places)
    desk.swipe((200, 700), (200, 400))
    desk.swipe((300, 500), (100, 500))
    desk.page.wait_for_function(
        f"([down, across]) => {{ const [y, x] = ({places})(); return y > down && x > across }}", arg=[down, across]
    )
    expect(desk.dialog).to_have_count(0)
