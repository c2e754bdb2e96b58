"""Agreement networks as graphs for other programs."""

import networkx as nx
import numpy as np

from crisis.measures.agreement import AgreementNetwork
from crisis.tables.register import register
from crisis.tables.view import View


def to_graph(view: View, network: AgreementNetwork) -> "nx.Graph[str]":
    """Make an agreement network of a view a graph.

    Parameters
    ----------
    view
        The view it was counted from.
    network
        The network.

    Returns
    -------
    Graph
        Undirected. Nodes carry ``label`` and ``name`` (the printed name), ``kind``, ``country``, ``country_name`` and
        ``statements`` (how many were counted); issues of a two-mode network ``kind`` "issue", ``proposition`` and
        ``theme``, and their id begins with ``issue:``. One edge
        a pair that shares an issue, or an actor and an issue it speaks on, with ``weight`` (the tie, which may be
        negative or 0) and ``pairs`` or ``statements`` behind it. Nothing is ``None``, so that GraphML and GEXF can
        hold it.
    """
    graph: nx.Graph[str] = nx.Graph()
    who = register(view.case, view.lens.level)
    for one, said in zip(network.rows, network.counts.said, strict=True):
        about = {name: str(who.at[one, name]) for name in ("name", "kind", "country", "country_name")}
        graph.add_node(one, label=about["name"], **about, statements=int(said))
    if network.parameters.mode == "two":
        _add_issues(graph, view, network)
    else:
        for row, column in np.argwhere(np.triu(network.shared, 1) > 0).tolist():
            ends = network.rows[row], network.rows[column]
            weight = float(network.values[row, column])
            graph.add_edge(*ends, weight=weight, pairs=int(network.shared[row, column]))
    return graph


def _add_issues(graph: "nx.Graph[str]", view: View, network: AgreementNetwork) -> None:
    issues = view.case.tables["issues"].set_index("issue_id")
    for one, said in zip(network.issues, network.counts.cube.sum(axis=(0, 2)), strict=True):
        about = {name: str(issues.at[one, name]) for name in ("name", "proposition", "theme")}
        graph.add_node(f"issue:{one}", label=about["name"], kind="issue", **about, statements=int(said))
    for row, column in np.argwhere(network.shared > 0).tolist():
        weight = float(network.values[row, column])
        ends = network.rows[row], f"issue:{network.issues[column]}"
        graph.add_edge(*ends, weight=weight, statements=int(network.shared[row, column]))
