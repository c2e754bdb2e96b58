"""Measures over time as figures: one point a window, with how many statements stand behind it."""

from collections.abc import Sequence
from math import isnan

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink, Trace, counted, signed
from crisis.measures.rows import Row, records
from crisis.model.dates import in_brief

HEIGHT = 380

ENDS = {"agreement": (-1.0, 1.0), "polarization": (0.0, 1.0)}
"""Range of each measure."""

TICKS: dict[str, dict[float, str]] = {
    "agreement": {-1: "−1 always opposed", 0: "0", 1: "1 always agreed"},
    "polarization": {0: "0 all agree", 0.5: "0.5", 1: "1 two camps"},
}

TEMPO = {"statements": "statements", "friendly": "friendly acts", "contact": "contact", "hostile": "hostile acts"}


def window_figure(
    found: pd.DataFrame, column: str, rows: Sequence[str] = (), *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw agreement or polarization over time.

    Parameters
    ----------
    found
        A table of `crisis.measures.windows`.
    column
        ``agreement`` or ``polarization``.
    rows
        Row ids whose statements stand behind the points; empty for everyone.
    ink
        Colours of text and lines.
    empty
        Sentence shown where no window has a value.

    Returns
    -------
    Figure
        Points at the start of their window; a window without a value has none and breaks the line. Below, bars with
        the number of statements behind each. Both carry ``customdata`` ``["window", first day, day after, rows]``.
    """
    shown = found[found[column].notna()]
    if shown.empty:
        return theme.sentence(empty, ink)
    low, high = ENDS[column]
    colour = ink.accent
    points = theme.scatter(
        x=_days(found),
        y=[None if pd.isna(one) else float(one) for one in found[column]],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2},
        marker={"size": 9, "color": colour, "opacity": 1},
        customdata=[
            [] if pd.isna(value) else opens for value, opens in zip(found[column], _opens(found, rows), strict=True)
        ],
        hovertext=[_hover(row, column) for row in records(found)],
        hoverinfo="text",
        name=column,
    )
    bars = _counts(found, rows, ink) | {"yaxis": "y2"}
    settings = {
        "xaxis": {"type": "date", "fixedrange": True, "anchor": "y2", "range": _range(shown)},
        "yaxis": {"range": [low - 0.08, high + 0.08], "domain": [0.34, 1], "fixedrange": True,
                  "tickvals": [*TICKS[column]], "ticktext": [*TICKS[column].values()]},
        "yaxis2": _count_axis(ink) | {"domain": [0, 0.24]},
        "annotations": [_note("statements behind each point", 0.24, ink)],
    }  # fmt: skip
    base = theme.layout(ink, height=HEIGHT, margin={"l": 140, "r": 24, "t": 16, "b": 44})
    return theme.drawn(theme.calm([points, bars], ink), theme.combined(base, settings))


def tempo_figure(found: pd.DataFrame, *, ink: Ink = LIGHT, empty: str = "") -> go.Figure:
    """Draw how much was said and done in each window.

    Parameters
    ----------
    found
        `crisis.measures.windows.tempo`.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nothing was coded.
    """
    if found.empty:
        return theme.sentence(empty, ink)
    colours = {
        "friendly": theme.FRIENDLY,
        "contact": theme.CONTACT,
        "hostile": theme.HOSTILE,
    }
    acts: list[Trace] = [
        {
            "type": "bar",
            "x": _days(found),
            "y": [int(one) * (-1 if name == "hostile" else 1) for one in found[name]],
            "marker": {"color": colour, "line": {"width": 0}, "opacity": 1},
            "hovertext": [f"{_span(row)}: {counted(row[name], 'act')}, {name}" for row in records(found)],
            "hoverinfo": "text",
            "name": TEMPO[name],
        }
        for name, colour in colours.items()
    ]
    bars = _counts(found, (), ink) | {"yaxis": "y2"}
    settings = {
        "barmode": "relative",
        "bargap": 0.15,
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": theme.TEXT}},
        "xaxis": {"type": "date", "fixedrange": True, "anchor": "y2", "range": _range(found)},
        "yaxis": {"domain": [0.34, 1], "fixedrange": True, "zeroline": True, "zerolinecolor": ink.line,
                  "title": {"text": "acts"}},
        "yaxis2": _count_axis(ink) | {"domain": [0, 0.24]},
        "annotations": [_note("statements", 0.24, ink)],
    }  # fmt: skip
    base = theme.layout(ink, height=HEIGHT + 30, margin={"l": 140, "r": 24, "t": 44, "b": 44})
    return theme.drawn(theme.calm([*acts, bars], ink), theme.combined(base, settings))


def alt_text(found: pd.DataFrame, words: str, columns: Sequence[str]) -> str:
    """A measure over time in a sentence, for screen readers."""
    if not any(found[column].notna().any() for column in columns):
        return f"{words} over time, without a point."
    first, last = in_brief(found["start"].iloc[0]), in_brief(found["start"].iloc[-1])
    return (
        f"{words} over time, {counted(len(found), 'window')} from {first} to {last}. The table below holds the numbers."
    )


def _opens(found: pd.DataFrame, rows: Sequence[str]) -> list[list[str]]:
    edges = zip(found["start"], found["end"], strict=True)
    return [["window", f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}", ";".join(rows)] for start, end in edges]


def _counts(found: pd.DataFrame, rows: Sequence[str], ink: Ink) -> Trace:
    return {
        "type": "bar",
        "x": _days(found),
        "y": [int(one) for one in found["statements"]],
        "customdata": _opens(found, rows),
        "marker": {"color": ink.quiet, "line": {"width": 0}, "opacity": 1},
        "hovertext": [f"{_span(row)}: {counted(row['statements'], 'statement')}" for row in records(found)],
        "hoverinfo": "text",
        "showlegend": False,
        "name": "statements",
    }


def _count_axis(ink: Ink) -> dict[str, object]:
    font = {"size": theme.TEXT, "color": ink.text}
    return {
        "anchor": "x",
        "fixedrange": True,
        "gridcolor": ink.faint,
        "tickfont": font,
        "rangemode": "tozero",
        "nticks": 3,
    }


def _note(text: str, y: float, ink: Ink) -> dict[str, object]:
    where = {"xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
    return {**where, "showarrow": False, "text": text, "font": {"size": theme.TEXT, "color": ink.quiet}}


def _days(found: pd.DataFrame) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in found["start"]]


def _range(shown: pd.DataFrame) -> list[str]:
    pad = (shown["end"].max() - shown["start"].min()) * 0.02
    return [f"{day:%Y-%m-%d}" for day in (shown["start"].min() - pad, shown["end"].max() + pad)]


def _span(row: Row) -> str:
    """First and last day of a window."""
    return f"{in_brief(row['start'])} to {in_brief(row['end'] - pd.Timedelta(days=1))}"


def _hover(row: Row, column: str) -> str:
    value: float = row[column]
    if isnan(value):
        return ""
    text = signed(value, 2) if column == "agreement" else f"{value:.2f}"
    return f"{_span(row)}: {text}<br>{counted(int(row['statements']), 'statement')} behind it"
