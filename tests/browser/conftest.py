"""One desk and one Chromium for all browser tests; a page that logs an error or asks another machine fails its test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser import chromium
from tests.browser.desk import SCRIPT, Desk
from tests.browser.server import Server

LOOKS = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "stranger": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True, "is_mobile": True},
}
"""How the desk is looked at."""

Opener = Callable[..., Desk]

PATIENCE = 45_000
"""Milliseconds to wait for anything: two cores may be busy with the other tests."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder; a file is not split between processes, so that few desks run at a time."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem}"))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the tests are skipped, or fail where it is required."""
    program = chromium.found()
    if program is None:
        (pytest.fail if chromium.required() else pytest.skip)(f"BROWSER TESTS NEED A BROWSER: {chromium.absence()}")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*chromium.FLAGS])
        yield started
        started.close()


@pytest.fixture(scope="package")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The desk on the shipped case; its log must stay free of tracebacks."""
    with Server(tmp_path_factory.mktemp("desk") / "log.txt") as started:
        yield started
    assert "Traceback" not in started.log(), started.log()


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """A profile of the browser for each look, made when first asked for; its pages share nothing but a cache."""
    made: dict[str, BrowserContext] = {}

    def context(look: str) -> BrowserContext:
        if look not in made:
            made[look] = browser.new_context(**LOOKS[look], permissions=["clipboard-read", "clipboard-write"])
            made[look].set_default_timeout(PATIENCE)
            made[look].add_init_script(SCRIPT)
        return made[look]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def desks(server: Server, contexts: Callable[[str], BrowserContext]) -> Iterator[Opener]:
    """The opener of pages: ``desks("dark")``, ``desks(address=other.address)``. Any fault of a page fails the test."""
    pages: list[Page] = []
    faults: list[str] = []

    def opener(look: str = "light", address: str = server.address) -> Desk:
        page = contexts(look).new_page()
        pages.append(page)
        _watch(page, faults)
        return Desk(page, address)

    yield opener
    for page in pages:
        page.close()
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def desk(desks: Opener) -> Desk:
    """A page in a light browser on a desk."""
    return desks()


def _watch(page: Page, faults: list[str]) -> None:
    """Write down errors of the console and of scripts, and whatever leaves this machine."""

    def logged(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{page.url}: console: {message.text}")

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("localhost", "127.0.0.1"):
            faults.append(f"{page.url}: asks another machine: {url}")

    page.on("console", logged)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: script: {error}"))
    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
