import pytest


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
