"""From reports to ties: which ties hold on a day, and between which rows."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from crisis.model import dates
from crisis.model.plover import STRUCTURAL
from crisis.model.vocabulary import UNCONFIRMED
from crisis.tables.events import in_order

ANNOUNCED = ("scheduled", UNCONFIRMED)
"""States of a tie nobody has reported as done."""


class Tie(NamedTuple):
    """A tie that holds, as a network reads it; ``sign`` is that of its polarity, ``added`` in this session."""

    relationship_id: str
    row_id: str
    recipient_row_id: str
    kind: str
    sign: int
    structural: bool
    announced: bool
    added: bool
    first_day: date


_SAME = ["event_id", "actor_id", "recipient_id", "kind"]


def placed(reports: pd.DataFrame, standing: pd.DataFrame, states: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Every report of a tie with its place and its fate.

    Parameters
    ----------
    reports
        Rows of ``relationships`` that the clocks and the grade let in.
    standing
        Row of each end, of `crisis.tables.rollup.standing`.
    states
        State of every event; a tie with an event takes it.
    day
        Structural ties that ended before it are left out; acts accumulate.

    Returns
    -------
    DataFrame
        The reports, with ``row_id``, ``recipient_row_id``, ``structural`` (bool), ``state``, and ``fate``: ``""`` for
        the latest-known report of a tie that holds between two different rows, else why it is left out, a code of
        `crisis.tables.ledger.MERGE_CHARGES`.

    Notes
    -----
    Rows with the same event, actor, recipient and kind are reports of one tie; rows without an event are ties of their
    own.
    """
    found = reports.assign(row_id=standing["actor_id"], recipient_row_id=standing["recipient_id"])
    found["structural"] = found["kind"].isin([*STRUCTURAL])
    known = dict(zip(states["event_id"], states["state"], strict=True))
    state = [known.get(event, own) for event, own in zip(found["event_id"], found["status"], strict=True)]
    found["state"] = pd.Series(state, index=found.index, dtype="str")
    last = in_order(found).drop_duplicates(_SAME, keep="last").index
    ends = {text: pd.Timestamp(dates.parse(text).last_day) for text in found["ends_on"].unique() if text}
    fates = {
        "superseded": (found["event_id"] != "") & ~found.index.isin(last),
        "ended": found["structural"] & (pd.to_datetime(found["ends_on"].map(ends)) < day),
        "cancelled": found["state"] == "cancelled",
        "inside": found["row_id"] == found["recipient_row_id"],
    }
    fate = np.select([mask.to_numpy(dtype=bool) for mask in fates.values()], [*fates], default="")
    return found.assign(fate=pd.Series(fate, index=found.index, dtype="str"))


def records(ties: pd.DataFrame, added: Collection[str]) -> tuple[Tie, ...]:
    """Rows of `placed` as records, in their order; `added` are ids of ties that were added in this session."""
    columns = (
        ties["relationship_id"],
        ties["row_id"],
        ties["recipient_row_id"],
        ties["kind"],
        np.sign(ties["polarity"].astype("int64")),
        ties["structural"],
        ties["state"].isin(ANNOUNCED),
        ties["relationship_id"].isin(added),
        ties["first_day"].dt.date,
    )
    return tuple(map(Tie._make, zip(*(column.tolist() for column in columns), strict=True)))
