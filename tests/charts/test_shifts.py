import json

import pandas as pd
import plotly.graph_objects as go
import pytest

from crisis.charts import shifts as chart
from crisis.charts import theme
from crisis.charts.labelled_rows import ROW, STEP
from crisis.charts.shifts import curve_alt, curve_figure, more, pairs, shifts_alt, shifts_figure, span
from crisis.charts.theme import DARK, LIGHT

ROWS = {"A": "Ann", "B": "Ben <b>"}
ISSUES = {"I1": "Arm Ukraine", "I2": "Talk"}


def shift(kind, before, after, *, who="A", issue="I1", days=("2022-02-14", "2022-02-26"), ids=("p1", "p2")):
    return {
        "actor_id": who,
        "issue_id": issue,
        "shift": kind,
        "from_stance": before,
        "to_stance": after,
        "from_day": pd.Timestamp(days[0]),
        "to_day": pd.Timestamp(days[1]),
        "from_position_id": ids[0],
        "to_position_id": ids[1],
    }


THREE = pd.DataFrame(
    [
        shift("reversal", -2, 2),
        shift("contradiction", -2, 2),
        shift("hardening", 1, 2, who="B", issue="I2", ids=("p3", "p4")),
    ]
)


def curve(*said):
    rows = [one.split() for one in said]
    return pd.DataFrame(
        {
            "day": pd.to_datetime([day for day, _, _ in rows]),
            "stance": [int(stance) for _, stance, _ in rows],
            "actor_id": [who for _, _, who in rows],
            "basis": "word",
            "position_id": [f"p{n}" for n in range(len(rows))],
        }
    )


def traces(figure):
    """Traces as plotly has checked them."""
    return {one.name: one for one in go.Figure(figure.to_plotly_json()).data}


def texts(figure):
    return [one.text for one in figure.layout.annotations if one.text]


def arrows(figure):
    return [one for one in figure.layout.annotations if one.showarrow]


def test_one_pair_of_statements_is_one_line_with_all_it_is():
    assert [one["kinds"] for one in pairs(THREE)] == ["reversal, contradiction", "hardening"]
    marks = traces(shifts_figure(THREE, ROWS, ISSUES))["stances"]
    assert [*zip(marks.x, marks.y, strict=True)] == [(-2 * STEP, 0), (2 * STEP, 0), (STEP, -ROW), (2 * STEP, -ROW)]


def test_both_ends_open_both_statements():
    marks = traces(shifts_figure(THREE, ROWS, ISSUES))["stances"]
    assert [[*one] for one in marks.customdata] == [["position", "p1", "p2"]] * 2 + [["position", "p3", "p4"]] * 2


def test_marks_are_coloured_by_stance_and_print_it():
    found = traces(shifts_figure(THREE, ROWS, ISSUES))
    assert [*found["stances"].marker.color] == [theme.STANCE_FILL[one] for one in (-2, 2, 1, 2)]
    assert [*found["numbers"].text] == ["−2", "+2", "+1", "+2"]


def test_lines_are_labelled_with_row_issue_days_and_kinds():
    found = texts(shifts_figure(THREE, ROWS, ISSUES))
    quiet = f"<br><span style='color:{LIGHT.quiet}'>"
    assert f"Ann{quiet}Arm Ukraine</span>" in found
    assert f"Ben &lt;b&gt;{quiet}Talk</span>" in found
    assert f"14 → 26 Feb 2022{quiet}reversal, contradiction</span>" in found


def test_an_arrow_runs_from_before_to_after_and_has_no_head_within_one_day():
    same = pd.DataFrame([shift("contradiction", 1, -1, days=("2022-02-14", "2022-02-14"))])
    (one, _), (other,) = arrows(shifts_figure(THREE, ROWS, ISSUES)), arrows(shifts_figure(same, ROWS, ISSUES))
    assert (one.ax, one.x, one.y, one.arrowhead) == (-2 * STEP, 2 * STEP, 0, 2)
    assert (other.ax, other.x, other.arrowhead) == (STEP, -STEP, 0)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2022-02-14", "2022-02-26", "14 → 26 Feb 2022"),
        ("2022-01-27", "2022-02-22", "27 Jan → 22 Feb 2022"),
        ("2021-12-31", "2022-01-01", "31 Dec 2021 → 1 Jan 2022"),
        ("2022-02-22", "2022-02-22", "on 22 Feb 2022"),
    ],
)
def test_two_days_in_brief(first, last, words):
    assert span(pd.Timestamp(first), pd.Timestamp(last)) == words


