"""Where names stand beside their marks, so that none sits on another."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SIDES = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
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
    taken = np.zeros((0, 4))
    found: list[Place | None] = []
    for spot in spots:
        best: tuple[float, Place, Array] | None = None
        reach = spot.radius + max(max(size) for size in spot.sizes) + 2 * _AIR
        near = lines[(np.abs(lines - [spot.x, spot.y]) < reach).all(axis=1)]
        for size, (wide, high) in enumerate(spot.sizes):
            for rank, side in enumerate(_SIDES):
                away = spot.radius * (1 if 0 in side else 0.75) + _AIR
                right, up = side[0] * (away + wide / 2), side[1] * (away + high / 2)
                x, y = spot.x + right, spot.y + up
                box = np.array([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
                if (box[:2] < 0).any() or (box[2:] > frame).any() or _covers(box, marks) or _touches(box, taken):
                    continue
                under = ((near >= box[:2]) & (near <= box[2:])).all(axis=1).sum()
                cost = float(under) + rank / 2 + 3 * size
                if best is None or cost < best[0]:
                    best = cost, Place(right, up, size), box
        found.append(best[1] if best else None)
        if best:
            taken = np.vstack([taken, best[2]])
    return found


def _covers(box: Array, marks: Array) -> bool:
    """Whether a label reaches into a mark."""
    nearest = np.clip(marks[:, :2], box[:2], box[2:])
    return bool((np.hypot(*(nearest - marks[:, :2]).T) < marks[:, 2]).any())


def _touches(box: Array, boxes: Array) -> bool:
    return bool(((boxes[:, :2] < box[2:]) & (boxes[:, 2:] > box[:2])).all(axis=1).any())
