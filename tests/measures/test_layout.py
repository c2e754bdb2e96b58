"""Placement: friends together, enemies apart, nobody on another, and nobody ever moves."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.layout import HIGH, WIDE, Pulls, label_lines, label_size, place, positions
from crisis.measures.network import actor_network
from crisis.model.lens import Lens
from crisis.model.vocabulary import LEVELS
from crisis.tables.view import look


def pulls(names, kin=None, **ties):
    """Pulls from pairs: ``friendly=["AB"]``; names are single letters."""
    arrays = {kind: np.zeros((len(names), len(names))) for kind in ("friendly", "hostile", "contact", "structural")}
    for kind, pairs in ties.items():
        for one, other in pairs:
            at, to = names.index(one), names.index(other)
            arrays[kind][at, to] += 1
            arrays[kind][to, at] += 1
    groups = np.arange(len(names)) if kin is None else np.array(kin)
    return Pulls({name: name for name in names}, kin=groups, **arrays)


def apart(found, one, other):
    return float(np.hypot(*(np.array(found[one]) - found[other])))


def test_two_camps_stand_apart():
    found = place(pulls("ABCXYZ", friendly=["AB", "BC", "AC", "XY", "YZ", "XZ"], hostile=["AX", "BY", "CZ"]))
    inside = [apart(found, *pair) for camp in ("ABC", "XYZ") for pair in zip(camp, camp[1:] + camp[:1], strict=True)]
    across = [apart(found, one, other) for one in "ABC" for other in "XYZ"]
    assert max(inside) < min(across)


def test_camps_stand_left_and_right_and_the_most_hostile_actor_right():
    found = place(pulls("ABCXYZ", friendly=["AB", "BC", "AC", "XY", "YZ"], hostile=["XA", "XB", "XC"]))
    assert max(found[one][0] for one in "ABC") < WIDE / 2 < min(found[one][0] for one in "XYZ")


def test_those_with_a_common_enemy_stand_together():
    found = place(pulls("ABCR", hostile=["AR", "BR", "CR"]))
    assert max(apart(found, "A", "B"), apart(found, "B", "C")) < min(apart(found, one, "R") for one in "ABC")


def test_members_of_one_country_stand_together():
    found = place(pulls("ABXY", kin=[0, 0, 1, 1], contact=["AX"]))
    assert max(apart(found, "A", "B"), apart(found, "X", "Y")) < apart(found, "B", "Y")


def test_a_hostile_act_inside_a_country_does_not_set_the_country_against_itself():
    found = place(pulls("ABCX", kin=[0, 0, 0, 1], hostile=["AB", "CX", "AX", "BX"]))
    assert apart(found, "A", "C") < apart(found, "A", "B")


def test_what_is_tied_to_nobody_stands_on_an_arc_below():
    found = place(pulls("ABCDEF", friendly=["AB", "BC", "AC"]))
    assert max(found[one][1] for one in "DEF") < min(found[one][1] for one in "ABC")
    assert found["D"][0] < found["E"][0] < found["F"][0]


@pytest.mark.parametrize("names", ["", "A", "AB", "ABC"])
def test_few_actors_are_placed_too(names):
    found = place(pulls(names, friendly=["AB"] if "B" in names else []))
    assert [*found] == [*names]
    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in found.values())


def test_labels_break_between_words():
    assert label_lines("Donetsk and Luhansk separatists") == ["Donetsk and Luhansk", "separatists"]
    assert label_lines("Bundesnetzagenturbehörde") == ["Bundesnetzagenturbehörde"]
    assert label_lines("") == [""]
    assert label_size(["NATO"]) < label_size(["NATO", "members"])


def test_placement_depends_on_case_and_level_alone(case):
    rows = ["r1 actor_id=A recipient_id=B kind=AID polarity=2", "r2 actor_id=A recipient_id=C kind=ASSAULT polarity=-2"]
    assert positions(case(relationships=rows), "actor") == positions(case(relationships=rows[::-1]), "actor")


def test_an_empty_case_has_no_positions(case):
    assert positions(case(), "country") == {}


def test_a_person_has_a_place_before_the_office_is_known_and_after_it_ended(case):
    toy = case(
        actors=["DEU kind=state country=DEU", "GOV part_of=DEU", "P kind=person"],
        sources=["late published_on=2022-03-01"],
        relationships=[
            "r1 actor_id=P recipient_id=B kind=AID polarity=2 starts_on=2022-02-01",
            "r2 actor_id=P recipient_id=GOV kind=holds_office_in starts_on=2021 source_id=late",
        ],
    )
    assert {"DEU", "P", "B"} <= {*positions(toy, "country")}
    early = actor_network(look(toy, Lens(as_of=date(2022, 2, 20), level="country")))
    late = actor_network(look(toy, Lens(as_of=date(2022, 3, 20), level="country")))
    assert [*early.names] == ["P", "B"]
    assert [*late.names] == ["DEU", "B"]


@pytest.mark.parametrize("level", [*LEVELS])
def test_everyone_the_shipped_case_ever_shows_has_a_place(shipped, level):
    placed = positions(shipped, level)
    for day in (date(2021, 12, 20), date(2022, 1, 27), date(2022, 2, 23), date(2022, 3, 31), None):
        for hindsight in (False, True):
            network = actor_network(look(shipped, Lens(as_of=day, hindsight=hindsight, level=level)))
            assert {*network.names} <= {*placed}


@pytest.mark.parametrize("level", [*LEVELS])
def test_marks_of_the_shipped_case_do_not_overlap_and_fill_the_rectangle(shipped, level):
    points = np.array([*positions(shipped, level).values()])
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 9 * np.eye(len(points))
    assert gaps.min() * 620 > 14
    wide, high = np.ptp(points, axis=0)
    assert 1.2 < wide / high < 1.8
    assert points.min() >= 0
    assert (points <= [WIDE, HIGH]).all()


def test_russia_and_ukraine_stand_in_different_camps(shipped):
    found = positions(shipped, "country")
    assert apart(found, "RUS", "BLR") < apart(found, "RUS", "UKR")
    assert apart(found, "UKR", "DEU") < apart(found, "UKR", "RUS")
    assert found["UKR"][0] < WIDE / 2 < found["RUS"][0]


def test_five_hundred_actors_have_a_place_of_their_own_each():
    rng = np.random.default_rng(1)

    def ties(count):
        matrix = np.zeros((500, 500))
        np.add.at(matrix, tuple(rng.integers(0, 500, (2, count))), 1)
        np.fill_diagonal(matrix, 0)
        return matrix + matrix.T

    names = {f"a{n}": "Name of an actor" for n in range(500)}
    many = Pulls(names, ties(300), ties(300), ties(500), ties(200), rng.integers(0, 60, 500))
    assert len({*place(many).values()}) == 500


PAIRS = st.lists(st.sampled_from([one + other for one in "ABCDEFG" for other in "ABCDEFG" if one < other]), max_size=12)


@given(friendly=PAIRS, hostile=PAIRS, contact=PAIRS)
def test_placement_is_the_same_every_time_and_inside_the_rectangle(friendly, hostile, contact):
    read = pulls("ABCDEFG", friendly=friendly, hostile=hostile, contact=contact)
    found = place(read)
    assert found == place(read)
    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in found.values())
    assert min(apart(found, one, other) for one in found for other in found if one < other) * 620 > 14
