import io

import networkx as nx
import pytest

from crisis.exports.network_files import GRAPH_FORMATS, gexf, graphml
from crisis.measures.network import to_graph
from crisis.model.lens import Lens
from crisis.tables.view import look

READ = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.fixture
def graph():
    found = nx.MultiDiGraph()
    found.add_node("DEU", name="Germany <b>", kind="state", country="DEU")
    found.add_node("RUS", name="Росія & Co", kind="state", country="")
    found.add_edge("DEU", "RUS", key="r1", relationship_id="r1", kind="CONSULT", polarity=0)
    found.add_edge("DEU", "RUS", key="r2", relationship_id="r2", kind="SANCTION", polarity=-2)
    return found


def read(form, graph):
    return READ[form](io.BytesIO(GRAPH_FORMATS[form](graph)))


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_nodes_come_back_with_their_names(graph, form):
    found = read(form, graph)
    assert {one: (data["name"], data["kind"], data["country"]) for one, data in found.nodes(data=True)} == {
        "DEU": ("Germany <b>", "state", "DEU"),
        "RUS": ("Росія & Co", "state", ""),
    }


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_every_tie_is_an_edge_with_kind_and_polarity(graph, form):
    edges = read(form, graph).edges(data=True)
    assert sorted((a, b, data["relationship_id"], data["kind"], data["polarity"]) for a, b, data in edges) == [
        ("DEU", "RUS", "r1", "CONSULT", 0),
        ("DEU", "RUS", "r2", "SANCTION", -2),
    ]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_an_empty_network_is_a_network(form):
    assert len(read(form, nx.MultiDiGraph())) == 0


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_the_shipped_case_comes_back_whole(shipped, form):
    whole = to_graph(look(shipped, Lens(level="country")))
    found = read(form, whole)
    assert (found.number_of_nodes(), found.number_of_edges()) == (whole.number_of_nodes(), whole.number_of_edges())


def test_gexf_carries_the_day_it_was_written(graph, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1644192000")
    assert b'lastmodifieddate="2022-02-07"' in gexf(graph)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert b'lastmodifieddate="20' in gexf(graph)


def test_the_same_network_is_the_same_file(graph, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert (graphml(graph), gexf(graph)) == (graphml(graph.copy()), gexf(graph.copy()))
