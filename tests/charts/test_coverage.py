import pandas as pd
import plotly.graph_objects as go
import pytest

from crisis.charts import theme
from crisis.charts.coverage import alt_text, coverage_figure
from crisis.charts.theme import DARK


def counts(rows):
    """Counts per row of weeks from 31 January 2022 on."""
    weeks = pd.date_range("2022-01-31", periods=len(next(iter(rows.values()))), freq="7D")
    return pd.DataFrame(rows, index=weeks).T


def traces(figure):
    """Traces as plotly has checked them."""
    return go.Figure(figure.to_plotly_json()).data


TWO = counts({"A": [1, 0, 12], "B": [0, 3, 0]})
NAMES = {"A": "Ann", "B": "Ben <b>"}


def test_every_week_with_a_statement_is_a_square_that_opens_it():
    squares = traces(coverage_figure(TWO, NAMES, "actor"))[0]
    assert sorted(map(list, squares.customdata)) == [
        ["week", "actor", "A", "2022-01-31"],
        ["week", "actor", "A", "2022-02-14"],
        ["week", "actor", "B", "2022-02-07"],
    ]


def test_more_is_darker_and_the_number_is_printed():
    squares, *texts = traces(coverage_figure(TWO, NAMES, "actor"))
    found = dict(zip((one[2] + one[3] for one in squares.customdata), squares.marker.color, strict=True))
    assert found == {
        "A2022-01-31": theme.SEQUENCE[1],
        "B2022-02-07": theme.SEQUENCE[2],
        "A2022-02-14": theme.SEQUENCE[4],
    }
    assert sorted(text for one in texts for text in one.text) == ["1", "12", "3"]


def test_the_number_can_be_read_on_every_shade():
    squares, light, dark = traces(coverage_figure(counts({"A": [1, 3, 6, 12]}), NAMES, "actor"))
    assert ([*light.text], [*dark.text]) == (["1", "3"], ["6", "12"])
    assert len(squares.x) == 4


def test_a_hover_says_who_when_and_how_much():
    hover = traces(coverage_figure(TWO, NAMES, "actor"))[0].hovertext
    assert "Ben &lt;b&gt;<br>week of 7 Feb 2022: 3<br>Click to open" in hover


def test_rows_are_named():
    texts = [one.text for one in coverage_figure(TWO, NAMES, "actor").layout.annotations]
    assert texts[:2] == ["Ann", "Ben &lt;b&gt;"]


@pytest.mark.parametrize(
    ("first", "weeks", "names"),
    [
        ("2022-02-07", 1, ["Feb<br>2022"]),
        ("2022-02-07", 5, ["Feb<br>2022", "Mar<br> "]),
        ("2021-12-20", 3, ["Dec<br>2021", "Jan<br>2022"]),
        ("2022-01-31", 3, ["Feb<br>2022"]),
    ],
    ids=["one", "two", "a new year", "no room over a single week"],
)
def test_months_are_named_over_their_first_week(first, weeks, names):
    found = counts({"A": [1] * weeks}).set_axis(pd.date_range(first, periods=weeks, freq="7D"), axis="columns")
    assert [one.text for one in coverage_figure(found, NAMES, "actor").layout.annotations][1:] == names


def test_a_long_name_is_cut():
    figure = coverage_figure(TWO, {"A": "x" * 10_000, "B": "<script>"}, "actor")
    assert figure.layout.width < 800
    assert [one.text for one in figure.layout.annotations][:2] == ["x" * 59 + "…", "&lt;script&gt;"]


def test_nothing_coded_says_so():
    figure = coverage_figure(pd.DataFrame(), {}, "actor", ink=DARK, empty="No statement is coded.")
    assert [one.text for one in figure.layout.annotations] == ["No statement is coded."]
    assert alt_text(pd.DataFrame(), "actor") == "Coverage without a coded statement."


def test_coverage_in_a_sentence():
    assert alt_text(TWO, "actor") == (
        "Statements per actor and week: 16 statements of 2 rows, from the week of 31 Jan 2022 to that of 14 Feb 2022. "
        "The table below holds the numbers."
    )


@pytest.mark.parametrize("ink", [theme.LIGHT, DARK], ids=["light", "dark"])
def test_squares_look_alike_on_both_grounds(ink):
    figure = coverage_figure(TWO, NAMES, "issue", ink=ink)
    assert {*traces(figure)[0].marker.color} <= {*theme.SEQUENCE}
    assert figure.layout.plot_bgcolor == ink.ground
