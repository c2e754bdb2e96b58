"""Measures on synthetic statements against what one would write with pandas, and against the bare arithmetic."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import TypeVar

import numpy as np
import pandas as pd

from crisis.measures import counts
from crisis.measures.stance_matrix import CONTRADICTION_DAYS, matrix_of
from crisis.measures.stance_numbers import wide
from crisis.measures.windows import WindowParameters, agreement_of
from crisis.tables.statements import Statements

T = TypeVar("T")

ACTORS, ISSUES, SOURCES, DAYS = 500, 100, 5_000, 1_000
MANY, FEW, IN_WINDOWS = 1_000_000, 100_000, 20_000
TODAY = pd.Timestamp("2023-01-01")
ROUNDS, ENOUGH = 3, 300.0
"""How often at least a piece of work is measured, and for how many milliseconds in all: what takes a fraction of one is
measured many times, or chance decides."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Two times or sizes and their ratio, with its bound: at most, or at least where `least` is set."""

    name: str
    one: float
    other: float
    bound: float
    least: bool = False
    unit: str = "ms"

    @property
    def value(self) -> float:
        """The ratio; of a bound from below, how many times faster."""
        return self.other / self.one if self.least else self.one / self.other

    @property
    def broken(self) -> bool:
        """Whether the bound is."""
        return self.value < self.bound if self.least else self.value > self.bound


def synthetic(size: int) -> Statements:
    """So many statements of `ACTORS` on `ISSUES` over `DAYS`, each actor a row of its own."""
    random = np.random.default_rng(size)
    every = np.arange(size)
    actor = random.integers(0, ACTORS, size)
    source = random.integers(0, SOURCES, size)
    return Statements(
        place=every,
        position=np.array([f"p{one:07}" for one in every], dtype=object),
        row=actor,
        issue=random.integers(0, ISSUES, size),
        actor=actor,
        source=source,
        stance=random.integers(-2, 3, size).astype("float64"),
        day=np.sort(np.datetime64("2020-01-01") + random.integers(0, DAYS, size)),
        basis=random.integers(0, 2, size),
        cited=every,
        citation=source,
        rows=_ids("A", ACTORS),
        issues=_ids("I", ISSUES),
        actors=_ids("A", ACTORS),
        sources=_ids("s", SOURCES),
    )


def pivoted(frame: pd.DataFrame) -> pd.DataFrame:
    """The stance matrix as one would write it: the latest by day, then `pivot_table`."""
    said = frame.sort_values("day", kind="stable")
    return said.pivot_table(index="row_id", columns="issue_id", values="stance", aggfunc="last")


def grouped(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells with all their marks as one would write them with `groupby`; the same columns but for the basis."""
    cell = ["row_id", "issue_id"]
    said = frame.sort_values(["day", "position_id"], kind="stable")
    grouped = said.groupby(cell, sort=True)
    found = grouped.agg(
        stance=("stance", "last"),
        position_id=("position_id", "last"),
        day=("day", "last"),
        mean=("stance", "mean"),
        count=("stance", "size"),
        sources=("source_id", "nunique"),
    )
    found["age"] = (TODAY - found["day"]).dt.days
    signed = said[said["stance"] != 0]
    before = signed.groupby([*cell, "actor_id"])[["stance", "day"]].shift()
    close = (signed["day"] - before["day"]).dt.days < CONTRADICTION_DAYS
    both = close & (signed["stance"] * before["stance"] < 0)
    found["contradiction"] = both.groupby([signed[one] for one in cell]).any()
    last = said.groupby([*cell, "basis"])["stance"].last().unstack()
    found["word_and_deed"] = (last["word"] * last["deed"] < 0).fillna(value=False)
    found["single_source"] = found["sources"] == 1
    return found.reset_index()


def ratios() -> list[Ratio]:
    """Measure everything."""
    many, few = synthetic(MANY), synthetic(FEW)
    frame = _frame(many)
    numbers, found = timed(lambda: wide(many))
    pivot, expected = timed(lambda: pivoted(frame))
    assert (found.to_numpy() == expected.to_numpy()).all()
    marked, cells = timed(lambda: matrix_of(many, TODAY).cells)
    groups, same = timed(lambda: grouped(frame))
    _same(cells, same)
    less, _ = timed(lambda: matrix_of(few, TODAY).cells)
    least, _ = timed(lambda: wide(few))
    tiny = synthetic(1_000)
    against = [
        Ratio(f"stance matrix of {name} statements against a bare numpy count", *_counted(said, rounds), bound)
        for name, said, rounds, bound in (("1 k", tiny, 50, inf), ("100 k", few, 10, inf), ("1 M", many, 5, 3))
    ]

    counted = counts.count(many, graded=False)
    opposing, supporting = (np.ascontiguousarray(counted.cube[:, :, level]) for level in (0, 1))
    bare, _ = timed(lambda: supporting @ supporting.T + opposing @ opposing.T, rounds=15)
    congruence, _ = timed(lambda: counts.congruence(counted), rounds=15)

    some = synthetic(IN_WINDOWS)
    halves = some.rows[: ACTORS // 2], some.rows[ACTORS // 2 :]
    day = WindowParameters(unit="day", width=30)
    windows, points = timed(lambda: agreement_of(some, TODAY, *halves, day))
    assert len(points) >= DAYS
    whole, _ = timed(lambda: counts.congruence(counts.count(some, graded=False)), rounds=15)
    return [
        *against,
        Ratio("stance matrix of 1 M statements, times faster than pivot_table", numbers, pivot, 10, least=True),
        Ratio("stance matrix of 1 M statements against 100 k", numbers, least, 12),
        Ratio("its cells with all marks, times faster than groupby", marked, groups, 5, least=True),
        Ratio("its cells with all marks, 1 M against 100 k", marked, less, 12),
        Ratio("congruence against the bare matrix product", congruence, bare, 3),
        Ratio("windows over 1,000 days against one network", windows, whole, 50),
    ]


def _counted(said: Statements, rounds: int) -> tuple[float, float]:
    """Time of the matrix, and of counting the statements of each of its cells by stance."""
    ours, _ = timed(lambda: wide(said), rounds)
    bare, _ = timed(
        lambda: np.bincount((said.row * len(said.issues) + said.issue) * 5 + said.stance.astype("int64") + 2), rounds
    )
    return ours, bare


def _ids(letter: str, count: int) -> np.ndarray:
    return np.array([f"{letter}{one:04}" for one in range(count)], dtype=object)


def _frame(said: Statements) -> pd.DataFrame:
    """The same statements as one would have them in pandas."""
    return pd.DataFrame(
        {
            "position_id": said.position,
            "row_id": said.rows[said.row],
            "issue_id": said.issues[said.issue],
            "actor_id": said.actors[said.actor],
            "source_id": said.sources[said.source],
            "stance": said.stance,
            "day": said.day.astype("datetime64[us]"),
            "basis": np.array(["word", "deed"], dtype=object)[said.basis],
        }
    )


def _same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Both give the same cells: what is compared is the same work."""
    for column in ("row_id", "issue_id", "stance", "position_id", "count", "sources", "contradiction", "word_and_deed"):
        assert (ours[column].to_numpy() == theirs[column].to_numpy()).all(), column


def timed(work: Callable[[], T], rounds: int = ROUNDS) -> tuple[float, T]:
    """Least milliseconds of several rounds, of many where one takes next to nothing, and what the last gave."""
    times: list[float] = []
    while len(times) < rounds or sum(times) < ENOUGH:
        start = time.perf_counter()
        result = work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), result
