"""Where everything of a network's picture lies, and how large it is drawn."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crisis.measures.layout import HIGH, WIDE
from crisis.measures.network import ActorNetwork

Array = NDArray[np.float64]

SMALLEST, LARGEST = 10, 44
"""Diameter of a mark in pixels."""

BEND = {-1: 0.07, 1: 0.13, 0: 0.03}
"""Height of an edge's arc over its length: signs bend apart, and the two directions to opposite sides."""

_SAMPLES = np.linspace(0, 1, 13)[:, None]


@dataclass(frozen=True)
class Drawing:
    """Where everything of a network lies.

    Attributes
    ----------
    network
        The network.
    points
        Middle of each actor by row id, in units of the layout.
    sizes
        Diameter of each actor by row id, in pixels.
    curves
        Points of each edge.
    path
        Row ids to point out.
    low, high
        Corners of the picture, in units of the layout.
    scale
        Pixels of a unit.
    """

    network: ActorNetwork
    points: Mapping[str, Array]
    sizes: Mapping[str, float]
    curves: Sequence[Array]
    path: Sequence[str]
    low: Array
    high: Array
    scale: float


def drawn(
    network: ActorNetwork,
    positions: Mapping[str, tuple[float, float]],
    size_by: str,
    path: Sequence[str],
    plot: tuple[float, float],
) -> Drawing:
    """Fit the layout into a plot.

    Parameters
    ----------
    network, positions, size_by, path
        As of `crisis.charts.network.network_figure`.
    plot
        Width and height in pixels. Where it is higher than wide the layout is turned on its side.
    """
    upright = plot[1] > plot[0]
    extent = np.array([HIGH, WIDE] if upright else [WIDE, HIGH])
    scale = float(min(plot / extent))
    spare = (np.array(plot) / scale - extent) / 2
    nodes = network.nodes
    value = nodes[size_by].to_numpy(dtype=float)
    area = SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * value / max(value.max(), 1e-9)
    sizes = np.maximum(np.sqrt(area) * min(1.0, np.sqrt(scale / 560)), SMALLEST)
    points = {one: np.array(positions[one][::-1] if upright else positions[one]) for one in nodes["row_id"]}
    curves = [_curve(edge, points) for edge in network.edges.to_dict("records")]
    sized = dict(zip(nodes["row_id"], sizes.tolist(), strict=True))
    return Drawing(network, points, sized, curves, path, -spare, extent + spare, scale)


def _curve(edge: Mapping[Hashable, Any], points: Mapping[str, Array]) -> Array:
    """Points of an edge: an arc to the left of its direction, straight where it is structural."""
    start, end = points[edge["row_id"]], points[edge["recipient_row_id"]]
    left = np.array([start[1] - end[1], end[0] - start[0]])
    control = (start + end) / 2 + (0 if edge["structural"] else 2 * BEND[edge["sign"]]) * left
    t = _SAMPLES
    curve: Array = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    return curve
