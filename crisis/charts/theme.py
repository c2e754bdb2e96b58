"""Every colour, size and margin of the charts, and the frame an exported chart carries.

Colours of marks are the same in light and dark; only the ink (text, lines, ground) changes. An export is always light.
"""

import textwrap
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

FONT = "'Source Sans', 'Source Sans Pro', 'Source Sans 3', 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
TEXT = 14
SMALL = 12
"""Size of the secondary line inside a matrix cell; everything else is `TEXT` or larger."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of everything that is not a mark.

    Attributes
    ----------
    ground, text, quiet, line, faint, accent
        Background; text; secondary text; outlines and arrows; grid; the one accent.
    """

    ground: str
    text: str
    quiet: str
    line: str
    faint: str
    accent: str


LIGHT = Ink("#ffffff", "#1f2933", "#52606d", "#7b8794", "#e4e7eb", "#0b6e75")
DARK = Ink("#11161c", "#e4e7eb", "#a7b3be", "#8896a3", "#2b343d", "#4fc3c9")

STANCE_FILL = {-2: "#b35806", -1: "#fdb863", 0: "#f7f7f7", 1: "#b2abd2", 2: "#542788"}
"""Opposes (orange) to supports (purple). Told apart by the colour blind; the signed number is printed in each cell."""

STANCE_TEXT = {-2: "#ffffff", -1: "#1f2933", 0: "#1f2933", 1: "#1f2933", 2: "#ffffff"}
"""Text on a stance colour; contrast at least 4.5 to 1."""

STANCE_EDGE = "#616e7c"

HOSTILE, CONTACT, FRIENDLY = "#b7404d", "#8896a3", "#4a9ae0"
"""Ties by polarity. Hostile is darker than friendly, so that they differ in grey print, and carries another head; all
three stand out on a light and on a dark ground."""

THEME_FILL = {
    "diplomacy": "#3a9d8f",
    "statements": "#4a90bd",
    "talks": "#4472b0",
    "law_and_votes": "#7a5fc0",
    "sanctions": "#c65b7c",
    "energy": "#b8860b",
    "arms_and_money": "#2f7d4f",
    "force": "#b7404d",
    "society": "#7b8794",
}
"""Events by theme; lanes and labels say the theme too."""

CATEGORIES = ("#56708a", "#b8860b", "#3a9d8f", "#7a5fc0", "#c65b7c", "#4472b0", "#7b8794", "#2f7d4f", "#a0522d")
"""Fills for a handful of categories whose names a legend prints."""

SEQUENCE = ("#e6f0f1", "#b5d5d8", "#7fb6bb", "#48959c", "#0b6e75")
"""Few to many, in the accent hue; the number is printed where the colour is."""


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, a true minus, and ``0`` for zero: ``+2``, ``−1``, ``0``."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return ("+" if value > 0 else "−") + text


def layout(ink: Ink, *, height: int, width: int | None = None, margin: dict[str, int]) -> dict[str, Any]:
    """Layout every figure starts from.

    Parameters
    ----------
    ink
        `LIGHT` or `DARK`.
    height, width
        Pixels; no width means as wide as the page.
    margin
        ``l``, ``r``, ``t``, ``b`` in pixels. Always explicit: without it exported images are clipped.

    Returns
    -------
    dict
        Arguments of ``Figure.update_layout``.
    """
    axis = {
        "gridcolor": ink.faint,
        "linecolor": ink.line,
        "tickfont": {"size": TEXT, "color": ink.text},
        "title": {"font": {"size": TEXT, "color": ink.quiet}},
        "zeroline": False,
        "automargin": False,
    }
    return {
        "template": go.layout.Template(),
        "font": {"family": FONT, "size": TEXT, "color": ink.text},
        "paper_bgcolor": ink.ground,
        "plot_bgcolor": ink.ground,
        "height": height,
        "width": width,
        "margin": {**margin, "pad": 0},
        "hoverlabel": {"bgcolor": ink.ground, "bordercolor": ink.line, "font": {"family": FONT, "size": TEXT, "color": ink.text}, "align": "left"},
        "showlegend": False,
        "dragmode": False,
        "uirevision": "keep",
        "xaxis": axis,
        "yaxis": axis,
    }


def framed(figure: go.Figure, title: str, notes: list[str], width: int) -> go.Figure:
    """A light figure with a title above and a footer below, nothing clipped: what an export shows.

    Parameters
    ----------
    figure
        A figure drawn with `LIGHT` ink.
    title
        What it shows.
    notes
        Lines of the footer: the lens in words, the evidence, the case and its version. Long ones are wrapped.
    width
        Width of the picture in pixels, where the figure has none of its own.

    Returns
    -------
    Figure
        A new figure; the one given is not touched.
    """
    width = int(figure.layout.width or width)
    per_line = max(40, (width - 40) // 7)
    head = textwrap.wrap(title, max(24, (width - 40) // 10)) or [""]
    foot = [piece for note in notes for piece in textwrap.wrap(note, per_line)]
    above, below = 26 * len(head) + 14, 19 * len(foot) + 22
    old = figure.layout.margin
    height = int(figure.layout.height or 450) + above + below
    top, bottom = int(old.t or 0) + above, int(old.b or 0) + below
    plot_high = height - top - bottom
    new = go.Figure(figure)
    new.update_layout(width=width, height=height, margin={"t": top, "b": bottom}, paper_bgcolor=LIGHT.ground)
    left = -int(old.l or 0) + 20
    anchor = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "xshift": left, "showarrow": False, "align": "left"}
    new.add_annotation(
        text=_lines(head),
        y=1,
        yanchor="top",
        yshift=top - 12,
        font={"size": 20, "color": LIGHT.text},
        **anchor,
    )
    new.add_annotation(
        text=_lines(foot),
        y=0,
        yanchor="top",
        yshift=-(bottom - below) - 8,
        font={"size": 13, "color": LIGHT.quiet},
        **anchor,
    )
    assert plot_high > 0, "a frame leaves room for its picture"
    return new


def calm(figure: go.Figure, ink: Ink) -> go.Figure:
    """Let a click select without fading the rest: a mark that was not clicked keeps its looks.

    plotly fades unselected text unless the colour of selected text is set; traces whose text has many colours must
    therefore carry it in a trace of its own that nothing can select.
    """
    for trace in figure.data:
        opacity = getattr(trace.marker, "opacity", None) if trace.type == "scatter" else None
        keeps = {"opacity": opacity if isinstance(opacity, (int, float)) else 1}
        if trace.type in ("scatter", "bar"):
            trace.selected = {"marker": keeps, "textfont": {"color": ink.text}}
            trace.unselected = {"marker": keeps}
    return figure


def _lines(texts: list[str]) -> str:
    return "<br>".join(escaped(text) for text in texts)


def escaped(text: str) -> str:
    """Text from data as text: plotly reads a little HTML in labels, and data never is HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sentence(text: str, ink: Ink, *, height: int = 180) -> go.Figure:
    """A figure that holds a sentence in place of marks: why it is empty and what to change."""
    figure = go.Figure()
    figure.update_layout(**layout(ink, height=height, margin={"l": 20, "r": 20, "t": 20, "b": 20}))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=_lines(textwrap.wrap(text, 70)),
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": 16, "color": ink.quiet},
    )
    return figure
