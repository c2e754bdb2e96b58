"""A filter change on every page, against the same page built beforehand: milliseconds and bytes."""

import asyncio
import itertools
import statistics
from collections.abc import Iterator

from crisis.pages import PAGES, Entry
from crisis.stores import open_case, shipped
from tests.benchmarks.measures import Ratio
from tests.benchmarks.session import Session

ROUNDS = 12
SEEN, NEW, BYTES = 1.3, 2.5, 1.5
"""Bounds: a lens seen before, a new lens, what is sent for a lens seen before."""


def ratios(desk: int, floor: int) -> Iterator[Ratio]:
    """Measure every page; `desk` and `floor` are the ports of the desk and of the pages built beforehand."""
    for entry in PAGES:
        yield from asyncio.run(changes(desk, floor, entry))


async def changes(desk: int, floor: int, entry: Entry) -> list[Ratio]:
    """Medians of a change to a seen and to a new lens.

    Both pages take turns, so that whatever else the machine does falls on both. New lenses are pairs of countries
    nobody chose before; the floor is shown the same pair twice and timed the second time.
    """
    case = open_case(shipped())
    pairs = itertools.combinations([case.names[one] for one in case.selectable[:20]], 2)
    place = "" if entry is PAGES[0] else entry.name
    async with Session(desk, place) as ours, Session(floor, place) as theirs:
        for session, names in itertools.product((ours, theirs), (["Germany"], [], ["Germany"], [])):
            await session.choose("country", names)
        seen, plain, sent, least = [], [], [], []
        for _, names in itertools.product(range(ROUNDS), (["Germany"], [])):
            seen.append(await ours.choose("country", names))
            plain.append(await theirs.choose("country", names))
            sent.append(ours.received)
            least.append(theirs.received)
        new, built = [], []
        for pair in itertools.islice(pairs, ROUNDS):
            for names in ([*pair], []):
                await theirs.choose("country", names)
            built.append(await theirs.choose("country", [*pair]))
            new.append(await ours.choose("country", [*pair]))
    middle = statistics.median
    return [
        Ratio(f"{entry.title}: change to a lens seen before", middle(seen), middle(plain), SEEN),
        Ratio(f"{entry.title}: change to a new lens", middle(new), middle(built), NEW),
        Ratio(f"{entry.title}: sent for a change", middle(sent) / 1024, middle(least) / 1024, BYTES, unit="kB"),
    ]
