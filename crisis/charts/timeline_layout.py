"""Where the marks and labels of the timeline go, in pixels."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.measures.timeline import DAY, Timeline
from crisis.model.vocabulary import UNCONFIRMED

MOST_MARKS = 1500
"""More marks than that are counted per lane and week instead."""

CHARACTER, LINE, PAD, FLOOR, RIGHT = 7.5, 20.5, 14, 16, 16
"""Pixels: a character, a line, room beside the first and last day, below the lowest mark, right of the lanes."""

STEPS = (1, 2, 4, 13, 26, 52)
"""Weeks a bar or a counted square may stand for."""

_DRAWN = ("state", "theme", "starts", "ends", "vague", "span", "open_start", "open_end", "tail", "key", "rank", "label")
"""Columns of the events that marks and labels are drawn from; a narrow frame is cut up in a fraction of the time."""

_LABELLED = ["event_id", "key", "rank", "label", "x", "y", "size", "left", "right"]

_HEADROOM = 8 * LINE
_NEAR, _APART = 5, 3

Box = tuple[float, float, float, float]


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
        One row a mark: the columns of `Timeline.marks`, what is drawn of `Timeline.events`, ``x`` and ``y`` of its
        centre, its ``size``, ``left`` and ``right`` of all it takes. No rows where there are more than `MOST_MARKS`.
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

    marks: pd.DataFrame
    labels: Sequence[Label]
    names: Sequence[Sequence[str]]
    edges: Sequence[float]
    margin: int
    across: float
    per_day: float
    first: pd.Timestamp

    def px(self, midnight: pd.Timestamp) -> float:
        """Pixels of the midnight a day begins at."""
        return PAD + self.per_day * ((midnight - self.first) / DAY)

    def pixels(self, midnights: pd.Series) -> pd.Series:
        """Pixels of several midnights."""
        return PAD + self.per_day * ((midnights - self.first) / DAY)

    def moments(self, pixels: pd.Series) -> list[pd.Timestamp]:
        """Moments at several places."""
        seconds = np.rint(86_400 * (pixels.to_numpy(dtype=float) - PAD) / self.per_day)
        found: list[pd.Timestamp] = (self.first.as_unit("ms") + pd.to_timedelta(seconds, unit="s")).tolist()
        return found

    def moment(self, pixels: float) -> pd.Timestamp:
        """Moment at a place: the inverse of `px`."""
        return self.first.as_unit("ms") + pd.Timedelta(seconds=round(86_400 * (pixels - PAD) / self.per_day))

    @property
    def step(self) -> int:
        """Weeks counted together, so that a number of three digits fits."""
        return next((step for step in STEPS if step * 7 * self.per_day >= 30), STEPS[-1])


def laid_out(timeline: Timeline, width: int) -> Sheet:
    """Place marks and labels for a figure of a width in pixels; higher where more must stand above each other."""
    counts = timeline.marks["lane"].value_counts()
    texts = [f"{label} {counts[lane]:,}" for lane, label in enumerate(timeline.lanes)]
    margin = int(min(CHARACTER * max(map(len, texts), default=0) + 26, 200 if width >= 900 else 140))
    names = [textwrap.wrap(text, int((margin - 20) / CHARACTER)) for text in texts]
    across = max(200.0, width - margin - RIGHT)
    per_day = (across - 2 * PAD) / ((timeline.last - timeline.first) / DAY + 1)
    edges = [38.0 * place for place in range(len(texts) + 1)]
    sheet = Sheet(pd.DataFrame(), (), names, edges, margin, across, per_day, timeline.first)
    return sheet if len(timeline.marks) > MOST_MARKS else _with_marks(sheet, timeline)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _with_marks(sheet: Sheet, timeline: Timeline) -> Sheet:
    size = 13 if sheet.per_day >= 8 else 11
    room = (size + 3) / sheet.per_day
    marks = timeline.packed(room).marks.join(timeline.events[[*_DRAWN]], on="event_id")
    extents = timeline.extents(room).loc[marks["event_id"]]
    for column, place in (("left", "left"), ("middle", "x"), ("right", "right")):
        marks[place] = PAD + sheet.per_day * extents[column].to_numpy()
    marks["size"] = size + 2 * marks["key"]
    marks["y"] = -(size + 3.0) * marks["slot"]
    now = sheet.px(timeline.day + DAY)
    past = marks["state"] == UNCONFIRMED
    marks["right"] = marks["right"].where(~past, np.minimum(marks["right"], np.maximum(now, marks["x"] + size / 2)))
    labels: list[Label] = []
    edges = [0.0]
    for lane, name in enumerate(sheet.names):
        inside = marks["lane"] == lane
        here = _labels(marks.loc[inside, _LABELLED], {one.event_id for one in labels}, sheet.across, now)
        top = min([marks.loc[inside, "y"].min() - size / 2, *(one.box[2] for one in here)])
        base = edges[-1] + max(_NEAR - top, LINE * len(name) + 14 - FLOOR)
        marks.loc[inside, "y"] += base
        labels += [one.lowered(base) for one in here]
        edges.append(base + FLOOR)
    return replace(sheet, marks=marks, labels=labels, edges=edges)


def _labels(marks: pd.DataFrame, named: set[str], across: float, now: float) -> list[Label]:
    """Label the key events of a lane that no other lane has labelled.

    The most widely attested first; where that leaves some without, the last first or the first first if more find room.
    """
    wanted = marks[marks["key"] & ~marks["event_id"].isin(named)]
    wanted = wanted.iloc[np.argsort(wanted["rank"].to_numpy(), kind="stable")]
    best: list[Label] = []
    for order in (wanted["rank"], -wanted["x"], wanted["x"]):
        found = _labelled(marks, wanted.iloc[np.argsort(order.to_numpy(), kind="stable")], across, now)
        best = found if len(found) > len(best) else best
        if len(best) == len(wanted):
            break
    return best


def _labelled(marks: pd.DataFrame, wanted: pd.DataFrame, across: float, now: float) -> list[Label]:
    half = marks["size"] / 2 + 1
    taken = np.column_stack([marks["left"], marks["right"], marks["y"] - half, marks["y"] + half])
    highest = float(marks["y"].min()) - _HEADROOM
    places = wanted[["x", "y", "size"]].to_numpy(dtype=float)
    above = np.array([(x - 3, x + 3, highest, y) for x, y, _ in places]).reshape(-1, 4)
    done: list[Label] = []
    for row, (event_id, text) in enumerate(zip(wanted["event_id"], wanted["label"], strict=True)):
        x, y, size = places[row]
        lines = _lines(text)
        spots = _spots(lines, x, y, size / 2, highest)
        place = _first_free(spots, taken, done, above[row + 1 :], [now, across] if x < now else [across])
        if place is not None:
            done.append(Label(event_id, lines, *spots.at(place)))
    return done


@lru_cache(maxsize=2000)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, min(38, max(22, len(text) // 2 + 4)), max_lines=2, placeholder=" …"))


@dataclass(frozen=True, eq=False, slots=True)
class _Spots:
    """Boxes a label may take, the best first, each with its side and its leader; a leader of NaN is none."""

    sides: Sequence[str]
    boxes: np.ndarray
    leaders: np.ndarray

    def at(self, place: int) -> tuple[str, Box, Box | None]:
        """Side, box and leader of a spot."""
        box, leader = (tuple(one[place].tolist()) for one in (self.boxes, self.leaders))
        return self.sides[place], box, None if np.isnan(leader[0]) else leader


def _spots(lines: Sequence[str], x: float, y: float, half: float, highest: float) -> _Spots:
    """Right of its mark, left of it, then above it further and further away."""
    wide, high = CHARACTER * max(map(len, lines)) + 4, float(LINE * len(lines))
    middle = min(y, FLOOR - 3 - high / 2)
    bottoms = np.arange(y - half - 2, highest + high, -4.0)
    beside = [x + half + _NEAR, x - half - _NEAR - wide]
    left = np.concatenate([beside, np.tile([x - half, x + half - wide, x - wide / 2], len(bottoms))])
    bottom = np.concatenate([[middle + high / 2] * 2, np.repeat(bottoms, 3)])
    boxes = np.column_stack([left, left + wide, bottom - high, bottom])
    leaders = np.column_stack(
        [np.full(len(left), x - 1), np.full(len(left), x + 1), bottom, np.full(len(left), y - half - 2)]
    )
    near = (y - half - bottom <= 8) | (np.arange(len(left)) < 2)
    leaders[near] = np.nan
    return _Spots(["left", "right", *["left", "right", "center"] * len(bottoms)], boxes, leaders)


def _first_free(
    spots: _Spots, taken: np.ndarray, done: Sequence[Label], above: np.ndarray, limits: Sequence[float]
) -> int | None:
    """Find the first spot that covers no mark, no other label and no leader.

    Given up in this order, where there is no other way: that it stays left of the first limit, that the room `above`
    marks still to be labelled stays free, that its leader crosses no mark.
    """
    others = np.array([box for one in done for box in (one.box, one.leader) if box], dtype=float).reshape(-1, 4)
    others += np.array([-_APART, _APART, -_APART, _APART])
    free = (spots.boxes[:, 0] >= 0) & ~_meet(spots.boxes, taken) & ~_meet(spots.boxes, others)
    free &= ~_meet(spots.leaders, others)
    roomy, uncrossed = ~_meet(spots.boxes, above), ~_meet(spots.leaders, taken)
    for kept in (free & roomy & uncrossed, free & uncrossed, free & roomy, free):
        for limit in limits:
            found = np.flatnonzero(kept & (spots.boxes[:, 1] <= limit - 2))
            if len(found):
                return int(found[0])
    return None


def _meet(boxes: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """Which boxes share more than an edge with any that is taken; one of NaN with none."""
    left, right, top, bottom = (boxes[:, [side]] for side in range(4))
    hit = (taken[:, 0] < right) & (left < taken[:, 1]) & (taken[:, 2] < bottom) & (top < taken[:, 3])
    return np.asarray(hit.any(axis=1))


def _lowered(box: Box, by: float) -> Box:
    return (*box[:2], box[2] + by, box[3] + by)
