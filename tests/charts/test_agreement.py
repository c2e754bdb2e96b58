"""Agreement, camps, polarization and windows as figures, by their data."""

from datetime import date
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

from crisis.charts import agreement as matrix
from crisis.charts import agreement_network as network
from crisis.charts import camps as camps_chart
from crisis.charts import polarization as polarization_chart
from crisis.charts import theme
from crisis.charts import windows as windows_chart
from crisis.charts.theme import DARK, LIGHT
from crisis.measures.agreement import AgreementParameters, agreement
from crisis.measures.camps import CampParameters, camps, members
from crisis.measures.polarization import PolarizationParameters, polarization
from crisis.measures.windows import WindowParameters, agreement_over_time, polarization_over_time, tempo
from crisis.model.lens import Lens
from crisis.model.parameters import told
from crisis.tables.view import look

LATE = Lens(as_of=date(2022, 3, 1))
PLAIN = AgreementParameters()
WORDS = told(PLAIN)
HALVES, WEEKS = PolarizationParameters(), WindowParameters()


@pytest.fixture(scope="module")
def view(case):
    said = {"A": {"I1": 2, "I2": 1}, "B": {"I1": 1, "I2": 2}, "C": {"I1": -2}, "D": {"I9": 1}}
    return look(
        case(
            actors=["A name=Ann", "B name='Ben <b>'", "C name=Cay", "D name=Dee"],
            positions=[
                f"{who}{issue} actor_id={who} issue_id={issue} stance={stance} said_on=2022-02-0{place + 1}"
                for place, (who, row) in enumerate(said.items())
                for issue, stance in row.items()
            ],
            relationships=["r1 actor_id=A recipient_id=B polarity=2", "r2 actor_id=C recipient_id=A polarity=-1"],
        ),
        LATE,
    )


@pytest.fixture(scope="module")
def empty(case):
    return look(case(), LATE)


def traces(figure):
    """Traces by name, as plotly has checked them."""
    return {one.name: one for one in go.Figure(figure.to_plotly_json()).data}


def texts(figure):
    return [one.text for one in go.Figure(figure.to_plotly_json()).layout.annotations]


def names(view):
    return view.case.names


GROUPS = [["A", "B"], ["C"], ["D"]]


def test_every_pair_that_shares_an_issue_is_a_square_with_its_tie(view):
    found = traces(matrix.agreement_figure(agreement(view, PLAIN), GROUPS, names(view)))
    squares = found["ties"]
    assert [*map(list, squares.customdata)] == [
        ["agreement", "B", "A", WORDS],
        ["agreement", "C", "A", WORDS],
        ["agreement", "C", "B", WORDS],
    ]
    assert [*found["numbers"].text] == ["2", "−1", "−1"]
    assert [*squares.marker.color] == [theme.STANCE_FILL[2], theme.STANCE_FILL[-1], theme.STANCE_FILL[-1]]
    assert squares.hovertext[0].startswith("Ben &lt;b&gt; · Ann<br>+2.00")
    assert len(found["no shared issue"].x) == 3  # D with each
    assert [*map(list, found["actors"].customdata)] == [["actor", one] for one in "ABCD"]


def test_camps_stand_apart_with_a_line_between(view):
    figure = matrix.agreement_figure(agreement(view, PLAIN), GROUPS, names(view))
    down = [-one for one in traces(figure)["actors"].y]
    assert [*pairwise(down)] == [(0, 42), (42, 98), (98, 154)]
    assert len(figure.layout.shapes) == 4


@pytest.mark.parametrize(
    ("value", "text"), [(2, "2"), (-1, "−1"), (0.4, ".40"), (-0.333, "−.33"), (0, "0"), (-0.001, ".00"), (1.5, "1.50")]
)
def test_a_tie_is_printed_short(value, text):
    assert matrix.number(value) == text


@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_an_empty_network_says_why(empty, ink):
    for figure in (
        matrix.agreement_figure(agreement(empty, PLAIN), [], {}, ink=ink, empty="Why."),
        network.agreement_network_figure(agreement(empty, PLAIN), [], {}, {}, ink=ink, empty="Why."),
        camps_chart.camps_figure(camps(empty, CampParameters()), {}, ink=ink, empty="Why."),
        polarization_chart.polarization_figure(polarization(empty, HALVES), {}, ink=ink, empty="Why."),
        windows_chart.window_figure(
            polarization_over_time(empty, WindowParameters()), "polarization", ink=ink, empty="Why."
        ),
        windows_chart.tempo_figure(tempo(empty, WEEKS), ink=ink, empty="Why."),
    ):
        assert ([*figure.data], texts(figure)) == ([], ["Why."])


def test_too_many_actors_are_told_to_be_too_many(view):
    many = [[str(one) for one in range(100)]]
    assert "100 actors are too many to draw" in texts(matrix.agreement_figure(agreement(view, PLAIN), many, {}))[0]
    places = dict.fromkeys(many[0], (0.0, 0.0))
    shown = network.agreement_network_figure(agreement(view, PLAIN), many, places, {})
    assert "100 actors are too many to draw" in texts(shown)[0].replace("<br>", " ")


