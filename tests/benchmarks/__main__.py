"""Speed as ratios of one run: ``make bench``. Prints a table and fails where a bound is broken.

- A filter change to a lens seen before, and to a new lens, against a page that shows the same prebuilt figures.
- Forty sessions, one change each per three seconds: the 95th percentile of the server's time.
- Measures on a million synthetic statements against pandas as one would write it, and against the bare arithmetic.
- A case of a million positions from Parquet to its first matrix, and its check, against the bare libraries.
- A hundred steps of the hand through the days in Chromium, in milliseconds.
"""

import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from crisis.stores import open_case, shipped
from tests.benchmarks import cases, days, measures, packs
from tests.benchmarks.measures import Ratio
from tests.benchmarks.session import Session

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
SESSIONS, SECONDS, EVERY = 40, 30, 3.0
SEEN, NEW, P95 = 1.5, 3.0, 500.0
"""Bounds: ratio of a seen lens, ratio of a new lens, milliseconds with forty sessions."""

PAGES = ("", "stance_matrix", "network", "timeline", "coverage")


@contextmanager
def served(script: str) -> Iterator[int]:
    """Serve a script on a free port of this machine; stop it by its process."""
    with socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ}
    )
    try:
        _wait(port, process)
        yield port
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


async def changes(desk: int, prebuilt: int) -> tuple[Ratio, Ratio]:
    """A filter change to a seen and to a new lens: median of the page against the median of the prebuilt page.

    Both pages take turns, so that whatever else the machine does falls on both. New lenses are pairs of countries
    nobody chose before; the prebuilt page is shown the same pair twice and timed the second time.
    """
    case = open_case(shipped())
    pairs = itertools.combinations([case.names[one] for one in case.selectable[:20]], 2)
    async with Session(desk, "stance_matrix") as ours, Session(prebuilt, "") as theirs:
        for session in (ours, theirs):
            for names in (["Germany"], []):
                await session.choose("country", names)
        seen, plain = [], []
        for _ in range(ROUNDS):
            for names in (["Germany"], []):
                seen.append(await ours.choose("country", names))
                plain.append(await theirs.choose("country", names))
        new, built = [], []
        for pair in itertools.islice(pairs, ROUNDS):
            await theirs.choose("country", [*pair])
            await theirs.choose("country", [])
            built.append(await theirs.choose("country", [*pair]))
            new.append(await ours.choose("country", [*pair]))
    return (
        Ratio("filter change to a seen lens", statistics.median(seen), statistics.median(plain), SEEN),
        Ratio("filter change to a new lens", statistics.median(new), statistics.median(built), NEW),
    )


async def crowd(port: int) -> list[float]:
    """Milliseconds of every change of forty sessions, spread over the pages, one change each per three seconds."""
    names = [["Germany"], [], ["Russia"], ["Germany", "France"]]
    times: list[float] = []

    async def analyst(number: int) -> None:
        async with Session(port, PAGES[number % len(PAGES)]) as session:
            await asyncio.sleep(EVERY * number / SESSIONS)
            for turn in range(round(SECONDS / EVERY)):
                started = time.perf_counter()
                times.append(await session.choose("country", names[(number + turn) % len(names)]))
                await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - started)))

    async with Session(port, "stance_matrix") as warm:
        for chosen in names:
            await warm.choose("country", chosen)
    await asyncio.gather(*(analyst(number) for number in range(SESSIONS)))
    return times


def main() -> int:
    """Run everything; 1 where a bound is broken."""
    found = [*measures.ratios(), *cases.ratios(), packs.ratio()]
    with served("crisis/ui/server.py") as desk, served("tests/benchmarks/prebuilt.py") as prebuilt:
        found += [*asyncio.run(changes(desk, prebuilt))]
        times = asyncio.run(crowd(desk))
    print(f"{'':62}{'ours':>10}{'floor':>10}{'ratio':>8}{'bound':>9}")
    for one in found:
        bound = f"{'≥' if one.least else '≤'} {one.bound:g}"
        print(f"{one.name:62}{one.one:8.1f}ms{one.other:8.1f}ms{one.value:8.2f}{bound:>9}")
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{SESSIONS} sessions, {len(times)} changes: median {p50:.0f} ms, p95 {p95:.0f} ms, bound {P95:.0f} ms")
    slow = days.broken()
    return int(any(one.broken for one in found) or p95 > P95 or slow)


if __name__ == "__main__":
    sys.exit(main())
