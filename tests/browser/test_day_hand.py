"""A hand moves through the days: drawn in the browser without a rerun, settled when it is let go."""

import re
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from playwright.sync_api import expect

from crisis.charts.timeline import SHAPES
from crisis.measures.event_days import event_days
from crisis.measures.stance_days import SPOKE, stance_days
from crisis.model.lens import Lens
from crisis.tables.view import look
from tests.browser.conftest import Opener
from tests.browser.desk import Desk

PAGES = ["stance_matrix", pytest.param("timeline", marks=pytest.mark.hardening)]
DRAWN = "window.crisisDeskDays.hand.painter"


def slider(desk):
    return desk.page.get_by_role("slider", name="As of")


def said(desk) -> date:
    """The day the hand stands on, as screen readers hear it."""
    return pd.Timestamp(slider(desk).get_attribute("aria-valuetext")).date()


def ready(desk: Desk) -> Desk:
    """Reach for the hand, and wait until the states of all days came."""
    slider(desk).hover()
    desk.page.wait_for_function("Boolean(window.crisisDeskDays.hand.answer)")
    return desk


def runs(desk) -> int:
    return desk.page.evaluate("window.desk.runs")


def place(desk, share: float) -> tuple[float, float]:
    """A place on the slider."""
    box = slider(desk).bounding_box()
    return box["x"] + 8 + (box["width"] - 16) * share, box["y"] + box["height"] / 2


def take(desk: Desk) -> float:
    """Take hold of the thumb; where it is, of the whole."""
    share = slider(desk).evaluate("one => one.value / one.max")
    desk.page.mouse.move(*place(desk, share))
    desk.page.mouse.down()
    return share


def inside(desk, name: str, selector: str, told: str) -> list:
    """What is told of each element that is drawn over a chart; components live in the shadow."""
    return desk.page.evaluate(
        """([name, selector, told]) => {
            const parts = [...document.querySelectorAll(`.st-key-hand-${name} *`)]
            const root = parts.map((one) => one.shadowRoot).find(Boolean)
            return [...root.querySelectorAll(selector)].map((one) => [...told.split(" ")].map((key) => (
                key === "text" ? one.textContent : one.getAttribute(key)
            )))
        }""",
        [name, selector, told],
    )


def squares(desk) -> dict[int, int]:
    """Numbers of the squares that are drawn, by their cell."""
    desk.page.wait_for_function(f"!{DRAWN}.waits()")
    found = inside(desk, "stance_matrix", ".number", "data-cell text")
    return {int(cell): int(text.replace("−", "-")) for cell, text in found}


def states(desk) -> list[tuple[int, int]]:
    """Event and state of the marks that are drawn."""
    found = inside(desk, "timeline", "[data-event]:not(.off)", "data-event class")
    return [(int(event), int(name.removeprefix("state"))) for event, name in found]


def expected_squares(shipped, day) -> dict[int, int]:
    days = stance_days(look(shipped, Lens(level="country")))
    cells = days.on(pd.Timestamp(day)).items()
    return {
        days.rows.index(row) * len(days.columns) + days.columns.index(issue): state
        for (row, issue), state in cells
        if state != SPOKE
    }


def printed(desk) -> list[int]:
    """Numbers of the chart, in any order."""
    texts = desk.page.evaluate(
        """() => window.desk.chart("stance_matrix").data.find(({ name }) => name === "value and day").text"""
    )
    return sorted(int(re.match(r"<b>([^<]+)", text)[1].replace("−", "-")) for text in texts)


def test_dragging_draws_the_states_of_each_day_and_letting_go_settles_them(desk: Desk, shipped):
    ready(desk.open("stance_matrix"))
    before = runs(desk)
    desk.page.evaluate("key => window.desk.watch(key)", "stance_matrix")
    take(desk)
    for share in (0.9, 0.6, 0.36, 0.45, 0.4):
        desk.page.mouse.move(*place(desk, share), steps=4)
        assert squares(desk) == expected_squares(shipped, said(desk)) != {}
    assert len(desk.page.evaluate("window.desk.seen()")) == 1  # nothing jumped
    assert runs(desk) == before
    day, shown = said(desk), squares(desk)
    with desk.rerun():
        desk.page.mouse.up()
    assert runs(desk) == before + 1
    assert desk.params() == {"as_of": [day.isoformat()]}
    expect(desk.page.locator(".st-key-ledger summary")).to_contain_text(f"{day.day} {day:%B %Y}")
    expect(desk.page.locator(".st-key-hand-stance_matrix .over")).to_be_hidden()
    assert printed(desk) == sorted(shown.values())


def test_dragging_draws_the_events_of_each_day(desk: Desk, shipped):
    ready(desk.open("timeline"))
    before = runs(desk)
    desk.page.evaluate("key => window.desk.watch(key)", "timeline")
    days, shapes = event_days(look(shipped, Lens(level="country"))), [*SHAPES]
    take(desk)
    for share in (0.8, 0.4, 0.44):
        desk.page.mouse.move(*place(desk, share), steps=4)
        wanted = days.on(pd.Timestamp(said(desk)))
        drawn = states(desk)
        assert sorted(shapes[state] for _, state in drawn) == sorted(wanted.values())
    assert len(desk.page.evaluate("window.desk.seen()")) == 1
    assert runs(desk) == before
    with desk.rerun():
        desk.page.mouse.up()
    expect(desk.page.locator(".st-key-hand-timeline .over")).to_be_hidden()
    assert {one.removeprefix("event|") for one in desk.marks("timeline") if one.startswith("event|")} == {*wanted}


