from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.groups import bodies, parts
from crisis.measures.spread import COLUMNS, levels, spread
from crisis.measures.stance_matrix import stance_matrix
from crisis.model.lens import Lens
from crisis.tables.view import look

MEMBERS = ["GERMANY", "FRANCE", "ITALY"]
STATES = [
    "GERMANY kind=state country=DEU",
    "FRANCE kind=state country=FRA",
    "ITALY kind=state country=ITA",
    "SCHOLZ kind=person country=DEU part_of=GERMANY",
    "EU",
    "COUNCIL part_of=EU",
    "NATO",
]


def joins(*who, body="EU", **cells):
    told = "".join(f" {name}={value}" for name, value in cells.items())
    return [
        f"{one}-{body} actor_id={one} recipient_id={body} kind=member_of starts_on={cells.get('starts_on', 1958)}{told}"
        for one in who
    ]


@pytest.fixture
def union(case):
    """A union of three of which some statements are given, each ``actor stance`` and what else matters."""

    def build(*said, ties=(), **tables):
        lines = [
            f"p{n} actor_id={one.split()[0]} stance={one.split()[1]} {' '.join(one.split()[2:])}"
            for n, one in enumerate(said)
        ]
        return case(actors=STATES, positions=lines, relationships=[*joins(*MEMBERS), *ties], **tables)

    return build


def rows(case, group="EU", **lens):
    table = spread(look(case, Lens(**({"as_of": date(2022, 12, 31), "level": "country"} | lens))))
    return table[table["group_id"] == group].to_dict("records")


def test_a_union_of_three(union):
    toy = union("SCHOLZ 2", "FRANCE 1", "ITALY -1", "ITALY -2 issue_id=I2")
    assert rows(toy) == [
        {
            "group_id": "EU",
            "issue_id": "I1",
            "lowest": -1,
            "highest": 2,
            "spread": 3,
            "coded": 3,
            "members": 3,
            "dissenters": "ITA",
            "not_coded": "",
        },
        {
            "group_id": "EU",
            "issue_id": "I2",
            "lowest": -2,
            "highest": -2,
            "spread": 0,
            "coded": 1,
            "members": 3,
            "dissenters": "",
            "not_coded": "DEU;FRA",
        },
    ]


@pytest.mark.parametrize(
    ("said", "dissenters"),
    [
        (["GERMANY 1", "FRANCE 2", "ITALY 1"], ""),
        (["GERMANY -1", "FRANCE -2", "ITALY 1"], "ITA"),
        (["GERMANY 1", "FRANCE 2", "ITALY 0"], ""),
        (["GERMANY 1", "FRANCE -1"], ""),
        (["GERMANY 1", "FRANCE -1", "ITALY 0"], ""),
        (["GERMANY 0", "FRANCE 0", "ITALY -1"], ""),
        (["GERMANY -1 said_on=2022-01-01", "SCHOLZ 1 said_on=2022-01-02", "FRANCE 1", "ITALY -2"], "ITA"),
    ],
    ids=[
        "none",
        "one of three",
        "balanced does not dissent",
        "even",
        "even but for one",
        "one takes a side",
        "the latest counts",
    ],
)
def test_who_leaves_the_majority(union, said, dissenters):
    assert rows(union(*said))[0]["dissenters"] == dissenters


@pytest.mark.parametrize("level", ["actor", "organisation", "country"])
def test_a_member_is_its_state_at_every_level(union, level):
    (row,) = rows(union("SCHOLZ 2", "FRANCE 1"), level=level)
    assert (row["coded"], row["not_coded"]) == (2, "ITA")


def test_members_are_those_of_the_day_as_known_by_it(case):
    toy = case(
        actors=STATES,
        sources=["s1 published_on=2022-01-01", "s2 published_on=2022-06-01"],
        relationships=[
            *joins("GERMANY", "FRANCE"),
            *joins("ITALY", starts_on="2022-02-01", source_id="s2"),
            *joins("NORWAY", ends_on="2022-01-31"),
            *joins("SPAIN", starts_on="2022-09-01", status="scheduled"),
        ],
    )

    def members(day, hindsight=False):
        return bodies(look(toy, Lens(as_of=date.fromisoformat(day), hindsight=hindsight)))["EU"]

    assert members("2022-01-31") == ("DEU", "FRA", "NORWAY")
    assert members("2022-02-01") == ("DEU", "FRA")
    assert members("2022-02-01", hindsight=True) == ("DEU", "FRA", "ITA")
    assert members("2022-12-01") == ("DEU", "FRA", "ITA")


def test_a_body_of_one_is_no_group(union):
    toy = union("GERMANY 1", ties=joins("FRANCE", body="NATO"))
    assert [*bodies(look(toy, Lens()))] == ["EU"]
    assert bodies(look(toy, Lens(country=("DEU",)))) == {}
    assert rows(toy, country=("DEU",)) == []


def test_chosen_countries_are_the_members_that_are_left(union):
    (row,) = rows(union("GERMANY 1", "ITALY 1"), country=("DEU", "FRA"))
    assert (row["members"], row["coded"], row["not_coded"]) == (2, 1, "FRA")


def test_who_stands_under_another_is_no_member_and_organs_are_no_body(union):
    ties = [*joins("SCHOLZ", "GERMANY", "FRANCE", body="COUNCIL"), *joins("SCHOLZ", "ITALY", body="NATO")]
    assert [*bodies(look(union("GERMANY 1", ties=ties), Lens()))] == ["EU"]


