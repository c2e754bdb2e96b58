"""The login of docs/deploy.md in a real browser, with a provider on this machine; what a machine lacks is told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect, sync_playwright
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from tests.browser import chromium
from tests.browser.desk import SCRIPT, Desk
from tests.browser.server import Server
from tests.browser.test_looks import grave
from tests.deploy.provider import ADA, CLIENT, SECRET, Provider
from tests.deploy.site import NGINX, Site, free_port, served

pytestmark = pytest.mark.hardening

COOKIE_SECRET = "0123456789abcdef0123456789abcdef"
OF_THE_CASE = (b"Germany", b"Ukraine crisis", b"Briefing", b"Stance matrix")
"""What a page of the shipped case, or its navigation, is sent with."""

EVE = {"sub": "1", "name": "Eve", "email": "eve@example.net", "email_verified": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium.found()
    if program is None:
        pytest.fail(f"THIS TEST NEEDS A BROWSER: {chromium.absence()}")
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*chromium.FLAGS])
        yield started
        started.close()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as started:
        yield started


@pytest.fixture(autouse=True)
def honest(provider: Provider) -> None:
    """Every test begins with a provider that tells the truth about Ada."""
    provider.person, provider.lie = dict(ADA), None


def secrets(folder: Path, provider: Provider, address: str) -> str:
    """A secrets file as docs/deploy.md writes it."""
    lines = {
        "redirect_uri": f"{address}/oauth2callback",
        "cookie_secret": COOKIE_SECRET,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "server_metadata_url": f"{provider.address}/.well-known/openid-configuration",
    }
    text = "\n".join(["[auth]", *(f"{key} = {json.dumps(value)}" for key, value in lines.items())])
    file = folder / "secrets.toml"
    file.write_text(f'{text}\n[desk]\nallowed = ["@example.org"]\n')
    file.chmod(0o600)
    return str(file)


@pytest.fixture(scope="module")
def site(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A desk with a login behind nginx."""
    if NGINX is None:
        pytest.fail("THIS TEST NEEDS NGINX: apt-get install nginx-light")
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    file = secrets(folder, provider, f"http://localhost:{port}/desk")
    with served(folder, port, STREAMLIT_SECRETS_FILES=file) as started:
        yield started


