"""Networks for networkx and Gephi: GraphML and GEXF with every attribute, one edge a tie."""

import io
import os
import time
from collections.abc import Callable

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter


def graphml(graph: "nx.Graph[str]") -> bytes:
    """A network as GraphML."""
    out = io.BytesIO()
    nx.write_graphml(graph, out, infer_numeric_types=True)
    return out.getvalue()


def gexf(graph: "nx.Graph[str]") -> bytes:
    """A network as GEXF, which carries the day it was written."""
    writer = GEXFWriter()
    writer.add_graph(graph)
    writer.xml.find("meta").set("lastmodifieddate", _today())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _today() -> str:
    """The day in UTC: from ``SOURCE_DATE_EPOCH`` where set, else the clock's."""
    moment = float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


GRAPH_FORMATS: dict[str, Callable[["nx.Graph[str]"], bytes]] = {"graphml": graphml, "gexf": gexf}
"""Formats of a network, by the word the command line uses."""
