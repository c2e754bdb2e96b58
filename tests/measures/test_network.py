"""The actor network: counts, filters, ranks and paths, against answers of the head and of brute force."""

from datetime import date
from itertools import combinations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.exports.network_files import gexf
from crisis.measures.network import MEASURES, actor_network, edges_on, relations, shortest_path, to_graph
from crisis.measures.network_tables import edges_table, kinds_in_words, nodes_table, sentence
from crisis.model.lens import Lens
from crisis.model.plover import TIE_KINDS
from crisis.tables.view import look

POLARITY = {"AID": 2, "SUPPORT": 1, "CONSULT": 0, "ACCUSE": -1, "ASSAULT": -2, "member_of": 0}


def tie(number, actor, recipient, kind, **cells):
    given_cells = {"starts_on": "2022-02-01", "polarity": str(POLARITY[kind])} | cells
    return f"r{number} actor_id={actor} recipient_id={recipient} kind={kind} " + " ".join(
        f"{name}={value}" for name, value in given_cells.items()
    )


SMALL = [
    tie(1, "A", "B", "ASSAULT"),
    tie(2, "A", "B", "ACCUSE", starts_on="2022-02-20"),
    tie(3, "A", "B", "AID"),
    tie(4, "B", "A", "ASSAULT"),
    tie(5, "C", "B", "AID", starts_on="2022-02-20"),
    tie(6, "C", "D", "CONSULT"),
    tie(7, "D", "E", "member_of", starts_on="1999"),
    tie(8, "D", "A", "CONSULT", status="scheduled", starts_on="2022-03-15"),
]


@pytest.fixture(scope="module")
def small(case):
    return look(case(relationships=SMALL), Lens(as_of=date(2022, 2, 28)))


def edges(network):
    return {(edge.row_id, edge.recipient_row_id, edge.sign, edge.structural): edge.n for edge in network.edges}


def visible(network):
    return [*network.names]


def measures(network, measure):
    return {node.row_id: node.measures[measure] for node in network.nodes}


def ranks(network, measure):
    return {node.row_id: node.ranks[measure] for node in network.nodes}


def test_relations_count_ties_from_row_to_column_and_leave_the_rest_uncoded(small):
    matrix = relations(small)
    assert [*matrix.index] == [*matrix.columns] == ["A", "B", "C", "D", "E"]
    assert matrix.at["A", "B"] == 3
    assert matrix.at["B", "A"] == 1
    assert matrix.at["B", "C"] is pd.NA
    assert matrix.sum().sum() == len(small.ties) == 8
    assert {str(kind) for kind in matrix.dtypes} == {"Int64"}
    assert matrix.to_csv().splitlines()[:2] == ["row_id,A,B,C,D,E", "A,,3,,,"]


def test_friendly_and_hostile_acts_between_two_actors_stay_apart(small):
    assert edges(actor_network(small)) == {
        ("A", "B", -1, False): 2,
        ("A", "B", 1, False): 1,
        ("B", "A", -1, False): 1,
        ("C", "B", 1, False): 1,
        ("C", "D", 0, False): 1,
        ("D", "A", 0, False): 1,
        ("D", "E", 0, True): 1,
    }


def test_an_edge_says_what_stands_behind_it(small):
    edge = actor_network(small).edges[0]
    assert edge.kinds == (("ACCUSE", 1), ("ASSAULT", 1))
    assert edge.relationship_ids == ("r1", "r2")
    assert (edge.first_day, edge.last_day) == (date(2022, 2, 1), date(2022, 2, 20))
    assert not edge.announced


def test_an_edge_is_announced_only_where_every_tie_is(case):
    scheduled = tie(1, "A", "B", "CONSULT", status="scheduled", starts_on="2022-03-15")
    view = look(case(relationships=[scheduled]), Lens(as_of=date(2022, 2, 28)))
    assert [edge.announced for edge in actor_network(view).edges] == [True]
    both = look(case(relationships=[scheduled, tie(2, "A", "B", "CONSULT")]), Lens(as_of=date(2022, 2, 28)))
    assert [edge.announced for edge in actor_network(both).edges] == [False]
    assert [edge.n for edge in actor_network(both, announced=False).edges] == [1]


def test_what_was_announced_and_never_confirmed_counts_as_announced(case):
    event = ["e1 status=scheduled starts_on=2022-02-10 actor_ids=A recipient_ids=B"]
    ties = [tie(1, "A", "B", "CONSULT", status="scheduled", starts_on="2022-02-10", event_id="e1")]
    view = look(case(events=event, relationships=ties), Lens(as_of=date(2022, 2, 28)))
    assert [*view.ties["state"]] == ["scheduled, unconfirmed"]
    assert [edge.announced for edge in actor_network(view).edges] == [True]