@pytest.fixture
def alone(provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A desk with a login and nothing before it."""
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", secrets(tmp_path, provider, "http://localhost:{port}"))
    with Server(tmp_path / "log.txt") as started:
        yield started


@dataclass
class Reader:
    """Somebody with a browser of their own, and what the desk sent them."""

    context: BrowserContext
    received: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.received.append(frame if isinstance(frame, bytes) else b""))

    def saw(self) -> set[bytes]:
        """What of the case was sent."""
        return {word for word in OF_THE_CASE if any(word in frame for frame in self.received)}

    def at_the_door(self) -> None:
        """Wait for the door, and see that there is nothing else."""
        expect(self.page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Crisis Desk")
        expect(self.page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def log_in(self, link: str = "Sign in") -> None:
        """Go to the provider and answer."""
        self.page.get_by_role("button", name="Log in", exact=True).click()
        self.page.get_by_role("link", name=link).click()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context)
    context.close()


@pytest.mark.parametrize("place", ["alone", "site"])
def test_a_journey_through_the_door_and_out_again(request: pytest.FixtureRequest, reader: Reader, place: str):
    address = request.getfixturevalue(place).address
    for path in ("/", "/timeline?country=Germany", "/case_data"):
        reader.page.goto(f"{address}{path}")
        reader.at_the_door()
    assert len(reader.received) > 3
    assert reader.saw() == set()
    reader.log_in()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Briefing")
    expect(reader.page.get_by_test_id("stSidebar")).to_contain_text("Ada Lovelace")
    expect(reader.page.get_by_test_id("stSidebar")).to_contain_text("Russia-Ukraine crisis")
    assert reader.saw() == {*OF_THE_CASE}
    reader.page.goto(f"{address}/evidence?country=Germany")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Evidence")
    reader.page.get_by_role("button", name="Log out").click()
    reader.at_the_door()
    reader.received.clear()
    reader.page.goto(f"{address}/evidence")
    reader.at_the_door()
    assert reader.saw() == set()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_door_can_be_read_and_opened_without_a_mouse(site: Site, browser: Browser, look: str):
    context = browser.new_context(color_scheme=look)
    context.add_init_script(SCRIPT)
    reader = Reader(context)
    reader.page.goto(f"{site.address}/")
    reader.at_the_door()
    expect(reader.page.locator("[data-test-script-state=notRunning]")).to_be_visible()  # what still runs is drawn pale
    assert grave(reader.page, look) == []
    reader.page.get_by_role("button", name="Log in", exact=True).focus()
    reader.page.keyboard.press("Enter")
    reader.page.get_by_role("link", name="Sign in").click()
    Desk(reader.page, site.address).settled()
    expect(reader.page.get_by_test_id("stSidebar")).to_contain_text("Ada Lovelace")
    assert grave(reader.page, look) == []
    context.close()


@pytest.mark.parametrize(
    "lie", ["signature", {"nonce": "another"}, {"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}]
)
def test_a_token_that_lies_opens_nothing(site: Site, provider: Provider, reader: Reader, lie: str | dict[str, object]):
    granted, provider.lie = provider.granted, lie
    reader.page.goto(f"{site.address}/")
    reader.log_in()
    reader.at_the_door()
    assert provider.granted == granted + 1
    assert reader.saw() == set()


def test_an_account_that_is_not_allowed_sees_nothing_and_can_leave(site: Site, provider: Provider, reader: Reader):
    provider.person = dict(EVE)
    reader.page.goto(f"{site.address}/evidence")
    reader.log_in()
    expect(reader.page.get_by_text("This desk is not open to Eve.")).to_be_visible()
    assert reader.saw() == set()
    reader.page.get_by_role("button", name="Log out").click()
    reader.at_the_door()


def test_an_unverified_address_is_nobody(site: Site, provider: Provider, reader: Reader):
    provider.person = ADA | {"email_verified": False}
    reader.page.goto(f"{site.address}/")
    reader.log_in()
    expect(reader.page.get_by_text("This desk is not open to Ada Lovelace.")).to_be_visible()
    assert reader.saw() == set()


def test_an_account_of_which_much_is_said_passes(site: Site, provider: Provider, reader: Reader):
    provider.person = ADA | {"groups": [str(uuid4()) for _ in range(100)]}
    reader.page.goto(f"{site.address}/")
    reader.log_in()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Briefing")
    reader.page.get_by_role("button", name="Log out").click()
    reader.at_the_door()


def test_whoever_refuses_is_back_at_the_door(site: Site, reader: Reader):
    reader.page.goto(f"{site.address}/")
    reader.log_in("Refuse")
    reader.at_the_door()
    assert reader.saw() == set()


@pytest.mark.parametrize(("secret", "opens"), [("another secret of the same kind", False), (COOKIE_SECRET, True)])
def test_a_cookie_opens_the_door_only_where_the_desk_signed_it(site: Site, reader: Reader, secret: str, opens: bool):
    origin = site.address.removesuffix("/desk")
    said = json.dumps(ADA | {"is_logged_in": True, "origin": origin, "provider": "default"})
    value = create_signed_value(secret, "_streamlit_user", said).decode()
    reader.context.add_cookies([{"name": "_streamlit_user", "value": value, "domain": "localhost", "path": "/desk"}])
    reader.page.goto(f"{site.address}/")
    if opens:
        expect(reader.page.get_by_role("heading", level=1)).to_have_text("Briefing")
    else:
        reader.at_the_door()
        assert reader.saw() == set()


def test_nothing_of_a_person_is_written_down(site: Site, provider: Provider, reader: Reader, tmp_path: Path):
    reader.page.goto(f"{site.address}/?country=Germany")
    reader.log_in("Refuse")
    reader.at_the_door()
    provider.lie = {"nonce": "another"}
    reader.log_in()
    reader.at_the_door()
    provider.lie = None
    reader.log_in()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Briefing")
    reader.page.goto(f"{site.address}/case_data?country=Germany&issue=I05")
    dropped = tmp_path / "dossier-of-mine.xlsx"
    dropped.write_bytes(b"no workbook")
    reader.page.locator("input[type=file]").set_input_files(dropped)
    expect(reader.page.get_by_text("not opened: 1 problem")).to_be_visible()
    with pytest.raises(HTTPError) as refused:  # by nginx, which quotes the request where it writes down why
        urlopen(Request(f"{site.address}/?country=Germany", b"", {"Content-Length": "99000000"}), timeout=30)
    refused.value.close()
    logs = site.logs()
    for _ in range(1000):  # nginx answers first and writes down then
        if " 413 " in logs["crisis-desk.log"]:
            break
        urlopen(f"{site.address}/_stcore/health", timeout=30).close()
        logs = site.logs()
    lines = logs["crisis-desk.log"].splitlines()
    assert any(" POST /desk/ 413 " in line for line in lines)
    assert any(" PUT /desk/_stcore/upload_file " in line for line in lines)
    assert all(len(line.split()) == 6 and "?" not in line for line in lines)
    assert "Error during authentication: access_denied." in "".join(logs.values())
    personal = ("Germany", "I05", "dossier", "ada", "Lovelace", "127.0.0.1", "code=", "state=", "Traceback")
    assert [(name, one) for name, text in logs.items() for one in personal if one.lower() in text.lower()] == []
