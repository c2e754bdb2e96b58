"""From reports to ties: which ties hold on a day, and between which rows."""

import pandas as pd

from crisis.model import dates
from crisis.model.plover import STRUCTURAL
from crisis.tables.events import in_order

_SAME = ["event_id", "actor_id", "recipient_id", "kind"]


def merged(reports: pd.DataFrame, states: pd.DataFrame, day: pd.Timestamp) -> tuple[pd.DataFrame, dict[str, int]]:
    """One row a tie that holds on the day, between two different rows.

    Parameters
    ----------
    reports
        Rows of ``relationships`` that the lens lets in, with ``row_id`` and ``recipient_row_id``: the row of each end.
    states
        State of every event; a tie with an event takes it.
    day
        Structural ties that ended before it are left out; acts accumulate.

    Returns
    -------
    DataFrame
        The latest-known report of each tie, with ``structural`` (bool) and ``state``.
    dict
        Reports left out, by charge; empty where there are none.

    Notes
    -----
    Rows with the same event, actor, recipient and kind are reports of one tie; rows without an event are ties of their
    own.
    """
    last = in_order(reports).drop_duplicates(_SAME, keep="last").index
    single = (reports["event_id"] == "") | reports.index.isin(last)
    kept = reports[single].copy()
    kept["structural"] = kept["kind"].isin([*STRUCTURAL])
    known = dict(zip(states["event_id"], states["state"], strict=True))
    state = [known.get(event, own) for event, own in zip(kept["event_id"], kept["status"], strict=True)]
    kept["state"] = pd.Series(state, index=kept.index, dtype="str")
    ends = {text: pd.Timestamp(dates.parse(text).last_day) for text in kept["ends_on"].unique() if text}
    ended = kept["structural"] & (pd.to_datetime(kept["ends_on"].map(ends)) < day)
    cancelled = ~ended & (kept["state"] == "cancelled")
    inside = ~ended & ~cancelled & (kept["row_id"] == kept["recipient_row_id"])
    charges = {
        "superseded": len(reports) - len(kept),
        "ended": int(ended.sum()),
        "cancelled": int(cancelled.sum()),
        "inside": int(inside.sum()),
    }
    return kept[~(ended | cancelled | inside)], {name: count for name, count in charges.items() if count}