def test_measures_of_the_small_case(small):
    network = actor_network(small)
    assert measures(network, "acts_out") == {"A": 3, "B": 1, "C": 2, "D": 1, "E": 0}
    assert measures(network, "acts_in") == {"A": 2, "B": 4, "C": 0, "D": 1, "E": 0}
    assert measures(network, "acts") == {"A": 5, "B": 5, "C": 2, "D": 2, "E": 0}
    assert measures(network, "degree") == {"A": 2, "B": 2, "C": 2, "D": 3, "E": 1}
    assert ranks(network, "degree") == {"A": 2, "B": 2, "C": 2, "D": 1, "E": 5}
    assert network.acts == 7


def test_betweenness_of_a_star_is_one_for_the_hub_and_nothing_for_the_rest(case):
    star = [tie(n, "HUB", f"N{n}", "AID") for n in range(4)]
    network = actor_network(look(case(relationships=star), Lens()))
    rest = dict.fromkeys(["N0", "N1", "N2", "N3"])
    assert measures(network, "betweenness") == {"HUB": 1} | dict.fromkeys(rest, 0)
    assert ranks(network, "betweenness") == {"HUB": 1} | dict.fromkeys(rest, 2)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"kinds": ["ASSAULT"]}, {("A", "B", -1, False): 1, ("B", "A", -1, False): 1}),
        ({"kinds": []}, {}),
        ({"at_least": 2}, {("A", "B", -1, False): 2}),
        ({"at_least": 9}, {}),
        (
            {"last_days": 10},
            {
                ("A", "B", -1, False): 1,
                ("C", "B", 1, False): 1,
                ("D", "A", 0, False): 1,
                ("D", "E", 0, True): 1,
            },
        ),
        (
            {"contact": False, "structural": False},
            {("A", "B", -1, False): 2, ("A", "B", 1, False): 1, ("B", "A", -1, False): 1, ("C", "B", 1, False): 1},
        ),
        ({"ego": "E"}, {("D", "E", 0, True): 1}),
        ({"ego": "C"}, {("C", "B", 1, False): 1, ("C", "D", 0, False): 1}),
    ],
)
def test_filters_leave(small, filters, left):
    assert edges(actor_network(small, **filters)) == left


@pytest.mark.parametrize(("days", "left"), [(8, 0), (9, 2)])
def test_the_last_days_include_the_day(small, days, left):
    network = actor_network(small, last_days=days, contact=False, structural=False)
    assert network.acts == left


def test_the_ego_keeps_its_neighbours_and_the_ties_among_them(small):
    network = actor_network(small, ego="A")
    assert visible(network) == ["A", "B", "D"]
    assert edges(network).keys() == edges(actor_network(small)).keys() - {
        ("C", "B", 1, False),
        ("C", "D", 0, False),
        ("D", "E", 0, True),
    }


def test_an_ego_without_visible_ties_stands_alone(small):
    assert visible(actor_network(small, ego="E", structural=False)) == ["E"]
    assert visible(actor_network(small, ego="NOBODY")) == []


@pytest.mark.parametrize(
    ("start", "end", "path"),
    [
        ("A", "A", ["A"]),
        ("A", "C", ["A", "B", "C"]),
        ("C", "A", ["C", "B", "A"]),
        ("B", "E", ["B", "A", "D", "E"]),
        ("A", "NOBODY", None),
    ],
)
def test_shortest_path_takes_the_first_by_id_of_equals(small, start, end, path):
    assert shortest_path(actor_network(small), start, end) == path


def test_no_path_leads_out_of_a_component(small):
    network = actor_network(small, kinds=["ASSAULT", "member_of"])
    assert shortest_path(network, "A", "D") is None


def test_edges_on_a_path_count_both_directions(small):
    network = actor_network(small)
    on = [network.edges[place] for place in edges_on(network, ["A", "B", "C"])]
    assert [(edge.row_id, edge.recipient_row_id, edge.sign) for edge in on] == [
        ("A", "B", -1),
        ("A", "B", 1),
        ("B", "A", -1),
        ("C", "B", 1),
    ]
    assert edges_on(network, ["A"]) == []
    assert edges_on(network, []) == []


