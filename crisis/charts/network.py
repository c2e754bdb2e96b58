"""The actor network as a picture: who acts toward whom, friendly or hostile."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from crisis.charts import network_legend as key
from crisis.charts import theme
from crisis.charts.labels import Spot, placed
from crisis.charts.network_geometry import Array, Drawing, drawn
from crisis.charts.theme import LIGHT, Ink, Trace, escaped
from crisis.measures.layout import LABEL, label_lines, label_size
from crisis.measures.network import ActorNetwork, edges_on
from crisis.measures.network_tables import sentence
from crisis.measures.nodes import Node
from crisis.model.vocabulary import ACTOR_KINDS

LIMIT = 500
"""Most actors a picture shows; beyond it a sentence offers the country level."""

LABELLED = 60
"""Most actors that carry their name; the others say it on hover."""

WIDTHS = (1.3, 2.2, 3.4, 4.6, 6.0)
"""Pixels of an edge of 1, 2, 4, 8 and 16 ties."""

_GAP, _ROW, _REFERENCE = 12, 22, 1040
"""Pixels of the margin, of a row of the legend, and of the width that names are placed for."""

_NARROW = 12
"""Letters of a line of a name that finds no place otherwise."""


def network_figure(
    network: ActorNetwork,
    positions: Mapping[str, tuple[float, float]],
    *,
    ink: Ink = LIGHT,
    size_by: str = "degree",
    colour_by: str = "country",
    path: Sequence[str] | None = None,
    width: int | None = None,
    height: int = 760,
    empty: str = "No ties are coded for this choice.",
) -> go.Figure:
    """Draw the network.

    Parameters
    ----------
    network
        What to show.
    positions
        Where everyone stands, of `crisis.measures.layout.positions`.
    ink
        `LIGHT` or `DARK`.
    size_by
        One of `MEASURES`: the area of a mark is proportional to it, from 10 to 44 pixels across.
    colour_by
        ``country`` or ``kind``: those with most ties in the case have a colour of their own.
    path
        Row ids of a path to point out.
    width, height
        Pixels; no width means as wide as the page. A picture higher than wide is turned on its side.
    empty
        What to say when there is nothing to show.

    Returns
    -------
    Figure
        SVG traces only, so that clicks are reported: marks carry ``customdata`` ``["actor", row_id]``, the middle of
        each edge ``["tie", row_id, recipient_row_id, sign]``. Names are annotations.
    """
    if len(network.nodes) > LIMIT:
        many = f"{len(network.nodes)} actors are too many to draw: choose the level country, or show fewer ties."
        return theme.sentence(many, ink)
    if not network.nodes:
        return theme.sentence(empty, ink)
    entries = key.entries(network, colour_by, ink)
    across = (width or _REFERENCE) - 2 * _GAP
    columns = max(1, across // int(max(len(entry["name"]) for entry in entries) * 6.4 + 42))
    rows = 2 + len(entries) // columns
    drawing = drawn(network, positions, size_by, path or [], (across, height - 2 * _GAP - _ROW * rows))
    traces = [
        *_band(drawing, ink),
        *_lines(drawing, ink),
        *_heads(drawing),
        _middles(drawing),
        _marks(drawing, colour_by, ink),
        *entries,
    ]
    margin = {"l": _GAP, "r": _GAP, "t": _GAP, "b": _GAP + _ROW * rows}
    settings = {
        "xaxis": {"visible": False, "range": [drawing.low[0], drawing.high[0]]},
        "yaxis": {"visible": False, "range": [drawing.low[1], drawing.high[1]], "scaleanchor": "x"},
        "showlegend": True,
        "legend": key.legend(size_by, ink),
        "hovermode": "closest",
        "hoverdistance": 14,
        "annotations": _names(drawing, size_by, ink),
    }
    base = theme.layout(ink, width=width, height=height, margin=margin)
    return theme.drawn(traces, theme.combined(base, settings))


def _axes(points: Array) -> Array:
    """Abscissae and ordinates of points, each in one piece: else plotly copies all of a figure whenever it is shown."""
    return np.ascontiguousarray(points.reshape(-1, 2).T)


def _strokes(curves: Array, line: dict[str, Any], opacity: float) -> Trace:
    """Draw several curves as one trace, with a gap after each."""
    gaps = np.full((len(curves), 1, 2), np.nan)
    x, y = _axes(np.concatenate([curves.round(4), gaps], axis=1))
    return theme.scatter(
        x=x, y=y, mode="lines", line={**line, "shape": "spline"}, opacity=opacity, hoverinfo="skip", showlegend=False
    )


def _band(drawing: Drawing, ink: Ink) -> list[Trace]:
    """Draw a broad band of the accent under the edges of the path."""
    on = edges_on(drawing.network, drawing.path)
    band = {"color": ink.accent, "width": 13}
    return [_strokes(drawing.curves[on], band, 0.35)] if on else []


class _Style(NamedTuple):
    """What a line looks like; in the order lines are drawn, those of contact and structure below."""

    signed: bool
    structural: bool
    sign: int
    announced: bool
    width: float


def _lines(drawing: Drawing, ink: Ink) -> list[Trace]:
    """One trace a style."""
    edges = drawing.network.edges
    alike: dict[_Style, list[int]] = {}
    for at, edge in enumerate(edges):
        step = 0 if edge.structural else min(edge.n.bit_length(), len(WIDTHS)) - 1
        style = _Style(edge.sign != 0, edge.structural, edge.sign, edge.announced, WIDTHS[step])
        alike.setdefault(style, []).append(at)
    strong = (0.8 if ink == LIGHT else 1.0) - min(len(edges) / 800, 0.4)
    traces = []
    for style, places in sorted(alike.items()):
        dash = key.STRUCTURAL if style.structural else key.ANNOUNCED if style.announced else "solid"
        line = {"color": key.COLOUR[style.sign], "width": style.width, "dash": dash}
        traces.append(_strokes(drawing.curves[places], line, strong if style.signed else 0.6))
    return traces


def _heads(drawing: Drawing) -> list[Trace]:
    """One trace a sign: a head where the edge meets the recipient, turned by the browser whatever the aspect."""
    traces = []
    for sign, symbol in key.HEAD.items():
        places = [at for at, edge in enumerate(drawing.network.edges) if edge.sign == sign]
        if not places:
            continue
        x, y = _axes(drawing.curves[places, -2:])
        short = (drawing.sizes[drawing.recipients[places]] / 2 + 2).tolist()
        marker = {
            "symbol": symbol,
            "size": [0, 11] * len(places),
            "color": key.COLOUR[sign],
            "line": {"color": key.COLOUR[sign], "width": 3 if sign < 0 else 0},
            "angleref": "previous",
            "standoff": [away for one in short for away in (0, one)],
            "opacity": 1,
        }
        traces.append(_points(x, y, marker, hoverinfo="skip"))
    return traces


def _middles(drawing: Drawing) -> Trace:
    """Mark the middle of each edge: what is pointed at and clicked."""
    edges, names = drawing.network.edges, drawing.network.names
    x, y = _axes(drawing.curves[:, drawing.curves.shape[1] // 2])
    return _points(
        x,
        y,
        {"size": 14, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[["tie", edge.row_id, edge.recipient_row_id, edge.sign] for edge in edges],
        text=[_wrapped(f"{sentence(edge, names)}; click to see {'it' if edge.n == 1 else 'them'}") for edge in edges],
        hovertemplate="%{text}<extra></extra>",
        name="ties",
    )


def _marks(drawing: Drawing, colour_by: str, ink: Ink) -> Trace:
    nodes = drawing.network.nodes
    shapes = [key.SHAPES.get(node.kind, key.OTHER) for node in nodes]
    on_path = [node.row_id in drawing.path for node in nodes]
    x, y = _axes(drawing.points)
    return _points(
        x,
        y,
        {
            "symbol": [shape.symbol for shape in shapes],
            "size": (drawing.sizes * [shape.factor for shape in shapes]).tolist(),
            "color": key.fills(drawing.network, colour_by),
            "line": {"color": [ink.accent if on else ink.ground for on in on_path], "width": np.where(on_path, 4, 1.5)},
            "opacity": 1,
        },
        customdata=[["actor", node.row_id] for node in nodes],
        text=[_wrapped(_said(node, len(nodes))) for node in nodes],
        hovertemplate="%{text}<extra></extra>",
        name="actors",
    )


def _points(x: Array, y: Array, marker: dict[str, Any], **said: Any) -> Trace:  # noqa: ANN401
    """Draw markers that do not fade when one of them is clicked."""
    still = {"marker": {"opacity": 1}}
    return theme.scatter(
        x=x, y=y, mode="markers", marker=marker, showlegend=False, selected=still, unselected=still, **said
    )


def _wrapped(text: str) -> str:
    """Break a text on hover into lines that a phone holds."""
    return "<br>".join(map(escaped, label_lines(text, 48)))


def _said(node: Node, of: int) -> str:
    """``Germany · state · 38 coded acts, 21 neighbours, betweenness rank 4 of 40``."""
    acts, near = node.measures["acts"], node.measures["degree"]
    acts_said = f"{acts} coded act{'' if acts == 1 else 's'}"
    near_said = f"{near} neighbour{'' if near == 1 else 's'}"
    rank = f"betweenness rank {node.ranks['betweenness']} of {of}"
    return f"{node.name} · {ACTOR_KINDS.label(node.kind)} · {acts_said}, {near_said}, {rank}"


def _names(drawing: Drawing, size_by: str, ink: Ink) -> list[dict[str, Any]]:
    """Names beside the marks: of those on the path, then of the largest."""
    nodes = drawing.network.nodes

    def weight(at: int) -> tuple[bool, float, float]:
        return nodes[at].row_id in drawing.path, nodes[at].measures[size_by], nodes[at].measures["acts"]

    first = sorted(range(len(nodes)), key=weight, reverse=True)[:LABELLED]
    marks = np.column_stack([drawing.pixels(drawing.points), drawing.sizes / 2])
    variants = [[label_lines(nodes[at].name, letters) for letters in (LABEL, _NARROW)] for at in first]
    spots = [
        Spot(x, y, radius, tuple(map(label_size, said)))
        for (x, y, radius), said in zip(marks[first].tolist(), variants, strict=True)
    ]
    curves = drawing.pixels(drawing.curves)
    heads = _head_points(curves, drawing.sizes[drawing.recipients] / 2 + 6)
    width, height = drawing.pixels(drawing.high)
    places = placed(spots, marks, np.concatenate([_dense(curves), heads]), (width, height))
    style = {
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": theme.veil(ink),
        "font": {"color": ink.text, "size": theme.TEXT},
    }
    return [
        {
            "x": drawing.points[at][0],
            "y": drawing.points[at][1],
            "xshift": place.right,
            "yshift": place.up,
            "text": "<br>".join(map(escaped, said[place.size])),
            **style,
        }
        for at, said, place in zip(first, variants, places, strict=True)
        if place is not None
    ]


def _head_points(curves: Array, reach: Array) -> Array:
    """Where the heads lie, several times over, so that a name rather lies on a line."""
    back = curves[:, -2] - curves[:, -1]
    length = np.maximum(np.hypot(*back.T), 1e-9)
    return np.repeat(curves[:, -1] + back * reach[:, None] / length[:, None], 6, axis=0)


def _dense(curves: Array) -> Array:
    """Points along curves close enough that no line slips through a name unseen."""
    last = curves.shape[1] - 1
    at = np.linspace(0, last, 6 * (last + 1))
    before = np.minimum(at.astype(int), last - 1)
    step = np.diff(curves, axis=1)[:, before]
    points: Array = curves[:, before] + step * (at - before)[:, None]
    return points.reshape(-1, 2)
