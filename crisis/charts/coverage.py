"""Coverage as a figure: one square a week, as dark as much was coded, the number printed in it."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short
from crisis.model.dates import in_brief

GRID = 26
"""Distance of two squares in pixels."""

STEPS = (1, 3, 6, 12)
"""Least statements for each of the darker fills of `crisis.charts.theme.SEQUENCE`."""


DARK_FROM = 3
"""From this step on a fill is so dark that its number is light."""


def coverage_figure(
    counts: pd.DataFrame, names: Mapping[str, str], by: str, *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw statements per row and week.

    Parameters
    ----------
    counts
        `crisis.measures.coverage.by_week`.
    names
        Printed name of each row.
    by
        ``actor`` or ``issue``; part of what a square opens.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nothing was coded.

    Returns
    -------
    Figure
        Squares are markers with ``customdata`` ``["week", by, row, Monday]``; weeks without a statement stay blank.
    """
    if counts.empty:
        return theme.sentence(empty, ink)
    rows, weeks = [*counts.index], [*counts.columns]
    names = {row: short(names[row]) for row in rows}
    at = {row: -float(GRID * place) for place, row in enumerate(rows)}
    left = 24 + max(8.2 * len(names[row]) for row in rows)
    right = GRID * len(weeks)
    across, down = counts.to_numpy().T.nonzero()
    numbers = counts.to_numpy()[down, across].tolist()
    squares = [(rows[row], weeks[week], number) for row, week, number in zip(down, across, numbers, strict=True)]
    x, y = (GRID * across).astype("float64").tolist(), [at[row] for row, _, _ in squares]
    shades = [sum(number >= step for step in STEPS) for number in numbers]
    days = {week: (f"{week:%Y-%m-%d}", in_brief(week)) for week in weeks}
    marks = theme.scatter(
        x=x,
        y=y,
        mode="markers",
        marker={
            "symbol": "square",
            "size": GRID - 2,
            "color": [theme.SEQUENCE[shade] for shade in shades],
            "line": {"width": 1, "color": theme.STANCE_EDGE},
        },
        customdata=[["week", by, row, days[week][0]] for row, week, _ in squares],
        hovertext=[
            f"{escaped(names[row])}<br>week of {days[week][1]}: {number}<br>Click to open"
            for row, week, number in squares
        ],
        hoverinfo="text",
        name="statements",
    )
    height, width = GRID * len(rows) + 74, int(left + right + 60)
    settings = {
        "xaxis": {"range": [-left, right], "visible": False, "fixedrange": True},
        "yaxis": {"range": [at[rows[-1]] - GRID / 2, GRID / 2], "visible": False, "fixedrange": True},
        "annotations": _labels(rows, at, names, ink) + _months(weeks, ink),
    }
    base = theme.layout(ink, height=height, width=width, margin={"l": 20, "r": 20, "t": 56, "b": 12})
    traces = theme.calm([marks, *_counts(x, y, numbers, shades)], ink)
    return theme.drawn(traces, theme.combined(base, settings))


def _counts(x: list[float], y: list[float], counts: list[int], shades: list[int]) -> list[Trace]:
    """The numbers in the squares: dark on light fills, light on dark ones, in traces that nothing can select."""
    found = []
    for dark, colour in ((False, theme.LIGHT.text), (True, theme.LIGHT.ground)):
        chosen = [place for place, shade in enumerate(shades) if (shade >= DARK_FROM) == dark]
        found.append(
            theme.scatter(
                x=[x[place] for place in chosen],
                y=[y[place] for place in chosen],
                mode="text",
                text=[str(counts[place]) for place in chosen],
                textfont={"size": theme.TEXT, "color": colour},
                hoverinfo="skip",
                name="count",
            )
        )
    return found


def alt_text(counts: pd.DataFrame, by: str) -> str:
    """Coverage in a sentence, for screen readers."""
    if counts.empty:
        return "Coverage without a coded statement."
    total = int(counts.to_numpy().sum())
    first, last = (in_brief(pd.Timestamp(one)) for one in (counts.columns[0], counts.columns[-1]))
    return (
        f"Statements per {by} and week: {counted(total, 'statement')} of {counted(len(counts), 'row')}, from the week "
        f"of {first} to that of {last}. The table below holds the numbers."
    )


def _labels(rows: list[str], at: dict[str, float], names: Mapping[str, str], ink: Ink) -> list[dict[str, object]]:
    return [
        {
            "x": -GRID / 2 - 6,
            "y": at[row],
            "xref": "x",
            "yref": "y",
            "xanchor": "right",
            "showarrow": False,
            "text": escaped(names[row]),
            "font": {"size": theme.TEXT, "color": ink.text},
        }
        for row in rows
    ]


def _months(weeks: list[pd.Timestamp], ink: Ink) -> list[dict[str, object]]:
    """The month over its first Monday, with the year where it changes."""
    heads: list[dict[str, object]] = []
    for place, monday in enumerate(weeks):
        before = weeks[place - 1] if place else None
        coming = weeks[place + 1] if place + 1 < len(weeks) else None
        lone = before is None and coming is not None and coming.month != monday.month
        if lone or (before is not None and before.month == monday.month):
            continue
        year = not heads or before is None or before.year != monday.year
        heads.append(
            {
                "x": GRID * place - GRID / 2,
                "y": GRID / 2,
                "xref": "x",
                "yref": "y",
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": 6,
                "align": "left",
                "showarrow": False,
                "text": f"{monday:%b}" + (f"<br>{monday:%Y}" if year else "<br> "),
                "font": {"size": theme.TEXT, "color": ink.quiet},
            }
        )
    return heads
