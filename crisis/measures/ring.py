"""A placement that costs nothing: a ring, countries together. It stands in until the real one is worked out."""

import numpy as np

from crisis.measures.layout import HIGH, WIDE
from crisis.measures.network import ActorNetwork


def ring(network: ActorNetwork) -> dict[str, tuple[float, float]]:
    """Stand the actors of a network on an ellipse, by country and name.

    Parameters
    ----------
    network
        The network.

    Returns
    -------
    dict
        (x, y) by row id, x in 0..1.5 and y in 0..1. Distances say nothing.
    """
    order = sorted(network.nodes, key=lambda node: (node.country_name, node.name, node.row_id))
    turn = np.arange(len(order)) * 2 * np.pi / max(len(order), 1)
    across, up = ((1 + np.sin(turn)) * WIDE / 2).round(4).tolist(), ((1 + np.cos(turn)) * HIGH / 2).round(4).tolist()
    return {node.row_id: place for node, place in zip(order, zip(across, up, strict=True), strict=True)}
