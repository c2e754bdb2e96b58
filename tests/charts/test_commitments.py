import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from crisis.charts.commitments import FILL, MOST, commitments_alt, commitments_figure, fate, more
from crisis.charts.labelled_rows import ROW
from crisis.charts.theme import DARK, LIGHT

NAMES = {"A": "Ann", "B": "Ben <b>"}
ISSUES = {"I1": "Arm Ukraine"}
DAY = pd.Timestamp("2022-03-01")


def promise(one="p1", act="commitment", condition="none", met="unconditional", who="A", said="2022-02-01", done=""):
    day = pd.Timestamp(done) if done else pd.NaT
    return {
        "position_id": one,
        "actor_id": who,
        "issue_id": "I1",
        "act": act,
        "condition": condition,
        "met": met,
        "last_day": pd.Timestamp(said),
        "event_id": f"e-{one}" if done else "",
        "title": "Done <i>" if done else "",
        "done_on": day,
        "delay": (day - pd.Timestamp(said)).days if done else pd.NA,
    }


TWO = pd.DataFrame([promise(), promise("p2", "threat", "if_attack", "taken_as_met", "B", "2022-01-10", "2022-02-22")])


def traces(figure):
    return [*go.Figure(figure.to_plotly_json()).data]


def named(figure, name):
    return next(one for one in traces(figure) if one.name == name)


def texts(figure):
    return [one.text for one in figure.layout.annotations]


def test_each_is_drawn_from_the_day_it_was_said():
    figure = commitments_figure(TWO, DAY, NAMES, ISSUES)
    said = named(figure, "said on")
    assert [*zip(said.x, said.y, strict=True)] == [("2022-02-01", 0), ("2022-01-10", -ROW)]
    assert [[*one] for one in said.customdata] == [["position", "p1"], ["position", "p2"]]
    assert [*said.marker.symbol] == ["circle", "diamond"]
    assert [*said.marker.color] == [FILL["commitment"], FILL["threat"]]


def test_what_was_carried_out_ends_in_its_event():
    figure = commitments_figure(TWO, DAY, NAMES, ISSUES)
    done = named(figure, "carried out on")
    assert ([*done.x], [[*one] for one in done.customdata]) == (["2022-02-22"], [["event", "e-p2"]])
    assert done.hovertext[0].startswith("Done &lt;i&gt;<br>22 Feb 2022, carried out after 43 days")
    bar = named(figure, "carried out")
    assert ([*bar.x], bar.line.dash) == (["2022-01-10", "2022-02-22"], "solid")


def test_an_open_one_is_dotted_to_the_day_and_has_an_open_end():
    figure = commitments_figure(TWO, DAY, NAMES, ISSUES)
    bar, head = named(figure, "open"), named(figure, "still open")
    assert ([*bar.x], bar.line.dash) == (["2022-02-01", "2022-03-01"], "2px,5px")
    assert ([*head.x], [*head.y], head.marker.symbol, head.customdata) == (["2022-03-01"], [0], "arrow-right", None)


def test_lines_say_who_on_what_and_what_came_of_it():
    found = texts(commitments_figure(TWO, DAY, NAMES, ISSUES))
    quiet = f"<br><span style='color:{LIGHT.quiet}'>"
    assert found == [
        f"Ann{quiet}Arm Ukraine</span>",
        f"Ben &lt;b&gt;{quiet}Arm Ukraine</span>",
        f"open for 28 days{quiet}promise, unconditional</span>",
        f"carried out after 43 days{quiet}threat, if attacked (taken as met)</span>",
    ]


def test_whether_a_condition_was_met_is_not_coded():
    found = pd.DataFrame([promise(condition="if_attack", met="not_coded")])
    assert texts(commitments_figure(found, DAY, NAMES, ISSUES))[1].endswith(
        "promise, if attacked (met: not coded)</span>"
    )


@pytest.mark.parametrize(
    ("said", "done", "words"),
    [
        ("2022-02-28", "", "open for 1 day"),
        ("2022-02-01", "2022-02-01", "carried out after 0 days"),
        ("2022-02-01", "2022-01-30", "carried out from before"),
    ],
)
def test_what_came_of_it(said, done, words):
    assert fate(promise(said=said, done=done), DAY) == words


def test_at_most_forty_are_drawn_and_the_rest_is_counted():
    many = pd.DataFrame([promise(f"p{n}") for n in range(MOST + 5)])
    assert len(named(commitments_figure(many, DAY, NAMES, ISSUES), "said on").x) == 40
    assert (more(many), more(TWO)) == ("The first 40 are drawn; 5 more stand in the list.", "")


def test_none_says_so():
    figure = commitments_figure(TWO.head(0), DAY, NAMES, ISSUES, ink=DARK, empty="No promise.")
    assert (texts(figure), len(figure.data)) == (["No promise."], 0)
    assert commitments_alt(TWO.head(0)) == "No promise or threat is coded."


def test_promises_in_a_sentence():
    assert commitments_alt(TWO) == (
        "2 promises and threats: 1 open, 1 carried out, each from the day it was said. The table below holds "
        "conditions and delays."
    )


def test_hostile_names_are_text():
    figure = commitments_figure(TWO, DAY, dict.fromkeys(NAMES, "<script>" + "x" * 10_000), {"I1": "<script>"})
    assert "<script" not in json.dumps(figure.to_plotly_json())
    assert figure.layout.width < 1600
