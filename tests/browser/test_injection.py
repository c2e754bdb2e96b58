"""Hostile texts in a case, in the address, in fields and in files: a real browser shows them as text, no more."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from plotly.offline import get_plotlyjs

from crisis import stores
from crisis.exports import chart_files, pack
from crisis.measures.agreement import AgreementParameters
from crisis.measures.shifts import ShiftParameters
from crisis.model.lens import Lens
from crisis.model.parameters import parameters
from crisis.tables.view import look
from tests.browser import harm
from tests.browser.conftest import Opener
from tests.browser.desk import CHARTS, PAGES, Desk
from tests.browser.harm import Harm
from tests.browser.own_workbook import workbook
from tests.browser.server import ROOT, Server

OPENS = (
    "cell|DEU|I05",
    "event|SCHOLZ_WASHINGTON",
    "tie|RUS|UKR",
    "actor|SCHOLZ",
    "actor|DEU",
    "week|actor|DEU|2022-02-21",
    "window|2022-02-21|2022-02-28|",
    "issue|I05",
)
"""What every kind of evidence opens on."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case, every free text of it hostile."""
    return harm.infected(stores.shipped(), tmp_path_factory.mktemp("harm") / "hostile")


@pytest.fixture(scope="module")
def infected(browser: Browser, case: Path) -> Iterator[Server]:
    """A desk on that case."""
    with Server(case.parent / "log.txt", case) as started:
        yield started
    assert "Traceback" not in started.log(), started.log()


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Callable[[], tuple[Page, Harm]]]:
    """Empty pages of a browser, watched, without a desk."""
    context = browser.new_context()

    def one() -> tuple[Page, Harm]:
        page = context.new_page()
        return page, Harm(page)

    yield one
    context.close()


def test_the_harm_of_every_tag_would_be_noticed(sheet: Callable[[], tuple[Page, Harm]]):
    page, done = sheet()
    for tag in harm.TAGS:
        page.goto(f"data:text/html,<title>{len(tag)}</title>")
        before = len(done.done())
        page.evaluate("one => document.write(one)", f'<p title="{tag.format(7)}">{tag.format(7)}')
        assert len(done.done()) > before, tag


def test_texts_of_a_case_are_text_on_every_page_in_lists_and_in_evidence(desks: Opener, infected: Server):
    desk = desks(address=infected.address)
    done = Harm(desk.page)
    desk.open("")
    for name in [*PAGES][1:] + [*PAGES][:1]:
        desk.turn_to(name)
        shown = done.hovered()
        assert (shown > 0) is (name in CHARTS.values())
        assert "harmed=" in desk.page.content()
        assert done.done() == [], name
    desk.ask_for_profiles()
    for label in ("Profile of", "Countries and bodies", "Issues"):
        desk.page.get_by_label(label, exact=True).click()
        expect(desk.page.get_by_role("option").filter(has_text="harmed=").first).to_be_visible()
        assert done.done() == [], label
        desk.page.keyboard.press("Escape")
    for token in OPENS[:3]:
        opened(desk, token)
        assert done.done() == [], token
    expect(desk.page.get_by_test_id("stException")).to_have_count(0)


def opened(desk: Desk, token: str) -> None:
    """Open evidence from any page."""
    with desk.rerun():
        desk.page.evaluate("token => window.crisisDeskOpen(token)", token)
    assert "harmed=" in desk.dialog.inner_html(), token


NUMBERS = ("windows",)
"""Charts whose tables may hold days and numbers alone."""


@pytest.mark.hardening
def test_texts_of_a_case_are_text_in_every_evidence_under_every_chart_and_in_the_form(desks: Opener, infected: Server):
    desk = desks(address=infected.address)
    done = Harm(desk.page)
    desk.open("evidence")
    for token in OPENS:
        opened(desk, token)
        assert done.done() == [], token
    desk.close()
    with desk.rerun():
        desk.page.locator(".st-key-add summary").click()
    assert done.done() == []
    for page in dict.fromkeys(CHARTS.values()):
        desk.turn_to(page)
        for chart in (one for one, where in CHARTS.items() if where == page and desk.chart(one).count()):
            desk.open_twin(chart)
            if chart not in NUMBERS:
                expect(desk.page.locator(f".st-key-twin-{chart}")).to_contain_text("harm")
            assert done.done() == [], chart


OFTEN = ("briefing.html", "charts/network.html")
LEAVING = [
    part if part.path in OFTEN else pytest.param(part, marks=pytest.mark.hardening)
    for part in pack.PARTS
    if part.path.endswith(".html")
]


@pytest.mark.parametrize("part", LEAVING, ids=lambda part: part.path)
def test_texts_of_a_case_are_text_in_the_pages_of_its_pack(
    sheet: Callable[[], tuple[Page, Harm]], case: Path, tmp_path: Path, part: pack.Part
):
    (tmp_path / chart_files.SCRIPT).write_text(get_plotlyjs(), encoding="utf-8")
    path = tmp_path / Path(part.path).name
    path.write_bytes(part.write(look(stores.open_case(case), Lens(level="country")), datetime(2024, 1, 1, tzinfo=UTC)))
    page, done = sheet()
    page.goto(path.as_uri())
    if path.stem == "briefing":
        page.locator("html[data-drawn=yes]").wait_for(state="attached")
    else:
        assert done.hovered() > 0
    assert "harmed=" in page.content()
    assert done.done() == []


