"""Agreement as a matrix: one square a pair that shares an issue, camp by camp, the tie printed in it."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short, signed
from crisis.measures.agreement import TIES, AgreementNetwork
from crisis.model.parameters import told

GRID = 42
"""Distance of two squares in pixels."""

GAP = 14
"""Pixels between two camps."""

LIMIT = 60
"""Most actors a picture shows; beyond it a sentence says what to do."""

LEGEND = (
    "Purple agrees, orange disagrees, darker from 3/4 of the strongest tie on, white up to 1/4; a dot shares no issue. "
    "Camps stand together, lines part them; at the end who stands in none."
)


def agreement_figure(
    network: AgreementNetwork,
    camps: Sequence[Sequence[str]],
    names: Mapping[str, str],
    *,
    ink: Ink = LIGHT,
    empty: str = "",
) -> go.Figure:
    """Draw the lower half of a one-mode network.

    Parameters
    ----------
    network
        A one-mode network.
    camps
        Row ids to draw, camp by camp.
    names
        Printed name of each row.
    ink
        Colours of text and lines.
    empty
        Sentence shown where no two share an issue.

    Returns
    -------
    Figure
        Squares are markers with ``customdata`` ``["agreement", row, row, choices]``, row labels ``["actor", row]``.
    """
    order = [one for camp in camps for one in camp]
    if len(order) > LIMIT:
        many = f"{len(order)} actors are too many to draw: choose fewer countries, or more statements at least."
        return theme.sentence(many, ink)
    places = [network.rows.index(one) for one in order]
    values, shared = network.values[np.ix_(places, places)], network.shared[np.ix_(places, places)]
    pairs = [(row, column) for row, column in np.argwhere(np.tril(shared, -1) > 0).tolist()]
    if not pairs:
        return theme.sentence(empty, ink)
    at = _places(camps)
    labels = [short(names[one], 34) for one in order]
    left = 30 + 8.2 * max(map(len, labels))
    bottom = 24 + 7.6 * max(map(len, labels))
    traces = [
        _none(at, shared, ink),
        *_squares(network, order, at, values, pairs, names),
        _labels(order, labels, at, ink),
    ]
    right, low = at[-1] + GRID / 2, -at[-1] - GRID / 2
    settings = {
        "xaxis": {"range": [-left, right], "visible": False, "fixedrange": True},
        "yaxis": {"range": [low, GRID / 2], "visible": False, "fixedrange": True},
        "annotations": _feet(labels, at, low, ink),
        "shapes": _rules(camps, at, low, ink),
    }
    height, width = int(bottom + GRID / 2 - low + 40), int(left + right + 60)
    base = theme.layout(ink, height=height, width=width, margin={"l": 20, "r": 40, "t": 24, "b": int(bottom + 16)})
    return theme.drawn(theme.calm(traces, ink), theme.combined(base, settings))


def alt_text(network: AgreementNetwork, drawn: int, camps: int) -> str:
    """The matrix in a sentence or two, for screen readers."""
    pairs = np.triu(network.shared > 0, 1)
    agree, disagree = (int((pairs & (sign * network.values > 0)).sum()) for sign in (1, -1))
    size = f"{counted(drawn, 'actor')} in {counted(camps, 'camp')}"
    return (
        f"Matrix of {TIES.label(network.parameters.tie)} between {size}: {counted(agree, 'pair')} above 0 and "
        f"{counted(disagree, 'pair')} below. The table below holds the numbers."
    )


def number(value: float) -> str:
    """A tie as it is printed in a square: whole, or with two decimals; the sign where it is negative."""
    digits = 0 if float(value).is_integer() else 2
    return signed(value, digits).removeprefix("+").replace("0.", ".")


def _places(camps: Sequence[Sequence[str]]) -> list[float]:
    """Where each actor stands, from the first; camps stand apart."""
    found, at = [], 0.0
    for camp in camps:
        for _ in camp:
            found.append(at)
            at += GRID
        at += GAP
    return found


def _none(at: Sequence[float], shared: np.ndarray, ink: Ink) -> Trace:
    """A dot for each pair that shares no issue: it is not the same as a tie of 0."""
    free = np.argwhere(np.tril(shared == 0, -1)).tolist()
    return theme.scatter(
        x=[at[column] for _, column in free],
        y=[-at[row] for row, _ in free],
        mode="markers",
        marker={"size": 4, "color": ink.line, "opacity": 0.6},
        hovertext=["no shared issue"] * len(free),
        hoverinfo="text",
        name="no shared issue",
    )


def _squares(
    network: AgreementNetwork,
    order: Sequence[str],
    at: Sequence[float],
    values: np.ndarray,
    pairs: Sequence[Sequence[int]],
    names: Mapping[str, str],
) -> list[Trace]:
    most = max(abs(values[row, column]) for row, column in pairs) or 1.0
    steps = [round(2 * values[row, column] / most) for row, column in pairs]
    choices = told(network.parameters)
    x, y = [at[column] for _, column in pairs], [-at[row] for row, _ in pairs]
    squares = theme.scatter(
        x=x,
        y=y,
        mode="markers",
        marker={
            "symbol": "square",
            "size": GRID - 4,
            "color": [theme.STANCE_FILL[step] for step in steps],
            "line": {"width": 1, "color": theme.STANCE_EDGE},
            "opacity": 1,
        },
        customdata=[["agreement", order[row], order[column], choices] for row, column in pairs],
        hovertext=[
            f"{escaped(names[order[row]])} · {escaped(names[order[column]])}<br>{signed(values[row, column], 2)}<br>"
            "Click to see why"
            for row, column in pairs
        ],
        hoverinfo="text",
        name="ties",
    )
    texts = theme.scatter(
        x=x,
        y=y,
        mode="text",
        text=[number(values[row, column]) for row, column in pairs],
        textfont={"size": theme.TEXT, "color": [theme.STANCE_TEXT[step] for step in steps]},
        hoverinfo="skip",
        name="numbers",
    )
    return [squares, texts]


def _labels(order: Sequence[str], labels: Sequence[str], at: Sequence[float], ink: Ink) -> Trace:
    """Names left of the rows; each opens the profile of its actor."""
    return theme.scatter(
        x=[-GRID / 2 - 6] * len(order),
        y=[-place for place in at],
        mode="markers+text",
        marker={"size": 14, "opacity": 0},
        text=[escaped(label) for label in labels],
        textposition="middle left",
        textfont={"size": theme.TEXT, "color": ink.text},
        customdata=[["actor", one] for one in order],
        hovertext=[f"{escaped(label)}: click for the profile" for label in labels],
        hoverinfo="text",
        cliponaxis=False,
        name="actors",
    )


def _feet(labels: Sequence[str], at: Sequence[float], low: float, ink: Ink) -> list[dict[str, object]]:
    """Names under the columns, standing."""
    return [
        {
            "x": place,
            "y": low,
            "xref": "x",
            "yref": "y",
            "text": escaped(label),
            "textangle": -90,
            "yanchor": "top",
            "yshift": -4,
            "showarrow": False,
            "font": {"size": theme.TEXT, "color": ink.text},
        }
        for label, place in zip(labels, at, strict=True)
    ]


def _rules(camps: Sequence[Sequence[str]], at: Sequence[float], low: float, ink: Ink) -> list[dict[str, object]]:
    """Lines between the camps."""
    found: list[dict[str, object]] = []
    line = {"type": "line", "line": {"color": ink.line, "width": 1}, "layer": "below"}
    passed = 0
    for camp in camps[:-1]:
        passed += len(camp)
        edge = at[passed] - (GRID + GAP) / 2
        found.append({**line, "x0": -GRID / 2, "x1": edge, "y0": -edge, "y1": -edge})
        found.append({**line, "x0": edge, "x1": edge, "y0": -edge, "y1": low})
    return found
