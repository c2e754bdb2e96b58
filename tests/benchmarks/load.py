"""Crowds on one server: ``make load``. Sessions that speak Streamlit's own protocol, each changing the lens.

First 1, 10, 40 and 80 sessions for a minute each that choose among a few lenses: times and memory a session; an error
ends the run. Then 40 and 80 once more, every second change to a lens nobody chose before. Then a soak: sessions come
and go for a quarter of an hour, beside an empty app that is driven the same way; after the first two minutes ours may
grow half as much again as that one.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import crowd
from tests.benchmarks.serving import running
from tests.benchmarks.session import Session

CROWDS = (1, 10, 40, 80)
MINUTE, SOAK, SETTLED = 60.0, 900.0, 120.0
BOUNDS = {40: 300.0, 80: 1_500.0}
"""Milliseconds of the 95th percentile by number of sessions."""

FRESH = 40
"""Sessions for which the bound holds where half of the lenses are new."""

MEGABYTES, GROWTH = 2.0, 1.5
"""Memory a session, and how much more than an empty app ours may grow."""

AT_ONCE, STAY = 8, 12.0
"""Sessions of the soak at a time, and seconds each stays."""


def resident(process: int) -> float:
    """Megabytes a process holds in memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def crowds(seconds: float) -> bool:
    """Drive every crowd; whether all bounds hold."""
    good = True
    with running("crisis/ui/server.py") as (port, process):
        asyncio.run(crowd.changes(port, 1, crowd.EVERY))
        before = resident(process)
        print(f"{'sessions':>9}{'lenses':>12}{'changes':>9}{'p50 ms':>9}{'p95 ms':>9}{'MB a session':>14}")
        for sessions in CROWDS:
            times = asyncio.run(crowd.changes(port, sessions, seconds))
            each = (resident(process) - before) / sessions
            good &= _told(sessions, "a few", times, f"{each:.2f}") and (sessions < 40 or each <= MEGABYTES)
        fresh = crowd.untried()
        for sessions in BOUNDS:  # the second is more than one process can do: what a second replica is for
            held = _told(sessions, "half new", asyncio.run(crowd.changes(port, sessions, seconds, fresh)), "")
            good &= held or sessions > FRESH
    return good


def _told(sessions: int, lenses: str, times: Sequence[float], memory: str) -> bool:
    """Print a line; whether its bound holds."""
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{sessions:>9}{lenses:>12}{len(times):>9}{p50:>9.0f}{p95:>9.0f}{memory:>14}", flush=True)
    return p95 <= BOUNDS.get(sessions, p95)


async def _told_of(processes: Sequence[int], seconds: float) -> None:
    """Print the memory of processes, minute by minute."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        print("  ".join(f"{resident(one):7.1f} MB" for one in processes), flush=True)
        await asyncio.sleep(min(left, MINUTE))


async def _visits(port: int, seconds: float, choices: Sequence[list[str]], pages: Sequence[str]) -> None:
    """Sessions come, change the lens every three seconds, and go, `AT_ONCE` at a time."""
    end = time.monotonic() + seconds

    async def seat(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            async with Session(port, pages[turn % len(pages)]) as session:
                left = time.monotonic() + STAY
                while time.monotonic() < min(left, end):
                    await (session.choose("country", choices[turn % len(choices)]) if choices else session.run())
                    await asyncio.sleep(crowd.EVERY)
                    turn += 1

    await asyncio.gather(*(seat(number) for number in range(AT_ONCE)))


def soak(seconds: float) -> bool:
    """Drive the desk and an empty app side by side; whether ours grew no more than `GROWTH` times as much.

    Their memory is printed every minute: what comes and goes is told from what grows.
    """

    async def both(desk: int, empty: int, length: float) -> None:
        await asyncio.gather(
            _visits(desk, length, crowd.CHOICES, crowd.PAGES),
            _visits(empty, length, (), ("",)),
            _told_of((ours, theirs), length),
        )

    with (
        running("crisis/ui/server.py") as (desk, ours),
        running("tests/benchmarks/empty.py") as (empty, theirs),
    ):
        settled = min(SETTLED, seconds / 4)
        asyncio.run(both(desk, empty, settled))
        before = resident(ours), resident(theirs)
        asyncio.run(both(desk, empty, seconds - settled))
        grown = [now - then for now, then in zip((resident(ours), resident(theirs)), before, strict=True)]
    print(f"soak of {seconds:.0f} s: the desk grew {grown[0]:.1f} MB, an empty app {grown[1]:.1f} MB")
    return grown[0] <= GROWTH * max(grown[1], 1.0)


def main() -> int:
    """Run both, as long as the argument says, in parts of the whole; 1 where a bound is broken."""
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    good = crowds(MINUTE * share)
    return int(not (soak(SOAK * share) and good))


if __name__ == "__main__":
    sys.exit(main())
