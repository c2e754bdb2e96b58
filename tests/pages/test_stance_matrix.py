from datetime import date

import pytest


@pytest.fixture
def germany(folder):
    return folder(
        actors=[
            "DEU name=Germany kind=state country=DEU",
            "GOV_DE name=Government country=DEU part_of=DEU",
            "SCHOLZ name=Scholz kind=person country=DEU part_of=GOV_DE",
            "AUT name=Austria kind=state country=AUT",
            "ITA name=Italy kind=state country=ITA",
        ],
        issues=["I05 name='Arm Ukraine'", "F1 name='It happened' kind=fact"],
        sources=["s1 published_on=2022-01-01"],
        positions=[
            "p1 actor_id=GOV_DE issue_id=I05 stance=-2 said_on=2022-02-01",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26",
            "p3 actor_id=AUT issue_id=I05 stance=1 said_on=2022-02-26",
            "p4 actor_id=ITA issue_id=I05 stance=-2 said_on=2022-01-01",
            "p5 actor_id=ITA issue_id=F1 stance=1 said_on=2022-01-01",
        ],
    )


def rows(shown, key="stance_matrix"):
    """Row labels of a matrix from top to bottom."""
    (labels,) = [one for one in shown.figure(key)["data"] if one["name"] == "rows"]
    return labels["text"]


def values(shown):
    """Printed text of every cell."""
    (texts,) = [one for one in shown.figure("stance_matrix")["data"] if one["name"] == "value and day"]
    return [text.replace("<b>", "").replace("</b><br>", " ") for text in texts["text"]]


def test_it_says_how_much_is_coded(desk, germany):
    assert desk("stance_matrix", germany).answer == (
        "3 cells coded for 3 rows and 1 issue; 1 contradicted, 0 word against deed, 3 on a single source."
    )


def test_rows_stand_by_agreement_or_by_name(desk, germany):
    shown = desk("stance_matrix", germany)
    assert rows(shown) in (["Italy", "Austria", "Germany"], ["Germany", "Austria", "Italy"])
    shown.app.button_group(key="order").set_value("by name")
    assert rows(shown.run()) == ["Austria", "Germany", "Italy"]


def test_a_row_opens_into_its_parts(desk, germany):
    shown = desk("stance_matrix", germany, order="by name", parts="Germany")
    assert rows(shown) == ["Austria", "Germany", "– Government", "– Scholz", "Italy"]
    assert shown.app.multiselect(key="parts").options == ["Germany"]


def test_an_earlier_day_to_compare_with_marks_what_moved(desk, germany):
    shown = desk("stance_matrix", germany, order="by name", compare="2022-02-25")
    assert values(shown) == ["+2 Δ+4", "+1 new", "−2 1/1"]
    assert "Framed: moved since 25 February 2022, 2 cells; Δ is by how much." in shown.said()


def test_a_day_to_compare_with_is_earlier(desk, germany):
    shown = desk("stance_matrix", germany, compare="2022-02-25", as_of="2022-02-25")
    assert shown.app.date_input(key="compare").value is None
    shown.app.date_input(key="as_of").set_value(date(2022, 1, 1))
    assert len(shown.run().app.date_input) == 1


def test_facts_in_dispute_have_a_box_of_their_own(desk, germany):
    shown = desk("stance_matrix", germany)
    assert [one.value for one in shown.app.subheader] == ["Facts in dispute"]
    assert rows(shown, "facts") == ["Italy"]
    assert len(desk("stance_matrix", germany, country="Austria").app.subheader) == 0


def test_the_same_as_a_table(desk, germany):
    shown = desk("stance_matrix", germany, country="Germany")
    shown.app.session_state["twin-stance_matrix"] = True
    assert shown.run().table.astype(str).to_dict("records") == [
        {
            "Actor": "Germany",
            "Theme": "security",
            "Issue": "Arm Ukraine",
            "Stance": "2",
            "In words": "strongly supports",
            "Day": "2022-02-26",
            "Days old": "0",
            "Statements": "2",
            "Sources": "1",
            "Has said both": "yes",
            "Word against deed": "",
            "Single source": "yes",
        }
    ]
