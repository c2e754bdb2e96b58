"""The ring that stands in for the placement."""

import pytest

from crisis.measures.layout import HIGH, WIDE
from crisis.measures.network import actor_network
from crisis.measures.ring import ring
from crisis.model.lens import Lens
from crisis.tables.view import look

ACTORS = ["A country=DEU", "B country=RUS", "C country=DEU", "D country=RUS"]
TIES = ["r1 actor_id=A recipient_id=B", "r2 actor_id=C recipient_id=D"]


@pytest.fixture
def network(case):
    return actor_network(look(case(actors=ACTORS, relationships=TIES), Lens()))


def test_countries_stand_together_on_a_ring(network):
    assert [*ring(network)] == ["A", "C", "B", "D"]
    assert [*ring(network).values()] == [(0.75, 1), (1.5, 0.5), (0.75, 0), (0, 0.5)]


def test_everyone_has_a_place_of_their_own_in_the_picture(shipped):
    network = actor_network(look(shipped, Lens()))
    found = ring(network)
    assert {*found} == {*network.names}
    assert len({*found.values()}) == len(found)
    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in found.values())


def test_nobody_has_no_place(case):
    assert ring(actor_network(look(case(), Lens()))) == {}
