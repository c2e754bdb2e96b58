from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest
import streamlit as st

from crisis import stores
from crisis.measures import layout
from crisis.ui import placement


class Held(Executor):
    """Works when it is told to."""

    def __init__(self):
        self.asked = []

    def submit(self, work, *arguments):
        self.asked.append((future := Future(), work, arguments))
        return future

    def work(self):
        for future, work, arguments in self.asked:
            future.set_result(work(*arguments))


@pytest.fixture
def held(monkeypatch):
    """Placements take long: they are worked out aside, and not before ``held.work()``."""
    executor = Held()
    monkeypatch.setattr(placement, "_ASIDE", executor)
    monkeypatch.setattr(placement, "AT_ONCE", 3)
    monkeypatch.setattr(placement, "BEFORE", 3)
    st.cache_resource.clear()  # views hold the case they were made of, and so does the placement
    placement._begun.cache_clear()
    yield executor
    placement._begun.cache_clear()


@pytest.fixture
def triangle(folder):
    return folder(
        actors=["A name=Ann kind=person", "B name=Ben kind=person", "C name=Cem kind=person", "D name=Dan kind=person"],
        sources=["s1 published_on=2022-01-01"],
        relationships=[
            "r1 actor_id=A recipient_id=B kind=THREATEN polarity=-2 starts_on=2022-02-01",
            "r2 actor_id=B recipient_id=C kind=AID polarity=2 starts_on=2022-02-10",
            "r3 actor_id=B recipient_id=C kind=AID polarity=1 starts_on=2022-02-10",
            "r4 actor_id=C recipient_id=D kind=CONSULT starts_on=2022-02-10",
            "r5 actor_id=A recipient_id=D kind=member_of starts_on=2000",
            "r6 actor_id=A recipient_id=C kind=AID polarity=1 status=scheduled starts_on=2022-02-20",
        ],
        positions=["p1 said_on=2022-02-10"],
    )


@pytest.mark.parametrize(
    ("choice", "answer"),
    [
        ({}, "3 actors and 3 kinds of tie"),
        ({"contact": "true"}, "4 actors and 4 kinds of tie"),
        ({"structural": "true"}, "4 actors and 4 kinds of tie"),
        ({"announced": "false"}, "3 actors and 2 kinds of tie"),
        ({"kinds": "aid"}, "3 actors and 2 kinds of tie"),
        ({"days": "3"}, "3 actors and 2 kinds of tie"),
        ({"least": "2"}, "2 actors and 1 kind of tie"),
        ({"ego": "Ben", "announced": "false"}, "3 actors and 2 kinds of tie"),
        ({"least": "9"}, "0 actors and 0 kinds of tie"),
    ],
)
def test_filters_say_what_is_left(desk, triangle, choice, answer):
    assert desk("network", triangle, **choice).answer.startswith(answer)


def test_the_shortest_path_between_two_actors(desk, triangle):
    shown = desk("network", triangle, announced="false", path=["Ann", "Cem"])
    assert shown.answer.endswith("Shortest path: Ann – Ben – Cem.")


def test_no_path_is_told(desk, triangle):
    shown = desk(
        "network", triangle, announced="false", contact="true", kinds=["threaten", "consult"], path=["Ann", "Dan"]
    )
    assert shown.answer.endswith("No visible tie leads from Ann to Dan.")


def test_actors_and_their_measures(desk, triangle):
    shown = desk("network", triangle)
    shown.app.session_state["twin-actors"] = True
    assert sorted(shown.run().table.iloc[:, 0]) == ["Ann", "Ben", "Cem"]


def test_ties_as_a_table(desk, triangle):
    shown = desk("network", triangle, announced="false")
    shown.app.session_state["twin-network"] = True
    assert len(shown.run().table) == 2


@pytest.mark.parametrize("choice", [{"size": "betweenness"}, {"colour": "kind"}])
def test_looks_can_be_chosen(desk, triangle, choice):
    (text,) = choice.values()
    assert f"{text}" in desk("network", triangle, **choice).said()


def places(figure):
    """Where a figure stands its actors."""
    (marks,) = [one for one in figure["data"] if one.get("name") == "actors"]
    return {one: (x, y) for (_, one), x, y in zip(marks["customdata"], marks["x"], marks["y"], strict=True)}


def test_a_long_placement_is_not_waited_for(desk, triangle, held):
    shown = desk("network", triangle, announced="false")
    assert placement.SOON in shown.said()
    assert len(places(shown.figure("network-ring"))) == 3
    assert shown.answer.startswith("3 actors and 2 kinds of tie")
    shown.app.toggle(key="contact").set_value(True)
    assert shown.run().answer.startswith("4 actors and 3 kinds of tie")
    assert len(places(shown.figure("network-ring"))) == 4
    assert [level for *_, (_, level) in held.asked] == ["country", "actor", "organisation"]

    held.work()
    assert placement.SOON not in shown.run().said()
    assert shown.app.toggle(key="contact").value
    assert shown.answer.startswith("4 actors and 3 kinds of tie")
    assert places(shown.figure("network")) == layout.positions(stores.open_case(triangle), "actor")


def test_few_actors_are_placed_at_once(desk, triangle, held, monkeypatch):
    monkeypatch.setattr(placement, "AT_ONCE", 4)
    assert placement.SOON not in desk("network", triangle).said()
    assert held.asked == []


def test_a_case_of_the_server_is_placed_before_its_first_page(desk, triangle, held, monkeypatch):
    monkeypatch.setattr(placement, "BEFORE", 4)
    with ThreadPoolExecutor(1) as working:
        monkeypatch.setattr(placement, "_ASIDE", working)
        shown = desk("network", triangle)
    assert placement.SOON not in shown.said()
    assert len(places(shown.figure("network"))) == 3


def test_all_sessions_share_a_placement_and_exports_wait_for_it(case, held):
    toy = case(relationships=["r1 actor_id=A recipient_id=B", "r2 actor_id=C recipient_id=D"])
    assert [placement.ready(toy, "actor") for _ in range(2)] == [False, False]
    assert len(held.asked) == 1
    held.work()
    assert placement.ready(toy, "actor")
    assert placement.positions(toy, "actor") == layout.positions(toy, "actor")
