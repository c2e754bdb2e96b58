"""Where the marks and labels of the timeline go, in pixels."""

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from crisis.measures.timeline import DAY, Timeline
from crisis.measures.timeline_events import Event
from crisis.model.vocabulary import UNCONFIRMED

MOST_MARKS = 1500
"""More marks than that are counted per lane and week instead."""

CHARACTER, LINE, PAD, FLOOR, RIGHT = 7.5, 20.5, 14, 16, 16
"""Pixels: a character, a line, room beside the first and last day, below the lowest mark, right of the lanes."""

STEPS = (1, 2, 4, 13, 26, 52)
"""Weeks a bar or a counted square may stand for."""

_HEADROOM = 8 * LINE
_NEAR, _APART = 5, 3

Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """A mark of an event in one of its lanes, in pixels from the upper left corner of the lanes.

    Attributes
    ----------
    event, lane
        As in the timeline.
    x, y, size
        Its centre, and how wide and high it is.
    left, right
        Ends of mark, bar and tail together.
    """

    event: Event
    lane: int
    x: float
    y: float
    size: int
    left: float
    right: float

    @property
    def box(self) -> Box:
        """The room that no label may cover."""
        half = self.size / 2 + 1
        return self.left, self.right, self.y - half, self.y + half


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside a mark, and the line that leads to it where it is not next to it.

    Attributes
    ----------
    event_id, lines
        What it says of which event.
    side
        ``left``, ``center`` or ``right``: where in its box the text begins.
    box, leader
        Left, right, top and bottom in pixels from the upper left corner of the lanes.
    """

    event_id: str
    lines: tuple[str, ...]
    side: str
    box: Box
    leader: Box | None

    def lowered(self, by: float) -> "Label":
        """Move it down."""
        return replace(self, box=_lowered(self.box, by), leader=self.leader and _lowered(self.leader, by))


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """The plan of a figure, in pixels from the upper left corner of its lanes.

    Attributes
    ----------
    marks
        None where there are more than `MOST_MARKS`.
    labels
        Of key events, once each. No two overlap and none covers a mark; one that finds no room is left out.
    names
        Lines of the label of every lane, its number of marks last.
    edges
        Top of every lane, then the bottom of the last.
    margin, across, per_day
        Width left of the lanes, of the lanes, and of a day.
    first
        Day the lanes begin with.
    """

    marks: Sequence[Mark]
    labels: Sequence[Label]
    names: Sequence[Sequence[str]]
    edges: Sequence[float]
    margin: int
    across: float
    per_day: float
    first: datetime

    def px(self, midnight: datetime, days: float = 0) -> float:
        """Pixels of the midnight a day begins at, or of so many days after it."""
        return PAD + self.per_day * ((midnight - self.first) / DAY + days)

    def moments(self, pixels: Iterable[float]) -> list[str]:
        """Moments at several places, as plotly reads them: the inverse of `px`."""
        seconds = np.rint(86_400 * (np.array([*pixels], dtype=float) - PAD) / self.per_day)
        found: list[str] = (np.datetime64(self.first, "s") + seconds.astype("timedelta64[s]")).astype(str).tolist()
        return found

    def moment(self, pixels: float) -> str:
        """Moment at a place."""
        return self.moments([pixels])[0]

    @property
    def step(self) -> int:
        """Weeks counted together, so that a number of three digits fits."""
        return next((step for step in STEPS if step * 7 * self.per_day >= 30), STEPS[-1])


def laid_out(timeline: Timeline, width: int) -> Sheet:
    """Place marks and labels for a figure of a width in pixels; higher where more must stand above each other."""
    counts = Counter(mark.lane for mark in timeline.marks)
    texts = [f"{label} {counts[lane]:,}" for lane, label in enumerate(timeline.lanes)]
    margin = int(min(CHARACTER * max(map(len, texts), default=0) + 26, 200 if width >= 900 else 140))
    names = [textwrap.wrap(text, int((margin - 20) / CHARACTER)) for text in texts]
    across = max(200.0, width - margin - RIGHT)
    per_day = (across - 2 * PAD) / ((timeline.last - timeline.first) / DAY + 1)
    edges = [38.0 * place for place in range(len(texts) + 1)]
    sheet = Sheet((), (), names, edges, margin, across, per_day, timeline.first)
    return sheet if len(timeline.marks) > MOST_MARKS else _with_marks(sheet, timeline)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _with_marks(sheet: Sheet, timeline: Timeline) -> Sheet:
    size = 13 if sheet.per_day >= 8 else 11
    now = sheet.px(timeline.day, 1)
    placed: list[Mark] = []
    for event, lane, slot, *ends in timeline.packed((size + 3) / sheet.per_day):
        left, x, right = (PAD + sheet.per_day * end for end in ends)
        if event.state == UNCONFIRMED:
            right = min(right, max(now, x + size / 2))
        placed.append(Mark(event, lane, x, -(size + 3.0) * slot, size + 2 * event.key, left, right))
    inside: list[list[Mark]] = [[] for _ in sheet.names]
    for mark in placed:
        inside[mark.lane].append(mark)
    labels: list[Label] = []
    bases: list[float] = []
    edges = [0.0]
    for marks, name in zip(inside, sheet.names, strict=True):
        here = _labels(marks, {one.event_id for one in labels}, sheet.across, now)
        top = min([*(mark.y - size / 2 for mark in marks), *(one.box[2] for one in here)])
        bases.append(edges[-1] + max(_NEAR - top, LINE * len(name) + 14 - FLOOR))
        labels += [one.lowered(bases[-1]) for one in here]
        edges.append(bases[-1] + FLOOR)
    lowered = [mark._replace(y=mark.y + bases[mark.lane]) for mark in placed]
    return replace(sheet, marks=lowered, labels=labels, edges=edges)


def _labels(marks: Sequence[Mark], named: set[str], across: float, now: float) -> list[Label]:
    """Label the key events of a lane that no other lane has labelled.

    The most widely attested first; where that leaves some without, the last first or the first first if more find room.
    """
    wanted = [mark for mark in marks if mark.event.key and mark.event.event_id not in named]
    wanted.sort(key=lambda mark: mark.event.rank)
    orders: tuple[Callable[[Mark], float], ...] = (
        lambda mark: mark.event.rank,
        lambda mark: -mark.x,
        lambda mark: mark.x,
    )
    best: list[Label] = []
    for order in orders:
        found = _labelled(marks, sorted(wanted, key=order), across, now)
        best = found if len(found) > len(best) else best
        if len(best) == len(wanted):
            break
    return best


def _labelled(marks: Sequence[Mark], wanted: Sequence[Mark], across: float, now: float) -> list[Label]:
    taken = [mark.box for mark in marks]
    highest = min(mark.y for mark in marks) - _HEADROOM
    above = [(mark.x - 3, mark.x + 3, highest, mark.y) for mark in wanted]
    done: list[Label] = []
    others: list[Box] = []
    for place, mark in enumerate(wanted):
        lines = _lines(mark.event.title)
        limits = (now if mark.x < now else across, across)
        wide = CHARACTER * max(map(len, lines)) + 4
        reach = mark.size / 2 + _NEAR + wide
        near, named = (
            [box for box in some if mark.x - reach < box[1] and box[0] < mark.x + reach] for some in (taken, others)
        )
        spots = _spots(mark, wide, LINE * len(lines), highest)
        spot = _first_free(spots, near, named, above[place + 1 :], limits)
        if spot is not None:
            done.append(Label(mark.event.event_id, lines, *spot))
            others += [_widened(box) for box in (spot.box, spot.leader) if box]
    return done


@lru_cache(maxsize=2000)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, min(38, max(22, len(text) // 2 + 4)), max_lines=2, placeholder=" …"))


class _Spot(NamedTuple):
    """A box a label may take, its side and its leader."""

    side: str
    box: Box
    leader: Box | None


def _spots(mark: Mark, wide: float, high: float, highest: float) -> Iterator[_Spot]:
    """Right of its mark, left of it, then above it further and further away."""
    x, y, half = mark.x, mark.y, mark.size / 2
    middle = min(y, FLOOR - 3 - high / 2)
    for side, left in (("left", x + half + _NEAR), ("right", x - half - _NEAR - wide)):
        yield _Spot(side, (left, left + wide, middle - high / 2, middle + high / 2), None)
    bottom = y - half - 2
    while bottom > highest + high:
        leader = None if y - half - bottom <= 8 else (x - 1, x + 1, bottom, y - half - 2)
        for side, left in (("left", x - half), ("right", x + half - wide), ("center", x - wide / 2)):
            yield _Spot(side, (left, left + wide, bottom - high, bottom), leader)
        bottom -= 4


def _first_free(
    spots: Iterable[_Spot],
    taken: Sequence[Box],
    others: Sequence[Box],
    above: Sequence[Box],
    limits: tuple[float, float],
) -> _Spot | None:
    """Find the first spot that covers no mark, no other label and no leader, and ends left of the second limit.

    Given up in this order, where there is no other way: that it ends left of the first limit, that the room `above`
    marks still to be labelled stays free, that its leader crosses no mark.
    """
    best, least = None, (True, True, True)
    for spot in spots:
        box, leader = spot.box, spot.leader
        if leader and _meets(leader, others):
            break  # and so would every longer one
        if box[0] < 0 or box[1] > limits[1] - 2 or _meets(box, others) or _meets(box, taken):
            continue
        faults = (leader is not None and _meets(leader, taken), _meets(box, above), box[1] > limits[0] - 2)
        if not any(faults):
            return spot
        if best is None or faults < least:
            best, least = spot, faults
    return best


def _meets(box: Box, taken: Iterable[Box]) -> bool:
    """Whether a box shares more than an edge with any that is taken."""
    left, right, top, bottom = box
    return any(one[0] < right and left < one[1] and one[2] < bottom and top < one[3] for one in taken)


def _widened(box: Box) -> Box:
    return box[0] - _APART, box[1] + _APART, box[2] - _APART, box[3] + _APART


def _lowered(box: Box, by: float) -> Box:
    return (*box[:2], box[2] + by, box[3] + by)