def test_states_named_together_are_no_member(case):
    toy = case(
        actors=[*STATES, "ALLIES kind=group"],
        positions=["p1 actor_id=ALLIES stance=-1", "p2 actor_id=FRANCE"],
        relationships=joins("GERMANY", "FRANCE", "ALLIES"),
    )
    assert [(row["members"], row["coded"], row["lowest"]) for row in rows(toy)] == [(2, 1, 1)]


def test_facts_in_dispute_are_left_out(union):
    toy = union("GERMANY 1 issue_id=F1", "FRANCE -1 issue_id=F1", issues=["F1 kind=fact"])
    assert rows(toy) == []


def test_statements_without_a_stance_are_not_coded(union):
    assert rows(union("GERMANY ''", "FRANCE 0"))[0]["not_coded"] == "DEU;ITA"


def test_the_parts_of_one_state(union):
    toy = union("SCHOLZ 2", "GERMANY -1 issue_id=I2", "FRANCE 1", "SCHOLZ 1 issue_id=I2")
    view = look(toy, Lens(level="country"))
    assert parts(view) == {"DEU": ("GERMANY", "SCHOLZ")}
    assert [(row["issue_id"], row["spread"], row["coded"], row["not_coded"]) for row in rows(toy, "DEU")] == [
        ("I2", 2, 2, ""),
        ("I1", 0, 1, "GERMANY"),
    ]


def test_parts_stay_parts_under_a_filter_and_are_organisations_where_rows_are(case):
    toy = case(
        actors=[*STATES, "GOV part_of=GERMANY", "BAERBOCK kind=person part_of=GOV"],
        positions=["p1 actor_id=SCHOLZ", "p2 actor_id=BAERBOCK issue_id=I2", "p3 actor_id=GOV stance=2"],
    )
    assert parts(look(toy, Lens(level="country", issue=("I1",))))["DEU"] == ("SCHOLZ", "GOV", "BAERBOCK")
    assert parts(look(toy, Lens(level="organisation")))["DEU"] == ("GERMANY", "GOV")
    (row,) = rows(toy, "DEU", issue=("I1",))
    assert (row["members"], row["not_coded"]) == (3, "BAERBOCK")


def test_the_widest_stand_first_then_the_most_coded(union):
    toy = union(
        "GERMANY 1 issue_id=I1",
        "FRANCE 1 issue_id=I2",
        "ITALY 1 issue_id=I2",
        "GERMANY 1 issue_id=I3",
        "ITALY 2 issue_id=I3",
    )
    assert [row["issue_id"] for row in rows(toy)] == ["I3", "I2", "I1"]


def test_who_stands_at_each_level(union):
    view = look(union("SCHOLZ 2", "FRANCE 2", "ITALY -1", "ITALY 0 issue_id=I2"), Lens(level="country"))
    assert levels(view, "EU").to_dict("records") == [
        {"issue_id": "I1", "stance": -1, "members": ("ITA",), "position_ids": ("p2",)},
        {"issue_id": "I1", "stance": 2, "members": ("DEU", "FRA"), "position_ids": ("p0", "p1")},
        {"issue_id": "I2", "stance": 0, "members": ("ITA",), "position_ids": ("p3",)},
    ]
    assert len(levels(view, "NOBODY")) == 0


@pytest.mark.parametrize("lines", [[], ["p1 stance="], ["p1"]], ids=["nothing", "mute", "no group"])
def test_there_may_be_none(case, lines):
    table = spread(look(case(positions=lines), Lens()))
    assert (len(table), [*table.columns]) == (0, [*COLUMNS])


@given(
    st.lists(st.tuples(st.sampled_from([*MEMBERS, "SCHOLZ"]), st.sampled_from(["-2", "-1", "0", "1", "2"])), max_size=8)
)
def test_it_is_what_the_cells_of_the_stance_matrix_give(case, said):
    lines = [f"p{n} actor_id={who} stance={stance} said_on=2022-01-0{n + 1}" for n, (who, stance) in enumerate(said)]
    toy = case(actors=STATES, positions=lines, relationships=joins(*MEMBERS))
    cells = stance_matrix(look(toy, Lens(as_of=date(2022, 12, 31), level="country"))).cells
    stances = dict(zip(cells["row_id"], (int(one) for one in cells["stance"]), strict=True))
    found = rows(toy)
    assert len(found) == bool(stances)
    for row in found:
        assert (row["lowest"], row["highest"]) == (min(stances.values()), max(stances.values()))
        assert 0 <= row["spread"] <= 4
        assert {*filter(None, row["not_coded"].split(";"))} == {"DEU", "FRA", "ITA"} - {*stances}
        dissent = [stances[one] for one in filter(None, row["dissenters"].split(";"))]
        rest = [stance for one, stance in stances.items() if one not in row["dissenters"].split(";")]
        signs = [stance > 0 for stance in rest if stance]
        assert not dissent or (len({*signs}) == 1 and signs.count(signs[0]) > len(dissent))
        assert all(stance and (stance > 0) != signs[0] for stance in dissent)


def test_hungary_leaves_the_majority_of_the_union_on_arms(shipped):
    view = look(shipped, Lens(level="country", as_of=date(2022, 6, 28)))
    table = spread(view)
    (row,) = table[(table["group_id"] == "EU") & (table["issue_id"] == "I05")].to_dict("records")
    assert (row["lowest"], row["highest"], row["members"], row["dissenters"]) == (-2, 2, 25, "HUN")
    assert {"NATO", "EU", "G7", "DEU", "USA"} <= {*table["group_id"]}
    assert "GBR" not in bodies(view)["EU"]
