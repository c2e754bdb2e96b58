"""Promises and threats: on which condition, and whether they were carried out."""

from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.values import MANY
from crisis.model.vocabulary import Term, Vocabulary
from crisis.tables import known
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
    every, places = _every(view.case, view.lens.clock(view.case))
    found: pd.DataFrame = every[view.kept["positions"][places]]
    return found


@lru_cache(maxsize=20)
def _every(case: Case, clock: Lens) -> tuple[pd.DataFrame, np.ndarray]:
    """Every promise and threat the clocks let in, and its place among their statements: one for all views of a day."""
    said = known.said(case, clock)
    places = np.flatnonzero([one in ACTS for one in said["act"].tolist()])
    said = said.iloc[places]
    done = _carried_out(case, clock)
    ends = [done.get(one, _OPEN) for one in said["position_id"]]
    still = np.array([not event_id for event_id, _, _ in ends], dtype=bool)
    coded = {name: said[name].array for name in _CODED}
    met = np.where(coded["condition"] == "none", "unconditional", np.where(still, "not_coded", "taken_as_met"))
    last_day, done_on = coded["last_day"], pd.array([day for _, _, day in ends], dtype="datetime64[us]")
    found = pd.DataFrame(
        {
            **{name: coded[name] for name in ("position_id", "actor_id", "row_id", "issue_id", "stance", "act")},
            "condition": coded["condition"],
            "met": pd.array(met, dtype="str"),
            **{name: coded[name] for name in ("said_on", "last_day", "summary", "source_list")},
            "event_id": pd.array([event_id for event_id, _, _ in ends], dtype="str"),
            "title": pd.array([title for _, title, _ in ends], dtype="str"),
            "done_on": done_on,
            "delay": pd.Series(done_on - last_day).dt.days.astype("Int64").array,
        },
        index=said.index,
    )
    order = np.lexsort((-last_day.astype("int64"), ~still))
    return found.iloc[order], places[order]


def table(view: View) -> pd.DataFrame:
    """The same as a flat table: ids and codes, days as days, sources joined by ``;``."""
    found = commitments(view)
    joined = pd.Series(map(MANY.join, found["source_list"]), index=found.index, dtype="str")
    return found.assign(source_ids=joined).drop(columns=["last_day", "source_list"]).reset_index(drop=True)


_CODED = (
    "position_id",
    "actor_id",
    "row_id",
    "issue_id",
    "stance",
    "act",
    "condition",
    "said_on",
    "last_day",
    "summary",
    "source_list",
)
_OPEN = ("", "", pd.NaT)


def _carried_out(case: Case, clock: Lens) -> dict[str, tuple[str, str, pd.Timestamp]]:
    """Id, title and first day of the first event known to have begun that carries out each promise or threat."""
    states = known.states(case, clock)
    begun = states[states["state"].isin(["occurred", "ongoing"]) & (states["fulfils_ids"] != "")]
    found: dict[str, tuple[str, str, pd.Timestamp]] = {}
    begun = begun.sort_values("first_day", kind="stable")
    for ids, *event in zip(*(begun[name] for name in ("fulfils_ids", "event_id", "title", "first_day")), strict=True):
        for one in ids.split(MANY):
            found.setdefault(one, tuple(event))
    return found