def test_at_country_level_rows_carry_the_names_and_kinds_of_states(case):
    people = [
        "GERMANY kind=state country=DEU name=Germany",
        "SCHOLZ kind=person country=DEU part_of=GERMANY name=Scholz",
    ]
    view = look(case(actors=people, relationships=[tie(1, "SCHOLZ", "B", "AID")]), Lens(level="country"))
    network = actor_network(view)
    first = network.nodes[0]
    assert (first.row_id, first.name, first.kind, first.country_name) == (
        "DEU",
        "Germany",
        "state",
        "Germany",
    )
    assert network.common == {"country_name": ("Germany",), "kind": ("organisation", "person")}


def test_an_empty_view_gives_an_empty_network(case):
    view = look(case(), Lens())
    network = actor_network(view, ego="A")
    assert network.nodes == []
    assert network.edges == []
    assert network.acts == 0
    assert relations(view).shape == (0, 0)
    assert len(to_graph(view)) == 0
    assert shortest_path(network, "A", "B") is None
    assert nodes_table(network).empty
    assert edges_table(network).empty


def test_tables_print_names_and_put_the_strongest_first(small):
    table = edges_table(actor_network(small))
    assert table.iloc[0].to_dict() == {
        "From": "A",
        "To": "B",
        "Sign": "hostile",
        "Ties": 2,
        "Kinds": "accuse 1, assault 1",
        "First": pd.Timestamp("2022-02-01"),
        "Last": pd.Timestamp("2022-02-20"),
        "Only announced": False,
    }
    assert [*table["Sign"]].count("structural") == 1
    actors = nodes_table(actor_network(small))
    assert [*actors.columns] == [
        "Actor",
        "Kind",
        "Country",
        "Neighbours",
        "Coded acts",
        "Acts out",
        "Acts in",
        "Betweenness",
        "Betweenness rank",
    ]
    assert [*actors["Coded acts"]] == [5, 5, 2, 2, 0]


def test_sentences(small):
    network = actor_network(small)
    said = [sentence(edge, network.names) for edge in network.edges]
    assert said[0] == "A → B: 2 hostile acts, last 20 Feb 2022 (accuse 1, assault 1)"
    assert said[4] == "C → D: 1 contact, last 1 Feb 2022 (consult 1)"
    assert said[5] == "D → A: 1 contact, only announced, last 15 Mar 2022 (consult 1)"
    assert said[6] == "D → E: member of"
    assert kinds_in_words([("AID", 5), ("AGREE", 4), ("SUPPORT", 3), ("RETREAT", 2), ("CONCEDE", 1)]) == (
        "aid 5, agree 4, support 3, retreat 2, …"
    )


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@pytest.mark.parametrize("level", ["actor", "country"])
def test_graphml_and_gexf_hold_every_tie(shipped, tmp_path, form, level):
    view = look(shipped, Lens(as_of=date(2022, 2, 23), level=level))
    graph = to_graph(view)
    path = tmp_path / f"network.{form}"
    getattr(nx, f"write_{form}")(graph, path)
    read = nx.read_graphml(path, force_multigraph=True) if form == "graphml" else nx.read_gexf(path)
    assert {one: dict(cells) | {"label": ""} for one, cells in graph.nodes(data=True)} == {
        one: dict(cells) | {"label": ""} for one, cells in read.nodes(data=True)
    }
    wanted = {cells["relationship_id"]: (start, end, cells) for start, end, cells in graph.edges(data=True)}
    assert len(wanted) == len(view.ties)
    for start, end, cells in read.edges(data=True):
        cells.pop("id", None)
        assert wanted.pop(cells["relationship_id"]) == (start, end, cells)
    assert not wanted


def test_the_shipped_case_before_the_invasion(shipped):
    view = look(shipped, Lens(as_of=date(2022, 2, 23), level="country"))
    network = actor_network(view)
    names = {node.name for node in network.nodes}
    assert {"Russia", "Ukraine"} <= names
    assert not {"RUS", "UKR", "DEU"} & names
    assert relations(view).sum().sum() == len(view.ties) == sum(edge.n for edge in network.edges)
    assert network.most_acts[0].name == "Russia"


ACTORS = st.sampled_from("ABCDEF")
TIES = st.lists(
    st.tuples(
        ACTORS,
        ACTORS,
        st.sampled_from([*POLARITY]),
        st.integers(1, 28),
        st.sampled_from(["occurred", "scheduled"]),
    ).filter(lambda one: one[0] != one[1]),
    max_size=20,
)


