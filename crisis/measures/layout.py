"""Placement of the actor network: where every actor of a case stands, once and for all.

It is computed over all ties the case ever codes, so that nobody moves when the day, a filter or the grade changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.sparse.csgraph import connected_components, shortest_path
from scipy.spatial.distance import cdist, pdist

from crisis.model.case import Case
from crisis.model.plover import STRUCTURAL
from crisis.tables.clocks import dated
from crisis.tables.rollup import ENDS, Rollup, offices, spells

Array = NDArray[np.float64]

WIDE, HIGH = 1.5, 1.0
"""Positions lie in 0..WIDE by 0..HIGH."""

FRAME = 620
"""Pixels of one unit that boxes are sized for: the picture is meant to be drawn at least 930 by 620."""

CHARACTER, LINE = 7.2, 17
"""Pixels of a letter and a line of a label of 14 pixels, on average and with some air."""

LABEL = 20
"""Letters of a label's line, as far as words allow."""

_STEPS, _GIVE = 300, 0.993
"""Rounds of pushing boxes apart, and by how much they shrink each round after the first third."""

_STRETCH = 1.6
"""By how much the picture may be stretched to fill its height."""

_FRIEND, _KIN, _CONTACT, _FAR, _ENEMY = 1.0, 1.1, 2.2, 4.0, 6.0
"""Wanted distances: friendly or structural tie, same country, contact, nothing in common, hostile."""


@dataclass(frozen=True)
class Pulls:
    """What the placement reads, by actor and by pair.

    Attributes
    ----------
    names
        Printed name by row id; the order of ids is the order of the arrays.
    friendly, hostile, contact, structural
        Symmetric numbers of ties between two actors.
    kin
        For each actor the number of its group: same country, or same body.
    """

    names: Mapping[str, str]
    friendly: Array
    hostile: Array
    contact: Array
    structural: Array
    kin: NDArray[np.int64]


@lru_cache(maxsize=8)
def positions(case: Case, level: str) -> Mapping[str, tuple[float, float]]:
    """Place everyone who may ever be a row of the network of a case at a level.

    Parameters
    ----------
    case
        The case.
    level
        ``actor``, ``organisation`` or ``country``.

    Returns
    -------
    mapping of str to (float, float)
        x in 0..1.5 and y in 0..1 by row id. Distances have no unit: near means friendly or alike, far means hostile.

    Notes
    -----
    Kept for the last few cases. It depends on the case and the level alone: see `place`.
    """
    return MappingProxyType(place(_pulls(case, level)))


def place(pulls: Pulls) -> dict[str, tuple[float, float]]:
    """Stand friends together and enemies apart, without overlap, in a wide rectangle.

    Parameters
    ----------
    pulls
        Who is tied to whom.

    Returns
    -------
    dict
        (x, y) by row id, x in 0..1.5 and y in 0..1.

    Notes
    -----
    Wanted distances: short along friendly and structural ties, between members of one country and between those
    hostile to the same others; longer along contact; longest between groups with more hostile than friendly ties.
    Distances of pairs without a tie are shortest paths. The stress sum w (|x_i - x_j| - d)^2 with w = d^-2 is
    minimised by majorization from a classical scaling, without chance, and turned so that its longest axis lies
    level and whoever has most hostile ties stands right of the middle. What has no tie to the main body stands on
    an arc below it.

    References
    ----------
    Gansner, E., Koren, Y. and North, S. (2004). Graph drawing by stress majorization. Graph Drawing, LNCS 3383.
    Cartwright, D. and Harary, F. (1956). Structural balance. Psychological Review 63, 277-293.
    """
    ids = [*pulls.names]
    if not ids:
        return {}
    tied = pulls.friendly + pulls.hostile + pulls.contact + pulls.structural
    boxes = _boxes([*pulls.names.values()], tied)
    core = _core(tied, pulls.kin)
    points, inner, outer = np.zeros((len(ids), 2)), np.flatnonzero(core), np.flatnonzero(~core)
    floor = 0.16 if len(outer) else 0.0
    drawn = _turned(_stress(_wanted(pulls)[np.ix_(inner, inner)]), pulls.hostile.sum(axis=0)[inner])
    points[inner] = _spread(drawn) * [WIDE, HIGH - floor] + [0, floor]
    points[outer] = _arc(len(outer))
    found = _apart(points, boxes / FRAME).round(4).tolist()
    return {one: (x, y) for one, (x, y) in zip(ids, found, strict=True)}


