"""What changed between two days: stances, events, cancellations, contradictions."""

from dataclasses import dataclass

import pandas as pd

from crisis.measures.stance_matrix import moved, stance_matrix
from crisis.tables.view import View

WINDOWS = {"24 hours": 1, "72 hours": 3, "7 days": 7}
"""Windows a briefing looks back over, in days."""

DUE_DAYS = 3
"""How far ahead "due next" looks: 72 hours."""


@dataclass(frozen=True, eq=False)
class Changes:
    """Differences between an earlier day and a day.

    Attributes
    ----------
    stances
        ``row_id``, ``issue_id``, ``stance``, ``before`` (``<NA>`` where the cell is new), ``position_id``; largest
        change first, then new cells, in the order of the matrix.
    contradictions
        ``row_id``, ``issue_id`` of cells that contradict themselves now and did not before.
    events
        Rows of ``view.events`` that are new or whose state differs, with ``before``: the state then, ``""`` for new.
    """

    stances: pd.DataFrame
    contradictions: pd.DataFrame
    events: pd.DataFrame

    @property
    def cancelled(self) -> pd.DataFrame:
        """Events called off since."""
        return self.events[self.events["state"] == "cancelled"]

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return self.stances.empty and self.contradictions.empty and self.events.empty


def changes(now: View, before: View) -> Changes:
    """What differs between two views of one case that differ in their day only.

    Both clocks move: a change is what became true or became known between the two days.

    Parameters
    ----------
    now, before
        The later and the earlier view.
    """
    latest, earlier = stance_matrix(now), stance_matrix(before)
    stances = moved(latest, earlier)
    step = (stances["stance"].astype("Int16") - stances["before"].astype("Int16")).abs().fillna(0)
    stances = stances.assign(step=step).sort_values("step", ascending=False, kind="stable").drop(columns="step")
    cells = ["row_id", "issue_id"]
    was = earlier.cells.loc[earlier.cells["contradiction"], cells]
    marked = latest.cells.loc[latest.cells["contradiction"], cells].merge(was, on=cells, how="left", indicator=True)
    states = before.states.set_index("event_id")["state"]
    then = now.events["event_id"].map(states).astype("str").where(now.events["event_id"].isin(states.index), "")
    events = now.events.assign(before=then)
    return Changes(
        stances,
        marked.loc[marked["_merge"] == "left_only", cells],
        events[events["state"] != events["before"]].sort_values("first_day", ascending=False, kind="stable"),
    )


def due(view: View) -> pd.DataFrame:
    """Events announced for the next 72 hours.

    Returns
    -------
    DataFrame
        Rows of ``view.events`` that are scheduled and whose dates reach into the three days after the day of the lens,
        soonest first; those of the day itself among them.
    """
    events = view.events
    ahead = view.day + pd.Timedelta(days=DUE_DAYS)
    soon = (events["state"] == "scheduled") & (events["first_day"] <= ahead) & (events["until"] >= view.day)
    return events[soon].sort_values("first_day", kind="stable")
