"""Filters of the lens, each as a mask over rows: which are kept."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.vocabulary import RELIABILITIES
from crisis.tables.clocks import Cells, source_clocks, told_apart
from crisis.tables.rollup import members

WHO = {
    "positions": ("actor_id",),
    "relationships": ("actor_id", "recipient_id"),
    "events": ("actor_ids", "recipient_ids"),
}
"""Columns that name the actors of a row."""

NEVER = int(np.iinfo("int64").max)
"""Day that does not come."""


def by_country(rows: int, cells: Callable[[str], Cells], table: str, case: Case, lens: Lens) -> np.ndarray:
    """Rows of actors of the chosen countries and bodies, at either end; events also where they took place there.

    Parameters
    ----------
    rows
        How many rows there are.
    cells
        Gives the cells of a column of theirs.
    table, case, lens
        What they are rows of, and what is chosen.
    """
    if not lens.country:
        return np.ones(rows, dtype=bool)
    chosen = frozenset().union(*(members(case, one) for one in lens.country))
    ends = [_meets(cells(column), chosen) for column in WHO[table]]
    if table == "events":
        ends.append(_meets(cells("country"), frozenset(lens.country)))
    kept: np.ndarray = np.logical_or.reduce(ends)
    return kept


def by_issue(rows: int, cells: Callable[[str], Cells], table: str, lens: Lens) -> np.ndarray:
    """Rows about one of the chosen issues; see `by_country`."""
    if not lens.issue:
        return np.ones(rows, dtype=bool)
    return _meets(cells("issue_id" if table == "positions" else "issue_ids"), frozenset(lens.issue))


def by_names(frame: pd.DataFrame, table: str, case: Case, lens: Lens) -> np.ndarray:
    """Rows that `by_country` and `by_issue` both keep."""

    def cells(column: str) -> Cells:
        return told_apart(frame[column])

    size = len(frame)
    kept: np.ndarray = by_country(size, cells, table, case, lens) & by_issue(size, cells, table, lens)
    return kept


def by_grade(frame: pd.DataFrame, lens: Lens) -> np.ndarray:
    """Rows with a known source at least as reliable, and themselves at least as credible, as asked.

    F and 6 mean that no judgement is possible; they are let in only where they are asked for.
    """
    kept = _all(frame)
    if lens.min_reliability:
        kept &= (frame["rank"] <= RELIABILITIES.rank(lens.min_reliability)).to_numpy()
    if lens.max_credibility is not None:
        kept &= (frame["credibility"] <= lens.max_credibility).to_numpy(dtype=bool)
    return kept


def graded_from(frame: pd.DataFrame, case: Case, lens: Lens) -> np.ndarray:
    """First day rows are let in by `by_grade`, as their sources become known, in days since 1970; `NEVER` for no day.

    Parameters
    ----------
    frame
        Rows of `crisis.tables.clocks.dated`, with all their sources.
    case, lens
        What they are rows of, and the grades.
    """
    good = by_grade(frame, replace(lens, min_reliability=""))
    found = np.where(good, -NEVER, NEVER)
    if lens.min_reliability:
        clocks, worst = source_clocks(case), RELIABILITIES.rank(lens.min_reliability)
        lists = frame["source_list"].tolist()
        for place in np.flatnonzero(good).tolist():
            known = [clocks[one].known_on for one in lists[place] if clocks[one].rank <= worst]
            if not known:
                found[place] = NEVER
            elif not lens.hindsight:
                found[place] = np.datetime64(min(known), "D").astype("int64")
    return found


def by_since(frame: pd.DataFrame, table: str, lens: Lens) -> np.ndarray:
    """Events whose first day is not before the first day of the lens; statements and ties are never taken out."""
    if table != "events" or lens.since is None:
        return _all(frame)
    return (frame["first_day"] >= pd.Timestamp(lens.since)).to_numpy()


def _all(frame: pd.DataFrame) -> np.ndarray:
    return np.ones(len(frame), dtype=bool)


def _meets(cells: Cells, chosen: frozenset[str]) -> np.ndarray:
    """Whether any id of a cell is among the chosen, for every row."""
    codes, ids = cells
    good = np.array([not chosen.isdisjoint(one) for one in ids], dtype=bool)
    found: np.ndarray = good[codes]
    return found
