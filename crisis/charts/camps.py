"""Camps as a figure: what holds each actor in its camp, what it has with the others, how often it stays."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.agreement import number
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short
from crisis.measures.camps import members
from crisis.measures.rows import Row, records

ROW = 26
"""Pixels of a row."""

ACROSS = 620
"""Pixels of the plot."""

LEGEND = (
    "Bars: agreement less disagreement with the own camp (purple) and with all others (orange), in pairs of "
    "statements. At the right, sensitivity to omitted statements: how often it stays in its camp when a random tenth "
    "of the statements is left out."
)


def camps_figure(camps: pd.DataFrame, names: Mapping[str, str], *, ink: Ink = LIGHT, empty: str = "") -> go.Figure:
    """Draw the camps, one actor a row.

    Parameters
    ----------
    camps
        `crisis.measures.camps.camps`.
    names
        Printed name of each row.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nobody stands in a camp.

    Returns
    -------
    Figure
        Bars with ``customdata`` ``["actor", row_id]``; the camps stand under each other.
    """
    camps = camps[camps["camp"].notna()]
    if camps.empty:
        return theme.sentence(empty, ink)
    rows = records(camps)
    at = _places([int(row["camp"]) for row in rows])
    labels = [short(names[row["row_id"]], 34) for row in rows]
    left = 24 + 8.2 * max(map(len, labels))
    low = min(camps["within"].min(), camps["across"].min(), 0)
    high = max(camps["within"].max(), camps["across"].max(), 1)
    room = (high - low) * 0.16
    traces = [
        _bars(rows, at, "within", theme.STANCE_FILL[2], "with its own camp", names),
        _bars(rows, at, "across", theme.STANCE_FILL[-1], "with the others", names),
    ]
    height = int(max(at) + ROW + 92)
    settings = {
        "barmode": "overlay",
        "bargap": 0.25,
        "xaxis": {"range": [low - room, high + room], "side": "top", "fixedrange": True, "zeroline": True,
                  "zerolinecolor": ink.line},
        "yaxis": {"range": [max(at) + ROW / 2, -ROW / 2 - 4], "visible": False, "fixedrange": True},
        "annotations": [*_names(labels, at, ink), *_stays(rows, at, ink), *_heads(rows, at, ink)],
    }  # fmt: skip
    margin = {"l": int(left), "r": 120, "t": 48, "b": 16}
    base = theme.layout(ink, height=height, width=int(left + ACROSS + 120), margin=margin)
    return theme.drawn(theme.calm(traces, ink), theme.combined(base, settings))


def alt_text(camps: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The camps in a sentence, for screen readers."""
    if camps["camp"].notna().sum() == 0:
        return "No camps: nobody shares an issue."
    found = members(camps)
    told = (f"camp {place} with {', '.join(names[one] for one in camp)}" for place, camp in enumerate(found, start=1))
    return f"{counted(len(found), 'camp')}: {'; '.join(told)}."


def _places(camp: Sequence[int]) -> list[float]:
    """Where each row stands, in pixels from the top; each camp has a head."""
    found, at, last = [], 0.0, 0
    for one in camp:
        at += ROW * (1 + (one != last))
        last = one
        found.append(at)
    return found


def _bars(
    rows: Sequence[Row], at: Sequence[float], column: str, colour: str, words: str, names: Mapping[str, str]
) -> Trace:
    values = [float(row[column]) for row in rows]
    half = ROW / 4 if column == "within" else -ROW / 4
    return {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": [place - half for place in at],
        "width": ROW / 2 - 2,
        "marker": {"color": colour, "line": {"width": 1, "color": theme.STANCE_EDGE}, "opacity": 1},
        "customdata": [["actor", row["row_id"]] for row in rows],
        "hovertext": [
            f"{escaped(names[row['row_id']])}: {number(value)} {words}<br>Click for the profile"
            for row, value in zip(rows, values, strict=True)
        ],
        "hoverinfo": "text",
        "name": words,
    }


def _names(labels: Sequence[str], at: Sequence[float], ink: Ink) -> list[dict[str, object]]:
    return [
        _text(escaped(label), 0, place, "right", ink.text) | {"xshift": -8}
        for label, place in zip(labels, at, strict=True)
    ]


def _stays(rows: Sequence[Row], at: Sequence[float], ink: Ink) -> list[dict[str, object]]:
    return [
        _text("" if pd.isna(row["stays"]) else f"stays {row['stays']:.0%}", 1, place, "left", ink.quiet) | {"xshift": 8}
        for row, place in zip(rows, at, strict=True)
    ]


def _heads(rows: Sequence[Row], at: Sequence[float], ink: Ink) -> list[dict[str, object]]:
    """The number of each camp above its first member."""
    found, last = [], 0
    for row, place in zip(rows, at, strict=True):
        if int(row["camp"]) != last:
            last = int(row["camp"])
            found.append(_text(f"Camp {last}", 0, place - ROW, "right", ink.quiet) | {"xshift": -8})
    return found


def _text(text: str, x: int, y: float, anchor: str, colour: str) -> dict[str, object]:
    where = {"x": x, "y": y, "xref": "paper", "yref": "y", "xanchor": anchor, "showarrow": False}
    return {**where, "text": text, "font": {"size": theme.TEXT, "color": colour}}