@pytest.mark.hardening
@pytest.mark.parametrize("form", ["HTML", "SVG"])
def test_texts_of_a_case_are_text_in_a_chart_that_is_taken_along(
    desks: Opener, infected: Server, sheet: Callable[[], tuple[Page, Harm]], tmp_path: Path, form: str
):
    desk = desks(address=infected.address).open("agreement")
    page, done = sheet()
    page.goto(desk.take("polarization", form, tmp_path).as_uri())
    assert "harmed=" in page.content()
    assert done.done() == []


def bound() -> list[ast.expr]:
    """How the pages name what they read from the address: their calls of widgets say it."""
    calls = [
        call
        for folder in ("pages", "ui")
        for path in sorted((ROOT / "crisis" / folder).glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and any(one.arg == "bind" for one in call.keywords)
    ]
    return [one.value for call in calls for one in call.keywords if one.arg == "key"]


NAMED = tuple(dict.fromkeys(one.value for one in bound() if isinstance(one, ast.Constant)))
COMPUTED = ("case", "one", "other")
MEASURES = tuple(
    f"{form}_{one.name}"
    for form, kind in (("agree", AgreementParameters), ("shift", ShiftParameters))
    for one in parameters(kind)
)
PARAMETERS = (*NAMED, *COMPUTED, *MEASURES)
"""What pages read from the address: by their names, by names in a variable, and the parameters of measures."""


def test_every_parameter_of_the_address_is_tried():
    told = {ast.unparse(one) for one in bound() if not isinstance(one, ast.Constant)}
    assert told == {"desk.CASE", "key"}  # `COMPUTED`, and the form of a measure
    assert {"country", "issue", "as_of", "search", "ego", "table"} < {*NAMED}


def reflected(desk: Desk, page: str, turn: int) -> None:
    """Open a page with a hostile text in every parameter of its address, each parameter another one."""
    desk.open(page, **{name: harm.payload(place + turn) for place, name in enumerate(PARAMETERS)})
    expect(desk.page.locator(".st-key-notices")).to_contain_text("Ignored country ‘")


@pytest.mark.parametrize("page", ["evidence", pytest.param("network", marks=pytest.mark.hardening)])
def test_what_the_address_says_is_text(desk: Desk, page: str):
    done = Harm(desk.page)
    reflected(desk, page, 0)
    if page == "evidence":
        expect(desk.page.get_by_label("Search", exact=True)).to_have_value(harm.payload(PARAMETERS.index("search")))
    assert done.done() == []


@pytest.mark.hardening
@pytest.mark.parametrize("page", PAGES)
def test_every_parameter_with_every_text_is_text_on_every_page(desk: Desk, page: str):
    done = Harm(desk.page)
    for turn in range(len(harm.PAYLOADS)):
        reflected(desk, page, turn)
        done.hovered()
        assert done.done() == [], turn


def test_what_is_typed_is_text(desk: Desk):
    done = Harm(desk.page)
    desk.open("evidence")
    with desk.rerun():
        desk.page.locator(".st-key-add summary").click()
    form = desk.page.get_by_test_id("stForm")
    chosen = {"Kind": "primary record", "Reliability": "completely reliable", "Actor": "Olaf Scholz"}
    chosen |= {"Issue": "Arm Ukraine", "Stance": "−2 strongly opposes", "Credibility": "1 confirmed"}
    for label, option in chosen.items():
        form.get_by_label(label, exact=True).click()
        desk.page.keyboard.type(harm.TAGS[0])  # nothing is called so
        desk.page.keyboard.press("ControlOrMeta+A")
        desk.page.keyboard.type(option)
        desk.page.get_by_role("option", name=option, exact=True).click()
        expect(desk.page.get_by_role("listbox")).to_have_count(0)
    written = ("Title", "Publisher", "Family", "Note", "Url", "Published on", "Via", "Locator", "Summary")
    for more in form.get_by_text("Further columns").all():
        more.click()
    for number, label in enumerate(written):
        form.get_by_label(label, exact=True).fill(harm.payload(number))
    with desk.rerun():
        form.get_by_role("button", name="Add", exact=True).click()
    told = desk.page.get_by_test_id("stAlertContentError")
    for label in ("Url: is not a web address", "Published on: "):
        expect(told).to_contain_text(label)
    form.get_by_label("Url", exact=True).fill("https://harm.invalid/'onmouseover='harmed=1'")
    form.get_by_label("Published on", exact=True).fill("2022-02-01")
    with desk.rerun():
        form.get_by_role("button", name="Add", exact=True).click()
    expect(desk.page.get_by_text("Added.", exact=True)).to_be_visible()
    with desk.rerun():
        desk.page.evaluate("window.crisisDeskOpen('cell|DEU|I05')")
    expect(desk.dialog.locator(".card").first).to_contain_text(harm.payload(written.index("Summary")))
    assert done.done() == []


def test_names_and_cells_of_a_dropped_file_are_text(desk: Desk, tmp_path: Path):
    done = Harm(desk.page)
    desk.open("case_data")
    cells = {f"positions_{column}{row}": harm.payload(row) for column in "ABCDEFG" for row in (2, 3, 4)}
    content = workbook(tmp_path, "hostile", **cells).read_bytes()
    for number in range(0, len(harm.PAYLOADS), 6):
        name = f"{harm.payload(number).replace('/', '')}.xlsx"
        desk.drop({"name": name, "mimeType": "", "buffer": content})
        expect(desk.page.get_by_test_id("stAlertContentError")).to_contain_text(name.replace("\\", "")[:12])
        assert done.done() == [], name
    expect(desk.page.get_by_test_id("stDataFrame").first).to_contain_text("harm")
