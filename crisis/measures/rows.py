"""Rows of a view as plain records: what sentences are made of, where a table would be asked for one row at a time."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import compress
from typing import Any, TypeVar

import pandas as pd

from crisis.measures.stance_matrix import StanceMatrix, stance_matrix
from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables import known
from crisis.tables.view import View

Row = Mapping[str, Any]
"""Values of some columns of a row. Nobody writes to it."""

Key = TypeVar("Key", bound=Hashable)

CITED = ("certainty", "credibility", "source_list", "rank")
"""What a citation needs of any statement, tie or report."""

CELL = ("row_id", "issue_id", "stance", "position_id")

_STATEMENT = (*CELL, "actor_id", "said_on", "last_day", "summary", *CITED)
_EVENT = ("event_id", "title", "state", "starts_on", "ends_on", "place", "first_day", "until", *CITED)


def records(table: pd.DataFrame, columns: Iterable[str] | None = None) -> list[Row]:
    """Some columns of a table, all unless told which, one record a row."""
    return _each({name: table[name].tolist() for name in ([*table] if columns is None else columns)})


def cells_of(matrix: StanceMatrix, columns: Iterable[str] = CELL) -> list[Row]:
    """Some columns of a stance matrix, one record a cell."""
    return _each({name: matrix.column(name) for name in columns})


def _each(columns: Mapping[str, list[Any]]) -> list[Row]:
    names = tuple(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def grouped(some: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Rows by a key, keys and rows in the order they occur."""
    found: dict[Key, list[Row]] = {}
    for row in some:
        found.setdefault(key(row), []).append(row)
    return found


@lru_cache(maxsize=4)
def statements(view: View) -> Mapping[str, Row]:
    """Statements of a view by their id, in the order of the case."""
    every = _said(view.case, view.lens.clock(view.case))
    return {row["position_id"]: row for row in compress(every, view.kept["positions"].tolist())}


@lru_cache(maxsize=4)
def _said(case: Case, clock: Lens) -> tuple[Row, ...]:
    """One for all views of a day, as are the states of events."""
    return (*records(known.said(case, clock), _STATEMENT),)


def with_stance(view: View) -> list[Row]:
    """Statements of a view in which a stand was taken."""
    return [row for row in statements(view).values() if row["stance"] is not pd.NA]


def events(view: View) -> tuple[Row, ...]:
    """Rows of ``view.events``, in their order."""
    every = states(view)
    return tuple(every[one.event_id] for one in view.happenings)


def states(view: View) -> Mapping[str, Row]:
    """Rows of ``view.states`` by the id of the event."""
    return _states(view.case, view.lens.clock(view.case))


@lru_cache(maxsize=4)
def _states(case: Case, clock: Lens) -> Mapping[str, Row]:
    """One for all views of a day, whatever else they keep out."""
    return {row["event_id"]: row for row in records(known.states(case, clock), _EVENT)}


@lru_cache(maxsize=4)
def cells(view: View) -> Mapping[str, list[Row]]:
    """Cells of the stance matrix by their issue."""
    return grouped(cells_of(stance_matrix(view)), lambda cell: cell["issue_id"])
