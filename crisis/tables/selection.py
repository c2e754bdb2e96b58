"""Filters of the lens, each as a mask over rows: which are kept."""

import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.values import MANY
from crisis.model.vocabulary import RELIABILITIES
from crisis.tables.rollup import members

WHO = {
    "positions": ("actor_id",),
    "relationships": ("actor_id", "recipient_id"),
    "events": ("actor_ids", "recipient_ids"),
}
"""Columns that name the actors of a row."""


def by_country(frame: pd.DataFrame, table: str, case: Case, lens: Lens) -> pd.Series:
    """Rows of actors of the chosen countries and bodies, at either end; events also where they took place there."""
    if not lens.country:
        return _all(frame)
    chosen = frozenset().union(*(members(case, one) for one in lens.country))
    kept = pd.Series(False, index=frame.index)
    for column in WHO[table]:
        kept |= _meets(frame[column], chosen) if table == "events" else frame[column].isin(chosen)
    return kept | frame["country"].isin(lens.country) if table == "events" else kept


def by_issue(frame: pd.DataFrame, table: str, lens: Lens) -> pd.Series:
    """Rows about one of the chosen issues."""
    if not lens.issue:
        return _all(frame)
    if table == "positions":
        return frame["issue_id"].isin(lens.issue)
    return _meets(frame["issue_ids"], frozenset(lens.issue))


def by_grade(frame: pd.DataFrame, lens: Lens) -> pd.Series:
    """Rows with a known source at least as reliable, and themselves at least as credible, as asked.

    F and 6 mean that no judgement is possible; they are let in only where they are asked for.
    """
    kept = _all(frame)
    if lens.min_reliability:
        kept &= frame["rank"] <= RELIABILITIES.rank(lens.min_reliability)
    if lens.max_credibility is not None:
        kept &= frame["credibility"] <= lens.max_credibility
    return kept


def by_since(frame: pd.DataFrame, table: str, lens: Lens) -> pd.Series:
    """Events whose first day is not before the first day of the lens; statements and ties are never taken out."""
    if table != "events" or lens.since is None:
        return _all(frame)
    return frame["first_day"] >= pd.Timestamp(lens.since)


def _all(frame: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=frame.index)


def _meets(cells: pd.Series, chosen: frozenset[str]) -> pd.Series:
    """Whether any id of a cell is among the chosen."""
    good = {cell: not chosen.isdisjoint(cell.split(MANY)) for cell in cells.unique()}
    return cells.map(good).astype(bool)