PLACES = {"A": (0.0, 0.0), "B": (1.0, 0.0), "C": (0.0, 1.0)}


def test_a_network_draws_agreement_solid_and_disagreement_dashed(view):
    figure = network.agreement_network_figure(agreement(view, PLAIN), [["A", "B"], ["C"]], PLACES, names(view))
    found = traces(figure)
    assert (found["agreement, strong"].line.dash, found["disagreement"].line.dash) == ("solid", "dash")
    assert [len(found[one].x) // 3 for one in ("agreement, strong", "disagreement", "agreement")] == [1, 2, 0]
    assert sorted(map(list, found["ties"].customdata)) == [
        ["agreement", "A", "B", WORDS], ["agreement", "A", "C", WORDS], ["agreement", "B", "C", WORDS],
    ]  # fmt: skip
    assert [*found["actors"].marker.color] == [theme.CATEGORIES[0], theme.CATEGORIES[0], theme.CATEGORIES[1]]
    assert texts(figure) == ["Ann", "Ben &lt;b&gt;", "Cay"]


def test_who_stands_in_no_camp_is_grey(view):
    figure = network.agreement_network_figure(agreement(view, PLAIN), [["A", "B"]], PLACES, names(view))
    assert traces(figure)["actors"].marker.color[2] == theme.CONTACT
    assert "in no camp" in traces(figure)["actors"].hovertext[2]


def test_pictures_have_words(view, empty):
    assert matrix.alt_text(agreement(view, PLAIN), 4, 2) == (
        "Matrix of agreement less disagreement between 4 actors in 2 camps: 1 pair above 0 and 2 pairs below. The "
        "table below holds the numbers."
    )
    assert network.alt_text(agreement(view, PLAIN), 3, 2).startswith("Network of 3 actors in 2 camps")
    found = camps(view, CampParameters())
    assert camps_chart.alt_text(found, names(view)) == "2 camps: camp 1 with Ann, Ben <b>; camp 2 with Cay."
    assert camps_chart.alt_text(camps(empty, CampParameters()), {}) == "No camps: nobody shares an issue."
    assert polarization_chart.alt_text(polarization(empty, HALVES)).startswith("No polarization")
    scored = polarization(view, HALVES)
    assert polarization_chart.alt_text(scored).startswith("Polarization of 2 issues from 0, all agree, to 1")
    over = windows_chart.alt_text(tempo(view, WEEKS), "Tempo", ["statements"])
    assert over == "Tempo over time, 5 windows from 31 Jan 2022 to 28 Feb 2022. The table below holds the numbers."
    assert windows_chart.alt_text(tempo(empty, WEEKS), "Tempo", ["statements"]) == ("Tempo over time, without a point.")


def test_each_actor_of_a_camp_has_two_bars_and_how_often_it_stays(view):
    found = camps(view, CampParameters())
    figure = camps_chart.camps_figure(found, names(view))
    bars = traces(figure)
    assert [*bars["with its own camp"].x] == [2, 2, 0]
    assert [*bars["with the others"].x] == [-1, -1, -2]
    assert [*map(list, bars["with its own camp"].customdata)] == [["actor", "A"], ["actor", "B"], ["actor", "C"]]
    said = texts(figure)
    assert [one for one in said if one.startswith("Camp")] == ["Camp 1", "Camp 2"]
    assert len([one for one in said if one.startswith("stays ")]) == 3
    assert "Dee" not in said
    assert members(found) == [["A", "B"], ["C"]]


def test_each_issue_is_a_bar_from_all_agree_to_two_camps(view):
    figure = polarization_chart.polarization_figure(polarization(view, HALVES), view.case.issue_names)
    bars = traces(figure)["polarization"]
    assert [*map(list, bars.customdata)] == [[], ["issue", "I1"], ["issue", "I2"]]
    assert bars.x[1] == pytest.approx(((2 - 1 / 3) ** 2 + (1 - 1 / 3) ** 2 + (2 + 1 / 3) ** 2) / 12)
    assert "All issues together" in texts(figure)
    assert figure.layout.xaxis.range[0] == 0


def test_each_window_is_a_point_with_the_statements_behind_it(view):
    found = agreement_over_time(view, ["A"], ["C"], WindowParameters())
    figure = windows_chart.window_figure(found, "agreement", ["A", "C"])
    drawn = traces(figure)
    assert [None if pd.isna(one) else one for one in drawn["agreement"].y] == [-1, None, None, None, None]
    assert [*drawn["statements"].y] == [3, 0, 0, 0, 0]
    assert [*drawn["agreement"].customdata[0]] == ["window", "2022-01-31", "2022-02-07", "A;C"]
    assert drawn["agreement"].hovertext[0] == "31 Jan 2022 to 6 Feb 2022: −1.00<br>3 statements behind it"
    assert drawn["agreement"].connectgaps is False


def test_tempo_draws_hostile_acts_downward(view):
    drawn = traces(windows_chart.tempo_figure(tempo(view, WEEKS)))
    assert tuple(drawn[one].y[0] for one in ("friendly acts", "hostile acts", "statements")) == (1, -1, 6)
