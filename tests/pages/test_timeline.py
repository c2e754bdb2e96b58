import pytest


@pytest.fixture
def visits(folder):
    return folder(
        files={"case.toml": "title = 'Toy'\ntimeline_from = '2022-02-07'\n"},
        sources=["s1 published_on=2022-01-01", "s2 published_on=2022-02-08"],
        events=[
            "e1 title=Before starts_on=2022-02-01 source_id=s2 theme=force",
            "e2 title=Visit starts_on=2022-02-07 source_id=s2",
            "e3 title=Plan starts_on=2022-02-20 status=scheduled",
        ],
    )


def test_it_begins_on_the_first_day_of_the_timeline(desk, visits):
    shown = desk("timeline", visits, as_of="2022-02-08")
    assert shown.answer.startswith("2 events from 7 to 20 February 2022")
    assert "1 earlier" in shown.answer


def test_the_lead_up_stands_behind_a_switch(desk, visits):
    shown = desk("timeline", visits, as_of="2022-02-08")
    shown.app.toggle(key="lead_up").set_value(True)
    assert shown.run().answer.startswith("3 events from 1 to 20 February 2022")


@pytest.mark.parametrize("lanes", ["theme", "country"])
def test_lanes_can_be_chosen(desk, visits, lanes):
    shown = desk("timeline", visits, as_of="2022-02-08")
    shown.app.button_group(key="lanes").set_value(lanes)
    assert shown.run().answer.startswith("2 events")


def test_the_same_as_a_table(desk, visits):
    shown = desk("timeline", visits, as_of="2022-02-08")
    shown.app.session_state["twin-timeline"] = True
    table = shown.run().table
    assert table[["Title", "State"]].to_numpy().tolist() == [["Visit", "occurred"], ["Plan", "scheduled"]]
    assert "opens" not in table
