"""The files of docs/deploy with Debian's nginx and two replicas; what a machine lacks is told, not passed over."""

import asyncio
import gzip
import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
import websockets
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium
from tests.deploy.site import NGINX, Site, free_port, served

pytestmark = pytest.mark.hardening


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk behind nginx."""
    if NGINX is None:
        pytest.fail("THIS TEST NEEDS NGINX: apt-get install nginx-light")
    with served(tmp_path_factory.mktemp("nginx"), free_port()) as started:
        yield started


@pytest.fixture
def proxied(site: Site) -> str:
    """The address of the desk behind nginx."""
    return site.address


def get(address: str, **headers: str) -> tuple[dict[str, str], bytes]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return dict(answer.headers.items()), answer.read()


def test_pages_below_the_path_know_their_root(proxied: str):
    for page in ("/", "/timeline"):
        _, body = get(f"{proxied}{page}")
        assert b'BACKEND_BASE_URL:location.origin+"/desk/"' in body


def test_every_replica_tells_its_health_and_its_metrics_and_nginx_the_health_alone(site: Site):
    for replica in site.replicas:
        assert get(f"{replica}/_stcore/health")[1] == b"ok"
        headers, body = get(f"{replica}/_stcore/metrics")
        assert headers["content-type"].startswith("application/openmetrics-text")
        assert body.startswith(b"# TYPE ")
        assert body.endswith(b"# EOF\n")
    assert get(f"{site.address}/_stcore/health")[1] == b"ok"
    with pytest.raises(HTTPError, match="404") as refused:
        get(f"{site.address}/_stcore/metrics")
    refused.value.close()


def test_a_replica_listens_on_this_machine_alone(site: Site):
    asked = {f"{urlsplit(one).port:04X}" for one in site.replicas}
    sockets = [line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()]
    listening = [local.split(":") for _, local, _, state, *_ in sockets if state == "0A"]
    heard = {(host, port) for host, port in listening if port in asked}
    assert {port for _, port in heard} == asked
    assert {host for host, _ in heard} <= {"0100007F", "00000000000000000000000001000000"}


def test_scripts_are_compressed(proxied: str):
    _, page = get(f"{proxied}/")
    script = re.search(rb'src="\.?/?((?:desk/)?static/js/[^"]+)"', page)[1].decode().removeprefix("desk/")
    headers, body = get(f"{proxied}/{script}", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(body)) > 2 * len(body)


def test_a_browser_stays_at_its_replica(proxied: str):
    seats = set()
    for _ in range(12):
        headers, _ = get(f"{proxied}/_stcore/health")
        cookie = headers["Set-Cookie"].split(";")[0]
        seats.add(headers["X-Replica"])
        again = {get(f"{proxied}/_stcore/health", Cookie=cookie)[0]["X-Replica"] for _ in range(4)}
        assert again == {headers["X-Replica"]}
    assert len(seats) == 2


def test_the_websocket_passes_and_another_origin_does_not(proxied: str):
    address = proxied.replace("http", "ws", 1) + "/_stcore/stream"

    async def connect(origin: str) -> None:
        async with websockets.connect(
            address, subprotocols=[websockets.Subprotocol("streamlit")], origin=websockets.Origin(origin)
        ):
            pass

    asyncio.run(connect(proxied.removesuffix("/desk")))
    with pytest.raises(websockets.InvalidStatus):
        asyncio.run(connect("http://evil.example"))


def test_a_page_in_a_browser(proxied: str):
    program = chromium.found()
    if program is None:
        pytest.fail(f"THIS TEST NEEDS A BROWSER: {chromium.absence()}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*chromium.FLAGS])
        page, wrong = browser.new_page(), []
        page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)
        page.goto(f"{proxied}/stance_matrix?country=Germany")
        expect(page.locator(".st-key-stance_matrix .main-svg").first).to_be_visible(timeout=60_000)
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Timeline").click()
        expect(page.locator(".st-key-timeline .main-svg").first).to_be_visible(timeout=60_000)
        assert page.url.startswith(f"{proxied}/timeline?")
        assert wrong == []
        browser.close()
