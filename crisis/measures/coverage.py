"""Coverage: how much was coded, of whom, about what, when, and on how many sources. A sample, not the world."""

import pandas as pd

from crisis.model.records import STATEMENTS
from crisis.model.vocabulary import CREDIBILITIES, RELIABILITIES
from crisis.tables.view import View

BY = {"actor": "row_id", "issue": "issue_id"}
"""What coverage is counted by: the row of the matrix, or the issue."""


def weeks(days: pd.Series) -> pd.Series:
    """Monday of the ISO week of each day."""
    monday: pd.Series = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return monday


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
    monday = weeks(said["last_day"])
    counts = pd.crosstab(said[BY[by]], monday)
    every = pd.date_range(monday.min(), monday.max(), freq="7D")
    counts = counts.reindex(columns=every, fill_value=0).rename_axis(index=BY[by], columns=None)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return counts.loc[order]


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
    lists = [ids for name in STATEMENTS for ids in view.rows(name)["source_list"]]
    return sum(len(ids) == 1 for ids in lists) / len(lists) if lists else None


def grades(view: View) -> pd.DataFrame:
    """Rows shown by grade: reliability of the best known source down, credibility of the row across.

    Returns
    -------
    DataFrame
        Index A to F, columns 1 to 6, counts; the two grades are never fused.
    """
    rows = pd.concat([view.rows(name)[["rank", "credibility"]] for name in STATEMENTS])
    letters = rows["rank"].map(dict(enumerate(RELIABILITIES)))
    counts = pd.crosstab(letters, rows["credibility"].astype("str"))
    counts = counts.reindex(index=[*RELIABILITIES], columns=[*CREDIBILITIES], fill_value=0)
    return counts.rename_axis(index="reliability", columns=None)
