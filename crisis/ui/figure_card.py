"""A chart on a page: drawn, described, opened by a click, taken away as picture, page or table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from plotly.io.json import to_json_plotly

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink
from crisis.exports import csv_file, figure_file
from crisis.exports.chart_files import WIDTH, footer
from crisis.tables.view import View
from crisis.ui import desk, evidence
from crisis.ui.markdown import html, plain

LEAST_WIDTH = 720
"""A chart as wide as the page is never narrower than this: on a phone it scrolls in its frame instead of shrinking."""

Twin = tuple[pd.DataFrame, Sequence[str]]
"""A table of a chart's numbers, and for each row what it opens; no tokens where rows open nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class Card:
    """A chart with all that is said about it.

    Attributes
    ----------
    key
        One word: the measure's name.
    title
        What the chart shows.
    draw
        Draws it with an ink.
    alt
        The chart in a sentence or two, for screen readers.
    twin
        Gives its numbers as a sortable table; asked when the reader opens or downloads it.
    notes
        Sentences under the chart and in the footer of its exports.
    zoom
        Whether the reader may zoom and pan.
    """

    key: str
    title: str
    draw: Callable[[Ink], go.Figure]
    alt: str
    twin: Callable[[], Twin]
    notes: tuple[str, ...] = ()
    zoom: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class _Ready:
    """All of a card that is sent, but for what waits for a click."""

    card: Card
    figure: go.Figure
    width: Literal["content", "stretch"]
    pictures: str


def show(view: View, make: Callable[..., Card], *arguments: object) -> None:
    """Draw a card.

    Parameters
    ----------
    view
        What the page shows.
    make
        A module-level function of the view and the arguments that makes the card; asked once for each and each ink.
    arguments
        What else the card depends on; their ``repr`` must tell them apart.
    """
    ready = desk.remembered(_ready, view, make, arguments, desk.ink())
    card = ready.card
    with st.container(key=f"scroll-{card.key}"):
        st.plotly_chart(
            ready.figure,
            key=card.key,
            theme=None,
            width=ready.width,
            alt=card.alt,
            on_select=lambda: evidence.clicked(card.key),
            selection_mode="points",
            config=_config(card, view),
        )
    if card.notes:
        st.caption(plain(" ".join(card.notes)))
    _take_away(ready, view)
    _table(card)


def _ready(view: View, make: Callable[..., Card], arguments: tuple[object, ...], ink: Ink) -> _Ready:
    card = make(view, *arguments)
    figure = card.draw(ink)
    size = figure.to_dict()["layout"]
    pictures = _pictures(card, view, figure, ink) + _room(card.key, size)
    return _Ready(card, figure, "content" if size.get("width") else "stretch", pictures)


def _room(key: str, size: dict[str, Any]) -> str:
    """Style that keeps room for a chart while it is drawn anew, so that nothing below it jumps."""
    width, height = int(size.get("width") or LEAST_WIDTH), int(size["height"])
    return f"<style>.st-key-{key} {{ min-width: {width}px }} .st-key-scroll-{key} {{ min-height: {height}px }}</style>"


def _pictures(card: Card, view: View, figure: go.Figure, ink: Ink) -> str:
    """Buttons for pictures, with what `picture.js` needs to draw them: no browser is needed on the server.

    That is the layout of the framed figure; a browser that shows the dark one needs the marks of the light one too.
    """
    light = figure if ink is LIGHT else card.draw(LIGHT)
    parts = [theme.frame(light.to_dict()["layout"], card.title, footer(card.notes, view), WIDTH)]
    parts += [] if ink is LIGHT else [light.to_dict()["data"]]
    buttons = "".join(
        f'<button data-picture="{form}" aria-label="{form.upper()} of {html(card.title)}">{form.upper()}</button>'
        for form in ("png", "svg")
    )
    kept = "".join(f"<pre hidden>{escape(to_json_plotly(part), quote=False)}</pre>" for part in parts)
    name = html(filename(card.key, view))
    return f'<div class="pictures" data-chart="{card.key}" data-filename="{name}">{buttons}{kept}</div>'


def _take_away(ready: _Ready, view: View) -> None:
    """Buttons under the chart."""
    card, name = ready.card, filename(ready.card.key, view)
    with st.container(horizontal=True, key=f"take-{card.key}", vertical_alignment="center", gap="small"):
        st.html(ready.pictures, width="content")
        st.download_button(
            "HTML",
            lambda: figure_file.html(_framed(card, view), card.title, card.alt),
            f"{name}.html",
            "text/html",
            key=f"html-{card.key}",
            on_click="ignore",
        )
        st.download_button(
            "CSV",
            lambda: csv_file.write(card.twin()[0]),
            f"{name}.csv",
            "text/csv",
            key=f"csv-{card.key}",
            on_click="ignore",
        )


def _framed(card: Card, view: View) -> go.Figure:
    """The light figure in the frame of an export."""
    return theme.framed(card.draw(LIGHT), card.title, footer(card.notes, view), WIDTH)


def _table(card: Card) -> None:
    """The sortable twin of the chart; its rows open what the marks open, by keyboard too."""
    twin = st.expander("The same as a table", key=f"twin-{card.key}", on_change="rerun")
    if not twin.open:
        return
    table, tokens = card.twin()
    with twin:
        if not tokens:
            st.dataframe(table, hide_index=True, key=f"table-{card.key}", placeholder="")
            return
        st.dataframe(
            table,
            hide_index=True,
            placeholder="",
            key=f"table-{card.key}",
            on_select=lambda: evidence.picked(f"table-{card.key}", tokens),
            selection_mode="single-row",
        )


def filename(key: str, view: View) -> str:
    """``stance_matrix_2022-03-31``: the word and the day."""
    return f"{key}_{view.lens.day(view.case).isoformat()}"


def _config(card: Card, view: View) -> dict[str, object]:
    """Settings of the chart's own toolbar: a fallback for the buttons, and zoom where it helps."""
    removed = ["select2d", "lasso2d", "autoScale2d"] + (
        [] if card.zoom else ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]
    )
    return {
        "displaylogo": False,
        "modeBarButtonsToRemove": removed,
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": filename(card.key, view)},
        "scrollZoom": False,
        "doubleClick": False,
    }