def label_lines(text: str, letters: int = LABEL) -> list[str]:
    """Break a text into lines of so many letters, as far as whole words allow."""
    lines: list[str] = []
    for word in text.split() or [""]:
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def label_size(lines: list[str]) -> tuple[float, float]:
    """Width and height of a label in pixels, estimated."""
    return max(len(line) for line in lines) * CHARACTER + 4, len(lines) * LINE


def _pulls(case: Case, level: str) -> Pulls:
    """Count what ties every two rows of a case, whatever the day."""
    ties = dated(case, "relationships")
    rollup = Rollup(case, level)
    ends = [rollup.rows(ties[column], ties["first_day"]) for column in ("actor_id", "recipient_id")]
    ids = sorted({*ends[0], *ends[1], *_before_office(case, level, ties)})
    at = {one: place for place, one in enumerate(ids)}
    rows, columns = (end.map(at).to_numpy(dtype=np.int64) for end in ends)
    structural = ties["kind"].isin([*STRUCTURAL]).to_numpy()
    sign = np.where(structural, 0, np.sign(ties["polarity"].astype("int64").to_numpy()))

    def count(mask: NDArray[np.bool_]) -> Array:
        matrix = np.zeros((len(ids), len(ids)))
        np.add.at(matrix, (rows[mask], columns[mask]), 1)
        matrix = matrix + matrix.T
        np.fill_diagonal(matrix, 0)
        return matrix

    return Pulls(
        {one: case.names[one] for one in ids},
        friendly=count(sign > 0),
        hostile=count(sign < 0),
        contact=count((sign == 0) & ~structural),
        structural=count(structural),
        kin=np.unique([_home(case)[one] for one in ids], return_inverse=True)[1],
    )


def _before_office(case: Case, level: str, ties: pd.DataFrame) -> set[str]:
    """Rows that persons stand under while their offices are not yet all known."""
    ends = pd.concat([ties[[end, "first_day"]].set_axis(["who", "day"], axis=1) for end in ENDS["relationships"]])
    held = ends[ends["who"].isin([*offices(case)])].drop_duplicates()
    return {*spells(case, level, held["who"], held["day"])["row_id"]}


@lru_cache(maxsize=8)
def _home(case: Case) -> Mapping[str, str]:
    """Country, or the body at the top of the chain, of every actor id and country code."""
    actors = case.tables["actors"].set_index("actor_id")
    homes = {}
    for one in actors.index:
        top = one
        while not actors.at[top, "country"] and actors.at[top, "part_of"]:
            top = actors.at[top, "part_of"]
        homes[one] = str(actors.at[top, "country"] or top)
    return {code: code for code in actors["country"]} | homes


def _boxes(names: list[str], tied: Array) -> Array:
    """Width and height each actor needs in pixels: its mark, and its label as far as there is room for all."""
    shares = [value / max(value.max(), 1) for value in (tied.sum(axis=0), (tied > 0).sum(axis=0))]
    marks = (14 + 32 * np.sqrt(np.maximum(*shares)))[:, None]
    labels = np.array([label_size(label_lines(name)) for name in names])
    boxes = np.column_stack([np.maximum(labels[:, :1], marks), labels[:, 1:] + marks])
    share = WIDE * HIGH * FRAME**2 / boxes.prod(axis=1).sum()
    return np.asarray(np.maximum(boxes * min(1, np.sqrt(0.55 * share)), marks))


