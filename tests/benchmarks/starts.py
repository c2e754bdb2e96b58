"""What is waited for once: the case from its files, and the desk until its first page is there."""

import asyncio
import time
from math import inf
from pathlib import Path

import pandas as pd

from crisis.model.records import TABLES
from crisis.stores import open_case, shipped
from tests.benchmarks.measures import Ratio, timed
from tests.benchmarks.serving import served
from tests.benchmarks.session import Session

EMPTY = Path(__file__).parent / "empty.py"


def load() -> Ratio:
    """Reading, checking and typing the shipped case against `pandas.read_csv` of the same files."""
    files = [shipped() / f"{name}.csv" for name in TABLES]
    ours, _ = timed(lambda: open_case(shipped()), rounds=5)
    plain, _ = timed(lambda: [pd.read_csv(file) for file in files], rounds=5)
    return Ratio("load of the shipped case against read_csv of its files", ours, plain, 10)


def start() -> Ratio:
    """From nothing to the first page against an empty Streamlit app."""
    ours, empty = (min(_first_page(script) for _ in range(3)) for script in ("crisis/ui/server.py", str(EMPTY)))
    return Ratio("cold start against an empty app", ours, empty, inf)


def _first_page(script: str) -> float:
    async def visit(port: int) -> None:
        async with Session(port, ""):
            pass

    begin = time.perf_counter()
    with served(script) as port:
        asyncio.run(visit(port))
        return (time.perf_counter() - begin) * 1000
