"""From reports to events: the state of each event on a day."""

from datetime import datetime
from typing import NamedTuple

import pandas as pd

from crisis.model import dates
from crisis.model.values import MANY
from crisis.model.vocabulary import UNCONFIRMED

_STRENGTH = {"scheduled": 0, "ongoing": 1, "occurred": 2, "cancelled": 2}
"""Of two reports that became known on one day, what happened outweighs what was announced."""


def states(reports: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """One row an event: its latest-known report.

    Parameters
    ----------
    reports
        Rows of ``events`` that both clocks let in: reports of what had begun by the day, and announcements published by
        it. An event that begins later can therefore only be scheduled or called off.
    day
        The day.

    Returns
    -------
    DataFrame
        The winning reports, in their order and with their index, and

        - ``state``: ``scheduled``, ``ongoing``, ``occurred``, ``cancelled`` or ``scheduled, unconfirmed``;
        - ``until``: last day the event may run to by its dates; an open end repeats its first day;
        - ``reports``: how many reports were let in; ``source_count``: how many sources they rest on.
    """
    last = in_order(reports).drop_duplicates("event_id", keep="last").index
    kept = reports.loc[reports.index.isin(last)].copy()
    kept["until"] = until(kept)
    past = (kept["status"] == "scheduled") & (kept["until"] < day)
    kept["state"] = kept["status"].where(~past, UNCONFIRMED)
    grouped = reports.groupby("event_id", sort=False)["source_list"]
    kept["reports"] = kept["event_id"].map(grouped.size()).astype("int64")
    together = grouped.agg(lambda lists: len({one for ids in lists for one in ids}))
    kept["source_count"] = kept["event_id"].map(together).astype("int64")
    return kept


def in_order(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports in the order they became known; the last of an event is its state."""
    strength = reports["status"].map(_STRENGTH)
    order = reports.assign(strength=strength).sort_values(["known_on", "strength"], kind="stable")
    return reports.loc[order.index]


def until(reports: pd.DataFrame) -> pd.Series:
    """Last day each event may run to."""
    ends = {text: pd.Timestamp(dates.parse(text).last_day) for text in reports["ends_on"].unique() if text}
    return pd.to_datetime(reports["ends_on"].map(ends)).fillna(reports["last_day"])


class Happening(NamedTuple):
    """A row of `states` as a plain record, for those who go through events one by one.

    Attributes
    ----------
    row
        Of the winning report in the table of the case.
    event_id, title, state, theme, place, starts_on, ends_on, first_day, until, reports
        As in the row.
    actor_ids, recipient_ids, issue_ids
        The ids in its cells.
    when
        Its date in words.
    """

    row: int
    event_id: str
    title: str
    state: str
    theme: str
    place: str
    starts_on: str
    ends_on: str
    first_day: datetime
    until: datetime
    reports: int
    actor_ids: tuple[str, ...]
    recipient_ids: tuple[str, ...]
    issue_ids: tuple[str, ...]
    when: str


_PLAIN = ("event_id", "title", "state", "theme", "place", "starts_on", "ends_on")
_IDS = ("actor_ids", "recipient_ids", "issue_ids")


def happenings(states: pd.DataFrame) -> list[Happening]:
    """Rows of `states` as records, in their order."""
    days = (states[name].to_numpy(dtype="datetime64[s]").tolist() for name in ("first_day", "until"))
    ids = ([_ids(cell) for cell in states[name].tolist()] for name in _IDS)
    ranges = zip(states["starts_on"].tolist(), states["ends_on"].tolist(), strict=True)
    columns = (states[name].tolist() for name in _PLAIN)
    cells = zip(
        states.index.tolist(), *columns, *days, states["reports"].tolist(), *ids, map(_when, ranges), strict=True
    )
    return [*map(Happening._make, cells)]


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(MANY)) if cell else ()


def _when(ends: tuple[str, str]) -> str:
    starts_on, ends_on = ends
    until = f" until {dates.parse(ends_on).words()}" if ends_on else ""
    return dates.parse(starts_on).words() + until
