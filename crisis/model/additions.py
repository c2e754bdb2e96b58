"""Rows that come to a case after it was read: from the form of a session, or from a file that is merged into it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from crisis.model import file_problems
from crisis.model.case import Case
from crisis.model.draft import Column, Draft, DraftTable
from crisis.model.problems import CaseError, Problem
from crisis.model.records import TABLES, UNIQUE, columns, key_column

Row = tuple[str, Mapping[str, str]]
"""A row by itself: the name of its table, its cells by column."""

ORDER = ("sources", "actors", "issues", "positions", "events", "relationships")
"""Tables so that each refers only to itself and to those before it: written in this order, a case is sound at any
moment. Of two tables that refer to each other's rows, positions come before the events that fulfil them."""

NAMED = "added rows"
"""What problems of rows name where the rows come from no file."""

MARK = "✎"
"""Stands before what was added in a session, wherever there is room for one sign."""

_SEPARATOR = "\x1f"


@dataclass(frozen=True, eq=False, slots=True)
class Merged:
    """A case with further rows.

    Attributes
    ----------
    case
        The case; its `Case.added` counts the rows that are new.
    known
        How many rows of each table were in it already, cell by cell.
    """

    case: Case
    known: Mapping[str, int]


def tables_of(rows: Iterable[Row]) -> dict[str, DraftTable]:
    """Rows as tables of a draft, equal ones once, a row numbered by its place among those of its table, from 1."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for table, cells in rows:
        if cells not in found.setdefault(table, []):
            found[table].append(cells)
    return {
        table: DraftTable.of_rows(f"{NAMED}/{table}", [*columns(table)], some, [*range(1, len(some) + 1)])
        for table, some in found.items()
    }


def new_id(table: str, cells: Mapping[str, str]) -> str:
    """An id for a row, made of its cells: the same row gets the same id, and two analysts never the same for two rows.

    Returns
    -------
    str
        ``POS_4f3a09c1``: the table, then the first eight digits of the SHA-256 of the cells.
    """
    text = _SEPARATOR.join(cells.get(column, "") for column in columns(table) if column != key_column(table))
    return f"{table[:3].upper()}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def merged(case: Case, tables: Mapping[str, DraftTable], found: Sequence[Problem] = ()) -> Merged:
    """Add rows to a case.

    Parameters
    ----------
    case
        A sound case.
    tables
        Rows by table, with all columns; tables may be absent. A row the case has already, cell by cell, is left out, so
        that the same rows can be merged twice.
    found
        Problems found while reading them.

    Returns
    -------
    Merged

    Raises
    ------
    CaseError
        With every problem of the rows, at their own lines. A row under an id the case has for another row is one.
    """
    if any({*columns(name)} - {*table.columns} for name, table in tables.items()):
        raise CaseError(found)  # a column is missing, which whoever read the rows has found
    wrong, known, added = [*found], {}, {}
    draft = draft_of(case)
    for table in TABLES:
        if table not in tables or not len(tables[table]):
            continue
        given, before = tables[table], draft.tables[table]
        there, taken = _there(table, before, given)
        wrong += [_taken(table, given, int(row)) for row in np.flatnonzero(taken)]
        left = np.flatnonzero(~there & ~taken)
        known[table], added[table] = int(there.sum()), len(left)
        draft.tables[table] = _joined(before, given, left)
    draft.problems[:] = wrong
    whole = Case.from_draft(draft)
    return Merged(replace(whole, added={name: count for name, count in added.items() if count}), known)


def draft_of(case: Case) -> Draft:
    """A case as a draft, its rows without lines."""
    tables = {
        name: DraftTable(name, {column: Column.of(_texts(table[column])) for column in columns(name)}, [0] * len(table))
        for name, table in case.tables.items()
    }
    return Draft(case.name, case.settings, "settings", tables, [])


def _texts(cells: "pd.Series[str]") -> list[str]:
    return ["" if pd.isna(one) else str(one) for one in cells.tolist()]


def _there(table: str, before: DraftTable, given: DraftTable) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are there already, and which have an id that another row has."""
    names = [*columns(table)]
    old, new = ([*zip(*(one.columns[name].cells() for name in names), strict=True)] for one in (before, given))
    rows, ids = {*old}, {row[0] for row in old} if table in UNIQUE else set()
    there = np.array([row in rows for row in new], dtype=bool)
    return there, np.array([row[0] in ids for row in new], dtype=bool) & ~there


def _taken(table: str, given: DraftTable, row: int) -> Problem:
    key = key_column(table)
    return Problem.at(file_problems.taken_id(), given.path, given.lines[row], key, given.cell(row, key))


def _joined(before: DraftTable, given: DraftTable, rows: np.ndarray) -> DraftTable:
    """A table with some further rows behind its own; problems name the file and the lines of these."""
    cells = {
        name: Column.of([*column.cells(), *given.columns[name].cells(rows)]) for name, column in before.columns.items()
    }
    return DraftTable(given.path, cells, [*before.lines, *(given.lines[row] for row in rows)])


def counted(rows: Mapping[str, int]) -> str:
    """``2 positions and 1 source``, tables in their order; nothing where there is no row."""
    words = [f"{count} {name if count > 1 else name[:-1]}" for name in TABLES if (count := rows.get(name, 0))]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def entitled(found: Merged) -> Case:
    """The case under a title that says what was added, so that every page and export carries it."""
    settings = found.case.settings
    title = f"{settings.title}, with {counted(found.case.added)} added"
    return replace(found.case, settings=settings.model_copy(update={"title": title}))