def _core(tied: Array, kin: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the largest body of actors tied to one another or of one country."""
    alike = kin[:, None] == kin[None, :]
    _, label = connected_components((tied > 0) | alike, directed=False)
    return np.asarray(label == np.bincount(label).argmax())


def _wanted(pulls: Pulls) -> Array:
    """Distance each pair of actors is wanted at."""
    group = np.eye(pulls.kin.max() + 1)[pulls.kin]
    enmity = group.T @ (pulls.hostile - pulls.friendly) @ group
    np.fill_diagonal(enmity, 0)
    same = pulls.kin[:, None] == pulls.kin[None, :]
    hostile = np.where(same, pulls.hostile > pulls.friendly, enmity[np.ix_(pulls.kin, pulls.kin)] > 0)
    enemies = np.log1p(np.maximum(enmity, 0))
    enemies /= np.maximum(np.linalg.norm(enemies, axis=1, keepdims=True), 1e-9)
    shared = (enemies @ enemies.T)[np.ix_(pulls.kin, pulls.kin)]
    length = np.where(shared > 0, _FAR - 2 * shared, np.inf)
    friends = (pulls.friendly > 0) | (pulls.structural > 0)
    for near, distance in ((pulls.contact > 0, _CONTACT), (same, _KIN), (friends, _FRIEND)):
        length[near] = np.minimum(length[near], distance)
    length[hostile] = np.inf
    wanted: Array = np.minimum(shortest_path(length, method="FW", directed=False), _FAR)
    wanted[hostile] = _ENEMY
    np.fill_diagonal(wanted, 0)
    return wanted


def _stress(wanted: Array) -> Array:
    """Points whose distances come close to those wanted."""
    n = len(wanted)
    if n < 3:
        return np.column_stack([np.arange(n), np.zeros(n)]).astype(np.float64)
    centred = wanted**2 - (wanted**2).mean(axis=0) - (wanted**2).mean(axis=1)[:, None] + (wanted**2).mean()
    values, vectors = eigh(-centred / 2, subset_by_index=(n - 2, n - 1))
    points: Array = vectors * np.sqrt(np.maximum(values, 1e-9))
    # Equals start at one point; a fixed spiral parts them without chance.
    turn = np.arange(n) * 2.399963
    points = points + 0.05 * np.sqrt(np.arange(n) / n)[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    weight = np.where(wanted > 0, np.maximum(wanted, 1e-9) ** -2.0, 0)
    # Every pair has a weight, so that adding one over n makes the Laplacian regular and takes nothing from the result.
    inverse, pull = np.linalg.inv(np.diag(weight.sum(axis=1)) - weight + 1 / n), weight * wanted
    for _ in range(100):
        ratio = pull / np.maximum(cdist(points, points), 1e-9)
        points = inverse @ (ratio.sum(axis=1)[:, None] * points - ratio @ points)
    return points


def _turned(points: Array, hostility: Array) -> Array:
    """Longest axis level, the most hostile actor right of and above the middle."""
    centred = points - points.mean(axis=0)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    return np.asarray(turned * np.where(turned[hostility.argmax()] < 0, -1, 1))


def _spread(points: Array) -> Array:
    """Points in the unit square, evened out half way to their rank so that the middle is not crowded."""
    size = np.ptp(points, axis=0)
    plain = (points - points.min(axis=0)) / np.maximum(size, 1e-9)
    rank = np.argsort(np.argsort(points, axis=0, kind="stable"), axis=0, kind="stable") / max(len(points) - 1, 1)
    # Two camps of few actors are a flat picture: stretched to the full height, friends would stand far apart.
    fill = np.minimum(1, _STRETCH * size / max(float(size.max()), 1e-9) * [1, WIDE / HIGH])
    return np.asarray(0.5 + ((plain + rank) / 2 - 0.5) * fill)


def _arc(n: int) -> Array:
    """Points along the lower edge, bent down in the middle."""
    share = (np.arange(n) + 0.5) / max(n, 1)
    return np.column_stack([share * WIDE, 0.09 - 0.09 * np.sin(np.pi * share)])


def _apart(points: Array, boxes: Array) -> Array:
    """Push boxes that overlap apart, within the rectangle; the boxes give way where there is no room."""
    edge = np.minimum(boxes / 2, [WIDE / 2, HIGH / 2])
    one, other = np.triu_indices(len(points), 1)
    reach = (boxes[one] + boxes[other]) / 2
    for step in range(_STEPS):
        points = np.clip(points, edge, [WIDE, HIGH] - edge)
        give = _GIVE ** max(step - _STEPS // 3, 0)
        # Boxes are wider than high: few of the many pairs stand at one height, and only those are looked at further.
        beside = np.flatnonzero(reach[:, 1] * give - pdist(points[:, 1:], "cityblock") > 1e-6)
        gap = points[one[beside]] - points[other[beside]]
        over = reach[beside] * give - np.abs(gap)
        hit = np.flatnonzero((over > 1e-6).all(axis=1))
        if not len(hit):
            break
        level = over[hit, 0] < over[hit, 1]
        for axis, mask in ((0, level), (1, ~level)):
            pair = hit[mask]
            push = 0.35 * over[pair, axis] * np.where(gap[pair, axis] < 0, -1, 1)
            to, fro = (np.bincount(ends[beside[pair]], push, len(points)) for ends in (one, other))
            points[:, axis] += to - fro
    return np.clip(points, edge, [WIDE, HIGH] - edge)
