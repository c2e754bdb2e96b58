"""The desk in a browser, and what an analyst does on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Download, Locator, Page, expect

PAGES = {
    "briefing": "Briefing",
    "stance_matrix": "Stance matrix",
    "network": "Actor network",
    "timeline": "Timeline",
    "evidence": "Evidence",
    "coverage": "Coverage",
    "case_data": "Case data",
}
"""Word in the address and title of every page."""

CHARTS = {
    "stance_matrix": "stance_matrix",
    "facts": "stance_matrix",
    "network": "network",
    "timeline": "timeline",
    "coverage_actor": "coverage",
    "coverage_issue": "coverage",
}
"""Every chart and its page."""

SCRIPT = (Path(__file__).parent / "desk.js").read_text(encoding="utf-8")
"""Put into every page before its own scripts: `window.desk`."""


class Desk:
    """A page of the desk in a browser, and what an analyst does on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, name: str = "briefing", **params: object) -> "Desk":
        """Open a page by its address."""
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        self.page.goto(f"{self.address}/{name}{query}")
        return self.settled()

    def settled(self) -> "Desk":
        """Wait until nothing runs, nothing is stale and every chart is drawn."""
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

    @property
    def params(self) -> dict[str, list[str]]:
        """Parameters of the address."""
        return parse_qs(urlsplit(self.page.url).query)
