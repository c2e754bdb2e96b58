"""The actor network's marks and lines: their colours, shapes and heads, and the legend and words that explain them."""

from collections import Counter
from typing import Any, NamedTuple

from crisis.charts import theme
from crisis.charts.theme import Ink, Trace, escaped
from crisis.measures.network import MEASURES, SIGNS, ActorNetwork
from crisis.measures.nodes import Node
from crisis.model.dates import in_words
from crisis.model.vocabulary import ACTOR_KINDS


class Shape(NamedTuple):
    """Symbol of a family of actors, its outline, what makes its area that of a circle, and its word."""

    symbol: str
    outline: str
    factor: float
    word: str


SHAPES = {
    "state": Shape("circle", "circle-open", 1.0, "state"),
    "organisation": Shape("square", "square-open", 0.89, "international body"),
    "separatist": Shape("diamond", "diamond-open", 0.96, "separatist entity"),
    "person": Shape("circle-dot", "circle-open-dot", 1.0, "person"),
}
OTHER = Shape("hexagon", "hexagon-open", 1.1, "other actor")

COLOUR = {-1: theme.HOSTILE, 0: theme.CONTACT, 1: theme.FRIENDLY}
HEAD = {-1: "line-ew", 1: "triangle-up"}
"""A bar stops, an arrow goes: hostile and friendly are told apart without colour. Contact has no head."""

ANNOUNCED, STRUCTURAL = "6px,4px", "1px,3px"
"""Dashes of what is only announced, and of structural ties."""

NEUTRAL = theme.CATEGORIES[6]
_OWN = theme.CATEGORIES[:5]
_REST = {"country": "other or no country", "kind": "other kinds"}


def fills(network: ActorNetwork, colour_by: str) -> list[str]:
    """Colour of each actor: countries or kinds with most ties in the case have their own, the others share one."""
    own = _own(network, colour_by)
    return [own.get(_coloured_by(node, colour_by), NEUTRAL) for node in network.nodes]


def entries(network: ActorNetwork, colour_by: str, ink: Ink) -> list[Trace]:
    """Explain what occurs in the picture: lines and heads, then colours, then shapes; traces without points."""
    return [*_lines(network, ink), *_colours(network, colour_by), *_shapes(network, ink)]


def legend(size_by: str, ink: Ink) -> dict[str, Any]:
    """Lay the legend out below the picture."""
    title = f"Size: {MEASURES.label(size_by)} · width: number of ties"
    return {
        "orientation": "h",
        "x": 0,
        "y": 0,
        "yanchor": "top",
        "title": {"text": title, "side": "top", "font": {"color": ink.quiet, "size": theme.TEXT}},
        "font": {"color": ink.text, "size": theme.TEXT},
        "itemclick": False,
        "itemdoubleclick": False,
        "bgcolor": ink.ground,
    }


def legend_sentence(network: ActorNetwork, *, size_by: str = "degree", colour_by: str = "country") -> str:
    """Say what the marks and lines mean, for a caption."""
    return (
        "Hostile ties end in a bar, friendly ties in an arrow, both at the recipient; contact is grey without a head, "
        "structural ties are dotted, what is only announced is dashed. The wider a line, the more ties. "
        f"Size of an actor: {MEASURES.label(size_by)}; colour: {colour_by}. "
        f"Ranks are of {network.acts} coded acts; where no line is drawn, none is coded."
    )


def alt_text(network: ActorNetwork) -> str:
    """Describe the picture to those who cannot see it."""
    if not network.nodes:
        return f"Actor network as of {in_words(network.day)}: no ties."
    signs = Counter[int]()
    for edge in network.edges:
        signs[edge.sign] += 0 if edge.structural else edge.n
    counts = ", ".join(f"{signs[sign]} {word}" for sign, word in SIGNS.items() if signs[sign])
    named = ", ".join(f"{node.name} ({node.measures['acts']})" for node in network.most_acts[:3])
    return (
        f"Actor network as of {in_words(network.day)}: {len(network.nodes)} actors, {network.acts} coded acts"
        f"{f' ({counts})' if counts else ''}. Most acts: {named}. The table holds every tie."
    )


def _coloured_by(node: Node, colour_by: str) -> str:
    return node.country_name if colour_by == "country" else node.kind


def _own(network: ActorNetwork, colour_by: str) -> dict[str, str]:
    column = "country_name" if colour_by == "country" else "kind"
    return dict(zip(network.common[column], _OWN, strict=False))


def _entry(name: str, **drawn: Any) -> Trace:  # noqa: ANN401
    return theme.scatter(x=[None], y=[None], name=name, showlegend=True, hoverinfo="skip", **drawn)


def _lines(network: ActorNetwork, ink: Ink) -> list[Trace]:
    edges = network.edges
    acts = {edge.sign for edge in edges if not edge.structural}
    found = []
    for sign, symbol in ((-1, "line-ns"), (1, "triangle-right")):
        if sign in acts:
            outline = {"color": COLOUR[sign], "width": 3 if sign < 0 else 0}
            head = {"symbol": symbol, "size": 11, "color": COLOUR[sign], "line": outline}
            line = {"color": COLOUR[sign], "width": 2}
            found.append(_entry(SIGNS[sign], mode="lines+markers", line=line, marker=head))
    if 0 in acts:
        found.append(_entry(SIGNS[0], mode="lines", line={"color": COLOUR[0], "width": 2}))
    if any(edge.announced for edge in edges):
        found.append(_entry("only announced", mode="lines", line={"color": ink.line, "width": 2, "dash": ANNOUNCED}))
    if any(edge.structural for edge in edges):
        line = {"color": COLOUR[0], "width": 1.5, "dash": STRUCTURAL}
        found.append(_entry("structural tie", mode="lines", line=line))
    return found


def _colours(network: ActorNetwork, colour_by: str) -> list[Trace]:
    present = {_coloured_by(node, colour_by) for node in network.nodes}
    own = _own(network, colour_by)
    named = {one if colour_by == "country" else ACTOR_KINDS.label(one): own[one] for one in own if one in present}
    if present - {*own}:
        named[_REST[colour_by]] = NEUTRAL
    return [
        _entry(escaped(name), mode="markers", marker={"size": 14, "color": colour}) for name, colour in named.items()
    ]


def _shapes(network: ActorNetwork, ink: Ink) -> list[Trace]:
    present = {node.kind for node in network.nodes}
    shapes = [shape for kind, shape in SHAPES.items() if kind in present]
    if present - {*SHAPES}:
        shapes.append(OTHER)
    marker = {"size": 12, "color": ink.quiet, "line": {"color": ink.quiet, "width": 1.5}}
    return [_entry(shape.word, mode="markers", marker={**marker, "symbol": shape.outline}) for shape in shapes]
