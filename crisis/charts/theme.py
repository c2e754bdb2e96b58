"""Every colour, size and margin of the charts, and the frame an exported chart carries.

Colours of marks are the same in light and dark; only the ink (text, lines, ground) changes. An export is always light.
"""

import textwrap
from collections.abc import Iterable, Sequence
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


Trace = dict[str, Any]
"""A trace as plotly knows it: its type and its settings."""


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, a true minus, and ``0`` for zero: ``+2``, ``−1``, ``0``."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return ("+" if value > 0 else "−") + text


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things: ``1 issue``, ``1,200 issues``; `many` where the plural is not made by an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def short(text: str, most: int = 60) -> str:
    """A name cut to what a label holds."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


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
        A plotly layout, to be completed by `combined`.
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
        "template": {},
        "font": {"family": FONT, "size": TEXT, "color": ink.text},
        "paper_bgcolor": ink.ground,
        "plot_bgcolor": ink.ground,
        "height": height,
        **({"width": width} if width else {}),
        "margin": {**margin, "pad": 0},
        "hoverlabel": {
            "bgcolor": ink.ground,
            "bordercolor": ink.line,
            "font": {"family": FONT, "size": TEXT, "color": ink.text},
            "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "uirevision": "keep",
        "xaxis": axis,
        "yaxis": axis,
    }


LEAST_FRAME = 560
"""Least width of an exported picture in pixels: a line of its footer still reads."""


def framed(figure: go.Figure, title: str, notes: Sequence[str], width: int) -> go.Figure:
    """A light figure in the frame of an export; the one given is not touched. See `frame`."""
    plain = figure.to_dict()
    return drawn(plain["data"], frame(plain["layout"], title, notes, width))


def frame(settings: dict[str, Any], title: str, notes: Sequence[str], width: int) -> dict[str, Any]:
    """A layout with a title above and a footer below, nothing clipped: what an export shows.

    Parameters
    ----------
    settings
        Layout of a figure drawn with `LIGHT` ink.
    title
        What it shows.
    notes
        Lines of the footer: the lens in words, the evidence, the case and its version. Long ones are wrapped.
    width
        Width of the picture in pixels, where the figure has none of its own. A narrow figure is given room at its
        right for the words.
    """
    own = int(settings.get("width") or width)
    width = max(own, LEAST_FRAME)
    head = textwrap.wrap(title, (width - 40) // 11) or [""]
    foot = [piece for note in notes for piece in textwrap.wrap(note, (width - 40) // 8)]
    above, below = 26 * len(head) + 14, 19 * len(foot) + 22
    margin = settings["margin"]
    top, bottom = int(margin["t"]) + above, int(margin["b"]) + below
    anchor = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 20 - int(margin["l"]),
        "showarrow": False,
        "align": "left",
    }
    words = [
        anchor | {"text": _lines(head), "y": 1, "yshift": top - 12, "font": {"size": 20, "color": LIGHT.text}},
        anchor | {"text": _lines(foot), "y": 0, "yshift": below - bottom - 8, "font": {"size": TEXT}},
    ]
    margins = {"t": top, "b": bottom, "r": int(margin["r"]) + width - own}
    size = {"width": width, "height": int(settings["height"]) + above + below, "margin": margins}
    return combined(settings, size | {"annotations": [*settings.get("annotations", ()), *words]})


def combined(base: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """A layout with another's settings put into it, settings of settings too."""
    found = dict(base)
    for name, value in extra.items():
        both = isinstance(value, dict) and isinstance(found.get(name), dict)
        found[name] = combined(found[name], value) if both else value
    return found


def scatter(**settings: Any) -> Trace:  # noqa: ANN401
    """Marks, lines or texts: a scatter trace, drawn as SVG so that clicks on it are reported."""
    return {"type": "scatter", **settings}


class Drawn(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A figure of its parts, taken as they are and given away as they are.

    plotly would check every value, at thirty times the cost of drawing, and would copy and encode every mark each time
    the figure is shown; the tests have it check every figure instead.
    """

    def __init__(self, traces: Iterable[Trace], settings: dict[str, Any]) -> None:
        self.__dict__["parts"] = {"data": [*traces], "layout": settings}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Build what plotly keeps of a figure, when somebody asks for it: one that is only shown never needs it."""
        parts = self.__dict__.pop("parts", None)
        if parts is None:
            raise AttributeError(name)
        super().__init__(**parts, _validate=False)
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[go.Figure], tuple[dict[str, Any]]]:
        return go.Figure, (self.to_dict(),)

    def to_dict(self) -> dict[str, Any]:
        """Traces and layout as they are now; what is inside them is the figure's own and not to be changed."""
        parts = self.__dict__.get("parts") or {"data": self._data, "layout": self._layout}
        return {"data": [{**trace} for trace in parts["data"]], "layout": {**parts["layout"]}}


def drawn(traces: Iterable[Trace], settings: dict[str, Any]) -> Drawn:
    """A figure of its parts."""
    return Drawn(traces, settings)


def calm(traces: Iterable[Trace], ink: Ink) -> list[Trace]:
    """Let a click select without fading the rest: a mark that was not clicked keeps its looks.

    plotly fades unselected text unless the colour of selected text is set; traces whose text has many colours must
    therefore carry it in a trace of its own that nothing can select.
    """
    found = []
    for trace in traces:
        opacity = trace.get("marker", {}).get("opacity", 1)
        keeps = {"marker": {"opacity": opacity if isinstance(opacity, (int, float)) else 1}}
        text = {"textfont": {"color": ink.text}} if trace["type"] == "scatter" else {}
        found.append({**trace, "selected": keeps | text, "unselected": keeps})
    return found


def _lines(texts: list[str]) -> str:
    return "<br>".join(escaped(text) for text in texts)


def veil(ink: Ink) -> str:
    """The ground a little see-through: behind a name it is read over lines."""
    red, green, blue = (int(ink.ground[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.75)"


def escaped(text: str) -> str:
    """Text from data as text: plotly reads a little HTML in labels, and data never is HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sentence(text: str, ink: Ink, *, height: int = 180) -> go.Figure:
    """A figure that holds a sentence in place of marks: why it is empty and what to change."""
    words = {
        "text": _lines(textwrap.wrap(text, 70)),
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 16, "color": ink.quiet},
    }
    hidden = {"xaxis": {"visible": False}, "yaxis": {"visible": False}, "annotations": [words]}
    base = layout(ink, height=height, margin={"l": 20, "r": 20, "t": 20, "b": 20})
    return drawn([], combined(base, hidden))
