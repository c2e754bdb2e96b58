"""Two clocks: from which day a row is true, and from which day it is known.

Day grain; a day means by its end, UTC.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from crisis.model import dates
from crisis.model.case import Case
from crisis.model.records import STATEMENTS
from crisis.model.values import MANY
from crisis.model.vocabulary import RELIABILITIES

DATE_COLUMN = {"positions": "said_on", "relationships": "starts_on", "events": "starts_on"}

ANNOUNCEMENTS = ("scheduled", "cancelled")
"""Reports of what is to come: they count from the day they were published, not from the day they speak of."""


@dataclass(frozen=True, slots=True)
class SourceClock:
    """What a row needs to know of one source: first day known, rank of its reliability (0 = A)."""

    known_on: pd.Timestamp
    rank: int


@lru_cache(maxsize=8)
def source_clocks(case: Case) -> Mapping[str, SourceClock]:
    """First day each source is known, and the rank of its grade.

    A source is known from the last day its publication date may mean; one with an open end from its first day on.
    """
    sources = case.tables["sources"]
    rows = zip(sources["source_id"], sources["published_on"], sources["reliability"], strict=True)
    return MappingProxyType(
        {
            one: SourceClock(pd.Timestamp(dates.parse(published).last_day), RELIABILITIES.rank(grade))
            for one, published, grade in rows
        }
    )


@lru_cache(maxsize=8)
def undated_sources(case: Case) -> frozenset[str]:
    """Sources whose publication day is unknown: they carry an open interval."""
    sources = case.tables["sources"]
    open_ended = [dates.parse(text).latest is None for text in sources["published_on"]]
    return frozenset(sources.loc[open_ended, "source_id"])


@lru_cache(maxsize=32)
def dated(case: Case, table: str) -> pd.DataFrame:
    """A table with its days.

    Parameters
    ----------
    case
        The case.
    table
        ``positions``, ``relationships`` or ``events``.

    Returns
    -------
    DataFrame
        The table's columns, one row each as in the case, and

        - ``first_day``, ``last_day``: first and last day the row's date may mean; an open end repeats the other end;
        - ``open_start``: whether the date is "by then at the latest";
        - ``counts_on``: day from which it is true: the last day of ``said_on``, the first of ``starts_on``, or the
          publication of an announcement;
        - ``known_on``: first day any of its sources is known; ``all_known_on``: first day all are;
        - ``source_list``: ids of its sources, the main one first; ``rank``: rank of the best reliability among them.

    Notes
    -----
    Kept for the last few cases; nobody writes to it.
    """
    assert table in STATEMENTS
    frame = case.tables[table].copy()
    code, texts = pd.factorize(frame[DATE_COLUMN[table]])
    parsed = [dates.parse(text) for text in texts]
    frame["first_day"] = _days([day.first_day for day in parsed])[code]
    frame["last_day"] = _days([day.last_day for day in parsed])[code]
    frame["open_start"] = np.array([day.earliest is None for day in parsed], dtype=bool)[code]
    clocks = source_clocks(case)
    code, lists = _sources(frame)
    frame["source_list"] = _each(lists)[code]
    frame["known_on"] = _days([min(clocks[one].known_on for one in ids) for ids in lists])[code]
    frame["all_known_on"] = _days([max(clocks[one].known_on for one in ids) for ids in lists])[code]
    frame["rank"] = np.array([min(clocks[one].rank for one in ids) for ids in lists], dtype="int64")[code]
    if table == "positions":
        frame["counts_on"] = frame["last_day"]
    else:
        frame["counts_on"] = frame["first_day"].where(~frame["status"].isin(ANNOUNCEMENTS), frame["known_on"])
    return frame


def _days(days: Iterable[date]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([*days], dtype="datetime64[s]")


def _sources(frame: pd.DataFrame) -> tuple[np.ndarray, list[tuple[str, ...]]]:
    """The different lists of sources: which one each row has, and the ids in each, the main one first."""
    main, mains = pd.factorize(frame["source_id"])
    also, others = pd.factorize(frame["also_source_ids"])
    code, pairs = pd.factorize(main * (len(others) + 1) + also)
    first, rests = mains.tolist(), [tuple(text.split(MANY)) if text else () for text in others]
    both = (divmod(pair, len(others) + 1) for pair in pairs.tolist())
    return code, [(first[one], *rests[other]) for one, other in both]


def _each(lists: list[tuple[str, ...]]) -> np.ndarray:
    """An array of tuples, which numpy would otherwise take for a second dimension."""
    found = np.empty(len(lists), dtype=object)
    found[:] = lists
    return found


Cells = tuple[np.ndarray, list[Sequence[str]]]
"""The different cells of a column: which one each row holds, and the ids in each."""


def told_apart(column: pd.Series) -> Cells:
    """The different cells of a column: texts of ids, or tuples of them."""
    codes, cells = pd.factorize(column)
    return codes, [cell.split(MANY) if isinstance(cell, str) else cell for cell in cells]


@dataclass(frozen=True, eq=False, slots=True)
class Clocked:
    """Rows of a table that both clocks let in on a day.

    Attributes
    ----------
    rows
        Of `dated`; sources not yet known are taken off.
    later
        How many rows are not yet true.
    unknown
        How many are true and not yet known.
    """

    rows: pd.DataFrame
    later: int
    unknown: int
    _cells: dict[str, Cells] = field(default_factory=dict)

    def cells(self, column: str) -> Cells:
        """The different cells of a column of `rows`, told apart once: filters ask for them at every lens."""
        if column not in self._cells:
            self._cells[column] = told_apart(self.rows[column])
        return self._cells[column]


@lru_cache(maxsize=60)
def clocked(case: Case, table: str, day: date, hindsight: bool) -> Clocked:
    """Rows that are true and known on a day, whatever the filters.

    Parameters
    ----------
    case, table
        A table of statements, ties or events.
    day
        The day both clocks stand on.
    hindsight
        Whether sources published later count.
    """
    frame, clock = dated(case, table), pd.Timestamp(day)
    true = (frame["counts_on"] <= clock).to_numpy()
    both = true if hindsight else true & (frame["known_on"] <= clock).to_numpy()
    kept = with_known_sources(frame if both.all() else frame[both], case, None if hindsight else clock)
    return Clocked(kept, int((~true).sum()), int((true & ~both).sum()))


def let_in_on(case: Case, table: str, hindsight: bool) -> np.ndarray:
    """First day each row is let in by both clocks, in days since 1970; no later day takes it out again."""
    frame = dated(case, table)
    true, known = whole_days(frame["counts_on"]), whole_days(frame["known_on"])
    return true if hindsight else np.maximum(true, known)


def whole_days(days: pd.Series) -> np.ndarray:
    """Days as whole numbers, 0 for 1 January 1970."""
    found: np.ndarray = days.to_numpy().astype("datetime64[D]").astype("int64")
    return found


def with_known_sources(frame: pd.DataFrame, case: Case, clock: pd.Timestamp | None) -> pd.DataFrame:
    """Rows of `dated` as they stood on a day: sources not yet published are taken off.

    Parameters
    ----------
    frame
        Rows that are known by the day.
    case
        Their case.
    clock
        The day; ``None`` with hindsight, when every source counts.

    Returns
    -------
    DataFrame
        The same rows; ``source_list``, ``rank``, ``source_id`` and ``also_source_ids`` name known sources only.
    """
    if clock is None:
        return frame
    early = frame["all_known_on"] > clock
    if not early.any():
        return frame
    clocks = source_clocks(case)
    places = np.flatnonzero(early)
    lists, rank = frame["source_list"].to_numpy(copy=True), frame["rank"].to_numpy(copy=True)
    main, also = frame["source_id"].array.copy(), frame["also_source_ids"].array.copy()
    known = [tuple(one for one in ids if clocks[one].known_on <= clock) for ids in lists[places]]
    lists[places] = _each(known)
    rank[places] = [min(clocks[one].rank for one in ids) for ids in known]
    main[places] = [ids[0] for ids in known]
    also[places] = [MANY.join(ids[1:]) for ids in known]
    return frame.assign(source_list=lists, rank=rank, source_id=main, also_source_ids=also)
