"""The files of docs/deploy with Debian's nginx and two replicas; what a machine lacks is told, not passed over."""

import asyncio
import gzip
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium

pytestmark = pytest.mark.hardening

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def well(address: str) -> bool:
    """Whether a server comes to answer within a minute."""
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read() == b"ok"
        except OSError:
            subprocess.run(["sleep", "0.25"], check=True)
    return False


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the desk behind nginx: its own file, other ports."""
    if NGINX is None:
        pytest.fail("THIS TEST NEEDS NGINX: apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    port, replicas = free_port(), (free_port(), free_port())
    site = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    for old, new in (("listen 80", f"listen {port}"), ("8501", str(replicas[0])), ("8502", str(replicas[1]))):
        assert old in site
        site = site.replace(old, new)
    site = site.replace("proxy_buffering off;", "proxy_buffering off;\n add_header X-Replica $upstream_addr always;")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}\n{site}\n}}\n"
    )
    service = (ROOT / "docs" / "deploy" / "crisis-desk@.service").read_text()
    told = dict(re.findall(r"^Environment=(STREAMLIT_\w+)=(.*)$", service, re.MULTILINE))
    told |= {"STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost"}
    command = re.search(r"^ExecStart=\S+ (.*)$", service, re.MULTILINE)[1]
    desks = [
        subprocess.Popen(
            [sys.executable, *command.replace("%i", str(one)).split()], cwd=ROOT, env={**os.environ, **told}
        )
        for one in replicas
    ]
    nginx = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    try:
        assert all(well(f"http://localhost:{one}/desk/_stcore/health") for one in replicas)
        assert well(f"http://localhost:{port}/desk/_stcore/health")
        yield f"http://localhost:{port}/desk"
    finally:
        for process in (nginx, *desks):
            process.terminate()
            process.wait()


def get(address: str, **headers: str) -> tuple[dict[str, str], bytes]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
        return dict(answer.headers.items()), answer.read()


def test_pages_below_the_path_know_their_root(proxied: str):
    for page in ("/", "/timeline"):
        _, body = get(f"{proxied}{page}")
        assert b'BACKEND_BASE_URL:location.origin+"/desk/"' in body


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
