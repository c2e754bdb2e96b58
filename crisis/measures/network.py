"""The actor network: who is tied to whom, by which acts, friendly or hostile."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise

import networkx as nx
import pandas as pd

from crisis.measures.edges import Edge, grouped, neighbours
from crisis.measures.nodes import Node, measured, registered
from crisis.model import dates
from crisis.model.case import Case
from crisis.model.plover import TIE_KINDS
from crisis.model.vocabulary import Term, Vocabulary
from crisis.tables.register import register
from crisis.tables.ties import Tie
from crisis.tables.view import View

MEASURES = Vocabulary(
    "measure of an actor",
    Term("degree", "neighbours", "Number of other actors it shares a visible tie with, in either direction."),
    Term("acts", "coded acts", "Number of coded acts it does or receives; structural ties are not acts."),
    Term("acts_out", "acts out", "Number of coded acts it does."),
    Term("acts_in", "acts in", "Number of coded acts it receives."),
    Term("betweenness", "betweenness", "Share of the shortest paths between two others that lead through it, 0 to 1."),
)
"""What an actor's size may stand for, and what actors are ranked by; higher is more."""

SIGNS = {-1: "hostile", 0: "contact", 1: "friendly"}


@dataclass(frozen=True, eq=False)
class ActorNetwork:
    """Actors and the ties between them, as far as the filters show them. Nobody writes to it.

    Attributes
    ----------
    nodes
        In the order of the register.
    edges
        Strongest first.
    day
        The day it is as of.
    common
        Values of ``country_name`` and ``kind`` by number of ties in the whole case, most first: what a picture gives a
        colour of its own, whatever the filters.
    """

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    day: date
    common: Mapping[str, tuple[str, ...]]

    @cached_property
    def acts(self) -> int:
        """Number of coded acts it rests on, structural ties apart: what ranks are "of"."""
        return sum(edge.n for edge in self.edges if not edge.structural)

    @property
    def most_acts(self) -> list[Node]:
        """Actors, those with most coded acts first."""
        return sorted(self.nodes, key=lambda node: node.measures["acts"], reverse=True)

    @cached_property
    def names(self) -> dict[str, str]:
        """Printed name by row id."""
        return {node.row_id: node.name for node in self.nodes}

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """Who is a neighbour of whom: undirected, one edge a pair."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.names)
        graph.add_edges_from((edge.row_id, edge.recipient_row_id) for edge in self.edges)
        return graph


def relations(view: View) -> pd.DataFrame:
    """Count the ties from each row to each column.

    Parameters
    ----------
    view
        The view.

    Returns
    -------
    DataFrame of Int64
        Square; rows and columns are the ids of all at either end of a tie, in the order of the register. Acts and
        structural ties count alike; ``<NA>`` is *not coded*, which is not "no tie". The sum is the number of ties.
    """
    ties = view.ties
    order = _in_order(view)
    pairs = ties.groupby(["row_id", "recipient_row_id"]).size()
    matrix = pairs.unstack().reindex(index=order, columns=order).astype("Int64")
    return matrix.rename_axis(index="row_id", columns=None)


def actor_network(
    view: View,
    *,
    kinds: Collection[str] = tuple(TIE_KINDS),
    last_days: int | None = None,
    at_least: int = 1,
    contact: bool = True,
    structural: bool = True,
    announced: bool = True,
    ego: str = "",
) -> ActorNetwork:
    """Actors and ties of a view. Filters only hide; they never move anyone (see `crisis.measures.layout`).

    Parameters
    ----------
    view
        The view.
    kinds
        Kinds of tie to show, of `TIE_KINDS`.
    last_days
        Show acts that began in so many days up to the day, the day included; structural ties stay. ``None`` for all.
    at_least
        Show edges with at least so many ties.
    contact, structural, announced
        Show contact (acts of polarity 0), structural ties, ties that are only scheduled.
    ego
        Row id: show this actor, its neighbours and the edges among them. Empty for everyone.

    Returns
    -------
    ActorNetwork
        Only actors with a visible edge, and the ego where the view knows it. Legal when empty.

    Notes
    -----
    Measures are of what is visible. ``degree`` is the number of distinct neighbours. ``betweenness`` of v is the sum
    over pairs s, t of (shortest paths through v) / (shortest paths), divided by (n - 1)(n - 2) / 2, on the undirected
    graph with one unweighted edge a pair: 0 where v lies between nobody, 1 for the hub of a star. A coded network is
    a sample of what was reported: read ranks as "of n coded acts".

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40, 35-41.
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25, 163-177.
    """
    wanted, day = {*kinds}, view.lens.day(view.case)
    after = None if last_days is None else day - timedelta(days=last_days)

    def shown(tie: Tie) -> bool:
        if tie.structural:
            chosen = structural
        else:
            chosen = (after is None or tie.first_day > after) and (contact or tie.sign != 0)
        return chosen and tie.kind in wanted and (announced or not tie.announced)

    edges = [edge for edge in grouped(filter(shown, view.tied)) if edge.n >= at_least]
    edges.sort(key=lambda edge: -edge.n)
    if ego:
        near = {ego, *neighbours(edges)[ego]}
        edges = [edge for edge in edges if edge.row_id in near and edge.recipient_row_id in near]
    visible = {ego, *neighbours(edges)}
    who = registered(view.case, view.lens.level)
    nodes = measured({one: who[one] for one in _in_order(view) if one in visible}, edges)
    return ActorNetwork(nodes, edges, day, _common(view.case))


def shortest_path(network: ActorNetwork, start: str, end: str) -> list[str] | None:
    """Find the actors on a shortest path over visible ties, whatever their direction and sign.

    Parameters
    ----------
    network
        The network.
    start, end
        Row ids.

    Returns
    -------
    list of str or None
        Row ids from `start` to `end`; of equally short paths the first by id. ``None`` where no path leads there, or
        one of the two is not visible.
    """
    graph = network.graph
    if start not in graph or end not in graph:
        return None
    came_from = dict(nx.bfs_predecessors(graph, start, sort_neighbors=sorted))
    if end not in {start, *came_from}:
        return None
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def edges_on(network: ActorNetwork, path: Sequence[str]) -> list[int]:
    """Places of the edges between consecutive actors of a path, in either direction."""
    steps = {frozenset(pair) for pair in pairwise(path)}
    return [at for at, edge in enumerate(network.edges) if frozenset((edge.row_id, edge.recipient_row_id)) in steps]


def to_graph(view: View) -> "nx.MultiDiGraph[str]":
    """Make the ties of a view a graph for other programs.

    Parameters
    ----------
    view
        The view.

    Returns
    -------
    MultiDiGraph
        Nodes carry ``label`` and ``name`` (the printed name), ``kind``, ``country``, ``country_name``. One edge a tie,
        keyed by its ``relationship_id``, with ``kind``, ``mode``, ``polarity`` (int), ``state``, ``starts_on`` (EDTF),
        ``event_id``, ``source_id``; ``start`` and, where it has one, ``end``: first and last day, for a GEXF with time.
        Missing text is empty and nothing ``None``, so that GraphML and GEXF can hold it.
    """
    ties = view.ties
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    who = registered(view.case, view.lens.level)
    for one in _in_order(view):
        about = who[one]._asdict()
        graph.add_node(one, label=about["name"], **about)
    text = ["relationship_id", "kind", "mode", "state", "starts_on", "event_id", "source_id"]
    for tie in ties[["row_id", "recipient_row_id", *text, "polarity", "first_day", "ends_on"]].to_dict("records"):
        said: dict[str, str | int] = {name: str(tie[name]) for name in text}
        said["polarity"], said["start"] = int(tie["polarity"]), f"{tie['first_day']:%Y-%m-%d}"
        if tie["ends_on"]:
            said["end"] = dates.parse(tie["ends_on"]).last_day.isoformat()
        graph.add_edge(tie["row_id"], tie["recipient_row_id"], key=tie["relationship_id"], **said)
    return graph


@lru_cache(maxsize=8)
def _common(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Countries and kinds of actors by number of ties in the case, most first."""
    ties = case.tables["relationships"]
    ends = pd.concat([ties["actor_id"], ties["recipient_id"]])
    who = register(case, "actor")
    found = {}
    for column in ("country_name", "kind"):
        counts = ends.map(who[column]).value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable")
        found[column] = tuple(str(value) for value in counts.index if value)
    return found


def _in_order(view: View) -> list[str]:
    """Row ids at either end of a tie of the view, in the order of the register."""
    present = {one for tie in view.tied for one in (tie.row_id, tie.recipient_row_id)}
    return [one for one in registered(view.case, view.lens.level) if one in present]
