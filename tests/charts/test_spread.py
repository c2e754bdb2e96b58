import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from crisis.charts import theme
from crisis.charts.labelled_rows import ROW, STEP
from crisis.charts.spread import MOST, more, spread_alt, spread_figure
from crisis.charts.theme import DARK, LIGHT

NAMES = {"EU": "Union", "HUN": "Hungary", **{f"M{n}": f"Member {n}" for n in range(12)}}
ISSUES = {"I1": "Arm Ukraine", "I2": "Talk <b>"}


def row(issue="I1", lowest=-2, highest=2, dissenters="HUN", coded=4):
    return {
        "group_id": "EU",
        "issue_id": issue,
        "lowest": lowest,
        "highest": highest,
        "spread": highest - lowest,
        "coded": coded,
        "members": 5,
        "dissenters": dissenters,
        "not_coded": "M9",
    }


def level(issue, stance, *members):
    ids = tuple(f"{one}-{issue}" for one in members)
    return {"issue_id": issue, "stance": stance, "members": members, "position_ids": ids}


FOUND = pd.DataFrame([row(), row("I2", 1, 1, "", 1)])
LEVELS = pd.DataFrame([level("I1", -2, "HUN"), level("I1", 2, "M1", "M2", "M3"), level("I2", 1, "M1")])


def traces(figure):
    return [*go.Figure(figure.to_plotly_json()).data]


def named(figure, name):
    return [one for one in traces(figure) if one.name == name]


def texts(figure):
    return [one.text for one in figure.layout.annotations]


def test_a_mark_a_level_counts_its_members_and_opens_their_statements():
    figure = spread_figure(FOUND, LEVELS, NAMES, ISSUES)
    (marks,), (numbers,) = named(figure, "stances"), named(figure, "numbers")
    assert [*zip(marks.x, marks.y, strict=True)] == [(-2 * STEP, 0), (2 * STEP, 0), (STEP, -ROW)]
    assert [*numbers.text] == ["1", "3", "1"]
    assert [[*one] for one in marks.customdata] == [
        ["position", "HUN-I1"],
        ["position", "M1-I1", "M2-I1", "M3-I1"],
        ["position", "M1-I2"],
    ]
    assert [*marks.marker.color] == [theme.STANCE_FILL[one] for one in (-2, 2, 1)]


def test_a_bar_runs_from_the_lowest_to_the_highest():
    bars = named(spread_figure(FOUND, LEVELS, NAMES, ISSUES), "range")
    assert [([*one.x], [*one.y]) for one in bars] == [
        ([-2 * STEP, 2 * STEP], [0, 0]),
        ([STEP, STEP], [-ROW, -ROW]),
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (row(), ("Hungary", "against the majority")),
        (row(dissenters=""), ("split evenly", "no majority")),
    ],
    ids=["a dissenter", "even"],
)
def test_dissenters_are_named(given, words):
    figure = spread_figure(pd.DataFrame([given]), LEVELS.head(2), NAMES, ISSUES)
    assert f"{words[0]}<br><span style='color:{LIGHT.quiet}'>{words[1]}</span>" in texts(figure)


def test_an_issue_says_how_many_are_coded():
    found = texts(spread_figure(FOUND, LEVELS, NAMES, ISSUES))
    assert f"Talk &lt;b&gt;<br><span style='color:{LIGHT.quiet}'>1 of 5 coded</span>" in found


def test_a_hover_names_members_and_counts_the_rest():
    many = pd.DataFrame([level("I1", 2, *(f"M{n}" for n in range(12)))])
    (marks,) = named(spread_figure(pd.DataFrame([row(lowest=2, dissenters="")]), many, NAMES, ISSUES), "stances")
    assert "Member 0, Member 1" in marks.hovertext[0]
    assert "Member 7 and 4 more" in marks.hovertext[0]


def test_the_widest_are_drawn_and_the_rest_is_counted():
    issues = {f"I{n}": f"Issue {n}" for n in range(MOST + 2)}
    found = pd.DataFrame([row(one) for one in issues])
    levels = pd.DataFrame([level(one, 2, "M1") for one in issues])
    (marks,) = named(spread_figure(found, levels, NAMES, issues), "stances")
    assert (len(marks.x), more(found), more(FOUND)) == (30, "The 30 widest are drawn; 2 more stand in the table.", "")


def test_no_group_says_so():
    figure = spread_figure(FOUND.head(0), LEVELS.head(0), NAMES, ISSUES, ink=DARK, empty="No body is coded.")
    assert (texts(figure), len(figure.data)) == (["No body is coded."], 0)
    assert spread_alt(FOUND.head(0), "Union") == "Spread inside Union: no member is coded."


def test_a_spread_in_a_sentence():
    assert spread_alt(FOUND, "Union") == (
        "Spread inside Union: 2 issues, 1 of them with members two levels or more apart. The table below names "
        "dissenters and who is not coded."
    )


def test_hostile_names_are_text():
    hostile = dict.fromkeys(NAMES, "<script>" + "x" * 10_000)
    figure = spread_figure(FOUND, LEVELS, hostile, dict.fromkeys(ISSUES, "<script>"))
    assert "<script" not in json.dumps(figure.to_plotly_json())
    assert figure.layout.width < 1400
