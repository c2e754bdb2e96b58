"""Polarization as a figure: one bar an issue, from all agree to two camps at the ends."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink, escaped, short

ROW, ACROSS, MOST = 30, 520, 25
"""Pixels of a row and of the plot; issues drawn at most, the table has them all."""


def polarization_figure(
    found: pd.DataFrame, names: Mapping[str, str], *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw the polarization of each issue, the most polarized first, and of all together.

    Parameters
    ----------
    found
        `crisis.measures.polarization.polarization`.
    names
        Printed name of each issue.
    ink
        Colours of text and lines.
    empty
        Sentence shown where no issue has two rows.

    Returns
    -------
    Figure
        Bars with ``customdata`` ``["issue", issue_id]`` but for all issues together.
    """
    if found.empty:
        return theme.sentence(empty, ink)
    rows = [*zip(*(found[name].tolist() for name in found), strict=True)][: MOST + 1]
    labels = ["All issues together" if not row[0] else short(names[row[0]], 44) for row in rows]
    values = [float(row[1]) for row in rows]
    at = [float(ROW * place) for place in range(len(rows))]
    left = 24 + 8.0 * max(map(len, labels))
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": at,
        "width": ROW - 8,
        "marker": {
            "color": [ink.accent if not row[0] else theme.CATEGORIES[0] for row in rows],
            "line": {"width": 0},
            "opacity": 1,
        },
        "customdata": [["issue", row[0]] if row[0] else [] for row in rows],
        "hovertext": [f"{escaped(label)}: {_words(row)}" for label, row in zip(labels, rows, strict=True)],
        "hoverinfo": "text",
        "name": "polarization",
    }
    notes = [
        *(_text(escaped(label), 0, place, "right", ink.text) | {"xref": "paper", "xshift": -8}
          for label, place in zip(labels, at, strict=True)),
        *(_text(f"{value:.2f} · {row[3]} against, {row[5]} for", value, place, "left", ink.quiet) | {"xref": "x",
          "xshift": 8} for value, row, place in zip(values, rows, at, strict=True)),
    ]  # fmt: skip
    settings = {
        "xaxis": {"range": [0, 1.5], "tickvals": [0, 0.5, 1], "ticktext": ["0 all agree", "0.5", "1 two camps"],
                  "side": "top", "fixedrange": True},
        "yaxis": {"range": [at[-1] + ROW / 2, -ROW / 2], "visible": False, "fixedrange": True},
        "annotations": notes,
    }  # fmt: skip
    margin = {"l": int(left), "r": 24, "t": 44, "b": 12}
    base = theme.layout(ink, height=ROW * len(rows) + 60, width=int(left + ACROSS + 24), margin=margin)
    return theme.drawn(theme.calm([bars], ink), theme.combined(base, settings))


def alt_text(found: pd.DataFrame) -> str:
    """Polarization in a sentence, for screen readers."""
    if found.empty:
        return "No polarization: no issue has two actors."
    first = found.iloc[0]
    return (
        f"Polarization of {len(found) - 1} issues from 0, all agree, to 1, two camps at the ends; all issues together "
        f"{first['polarization']:.2f}. The table below holds the numbers."
    )


def _words(row: tuple[object, ...]) -> str:
    return f"{row[1]:.2f}, {row[3]} against, {row[4]} balanced, {row[5]} for"


def _text(text: str, x: float, y: float, anchor: str, colour: str) -> dict[str, object]:
    font = {"size": theme.TEXT, "color": colour}
    return {"text": text, "x": x, "y": y, "yref": "y", "xanchor": anchor, "showarrow": False, "font": font}
