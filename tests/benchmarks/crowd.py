"""Sessions at once, each changing the lens every three seconds."""

import asyncio
import itertools
import time
from collections.abc import Iterator

from crisis.stores import open_case, shipped
from tests.benchmarks.session import Session

EVERY = 3.0
PAGES = ("", "stance_matrix", "network", "timeline", "coverage")
CHOICES = (["Germany"], [], ["Russia"], ["Germany", "France"])


def untried() -> Iterator[list[str]]:
    """Choices of three countries each that nobody made before."""
    case = open_case(shipped())
    return ([*some] for some in itertools.combinations([case.names[one] for one in case.selectable], 3))


async def changes(port: int, sessions: int, seconds: float, fresh: Iterator[list[str]] | None = None) -> list[float]:
    """Milliseconds of every change of so many sessions, spread over the pages and over the three seconds.

    With `fresh`, every second change is to the next of its choices.
    """
    times: list[float] = []

    async def analyst(number: int) -> None:
        async with Session(port, PAGES[number % len(PAGES)]) as session:
            await asyncio.sleep(EVERY * number / sessions)
            for turn in range(round(seconds / EVERY)):
                started = time.perf_counter()
                new = fresh is not None and turn % 2
                chosen = next(fresh) if new else CHOICES[(number + turn) % len(CHOICES)]
                times.append(await session.choose("country", chosen))
                await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - started)))

    for page in PAGES:
        async with Session(port, page) as warm:
            for chosen in CHOICES:
                await warm.choose("country", chosen)
    await asyncio.gather(*(analyst(number) for number in range(sessions)))
    return times
