"""Coverage: how much was coded, of whom, about what, when, and on how many sources. A sample, not the world."""

import numpy as np
import pandas as pd

from crisis.model.records import STATEMENTS
from crisis.model.vocabulary import CREDIBILITIES, RELIABILITIES
from crisis.tables.clocks import clocked, whole_days
from crisis.tables.view import View

BY = {"actor": "row_id", "issue": "issue_id"}
"""What coverage is counted by: the row of the matrix, or the issue."""


def weeks(days: np.ndarray) -> np.ndarray:
    """Which ISO week each day is in; days are counted from 1 January 1970, a Thursday, and weeks from that of it."""
    week: np.ndarray = (days + 3) // 7
    return week


def monday(week: int) -> pd.Timestamp:
    """The day a week begins."""
    return pd.Timestamp(7 * int(week) - 3, unit="D")


def by_week(view: View, by: str) -> pd.DataFrame:
    """Statements per row and week.

    Parameters
    ----------
    view
        Its positions, those without a stance among them, dated by the last day they may have been said.
    by
        ``actor`` or ``issue``.

    Returns
    -------
    DataFrame
        Index: row ids or issue ids, most statements first; columns: Mondays of every week from the first to the last
        statement, weeks without any among them; values: counts, 0 where nothing was coded.
    """
    said = view.positions
    if said.empty:
        return pd.DataFrame(dtype="int64")
    week = weeks(whole_days(said["last_day"]))
    first = week.min()
    row, ids = pd.factorize(said[BY[by]], sort=True)
    counts = np.zeros((len(ids), week.max() - first + 1), dtype="int64")
    np.add.at(counts, (row, week - first), 1)
    most = np.argsort(-counts.sum(axis=1), kind="stable")
    every = pd.date_range(monday(first), periods=counts.shape[1], freq="7D")
    return pd.DataFrame(counts[most], index=ids[most].rename(BY[by]), columns=every)


def summary(view: View, by: str) -> pd.DataFrame:
    """What is known of the coding of each row or issue.

    Returns
    -------
    DataFrame
        Index as `by_week`; ``statements``; ``first_day``, ``last_day``: first and last day coded; ``sources``: distinct
        known sources; ``single_source``: share of its statements that rest on one known source, 0 to 1.
    """
    said = view.positions
    single = said["source_list"].map(len) == 1
    grouped = said.groupby(BY[by], sort=False)
    sources = said[[BY[by], "source_list"]].explode("source_list").groupby(BY[by], sort=False)["source_list"].nunique()
    found = pd.DataFrame(
        {
            "statements": grouped.size(),
            "first_day": grouped["last_day"].min(),
            "last_day": grouped["last_day"].max(),
            "sources": sources,
            "single_source": single.groupby(said[BY[by]], sort=False).mean(),
        }
    )
    return found.sort_values("statements", ascending=False, kind="stable")


def single_source_share(view: View) -> float | None:
    """Share of the rows shown (statements, reports of ties and events) that rest on one known source, 0 to 1.

    Returns
    -------
    float or None
        ``None`` where nothing is shown.
    """
    lists = _shown(view, "source_list")
    return sum(len(ids) == 1 for ids in lists) / len(lists) if len(lists) else None


def grades(view: View) -> pd.DataFrame:
    """Rows shown by grade: reliability of the best known source down, credibility of the row across.

    Returns
    -------
    DataFrame
        Index A to F, columns 1 to 6, counts; the two grades are never fused.
    """
    counts = np.zeros((len(RELIABILITIES), len(CREDIBILITIES)), dtype="int64")
    np.add.at(counts, (_shown(view, "rank"), _shown(view, "credibility").astype("int64") - 1), 1)
    return pd.DataFrame(counts, index=pd.Index([*RELIABILITIES], name="reliability"), columns=[*CREDIBILITIES])


def _shown(view: View, column: str) -> np.ndarray:
    """A column of every row shown; nothing else of the rows is taken along."""
    case, lens = view.case, view.lens
    every = {name: clocked(case, name, lens.day(case), lens.hindsight).rows for name in STATEMENTS}
    return np.concatenate([rows[column].to_numpy()[view.kept[name]] for name, rows in every.items()])
