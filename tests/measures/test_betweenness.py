"""Betweenness is what networkx finds on the same graph."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.betweenness import betweenness

EDGES = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda one: one[0] != one[1]), max_size=45)


@given(edges=EDGES, n=st.integers(15, 17))
def test_betweenness_agrees_with_networkx(edges, n):
    graph = nx.empty_graph(n)
    graph.add_edges_from(edges)
    agrees(graph)


@pytest.mark.parametrize(
    "graph",
    [nx.empty_graph(0), nx.path_graph(2), nx.path_graph(60), nx.cycle_graph(9), nx.hypercube_graph(5)],
    ids=["nobody", "a pair", "a chain", "a ring", "many equally short paths"],
)
def test_betweenness_of_graphs_of_one_kind(graph):
    agrees(graph)


def agrees(graph):
    neighbours = {str(one): {str(other) for other in graph[one]} for one in graph}
    assert betweenness(neighbours) == pytest.approx([*nx.betweenness_centrality(graph).values()], abs=1e-12)
