"""Every chart leaves as PNG, SVG, HTML and CSV: whole, light, with its lens, its sources and its case."""

import csv
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables.view import look
from tests.browser.conftest import Opener
from tests.browser.desk import CHARTS, Desk

LENS = Lens(level="country", min_reliability="E", hindsight=True)
"""Nearly everything, so that the pictures are as large as they get, and words in the footer all the same."""

TEXT = "{http://www.w3.org/2000/svg}text"

CUT = (Path(__file__).parent / "cut.js").read_text(encoding="utf-8")
"""Names the texts of a picture that are cut."""


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    """A page of a browser without a network; whatever it asks for all the same is in its ``asked``."""
    context: BrowserContext = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


FIRST = {page: chart for chart, page in reversed(CHARTS.items())}
"""The first chart of every page; the others go the same way, and are tried by ``make hardening``."""

EACH = [one if one in FIRST.values() else pytest.param(one, marks=pytest.mark.hardening) for one in CHARTS]


@pytest.mark.parametrize("chart", EACH)
def test_a_chart_leaves_as_picture_page_and_table(desk: Desk, sheet: Page, shipped: Case, tmp_path: Path, chart: str):
    desk.open(CHARTS[chart], **LENS.params())
    view = look(shipped, LENS)
    name = desk.page.locator(f".st-key-take-{chart}").get_by_role("button", name="PNG").get_attribute("aria-label")
    title = name.removeprefix("PNG of ")
    footer = [LENS.words(shipped), f"{len(view.sources())} sources", shipped.settings.title, shipped.version[:8]]

    picture = desk.take(chart, "PNG", tmp_path)
    assert picture.name == f"{chart}_{shipped.default_day}.png"
    assert_large_and_light(picture)

    drawing = desk.take(chart, "SVG", tmp_path)
    assert [one for one in (title, *footer) if one not in said(drawing)] == []
    sheet.set_content(f'<body style="margin:0">{drawing.read_text(encoding="utf-8")}</body>')
    assert sheet.evaluate(CUT) == []

    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    page = desk.take(chart, "HTML", tmp_path).as_uri()
    sheet.goto(page)
    assert sheet.evaluate("document.querySelector('.js-plotly-plot').data.length") > 0
    assert sheet.locator(".main-svg .point").count() >= len(desk.marks(chart)) > 0
    assert title in sheet.title()
    assert asked == [page]

    with desk.take(chart, "CSV", tmp_path).open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert all(head)
    assert rows
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize(
    "page",
    [
        one if one == "stance_matrix" else pytest.param(one, marks=pytest.mark.hardening)
        for one in dict.fromkeys(CHARTS.values())
    ],
)
def test_what_leaves_a_dark_desk_is_light(desks: Opener, tmp_path: Path, page: str):
    desk = desks("dark").open(page)
    for chart in (one for one, where in CHARTS.items() if where == page):
        assert desk.ground(chart) != "rgb(255, 255, 255)"
        assert_large_and_light(desk.take(chart, "PNG", tmp_path))
        drawing = ElementTree.parse(desk.take(chart, "SVG", tmp_path)).getroot()
        assert "rgb(255, 255, 255)" in next(drawing.iter("{http://www.w3.org/2000/svg}rect")).attrib["style"]
        inks = {
            part
            for text in drawing.iter(TEXT)
            for part in text.attrib.get("style", "").split("; ")
            if part.startswith("fill:")
        }
        assert not {"fill: rgb(228, 231, 235)"} & inks


def assert_large_and_light(path: Path) -> None:
    """A picture opens, is large, and stands on white."""
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 600
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def said(path: Path) -> str:
    """All text of a drawing, its lines joined by spaces."""
    texts = ElementTree.parse(path).getroot().iter(TEXT)
    return " ".join(" ".join(part for text in texts for part in text.itertext()).split())
