"""A Chromium for the browser tests: the machine's own, else Debian's package, else Playwright's.

Run by ``make test`` as ``python -m tests.browser.chromium``. ``CRISIS_CHROMIUM`` names a program to use;
``CRISIS_BROWSER=required`` makes it a failure, here and in the tests, that there is none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MINUTES = 5
"""Patience with one way of getting a Chromium."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""For a root user in a container without a graphics card, and for a browser that asks nobody anything."""


def found() -> str | None:
    """The program to start: that of ``CRISIS_CHROMIUM``, the first on the path, or Playwright's own."""
    wanted = os.environ.get("CRISIS_CHROMIUM")
    if wanted:
        return shutil.which(wanted)
    here = next(filter(None, map(shutil.which, NAMES)), None)
    return here or _of_playwright()


def absence() -> str:
    """Say why there is none, and what to do."""
    wanted = os.environ.get("CRISIS_CHROMIUM")
    if wanted:
        return f"CRISIS_CHROMIUM names {wanted}, which is no program here"
    return "no Chromium on this machine: install one (apt-get install chromium) or name one in CRISIS_CHROMIUM"


def required() -> bool:
    """Whether it is a failure that there is none."""
    return os.environ.get("CRISIS_BROWSER") == "required"


def fetched() -> str | None:
    """Get a Chromium from Debian, where we may, or from Playwright."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium here: asking Debian for its package …", flush=True)
        if _ran(["apt-get", "update", "-qq"]):
            _ran(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"])
    if not found():
        print("No Chromium here: asking Playwright for its own …", flush=True)
        _ran([sys.executable, "-m", "playwright", "install", "chromium"])
    return found()


def main() -> int:
    """Say in one line what was found or done; loudly when there is none."""
    path = found()
    if path:
        print(f"Browser tests use {path}.")
        return 0
    if os.environ.get("CRISIS_CHROMIUM") is None and (path := fetched()):
        print(f"Browser tests use {path}, just installed.")
        return 0
    outcome = "browser tests cannot run" if required() else "BROWSER TESTS WILL BE SKIPPED"
    print(f"{'!' * 100}\n!! {outcome}: {absence()}.\n{'!' * 100}", file=sys.stderr)
    return 1 if required() else 0


def _of_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _ran(command: Sequence[str]) -> bool:
    """Whether a command went well; what it said shows only where it did not."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{' '.join(command)}: {error}", file=sys.stderr)
        return False
    if done.returncode:
        print(f"{' '.join(command)}:\n{done.stdout[-400:]}{done.stderr[-400:]}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
