"""Promises and threats: on which condition, and whether they were carried out."""

from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.model.values import MANY
from crisis.model.vocabulary import Term, Vocabulary
from crisis.tables.view import View

ACTS = ("commitment", "threat")

MET = Vocabulary(
    "whether the condition was met",
    Term("unconditional", "no condition", "No condition is named."),
    Term(
        "taken_as_met", "taken as met", "Carried out: whoever did it took the condition as met. Itself it is not coded."
    ),
    Term("not_coded", "not coded whether it was met", "A case codes the condition, not whether it was met."),
)
"""What is known of a condition, from ``condition`` and ``fulfils_ids`` alone."""


@lru_cache(maxsize=64)
def commitments(view: View) -> pd.DataFrame:
    """Every promise and threat of the view, open ones first, the latest first among them.

    Parameters
    ----------
    view
        Its positions whose act is a commitment or a threat, and the events that name them in ``fulfils_ids``.

    Returns
    -------
    DataFrame
        ``position_id``, ``actor_id``, ``row_id``, ``issue_id``, ``stance``, ``act``, ``condition``, ``met`` (a code of
        `MET`), ``said_on``, ``last_day``, ``summary``, ``source_list``; ``event_id`` and ``title`` of the first event
        known by the day to have carried it out (``""`` while open); ``done_on`` (``NaT`` while open); ``delay``: days
        from the last day it may have been said to the first day of that event, ``<NA>`` while open; below 0 where that
        event began before.

    Notes
    -----
    Open means that no coded event carries it out; it does not mean that it was broken. Whether a condition was met is
    nowhere coded; that a conditional promise was carried out says that whoever did it took the condition as met.

    The result is kept for the last views; nobody writes to it.
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
    met = np.where(found["open"], "not_coded", "taken_as_met")
    met = np.where(found["condition"] == "none", "unconditional", met)
    found.insert([*found].index("condition") + 1, "met", pd.Series(met, index=found.index, dtype="str"))
    order = found.sort_values(["open", "last_day"], ascending=[False, False], kind="stable")
    return order.drop(columns="open")


def table(view: View) -> pd.DataFrame:
    """The same as a flat table: ids and codes, days as days, sources joined by ``;``."""
    found = commitments(view)
    joined = pd.Series(map(MANY.join, found["source_list"]), index=found.index, dtype="str")
    return found.assign(source_ids=joined).drop(columns=["last_day", "source_list"]).reset_index(drop=True)


def _carried_out(view: View) -> dict[str, str]:
    """First event that carries out each promise or threat, among events known to have begun."""
    begun = view.states[view.states["state"].isin(["occurred", "ongoing"]) & (view.states["fulfils_ids"] != "")]
    found: dict[str, str] = {}
    for event in begun.sort_values("first_day", kind="stable").itertuples():
        for one in str(event.fulfils_ids).split(MANY):
            found.setdefault(one, str(event.event_id))
    return found
