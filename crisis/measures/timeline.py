"""The timeline: what happened and what is announced, in lanes, each mark with a place of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
import pandas as pd

from crisis.measures.timeline_events import Event, Extent, events
from crisis.measures.timeline_lanes import lanes
from crisis.model.vocabulary import Term, Vocabulary
from crisis.tables.view import View

LANES = Vocabulary(
    "kind of lane",
    Term("theme", "by theme", "A lane per theme; every event stands in one."),
    Term("country", "by country", "A lane per country or body that acts; a joint act stands in each of theirs."),
    Term("issue", "by issue", "A lane per issue, or per theme of issues where there are many."),
)

LEAST_DAYS = 14
DAY = timedelta(days=1)
_WHAT, _WHERE_AND_WHO = ("kind", "theme"), ("place", "country", "actor_ids", "recipient_ids", "issue_ids")
_TABLE = ("event_id", "title", "status", *_WHAT, "starts_on", "ends_on", *_WHERE_AND_WHO, "source_id")


class Anchor(NamedTuple):
    """The event a timeline starts from: its id, its title, its first day."""

    event_id: str
    title: str
    day: datetime


class Mark(NamedTuple):
    """An event in one of its lanes: `lane` is the place of the lane in `Timeline.lanes`."""

    event: Event
    lane: int


class Packed(NamedTuple):
    """A mark and the room it takes.

    Attributes
    ----------
    event, lane
        As of `Mark`.
    slot
        Row inside the lane, 0 lowest.
    left, middle, right
        In days from the midnight the timeline begins at: the middle of the mark (noon of its first day; the middle of a
        vague date), the ends of mark, bar and tail together.
    """

    event: Event
    lane: int
    slot: int
    left: float
    middle: float
    right: float


class Week(NamedTuple):
    """What was coded in an ISO week, by its Monday."""

    week: datetime
    statements: int
    events: int

    @property
    def rows(self) -> int:
        """Statements and events together."""
        return self.statements + self.events


@dataclass(frozen=True, eq=False, slots=True)
class Timeline:
    """Events with the place of every mark.

    Attributes
    ----------
    events
        In the order they begin.
    marks
        One for each event and lane it stands in.
    lanes
        Labels of the lanes, top first; none is empty.
    by
        A code of `LANES`.
    first, last
        First day of the lens; its day or the end of the last event; at least `LEAST_DAYS` in all. Days are midnights.
    day, anchor
        The day of the lens, perhaps before `first`; ``None`` where the case has no anchor or it is not yet known.
    weeks, earlier
        See `weekly`; number of events that only the first day of the lens keeps out.
    """

    events: Sequence[Event]
    marks: Sequence[Mark]
    lanes: Sequence[str]
    by: str
    first: datetime
    last: datetime
    day: datetime
    anchor: Anchor | None
    weeks: Sequence[Week]
    earlier: int

    def packed(self, mark_days: float) -> list[Packed]:
        """Pack marks so wide, with tails as wide; of two events that begin alike the key one lies higher."""
        ends = [self._ends(mark.event.extent, mark_days) for mark in self.marks]
        every = [*zip(self.marks, ends, strict=True)]
        slots = pack((mark.lane, left, right, mark.event.key) for mark, (left, _, right) in every)
        return [Packed(*mark, slot, *ends) for (mark, ends), slot in zip(every, slots, strict=True)]

    def _ends(self, drawn: Extent, mark_days: float) -> tuple[float, float, float]:
        """Left, middle and right of `Packed`."""
        start = (drawn.starts - self.first) / DAY
        end = (drawn.ends - self.first) / DAY + 1
        middle = (start + end) / 2 if drawn.vague and not drawn.span else start + 0.5
        left, right = middle - mark_days / 2, middle + mark_days / 2
        if end - start > 1:
            left, right = min(start, left), max(end, right)
        return left - mark_days * drawn.open_start, middle, right + mark_days * drawn.tail


def table(view: View) -> pd.DataFrame:
    """List the events as the command line does: one row each, in the order they begin; ``status`` is the state."""
    return view.events.assign(status=view.events["state"])[[*_TABLE]].reset_index(drop=True)


def timeline(view: View, by: str = "theme", *, most: int = 12, keys: int = 14) -> Timeline:
    """Lay the events of a view out in lanes.

    Parameters
    ----------
    view
        Its events; with hindsight off nothing that rests only on later sources is among them.
    by
        A code of `LANES`; another raises ``KeyError``.
    most
        Countries beyond the `most` active share the lane "Other"; more issues than `most` stand by their theme.
    keys
        How many events are key.

    Notes
    -----
    Key events are chosen by rule: the anchor of the case, then by the number of independent sources (distinct families
    of known sources over all reports; a source without a family is its own) times the number of actors at either end,
    then more independent sources, then the earlier. It measures how widely an event is attested and how many it
    involves in what was coded, not how much it mattered.
    """
    LANES.meaning(by)
    found = events(view, keys)
    of_each, labels = lanes(view, by, most)
    marks = [Mark(event, lane) for event, some in zip(found, of_each, strict=True) for lane in some]
    day = view.day.to_pydatetime()
    first = datetime.combine(view.lens.since or view.case.timeline_from, time())
    last = max([day, first + (LEAST_DAYS - 1) * DAY, *(event.extent.ends for event in found)])
    weeks = weekly(view, first, last)
    return Timeline(found, marks, labels, by, first, last, day, _anchor(view), weeks, view.earlier)


def weekly(view: View, first: datetime, last: datetime) -> list[Week]:
    """Count what was coded per ISO week, empty ones included; it says nothing about how much happened.

    Parameters
    ----------
    view
        Its positions (by the last day they may have been said) and events (by their first day).
    first, last
        The range drawn.
    """
    monday = first - first.weekday() * DAY
    weeks = (last - monday).days // 7 + 1
    begun = np.array([one.first_day for one in view.happenings], dtype="datetime64[s]")
    counts = []
    for days in (view.column("positions", "last_day"), begun):
        inside = days[(days >= np.datetime64(first)) & (days <= np.datetime64(last))]
        place = (inside - np.datetime64(monday)) // np.timedelta64(7, "D")
        counts.append(np.bincount(place.astype("int64"), minlength=weeks).tolist())
    return [Week(monday + 7 * week * DAY, *both) for week, both in enumerate(zip(*counts, strict=True))]


def pack(intervals: Iterable[tuple[int, float, float, bool]]) -> list[int]:
    """Give each interval the lowest slot of its lane that is free: no two of one lane and slot overlap.

    Parameters
    ----------
    intervals
        Lane, left and right end of each, and whether it is key; one may begin where another ends.

    Returns
    -------
    list of int
        Slots from 0, as few a lane as can be; of intervals that begin alike the key ones, then the later ones, get the
        higher ones.
    """
    every = [*intervals]
    slots = [0] * len(every)
    taken: dict[int, list[tuple[float, int]]] = {}
    free: dict[int, list[int]] = {}
    for place in sorted(range(len(every)), key=lambda place: (every[place][1], every[place][3])):
        lane, left, right, _ = every[place]
        ends, unused = taken.setdefault(lane, []), free.setdefault(lane, [])
        while ends and ends[0][0] <= left:
            heappush(unused, heappop(ends)[1])
        slots[place] = heappop(unused) if unused else len(ends)
        heappush(ends, (right, slots[place]))
    return slots


def _anchor(view: View) -> Anchor | None:
    wanted = view.case.settings.timeline_anchor
    found = (one for one in view.every_happening if one.event_id == wanted)
    return next((Anchor(wanted, one.title, one.first_day) for one in found), None)
