"""Promises and threats: on which condition, and whether they were carried out."""

import pandas as pd

from crisis.model.values import MANY
from crisis.tables.view import View

ACTS = ("commitment", "threat")


def commitments(view: View) -> pd.DataFrame:
    """Every promise and threat of the view, open ones first, the latest first among them.

    Parameters
    ----------
    view
        Its positions whose act is a commitment or a threat, and the events that name them in ``fulfils_ids``.

    Returns
    -------
    DataFrame
        ``position_id``, ``actor_id``, ``row_id``, ``issue_id``, ``stance``, ``act``, ``condition``, ``said_on``,
        ``last_day``, ``summary``, ``source_list``; ``event_id`` and ``title`` of the first event known by the day to
        have carried it out (``""`` while open); ``done_on`` (``NaT`` while open); ``delay``: days from the last day it
        may have been said to the first day of that event, ``<NA>`` while open.

    Notes
    -----
    Open means that no coded event carries it out; it does not mean that it was broken.
    """
    said = view.positions[view.positions["act"].isin(ACTS)]
    done = _carried_out(view)
    events = view.states.set_index("event_id")
    columns = ["position_id", "actor_id", "row_id", "issue_id", "stance", "act", "condition", "said_on", "last_day"]
    found = said[[*columns, "summary", "source_list"]].copy()
    found["event_id"] = pd.Series([done.get(one, "") for one in said["position_id"]], index=said.index, dtype="str")
    fulfilling = events[["title", "first_day"]].reindex(found["event_id"])
    found["title"] = fulfilling["title"].fillna("").astype("str").to_numpy()
    found["done_on"] = fulfilling["first_day"].to_numpy()
    found["delay"] = (found["done_on"] - found["last_day"]).dt.days.astype("Int64")
    found["open"] = found["event_id"] == ""
    order = found.sort_values(["open", "last_day"], ascending=[False, False], kind="stable")
    return order.drop(columns="open")


def _carried_out(view: View) -> dict[str, str]:
    """First event that carries out each promise or threat, among events known to have begun."""
    begun = view.states[view.states["state"].isin(["occurred", "ongoing"]) & (view.states["fulfils_ids"] != "")]
    found: dict[str, str] = {}
    for event in begun.sort_values("first_day", kind="stable").itertuples():
        for one in str(event.fulfils_ids).split(MANY):
            found.setdefault(one, str(event.event_id))
    return found
