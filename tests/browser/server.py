"""A desk served on this machine, and stopped by its process id."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import TracebackType

from crisis import stores

ROOT = Path(__file__).resolve().parents[2]
TRIES, PAUSE = 240, 0.25
"""How often a starting server is asked whether it is well, and the seconds between."""


class Server:
    """The desk on a free port of localhost: what ``crisis run`` starts.

    Attributes
    ----------
    address
        ``http://localhost:12345``.
    """

    def __init__(self, log: Path, case: Path | None = None) -> None:
        port = _free_port()
        self.address = f"http://localhost:{port}"
        self._log = log
        self._file = log.open("w", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "crisis/ui/server.py", f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, stores.CHOSEN: str(case or stores.shipped())},
            stdout=self._file,
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> "Server":
        for _ in range(TRIES):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                pass
            if self._ended(PAUSE):
                break
        self._stop()
        raise RuntimeError(f"the desk did not start:\n{self.log()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def log(self) -> str:
        """What the server wrote."""
        return self._log.read_text(encoding="utf-8")

    def _ended(self, seconds: float) -> bool:
        """Whether the server ends within some seconds."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _stop(self) -> None:
        self._process.terminate()
        if not self._ended(10):
            self._process.kill()
            self._process.wait()
        self._file.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("localhost", 0))
        return int(one.getsockname()[1])
