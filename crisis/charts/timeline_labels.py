"""Labels of key events on the timeline: each finds room beside its mark or above it."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from crisis.charts.timeline_marks import Box, Label, Mark

CHARACTER, LINE, FLOOR = 7.5, 20.5, 16
"""Pixels: a character, a line, room below the lowest mark of a lane."""

_HEADROOM = 8 * LINE
_NEAR, _APART = 5, 3


def labelled(marks: Sequence[Mark], named: set[str], across: float, now: float) -> list[Label]:
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
        found = _in_order(marks, sorted(wanted, key=order), across, now)
        best = found if len(found) > len(best) else best
        if len(best) == len(wanted):
            break
    return best


def _in_order(marks: Sequence[Mark], wanted: Sequence[Mark], across: float, now: float) -> list[Label]:
    taken = [mark.box for mark in marks]
    highest = min(mark.y for mark in marks) - _HEADROOM
    above = [(mark.x - 3, mark.x + 3, highest, mark.y) for mark in wanted]
    done: list[Label] = []
    others: list[Box] = []
    for place, mark in enumerate(wanted):
        lines = _lines(mark.event.title)
        obstacles = _Obstacles(taken, others, above[place + 1 :])
        limits = (now if mark.x < now else across, across)
        spot = _first_free(mark, lines, highest, obstacles, limits)
        if spot is not None:
            done.append(Label(mark.event.event_id, lines, *spot))
            others += [_widened(box) for box in (spot.box, spot.leader) if box]
    return done


@lru_cache(maxsize=2000)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, min(38, max(22, len(text) // 2 + 4)), max_lines=2, placeholder=" …"))


class _Obstacles(NamedTuple):
    """What is in the way of a label: marks, other labels and leaders, the room above marks still to be labelled."""

    marks: Sequence[Box]
    labels: Sequence[Box]
    above: Sequence[Box]


class _Spot(NamedTuple):
    """A box a label may take, its side and its leader."""

    side: str
    box: Box
    leader: Box | None


_Spans = list[tuple[float, float]]
"""Tops and bottoms."""


class _Column(NamedTuple):
    """A column a label may stand in, its side, and what is in the way there."""

    side: str
    left: float
    right: float
    marks: _Spans
    labels: _Spans
    above: _Spans


def _column(side: str, left: float, right: float, obstacles: _Obstacles) -> _Column:
    spans = ([(one[2], one[3]) for one in some if one[0] < right and left < one[1]] for some in obstacles)
    return _Column(side, left, right, *spans)


def _first_free(
    mark: Mark, lines: Sequence[str], highest: float, obstacles: _Obstacles, limits: tuple[float, float]
) -> _Spot | None:
    """Find the first spot that covers no mark, no other label and no leader, and ends left of the second limit.

    Given up in this order, where there is no other way: that it ends left of the first limit, that the room above marks
    still to be labelled stays free, that its leader crosses no mark.
    """
    high, foot = LINE * len(lines), mark.y - mark.size / 2 - 2
    beside, upward = (
        [_column(side, left, right, obstacles) for side, left, right in sides if left >= 0 and right <= limits[1] - 2]
        for sides in _sides(mark, CHARACTER * max(map(len, lines)) + 4)
    )
    line = _column("center", mark.x - 1, mark.x + 1, obstacles)
    best, least = None, (True, True, True)
    for place, bottom in enumerate(_bottoms(mark, high, highest)):
        top, led = bottom - high, foot - bottom > 6
        if led and _meet(line.labels, bottom, foot):
            break  # and so would every longer leader
        crossed = led and _meet(line.marks, bottom, foot)
        for column in upward if place else beside:
            if _meet(column.labels, top, bottom) or _meet(column.marks, top, bottom):
                continue
            faults = (crossed, _meet(column.above, top, bottom), column.right > limits[0] - 2)
            if best is None or faults < least:
                leader = (line.left, line.right, bottom, foot) if led else None
                best, least = _Spot(column.side, (column.left, column.right, top, bottom), leader), faults
            if not any(faults):
                return best
    return best


def _sides(mark: Mark, wide: float) -> Iterator[list[tuple[str, float, float]]]:
    """Side, left and right of a label beside its mark: right of it or left of it; then of one above it."""
    half = mark.size / 2
    right, left = mark.x + half, mark.x - half
    beside = (("left", right + _NEAR), ("right", left - _NEAR - wide))
    above = (("left", left), ("right", right - wide), ("center", mark.x - wide / 2))
    for sides in (beside, above):
        yield [(side, at, at + wide) for side, at in sides]


def _bottoms(mark: Mark, high: float, highest: float) -> Iterator[float]:
    """Bottom of a label beside its mark; then of one above it, further and further away."""
    yield min(mark.y, FLOOR - 3 - high / 2) + high / 2
    bottom = mark.y - mark.size / 2 - 2
    while bottom > highest + high:
        yield bottom
        bottom -= 4


def _meet(spans: _Spans, top: float, bottom: float) -> bool:
    """Whether what stands between two heights shares more than an edge with any of some spans."""
    return any(one[0] < bottom and top < one[1] for one in spans)


def _widened(box: Box) -> Box:
    return box[0] - _APART, box[1] + _APART, box[2] - _APART, box[3] + _APART