def test_at_most_thirty_pairs_are_drawn_and_the_rest_is_counted():
    many = pd.DataFrame([shift("reversal", -1, 1, ids=(f"a{n}", f"b{n}")) for n in range(33)])
    assert len(arrows(shifts_figure(many, ROWS, ISSUES))) == chart.MOST == 30
    assert more(many) == "The 30 largest changes are drawn; 3 more stand in the list."
    assert more(THREE) == ""


def test_nobody_moved_says_so():
    figure = shifts_figure(THREE.head(0), ROWS, ISSUES, ink=DARK, empty="Nobody moved.")
    assert (texts(figure), len(figure.data)) == (["Nobody moved."], 0)
    assert shifts_alt(THREE.head(0)) == "Shifts: nobody moved under this lens."


def test_shifts_in_a_sentence():
    assert shifts_alt(THREE) == (
        "Stances before and after: 2 pairs of statements (reversal 1, contradiction 1, hardening 1), largest "
        "change first."
    )


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
def test_long_and_hostile_names_are_cut_and_shown_as_text(ink):
    figure = shifts_figure(THREE, {"A": "x" * 10_000, "B": "<script>"}, {"I1": "<i>", "I2": "y" * 10_000}, ink=ink)
    drawn = json.dumps(figure.to_plotly_json())
    assert figure.layout.width < 1400
    assert "<script" not in drawn
    assert "<i>" not in drawn
    assert "x" * 61 not in drawn


STEPS = curve("2022-01-27 -2 A", "2022-01-27 -2 B", "2022-02-14 0 A", "2022-02-26 2 A")


def test_a_mark_a_day_and_stance_opens_every_statement_of_it():
    marks = traces(curve_figure(STEPS, pd.Timestamp("2022-03-01"), ROWS))["statements"]
    assert [*zip(marks.x, marks.y, strict=True)] == [("2022-01-27", -2), ("2022-02-14", 0), ("2022-02-26", 2)]
    assert [[*one] for one in marks.customdata] == [["position", "p0", "p1"], ["position", "p2"], ["position", "p3"]]
    assert marks.hovertext[0] == "<b>−2</b> strongly opposes, 27 Jan 2022<br>Ann, Ben &lt;b&gt;<br>Click to open"


def test_a_step_holds_until_the_next_and_is_dotted_on_to_the_day():
    found = traces(curve_figure(STEPS, pd.Timestamp("2022-03-01"), ROWS))
    assert found["steps"].line.shape == "hv"
    assert [*found["steps"].y] == [-2, -2, 0, 2]
    rest = found["not restated since"]
    assert ([*rest.x], [*rest.y]) == (["2022-02-26", "2022-03-01"], [2, 2])


def test_a_day_far_off_does_not_squeeze_the_steps():
    figure = curve_figure(STEPS, pd.Timestamp("2025-03-01"), ROWS)
    assert traces(figure)["not restated since"].x[1] == "2025-03-01"
    assert [*figure.layout.xaxis.range] == ["2022-01-25", "2022-03-21"]


def test_a_single_statement_has_room():
    figure = curve_figure(STEPS.tail(1), pd.Timestamp("2022-02-26"), ROWS)
    assert [*figure.layout.xaxis.range] == ["2022-02-24", "2022-02-28"]


def test_steps_in_a_sentence():
    assert curve_alt(STEPS.tail(2), "Ann", "Arm Ukraine") == (
        "Stance of Ann on Arm Ukraine, step by step: 0 on 14 Feb 2022, +2 on 26 Feb 2022."
    )
    assert curve_alt(STEPS.head(0), "Ann", "Talk") == "No stance of Ann on Talk is coded."


def test_no_step_says_so():
    assert texts(curve_figure(STEPS.head(0), pd.Timestamp("2022-03-01"), ROWS, empty="No stance.")) == ["No stance."]
