"""Filters of the lens, each as a mask over rows: which are kept."""

from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.values import MANY
from crisis.model.vocabulary import RELIABILITIES
from crisis.tables.clocks import clocked
from crisis.tables.rollup import members

WHO = {
    "positions": ("actor_id",),
    "relationships": ("actor_id", "recipient_id"),
    "events": ("actor_ids", "recipient_ids"),
}
"""Columns that name the actors of a row."""


def by_country(frame: pd.DataFrame, table: str, case: Case, lens: Lens) -> np.ndarray:
    """Rows of actors of the chosen countries and bodies, at either end; events also where they took place there.

    `frame` is what both clocks let in on the day of the lens.
    """
    if not lens.country:
        return _all(frame)
    chosen = frozenset().union(*(members(case, one) for one in lens.country))
    key = case, table, lens.day(case), lens.hindsight
    ends = [_meets(*_known_cells(*key, column), chosen) for column in WHO[table]]
    if table == "events":
        ends.append(_meets(*_known_cells(*key, "country"), frozenset(lens.country)))
    kept: np.ndarray = np.logical_or.reduce(ends)
    return kept


def by_issue(frame: pd.DataFrame, table: str, lens: Lens) -> np.ndarray:
    """Rows about one of the chosen issues."""
    if not lens.issue:
        return _all(frame)
    codes, cells = _told_apart(frame["issue_id" if table == "positions" else "issue_ids"])
    return _meets(codes, cells, frozenset(lens.issue))


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


def by_since(frame: pd.DataFrame, table: str, lens: Lens) -> np.ndarray:
    """Events whose first day is not before the first day of the lens; statements and ties are never taken out."""
    if table != "events" or lens.since is None:
        return _all(frame)
    return (frame["first_day"] >= pd.Timestamp(lens.since)).to_numpy()


def _all(frame: pd.DataFrame) -> np.ndarray:
    return np.ones(len(frame), dtype=bool)


Cells = tuple[np.ndarray, list[list[str]]]
"""The different cells of a column: which one each row holds, and the ids in each."""


def _meets(codes: np.ndarray, cells: list[list[str]], chosen: frozenset[str]) -> np.ndarray:
    """Whether any id of a cell is among the chosen, for every row."""
    good = np.array([not chosen.isdisjoint(ids) for ids in cells], dtype=bool)
    found: np.ndarray = good[codes]
    return found


def _told_apart(column: pd.Series) -> Cells:
    codes, texts = pd.factorize(column)
    return codes, [text.split(MANY) for text in texts]


@lru_cache(maxsize=200)
def _known_cells(case: Case, table: str, day: date, hindsight: bool, column: str) -> Cells:
    """Cells of the rows that both clocks let in on a day: the same for every filter."""
    return _told_apart(clocked(case, table, day, hindsight).rows[column])
