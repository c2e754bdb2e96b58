"""Where everything of a network's picture lies, and how large it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crisis.measures.layout import HIGH, WIDE
from crisis.measures.network import ActorNetwork

Array = NDArray[np.float64]

SMALLEST, LARGEST = 10, 44
"""Diameter of a mark in pixels."""

BEND = {-1: 0.07, 1: 0.13, 0: 0.03}
"""Height of an edge's arc over its length: signs bend apart, and the two directions to opposite sides."""

_SAMPLES = 13
"""Points an edge is drawn through."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """Where everything of a network lies; actors and edges in the order of the network.

    Attributes
    ----------
    network
        The network.
    points
        Middle of each actor, in units of the layout; actors by 2.
    sizes
        Diameter of each actor, in pixels.
    recipients
        Place of the actor that each edge leads to.
    curves
        Points of each edge, in units of the layout; edges by points by 2.
    path
        Row ids to point out.
    low, high
        Corners of the picture, in units of the layout.
    scale
        Pixels of a unit.
    """

    network: ActorNetwork
    points: Array
    sizes: Array
    recipients: NDArray[np.int64]
    curves: Array
    path: Sequence[str]
    low: Array
    high: Array
    scale: float

    def pixels(self, points: Array) -> Array:
        """Points of the layout in pixels of the picture, from its lower left corner."""
        return (points - self.low) * self.scale


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
    nodes, edges = network.nodes, network.edges
    upright = plot[1] > plot[0]
    extent = np.array([HIGH, WIDE] if upright else [WIDE, HIGH])
    scale = float(min(plot / extent))
    spare = (np.array(plot) / scale - extent) / 2
    value = np.array([node.measures[size_by] for node in nodes], dtype=float)
    area = SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * value / max(value.max(), 1e-9)
    sizes = np.maximum(np.sqrt(area) * min(1.0, np.sqrt(scale / 560)), SMALLEST)
    points = np.array([positions[node.row_id] for node in nodes])[:, :: -1 if upright else 1]
    place = {node.row_id: at for at, node in enumerate(nodes)}
    starts = np.array([place[edge.row_id] for edge in edges], dtype=np.int64)
    ends = np.array([place[edge.recipient_row_id] for edge in edges], dtype=np.int64)
    bend = np.array([0 if edge.structural else BEND[edge.sign] for edge in edges])
    curves = _arcs(points[starts], points[ends], bend)
    return Drawing(network, points, sizes, ends, curves, path, -spare, extent + spare, scale)


def _arcs(start: Array, end: Array, bend: Array) -> Array:
    """Points of edges: arcs to the left of their direction."""
    left = np.column_stack([start[:, 1] - end[:, 1], end[:, 0] - start[:, 0]])
    control = (start + end) / 2 + 2 * bend[:, None] * left
    t = np.linspace(0, 1, _SAMPLES)[:, None]
    curves: Array = (1 - t) ** 2 * start[:, None] + 2 * t * (1 - t) * control[:, None] + t**2 * end[:, None]
    return curves
