"""The briefing as a file: taken from the page, opened without a network, whole on A4 paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desk import Desk

A4 = 794
"""Width of a sheet of A4 paper in pixels."""


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True, viewport={"width": A4, "height": 1123})
    yield context.new_page()
    context.close()


def test_the_briefing_opens_offline_with_every_chart_and_fits_on_paper(desk: Desk, sheet: Page, tmp_path: Path):
    desk.open("briefing", as_of="2022-03-01")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Briefing as HTML").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "briefing_2022-03-01.html"

    asked: list[str] = []
    said: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.on("console", lambda message: said.append(message.text))
    sheet.goto(path.as_uri())
    sheet.locator("html[data-drawn=yes]").wait_for(state="attached")  # its own rules forbid any other script
    assert sheet.locator("[data-figure]").count() == 0  # each gave way to its picture
    assert sheet.locator("img").count() > 3
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert said == []
    sheet.emulate_media(media="print")
    boxes = [one.bounding_box() for one in sheet.locator("img, table").all()]
    assert [box for box in boxes if box and box["x"] + box["width"] > A4 + 1] == []
    assert sheet.pdf(format="A4").startswith(b"%PDF")
