"""The desk in a browser, and what an analyst does on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import FilePayload, Locator, Page, expect

PAGES = {
    "briefing": "Briefing",
    "stance_matrix": "Stance matrix",
    "network": "Actor network",
    "timeline": "Timeline",
    "agreement": "Agreement",
    "shifts": "Shifts",
    "commitments": "Commitments",
    "evidence": "Evidence",
    "coverage": "Coverage",
    "case_data": "Case data",
}
"""Word and title of every page."""

CHARTS = {
    "stance_matrix": "stance_matrix",
    "facts": "stance_matrix",
    "network": "network",
    "timeline": "timeline",
    "agreement": "agreement",
    "camps": "agreement",
    "polarization": "agreement",
    "windows": "agreement",
    "shifts": "shifts",
    "steps": "shifts",
    "spread": "shifts",
    "commitments": "commitments",
    "coverage_actor": "coverage",
    "coverage_issue": "coverage",
}
"""Every chart and its page."""

SCRIPT = (Path(__file__).parent / "desk.js").read_text(encoding="utf-8")
"""Put into every page before its own scripts: ``window.desk``."""


class Desk:
    """A page of the desk in a browser, and what an analyst does on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, name: str, **params: object) -> "Desk":
        """Open a page by its address."""
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        self.page.goto(f"{self.address}/{name}{query}")
        return self.settled()

    def settled(self) -> "Desk":
        """Wait until nothing runs, nothing is stale and every chart and table is drawn."""
        self.page.wait_for_function("window.desk.idle()")
        return self

    @contextmanager
    def rerun(self) -> Iterator[None]:
        """Do something that makes the page run again, and wait for its end."""
        before = self.page.evaluate("window.desk.runs")
        yield
        self.page.wait_for_function("before => window.desk.runs > before", arg=before)
        self.settled()

    def turn_to(self, name: str) -> None:
        """Choose a page in the sidebar."""
        with self.rerun():
            self.page.get_by_test_id("stSidebarNavLink").filter(has_text=PAGES[name]).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(PAGES[name])

    def params(self) -> dict[str, list[str]]:
        """Parameters of the address."""
        return parse_qs(urlsplit(self.page.url).query)

    def choose(self, label: str, *options: str) -> None:
        """Choose options of a list by its label."""
        for option in options:
            self.page.get_by_label(label, exact=True).click()
            with self.rerun():
                self.page.get_by_role("option", name=option, exact=True).click()
        self.page.keyboard.press("Escape")

    def ask_for_profiles(self) -> None:
        """Open the list of actors at the side."""
        with self.rerun():
            self.page.get_by_role("button", name="Profile of …").click()

    def drop(self, file: Path | FilePayload) -> None:
        """Drop a file on the page."""
        with self.rerun():
            self.page.locator("input[type=file]").set_input_files(file)

    def type_day(self, key: str, digits: str) -> None:
        """Type a day into a date field, year first; it counts when the field is left."""
        field = self.page.locator(f".st-key-{key}")
        field.get_by_role("spinbutton").first.click()
        with self.rerun():
            self.page.keyboard.type(digits)
            self.page.get_by_role("heading", level=1).click()

    def chips(self, key: str) -> list[str]:
        """What is chosen in a list of several."""
        return self.page.locator(f".st-key-{key} .react-aria-ComboBox [data-tag]").all_inner_texts()

    def chart(self, key: str) -> Locator:
        """A chart."""
        return self.page.locator(f".st-key-{key} .js-plotly-plot")

    def marks(self, key: str) -> list[str]:
        """Customdata of every mark of a chart, as tokens: ``cell|DEU|I05``."""
        return self.page.evaluate("key => window.desk.marks(key)", key)

    def faces(self, key: str) -> list[list[str]]:
        """Fill, edge and opacity of everything drawn in a chart."""
        return self.page.evaluate("key => window.desk.faces(key)", key)

    def ground(self, key: str) -> str:
        """Colour a chart stands on."""
        return self.chart(key).locator(".main-svg").first.evaluate("one => getComputedStyle(one).backgroundColor")

    def apart(self, key: str, kind: str) -> str:
        """The mark of a kind that stands farthest from every other."""
        return self.page.evaluate("([key, kind]) => window.desk.apart(key, kind)", [key, kind])

    def middle(self, key: str, token: str) -> tuple[float, float]:
        """Scroll to a mark; where it is on the screen."""
        x, y = self.page.evaluate(
            """([key, token]) => {
                const mark = window.desk.drawn(key)[token]
                mark.scrollIntoView({ block: "center", inline: "center" })
                const box = mark.getBoundingClientRect()
                return [box.x + box.width / 2, box.y + box.height / 2]
            }""",
            [key, token],
        )
        return x, y

    def click(self, key: str, token: str) -> None:
        """Click a mark of a chart."""
        with self.rerun():
            self.page.mouse.click(*self.middle(key, token))

    def swipe(self, start: tuple[float, float], end: tuple[float, float], steps: int = 10) -> None:
        """Draw a finger over the screen."""
        touch = self.page.context.new_cdp_session(self.page)
        for step in range(steps + 1):
            x, y = (one + (other - one) * step / steps for one, other in zip(start, end, strict=True))
            kind = "touchMove" if step else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        touch.detach()

    @property
    def dialog(self) -> Locator:
        """The evidence over the page."""
        return self.page.get_by_role("dialog")

    def close(self) -> None:
        """Close the evidence by its cross."""
        with self.rerun():
            self.dialog.get_by_role("button", name="Close", exact=True).click()
        expect(self.dialog).to_have_count(0)

    def open_twin(self, key: str) -> None:
        """Open the table under a chart."""
        with self.rerun():
            self.page.locator(f".st-key-twin-{key} summary").click()
        self.grid(f"twin-{key}")

    def grid(self, table: str) -> Locator:
        """A table, once it is drawn; the cells for screen readers come when they are asked for."""
        found = self.page.locator(f".st-key-{table}")
        found.locator("canvas").first.wait_for()
        return found

    def pick(self, table: str, row: int = 0) -> None:
        """Choose a row of a table by its box on the left; rows are 35 pixels high, the head too."""
        grid = self.grid(table).locator(".dvn-scroller")
        grid.scroll_into_view_if_needed()
        with self.rerun():
            grid.click(position={"x": 18, "y": 35 * (row + 1) + 17})

    def take(self, key: str, form: str, folder: Path) -> Path:
        """Take a chart away as PNG, SVG, HTML or CSV, into a folder, under the name the desk gives it."""
        button = self.page.locator(f".st-key-take-{key}").get_by_role("button", name=form)
        with self.page.expect_download() as download:
            button.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path
