"""The files of docs/deploy at work: nginx with the file of the site, and two replicas as the service starts them."""

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@dataclass(frozen=True)
class Site:
    """A desk behind nginx: its address and those of its replicas, and where everything that is written down lies."""

    address: str
    replicas: tuple[str, ...]
    folder: Path

    def logs(self) -> dict[str, str]:
        """Every log, by its name."""
        return {file.name: file.read_text(errors="replace") for file in sorted(self.folder.glob("*.log"))}


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


@contextmanager
def served(folder: Path, port: int, **settings: str) -> Iterator[Site]:
    """Serve the desk behind nginx: their own files, other ports; settings are put into the environment of the desk."""
    replicas = (free_port(), free_port())
    (folder / "nginx.conf").write_text(_nginx(folder, port, replicas))
    service = (ROOT / "docs" / "deploy" / "crisis-desk@.service").read_text()
    told = dict(re.findall(r"^#?Environment=((?:STREAMLIT|WEBSOCKETS)_\w+)=(.*)$", service, re.MULTILINE))
    told.pop("STREAMLIT_SECRETS_FILES")  # a test brings its own
    told |= {"STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost"} | settings
    command = re.search(r"^ExecStart=\S+ (.*)$", service, re.MULTILINE)[1]
    logs = [(folder / f"desk-{one}.log").open("w") for one in replicas]
    desks = [
        subprocess.Popen(
            [sys.executable, *command.replace("%i", str(one)).split()],
            cwd=ROOT,
            env={**os.environ, **told},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        for one, log in zip(replicas, logs, strict=True)
    ]
    nginx = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    site = Site(f"http://localhost:{port}/desk", tuple(f"http://localhost:{one}/desk" for one in replicas), folder)
    try:
        assert all(well(f"{one}/_stcore/health") for one in site.replicas), site.logs()
        assert well(f"{site.address}/_stcore/health"), site.logs()
        yield site
    finally:
        for process in (nginx, *desks):
            process.terminate()
            process.wait()
        for log in logs:
            log.close()


def _nginx(folder: Path, port: int, replicas: tuple[int, int]) -> str:
    """The file of docs/deploy inside what Debian's nginx.conf puts around it."""
    site = (ROOT / "docs" / "deploy" / "nginx.conf").read_text()
    places = {"listen 80": f"listen {port}", "/var/log/nginx/": f"{folder}/"}
    for old, new in (places | {"8501": str(replicas[0]), "8502": str(replicas[1])}).items():
        assert old in site
        site = site.replace(old, new)
    site = site.replace("proxy_buffering off;", "proxy_buffering off;\n add_header X-Replica $upstream_addr always;")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"pid {folder}/pid;\nerror_log {folder}/nginx.log;\ndaemon off;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/other.log;\n{temporary}\n{site}\n}}\n"
    )
