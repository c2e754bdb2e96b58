"""A script served on a free port of this machine, stopped by its process."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from crisis.cli.case import SERVING

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def served(script: str) -> Iterator[int]:
    """Serve a script; its port."""
    with running(script) as (port, _):
        yield port


@contextmanager
def running(script: str) -> Iterator[tuple[int, int]]:
    """Serve a script; its port and its process."""
    with socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    told = {**SERVING, **os.environ}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=told)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server is well, or has died."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
        except OSError:
            continue
        return
    raise RuntimeError("the server does not start")
