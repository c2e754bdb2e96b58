"""Networks for networkx and Gephi: GraphML and GEXF with every attribute, one edge a tie."""

import io
from collections.abc import Callable

import networkx as nx


def graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    """A network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml(graph, out, infer_numeric_types=True)
    return out.getvalue()


def gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    """A network as GEXF."""
    out = io.BytesIO()
    nx.write_gexf(graph, out)
    return out.getvalue()


GRAPH_FORMATS: dict[str, Callable[["nx.MultiDiGraph[str]"], bytes]] = {"graphml": graphml, "gexf": gexf}
"""Formats of a network, by the word the command line uses."""