@pytest.mark.parametrize("name", PAGES)
def test_keys_step_a_day_and_the_day_is_taken_when_they_rest(desk: Desk, name: str):
    ready(desk.open(name, as_of="2022-03-10"))
    before = runs(desk)
    slider(desk).focus()
    for key, day in (("ArrowLeft", 9), ("ArrowLeft", 8), ("ArrowRight", 9), ("ArrowLeft", 8)):
        desk.page.keyboard.press(key)
        assert said(desk) == date(2022, 3, day)
        assert runs(desk) == before
    desk.page.wait_for_function("before => window.desk.runs > before", arg=before)
    desk.settled()
    assert desk.params() == {"as_of": ["2022-03-08"]}
    assert runs(desk) == before + 1


def test_play_moves_day_by_day_and_pause_takes_the_day(desk: Desk):
    ready(desk.open("stance_matrix", as_of="2022-02-10"))
    before = runs(desk)
    button = desk.page.get_by_role("button", name="Play", exact=False)
    button.click()
    seen = desk.page.evaluate(
        """() => new Promise((done) => {
            const seen = []
            const look = () => {
                const { at } = window.crisisDeskDays.hand
                if (at !== seen.at(-1)) seen.push(at)
                seen.length < 12 ? requestAnimationFrame(look) : done(seen)
            }
            look()
        })"""
    )
    assert seen == sorted(seen)
    assert max(two - one for one, two in pairwise(seen)) < 12
    assert runs(desk) == before
    with desk.rerun():
        desk.page.get_by_role("button", name="Pause").click()
    assert desk.params()["as_of"] == [said(desk).isoformat()]
    assert said(desk) > date(2022, 2, 10)


def test_play_stops_at_the_last_day(desk: Desk, shipped):
    ready(desk.open("stance_matrix", as_of="2022-12-18"))
    with desk.rerun():
        desk.page.get_by_role("button", name="Play").click()
    assert said(desk) == shipped.last_day
    expect(desk.page.get_by_role("button", name="Play")).to_be_visible()
    assert desk.params() == {}


@pytest.mark.parametrize("name", PAGES)
def test_escape_returns_to_the_day_of_the_page_and_nothing_runs(desk: Desk, name: str):
    ready(desk.open(name, as_of="2022-03-10"))
    before, marks = runs(desk), desk.marks(name)
    take(desk)
    desk.page.mouse.move(*place(desk, 0.8), steps=5)
    assert said(desk) > date(2022, 3, 10)
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator(f".st-key-hand-{name} .over")).to_be_hidden()
    desk.page.mouse.move(*place(desk, 0.7), steps=3)
    desk.page.mouse.up()
    assert said(desk) == date(2022, 3, 10)
    assert (runs(desk), desk.params(), desk.marks(name)) == (before, {"as_of": ["2022-03-10"]}, marks)


def test_states_come_once_for_all_days_of_a_lens(desk: Desk):
    ready(desk.open("stance_matrix"))
    (token,) = desk.page.evaluate("[...window.crisisDeskDays.held.keys()]")
    held = "window.first === window.crisisDeskDays.held.values().next().value.states"
    desk.page.evaluate("window.first = window.crisisDeskDays.held.values().next().value.states")
    take(desk)
    desk.page.mouse.move(*place(desk, 0.5), steps=5)
    with desk.rerun():
        desk.page.mouse.up()
    desk.page.mouse.move(0, 0)
    ready(desk)
    assert desk.page.evaluate("[...window.crisisDeskDays.held.keys()]") == [token]
    assert desk.page.evaluate(held)
    desk.choose("Countries and bodies", "Germany")
    desk.page.mouse.move(0, 0)
    ready(desk)
    assert len(desk.page.evaluate("[...window.crisisDeskDays.held.keys()]")) == 2


def test_whoever_takes_hold_again_before_the_page_has_settled_moves_on(desk: Desk, shipped):
    ready(desk.open("stance_matrix"))
    take(desk)
    desk.page.mouse.move(*place(desk, 0.7), steps=5)
    before = runs(desk)
    desk.page.mouse.up()
    desk.page.mouse.down()
    desk.page.mouse.move(*place(desk, 0.5), steps=5)
    desk.page.wait_for_function("before => window.desk.runs > before", arg=before)
    desk.page.wait_for_function("Boolean(window.crisisDeskDays.hand.painter)")
    desk.page.mouse.move(*place(desk, 0.4), steps=5)
    assert squares(desk) == expected_squares(shipped, said(desk))
    with desk.rerun():
        desk.page.mouse.up()
    assert desk.params() == {"as_of": [said(desk).isoformat()]}


def test_a_day_of_a_long_quiet_stretch_is_a_place_of_its_own(desk: Desk):
    ready(desk.open("stance_matrix", as_of="2018-06-01"))
    assert said(desk) == date(2018, 6, 1)
    slider(desk).focus()
    desk.page.keyboard.press("ArrowLeft")
    assert said(desk) < date(2016, 1, 1)
    desk.page.keyboard.press("Escape")
    assert said(desk) == date(2018, 6, 1)
    desk.page.keyboard.press("ArrowRight")
    assert said(desk) > date(2018, 6, 1)
    desk.page.keyboard.press("Escape")


@pytest.mark.parametrize("name", PAGES)
def test_a_finger_drags_it_too(desks: Opener, name: str):
    desk = desks("phone").open(name, as_of="2022-03-10")
    slider(desk).scroll_into_view_if_needed()
    share = slider(desk).evaluate("one => one.value / one.max")
    with desk.rerun():
        desk.swipe(place(desk, share), place(desk, 0.7))
    day = date.fromisoformat(desk.params()["as_of"][0])
    assert day > date(2022, 4, 1)
    assert said(desk) == day
