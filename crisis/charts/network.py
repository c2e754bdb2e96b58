"""The actor network as a picture: who acts toward whom, friendly or hostile."""

import textwrap
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

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
    if network.nodes.empty:
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


def _strokes(curves: Sequence[Array], line: dict[str, Any], opacity: float) -> Trace:
    """Draw several curves as one trace."""
    broken = [np.vstack([curve.round(4), [np.nan, np.nan]]) for curve in curves]
    x, y = np.concatenate(broken).T
    return theme.scatter(
        x=x, y=y, mode="lines", line={**line, "shape": "spline"}, opacity=opacity, hoverinfo="skip", showlegend=False
    )


def _band(drawing: Drawing, ink: Ink) -> list[Trace]:
    """Draw a broad band of the accent under the edges of the path."""
    on = edges_on(drawing.network, drawing.path).index
    band = {"color": ink.accent, "width": 13}
    return [_strokes([drawing.curves[at] for at in on], band, 0.35)] if len(on) else []


def _lines(drawing: Drawing, ink: Ink) -> list[Trace]:
    """One trace a style; structural and contact lines lie below."""
    edges = drawing.network.edges
    step = np.minimum(np.log2(edges["n"].to_numpy(dtype=float)).astype(int), len(WIDTHS) - 1)
    styles = edges.assign(step=np.where(edges["structural"], 0, step), over=edges["sign"].abs())
    strong = (0.8 if ink == LIGHT else 1.0) - min(len(edges) / 800, 0.4)
    traces = []
    for at in styles.groupby(["over", "structural", "sign", "announced", "step"], sort=True).indices.values():
        one = styles.iloc[at[0]]
        dash = key.STRUCTURAL if one["structural"] else key.ANNOUNCED if one["announced"] else "solid"
        line = {"color": key.COLOUR[one["sign"]], "width": WIDTHS[one["step"]], "dash": dash}
        traces.append(_strokes([drawing.curves[edge] for edge in at], line, strong if one["over"] else 0.6))
    return traces


def _heads(drawing: Drawing) -> list[Trace]:
    """One trace a sign: a head where the edge meets the recipient, turned by the browser whatever the aspect."""
    edges = drawing.network.edges
    traces = []
    for sign, symbol in key.HEAD.items():
        some = edges[edges["sign"] == sign]
        if some.empty:
            continue
        x, y = np.concatenate([drawing.curves[at][-2:] for at in some.index]).T
        marker = {
            "symbol": symbol,
            "size": [0, 11] * len(some),
            "color": key.COLOUR[sign],
            "line": {"color": key.COLOUR[sign], "width": 3 if sign < 0 else 0},
            "angleref": "previous",
            "standoff": [away for one in some["recipient_row_id"] for away in (0, drawing.sizes[one] / 2 + 2)],
            "opacity": 1,
        }
        traces.append(_points(x, y, marker, hoverinfo="skip"))
    return traces


def _middles(drawing: Drawing) -> Trace:
    """Mark the middle of each edge: what is pointed at and clicked."""
    edges = drawing.network.edges.to_dict("records")
    names = drawing.network.names
    middle = np.array([curve[len(curve) // 2] for curve in drawing.curves]).reshape(-1, 2)
    return _points(
        middle[:, 0],
        middle[:, 1],
        {"size": 14, "color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=[["tie", edge["row_id"], edge["recipient_row_id"], edge["sign"]] for edge in edges],
        text=[
            _wrapped(f"{sentence(edge, names)}; click to see {'it' if edge['n'] == 1 else 'them'}") for edge in edges
        ],
        hovertemplate="%{text}<extra></extra>",
        name="ties",
    )


def _marks(drawing: Drawing, colour_by: str, ink: Ink) -> Trace:
    nodes = drawing.network.nodes
    shapes = [key.SHAPES.get(kind, key.OTHER) for kind in nodes["kind"]]
    on_path = nodes["row_id"].isin([*drawing.path])
    x, y = np.array([drawing.points[one] for one in nodes["row_id"]]).T
    return _points(
        x,
        y,
        {
            "symbol": [shape.symbol for shape in shapes],
            "size": [drawing.sizes[one] * shape.factor for one, shape in zip(nodes["row_id"], shapes, strict=True)],
            "color": key.fills(drawing.network, colour_by),
            "line": {"color": [ink.accent if on else ink.ground for on in on_path], "width": np.where(on_path, 4, 1.5)},
            "opacity": 1,
        },
        customdata=[["actor", one] for one in nodes["row_id"]],
        text=[_wrapped(_said(node, len(nodes))) for node in nodes.to_dict("records")],
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
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, 48))


def _said(node: Mapping[Hashable, Any], of: int) -> str:
    """``Germany · state · 38 coded acts, 21 neighbours, betweenness rank 4 of 40``."""
    acts = f"{node['acts']} coded act{'' if node['acts'] == 1 else 's'}"
    near = f"{node['degree']} neighbour{'' if node['degree'] == 1 else 's'}"
    rank = f"betweenness rank {node['betweenness_rank']} of {of}"
    return f"{node['name']} · {ACTOR_KINDS.label(node['kind'])} · {acts}, {near}, {rank}"


def _names(drawing: Drawing, size_by: str, ink: Ink) -> list[dict[str, Any]]:
    """Names beside the marks: of those on the path, then of the largest."""
    nodes = drawing.network.nodes.assign(on_path=drawing.network.nodes["row_id"].isin([*drawing.path]))
    first = nodes.sort_values(["on_path", size_by, "acts"], ascending=False, kind="stable").head(LABELLED)
    pixels = {one: (point - drawing.low) * drawing.scale for one, point in drawing.points.items()}
    variants = [[label_lines(name, letters) for letters in (LABEL, _NARROW)] for name in first["name"]]
    spots = [
        Spot(pixels[one][0], pixels[one][1], drawing.sizes[one] / 2, tuple(label_size(lines) for lines in said))
        for one, said in zip(first["row_id"], variants, strict=True)
    ]
    marks = np.array([[*pixels[one], drawing.sizes[one] / 2] for one in nodes["row_id"]])
    curves = [(curve - drawing.low) * drawing.scale for curve in drawing.curves]
    reach = [drawing.sizes[one] / 2 + 6 for one in drawing.network.edges["recipient_row_id"]]
    lines = [np.zeros((0, 2)), *map(_dense, curves), *map(_head, curves, reach)]
    frame = (drawing.high - drawing.low) * drawing.scale
    places = placed(spots, marks, np.concatenate(lines), (frame[0], frame[1]))
    style = {
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": theme.veil(ink),
        "font": {"color": ink.text, "size": theme.TEXT},
    }
    return [
        {
            "x": drawing.points[one][0],
            "y": drawing.points[one][1],
            "xshift": place.right,
            "yshift": place.up,
            "text": "<br>".join(escaped(line) for line in said[place.size]),
            **style,
        }
        for one, said, place in zip(first["row_id"], variants, places, strict=True)
        if place is not None
    ]


def _head(curve: Array, reach: float) -> Array:
    """Where a head lies, several times over, so that a name rather lies on a line."""
    back = curve[-2] - curve[-1]
    return np.repeat([curve[-1] + back * reach / max(float(np.hypot(*back)), 1e-9)], 6, axis=0)


def _dense(curve: Array) -> Array:
    """Points along a curve close enough that no line slips through a name unseen."""
    at = np.linspace(0, len(curve) - 1, 6 * len(curve))
    return np.column_stack([np.interp(at, np.arange(len(curve)), curve[:, axis]) for axis in (0, 1)])
