"""Nothing jumps: a filter changes what is in a chart, not where the chart stands, nor where the reader is."""

import pytest

from tests.browser.desk import CHARTS, Desk

SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


OFTEN, ALSO = ("stance_matrix", "network"), ("timeline", "coverage_actor")


@pytest.mark.parametrize("chart", [*OFTEN, *(pytest.param(one, marks=pytest.mark.hardening) for one in ALSO)])
def test_a_filter_moves_neither_the_chart_nor_the_reader_and_the_page_never_collapses(desk: Desk, chart: str):
    desk.page.set_viewport_size({"width": 1440, "height": 500})
    desk.open(CHARTS[chart])
    before = desk.marks(chart)
    desk.page.evaluate(f"{SCROLLED} = 60")
    desk.page.evaluate("key => window.desk.watch(key)", chart)
    desk.choose("Countries and bodies", "Germany")
    seen = [tuple(map(int, place.split())) for place in desk.page.evaluate("window.desk.seen()")]
    assert 0 < len(desk.marks(chart)) < len(before)
    assert desk.page.evaluate(SCROLLED) == 60
    assert len({top for top, _ in seen}) == 1, seen
    assert len({height for _, height in seen}) <= 2, seen
