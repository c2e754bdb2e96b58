"""From reports to events: the state of each event on a day."""

from datetime import datetime
from typing import NamedTuple

import numpy as np
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
    event, ids = pd.factorize(reports["event_id"])
    order = _order(reports)
    last = np.empty(len(ids), dtype="int64")
    last[event[order]] = order  # of several, the last is kept
    places = np.sort(last)
    sources: list[set[str]] = [set() for _ in ids]
    for one, several in zip(event.tolist(), reports["source_list"].tolist(), strict=True):
        sources[one].update(several)
    kept = reports.iloc[places]
    ends = until(kept)
    past = (kept["status"] == "scheduled") & (ends < day)
    return kept.assign(
        until=ends,
        state=kept["status"].mask(past, UNCONFIRMED),
        reports=np.bincount(event, minlength=len(ids))[event[places]],
        source_count=np.array([*map(len, sources)], dtype="int64")[event[places]],
    )


def in_order(reports: pd.DataFrame) -> pd.DataFrame:
    """Reports in the order they became known; the last of an event is its state."""
    return reports.iloc[_order(reports)]


def _order(reports: pd.DataFrame) -> np.ndarray:
    strength = np.array([_STRENGTH[status] for status in reports["status"].tolist()], dtype="int64")
    return np.lexsort((strength, reports["known_on"].to_numpy()))


def until(reports: pd.DataFrame) -> pd.Series:
    """Last day each event may run to."""
    code, texts = pd.factorize(reports["ends_on"])
    ends = np.array([dates.parse(text).last_day if text else None for text in texts], dtype="datetime64[s]")[code]
    return reports["last_day"].where(np.isnat(ends), ends)


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
