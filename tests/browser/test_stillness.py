"""Nothing jumps: a filter changes what is in a chart, not the chart, nor where the reader is."""

import pytest

from tests.browser.desk import CHARTS, Desk

SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.mark.parametrize("chart", CHARTS)
def test_a_filter_keeps_the_chart_and_the_place_of_the_reader(desk: Desk, chart: str):
    desk.page.set_viewport_size({"width": 1440, "height": 500})
    desk.open(CHARTS[chart])
    before = desk.marks(chart)
    element = desk.chart(chart).element_handle()
    desk.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 60")
    desk.choose("Countries and bodies", "Germany")
    assert 0 < len(desk.marks(chart)) < len(before)
    assert desk.page.evaluate(SCROLLED) == 60
    assert element.evaluate("one => one.isConnected")
    assert desk.chart(chart).evaluate("(one, before) => one === before", element)
