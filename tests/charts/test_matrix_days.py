import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from crisis.charts import matrix_days, matrix_drawing, stance_matrix
from crisis.charts.theme import LIGHT
from crisis.measures.stance_days import EMPTY, SPOKE, stance_days, stops
from crisis.model.lens import Lens
from crisis.tables.view import look


@pytest.fixture(scope="module")
def toy(case):
    return case(
        actors=["A name=Alpha", "B name=Beta", "C name=Gamma"],
        issues=["I1 name=One theme=first", "I2 name=Two theme=second", "F1 kind=fact"],
        sources=["s1 published_on=2022-01-01"],
        positions=[
            "p1 actor_id=A issue_id=I1 stance=2 said_on=2022-02-02",
            "p2 actor_id=A issue_id=I1 stance=-1 said_on=2022-02-04",
            "p3 actor_id=B issue_id=I2 stance=1 said_on=2022-02-06",
            "p4 actor_id=B issue_id=I1 stance= said_on=2022-02-03",
            "p5 actor_id=C issue_id=F1 stance=1 said_on=2022-02-03",
        ],
    )


def feb(*days):
    return np.array([f"2022-02-{day:02}" for day in days], dtype="datetime64[D]").astype("int64")


def placed(toy, day):
    seen = look(toy, Lens(as_of=day))
    shown = matrix_drawing.drawing(seen)
    return shown, matrix_days.places(toy, stance_days(seen), shown, LIGHT)


def test_states_are_told_by_stop_and_nothing_between(toy):
    found = matrix_days.states(stance_days(look(toy, Lens())), feb(2, 3, 4, 6))
    assert (found["rows"], found["columns"]) == (2, 2)
    assert sorted(found["cells"]) == [[0, 0, 0, 2, 2, -1], [1, 0, 1, SPOKE], [1, 1, 3, 1]]
    assert (found["spoke"], found["empty"]) == (SPOKE, EMPTY)


def test_of_changes_between_two_stops_the_last_is_told_and_those_after_all_are_not(toy):
    found = matrix_days.states(stance_days(look(toy, Lens())), feb(1, 5))
    assert sorted(found["cells"]) == [[0, 0, 1, -1], [1, 0, 1, SPOKE], [1, 1]]


def test_what_the_page_shows_stays_where_its_figure_has_it(toy):
    shown, found = placed(toy, toy.last_day)
    drawn = {one["name"]: one for one in stance_matrix.stance_matrix_figure(shown).to_plotly_json()["data"]}
    layout = stance_matrix.stance_matrix_figure(shown).layout
    left, top = layout.margin.l - layout.xaxis.range[0], layout.margin.t + layout.yaxis.range[1]
    across = {data[2]: left + x for data, x in zip(drawn["stance"]["customdata"], drawn["stance"]["x"], strict=True)}
    down = {data[1]: top - y for data, y in zip(drawn["stance"]["customdata"], drawn["stance"]["y"], strict=True)}
    days = stance_days(look(toy, Lens()))
    assert [one["x"] for one in found["columns"]] == pytest.approx([across[one] for one in days.columns], abs=0.1)
    assert [one["y"] for one in found["rows"]] == pytest.approx([down[one] for one in days.rows])
    assert all(one["stays"] for one in [*found["rows"], *found["columns"]])


def test_what_comes_up_on_other_days_stands_below_and_to_the_right(toy):
    _, found = placed(toy, on(4))
    (here, coming), (one, other) = found["rows"], found["columns"]
    assert (here["stays"], coming["stays"], one["stays"], other["stays"]) == (True, False, True, False)
    assert coming["y"] > here["y"]
    assert other["x"] > one["x"]
    assert [head["over"] for head in found["themes"]] == [[0], [1]]


def test_of_a_day_without_a_stance_all_come_up_later(toy):
    _, found = placed(toy, on(1))
    assert [one["stays"] for one in found["rows"]] == [False, False]


def test_a_part_that_comes_up_names_its_row(case):
    toy = case(
        actors=["DEU name=Germany kind=state country=DEU", "GOV name=Government part_of=DEU"],
        positions=["p1 actor_id=GOV stance=1"],
    )
    seen = look(toy, Lens(level="country"))
    empty = matrix_drawing.drawing(look(toy, Lens(level="country", as_of=on(1, 1))))
    found = matrix_days.places(toy, stance_days(seen, ("DEU",)), empty, LIGHT)
    assert [one["words"] for one in found["rows"]] == ["Germany", "– Government, Germany"]


def test_a_case_without_a_stance_has_no_places(case):
    seen = look(case(), Lens())
    assert matrix_days.places(seen.case, stance_days(seen), matrix_drawing.drawing(seen), LIGHT) == {}
    assert matrix_days.states(stance_days(seen), feb(1))["cells"] == []


def test_all_of_it_is_plain_json(shipped):
    seen = look(shipped, Lens(level="country"))
    days = stance_days(seen)
    told = matrix_days.states(days, stops(shipped, pd.Timestamp(shipped.first_day), pd.Timestamp(shipped.last_day)))
    assert len(json.dumps(told)) < 10_000
    assert json.loads(json.dumps(matrix_days.places(shipped, days, matrix_drawing.drawing(seen), LIGHT)))


def on(day, month=2):
    return date(2022, month, day)