def lines(ties):
    return [
        tie(
            n,
            actor,
            recipient,
            kind,
            starts_on=f"2022-02-{day:02}",
            status="occurred" if kind == "member_of" else status,
        )
        for n, (actor, recipient, kind, day, status) in enumerate(ties)
    ]


def seen(case, ties):
    return look(case(relationships=ties), Lens(as_of=date(2022, 2, 28)))


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "kinds": st.sets(st.sampled_from([*POLARITY])),
        "last_days": st.integers(0, 40),
        "at_least": st.integers(1, 3),
        "contact": st.booleans(),
        "structural": st.booleans(),
        "announced": st.booleans(),
        "ego": ACTORS,
    },
)


@settings(max_examples=25)
@given(ties=TIES, filters=FILTERS)
def test_filters_only_remove(case, ties, filters):
    view = seen(case, lines(ties))
    whole, part = actor_network(view), actor_network(view, **filters)
    assert {*visible(part)} <= {*visible(whole)}
    behind = {one for edge in whole.edges for one in edge.relationship_ids}
    assert {one for edge in part.edges for one in edge.relationship_ids} <= behind
    every = edges(whole)
    assert all(n <= every[edge] for edge, n in edges(part).items())
    assert {one for edge in part.edges for one in (edge.row_id, edge.recipient_row_id)} <= {*visible(part)}


@settings(max_examples=20)
@given(ties=TIES)
def test_every_tie_is_counted_once(case, ties):
    view = seen(case, lines(ties))
    network = actor_network(view)
    ties = sum(edge.n for edge in network.edges)
    assert relations(view).sum().sum() == len(view.ties) == ties == to_graph(view).size()
    done, received = (sum(measures(network, one).values()) for one in ("acts_out", "acts_in"))
    assert done == received == network.acts
    assert len(network.edges) == len(edges(network))


@settings(max_examples=15)
@given(ties=TIES, random=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(case, ties, random):
    register = [f"{one} kind=state" for one in "ABCDEF"]
    written = lines(ties)
    mixed = random.sample(written, len(written))
    one, other = (
        look(case(actors=register, relationships=some), Lens(as_of=date(2022, 2, 28))) for some in (written, mixed)
    )
    assert actor_network(one).nodes == actor_network(other).nodes
    assert actor_network(one).edges == actor_network(other).edges
    pd.testing.assert_frame_equal(relations(one), relations(other))


def all_shortest(neighbours, start, end):
    """Every shortest path, by trying all that are one step longer until one arrives."""
    paths = [[start]]
    while paths and not any(path[-1] == end for path in paths):
        paths = [[*path, one] for path in paths for one in neighbours[path[-1]] if one not in path]
    return [path for path in paths if path[-1] == end]


@settings(max_examples=20)
@given(ties=TIES)
def test_degree_betweenness_and_paths_agree_with_brute_force(case, ties):
    network = actor_network(seen(case, lines(ties)))
    neighbours = {one: set() for one in visible(network)}
    for start, end, *_ in edges(network):
        neighbours[start].add(end)
        neighbours[end].add(start)
    between = dict.fromkeys(neighbours, 0.0)
    for start, end in combinations(neighbours, 2):
        found = all_shortest(neighbours, start, end)
        assert shortest_path(network, start, end) == min(found, default=None)
        for path in found:
            for one in path[1:-1]:
                between[one] += 1 / len(found)
    pairs = max((len(neighbours) - 1) * (len(neighbours) - 2) / 2, 1)
    assert measures(network, "degree") == {one: len(near) for one, near in neighbours.items()}
    assert measures(network, "betweenness") == pytest.approx({one: n / pairs for one, n in between.items()}, abs=1e-8)
    for measure in MEASURES:
        values = measures(network, measure)
        assert ranks(network, measure) == {
            one: 1 + sum(other > value for other in values.values()) for one, value in values.items()
        }


def test_every_kind_of_tie_can_be_chosen(small):
    assert edges(actor_network(small, kinds=[*TIE_KINDS])) == edges(actor_network(small))


def test_ties_carry_their_first_and_last_day_for_a_graph_with_time(case):
    ties = ["r1", "r2 recipient_id=C kind=member_of starts_on=2004 ends_on=2022-06"]
    view = look(case(relationships=ties), Lens(as_of=date(2022, 2, 28)))
    days = {one: (said["start"], said.get("end")) for *_, one, said in to_graph(view).edges(keys=True, data=True)}
    assert days == {"r1": ("2022-02-01", None), "r2": ("2004-01-01", "2022-06-30")}
    assert b'mode="dynamic"' in gexf(to_graph(view))
