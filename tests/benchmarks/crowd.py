"""Sessions at once, each changing the lens every three seconds."""

import asyncio
import time

from tests.benchmarks.session import Session

EVERY = 3.0
PAGES = ("", "stance_matrix", "network", "timeline", "coverage")
CHOICES = (["Germany"], [], ["Russia"], ["Germany", "France"])


async def changes(port: int, sessions: int, seconds: float) -> list[float]:
    """Milliseconds of every change of so many sessions, spread over the pages and over the three seconds."""
    times: list[float] = []

    async def analyst(number: int) -> None:
        async with Session(port, PAGES[number % len(PAGES)]) as session:
            await asyncio.sleep(EVERY * number / sessions)
            for turn in range(round(seconds / EVERY)):
                started = time.perf_counter()
                times.append(await session.choose("country", CHOICES[(number + turn) % len(CHOICES)]))
                await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - started)))

    for page in PAGES:
        async with Session(port, page) as warm:
            for chosen in CHOICES:
                await warm.choose("country", chosen)
    await asyncio.gather(*(analyst(number) for number in range(sessions)))
    return times
