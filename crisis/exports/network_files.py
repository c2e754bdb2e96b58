"""Networks for networkx and Gephi: GraphML and GEXF with every attribute, one edge a tie."""

import io
from collections.abc import Callable
from datetime import datetime

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from crisis.exports import moment


def graphml(graph: "nx.Graph[str]") -> bytes:
    """A network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml(graph, out, infer_numeric_types=True)
    return out.getvalue()


def gexf(graph: "nx.Graph[str]", at: datetime | None = None) -> bytes:
    """A network as GEXF, which carries the day it was written: that of `at`, or of now."""
    writer = GEXFWriter()
    writer.add_graph(graph)
    writer.xml.find("meta").set("lastmodifieddate", f"{at or moment.now():%Y-%m-%d}")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


GRAPH_FORMATS: dict[str, Callable[["nx.Graph[str]"], bytes]] = {"graphml": graphml, "gexf": gexf}
"""Formats of a network, by the word the command line uses."""
