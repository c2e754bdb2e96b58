"""Where names stand beside their marks, so that none sits on another."""

from collections.abc import Sequence
from itertools import accumulate, pairwise, starmap
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SIDES = np.array([(0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)])
"""Where a label may stand, best first: below, above, beside, then the corners."""

_AIR = 2.0
"""Pixels between a mark and its label."""


class Spot(NamedTuple):
    """A mark in pixels, y upward, and the sizes its label may take, the preferred one first."""

    x: float
    y: float
    radius: float
    sizes: tuple[tuple[float, float], ...]


class Place(NamedTuple):
    """Middle of a label relative to its mark, and which of its sizes it takes."""

    right: float
    up: float
    size: int


def placed(spots: Sequence[Spot], marks: Array, lines: Array, frame: tuple[float, float]) -> list[Place | None]:
    """Find a place for each label, in the order given.

    Parameters
    ----------
    spots
        Marks that want their label, the most important first.
    marks
        x, y and radius of every mark, labelled or not.
    lines
        x and y of points of the lines: a label avoids them where it can.
    frame
        Width and height of the picture.

    Returns
    -------
    list
        A place for each spot, or ``None`` where every place is taken.

    Notes
    -----
    Greedy and without chance: among the places that touch no mark, no label placed before and no border, the one with
    fewest points of lines under it, then the first in the order below, above, beside, corners.
    """
    tried = _candidates(spots)
    free = _inside(tried.boxes, frame) & ~_cover(tried.boxes, marks)
    # By x, so that the points between two sides of a label are a slice; along a line most are in order.
    across, up = lines.T[:, np.argsort(lines[:, 0], kind="stable")]
    first = np.searchsorted(across, tried.boxes[:, 0]).tolist()
    after = np.searchsorted(across, tried.boxes[:, 2], side="right").tolist()
    boxes, cost = tried.boxes.tolist(), tried.cost.tolist()
    found: list[Place | None] = []
    for own in tried.of:
        best, least = None, np.inf
        for one in np.flatnonzero(free[own]) + own.start:
            if cost[one] >= least:
                continue
            between = up[first[one] : after[one]]
            under = np.count_nonzero((between >= boxes[one][1]) & (between <= boxes[one][3]))
            if cost[one] + under < least:
                best, least = one, cost[one] + under
        if best is None:
            found.append(None)
        else:
            right, above = tried.shift[best].tolist()
            found.append(Place(right, above, int(tried.size[best])))
            free &= ~_touch(tried.boxes, tried.boxes[best])
    return found


class _Candidates(NamedTuple):
    """Every place of every label: those of each spot, and of each the size, middle from the mark, box and cost."""

    of: list[slice]
    size: NDArray[np.int64]
    shift: Array
    boxes: Array
    cost: Array


def _candidates(spots: Sequence[Spot]) -> _Candidates:
    """Spot by spot, size by size, side by side."""
    sides = len(_SIDES)
    middle = np.array([(spot.x, spot.y) for spot in spots for _ in spot.sizes]).reshape(-1, 1, 2)
    radius = np.array([spot.radius for spot in spots for _ in spot.sizes]).reshape(-1, 1)
    half = np.array([size for spot in spots for size in spot.sizes]).reshape(-1, 1, 2) / 2
    away = radius * np.where((_SIDES != 0).all(axis=1), 0.75, 1) + _AIR
    shift = _SIDES * (away[:, :, None] + half)
    boxes = np.concatenate([middle + shift - half, middle + shift + half], axis=2)
    ends = [0, *accumulate(sides * len(spot.sizes) for spot in spots)]
    size = np.repeat([size for spot in spots for size in range(len(spot.sizes))], sides).astype(np.int64)
    cost = np.tile(np.arange(sides) / 2, len(half)) + 3 * size
    return _Candidates([*starmap(slice, pairwise(ends))], size, shift.reshape(-1, 2), boxes.reshape(-1, 4), cost)


def _inside(boxes: Array, frame: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2:] <= frame).all(axis=1))


def _cover(boxes: Array, marks: Array) -> NDArray[np.bool_]:
    """Whether each label reaches into a mark."""
    x, y, radius = marks.T
    right = np.clip(x, boxes[:, :1], boxes[:, 2:3]) - x
    up = np.clip(y, boxes[:, 1:2], boxes[:, 3:]) - y
    return np.asarray((right**2 + up**2 < radius**2).any(axis=1))


def _touch(boxes: Array, box: Array) -> NDArray[np.bool_]:
    """Whether each label reaches into one that is placed."""
    left, low, right, high = boxes.T
    return np.asarray((left < box[2]) & (right > box[0]) & (low < box[3]) & (high > box[1]))
