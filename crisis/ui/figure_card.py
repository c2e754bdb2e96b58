"""A chart on a page: drawn, described, opened by a click, taken away as picture, page or table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
from crisis.ui.markdown import plain

LEAST_WIDTH = 720
"""A chart as wide as the page is never narrower than this: on a phone it scrolls in its frame instead of shrinking."""

_BUTTONS = '<button data-format="png">PNG</button><button data-format="svg">SVG</button>'
_STYLE = """
:host, div { display: flex; gap: .5rem; }
button { font: inherit; font-size: .95rem; min-height: 2.5rem; padding: .25rem .75rem; background: transparent;
  color: var(--st-text-color); border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, .3rem);
  cursor: pointer; margin-right: .5rem }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color) }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px }
"""


Draw = Callable[..., go.Figure]

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
        A module-level function of the view, the `arguments` and an ink; asked once for each.
    arguments
        What else the chart depends on; their ``repr`` must tell them apart.
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
    draw: Draw
    arguments: tuple[object, ...]
    alt: str
    twin: Callable[[], Twin]
    notes: tuple[str, ...] = ()
    zoom: bool = False


def show(card: Card, view: View) -> None:
    """Draw a card."""
    ink = desk.ink()
    shown = desk.remembered(card.draw, view, *card.arguments, ink)
    least = int(shown.layout.width or LEAST_WIDTH)
    st.html(_room(card.key, least, int(shown.layout.height)))
    with st.container(key=f"scroll-{card.key}"):
        st.plotly_chart(
            shown,
            key=card.key,
            theme=None,
            width="content" if shown.layout.width else "stretch",
            alt=card.alt,
            on_select=lambda: evidence.clicked(card.key),
            selection_mode="points",
            config=_config(card, view),
        )
    if card.notes:
        st.caption(plain(" ".join(card.notes)))
    _take_away(card, view, ink)
    _table(card)


def _room(key: str, width: int, height: int) -> str:
    """Style that keeps room for a chart while it is drawn anew, so that nothing below it jumps."""
    return f"<style>.st-key-{key} {{ min-width: {width}px }} .st-key-scroll-{key} {{ min-height: {height}px }}</style>"


def _take_away(card: Card, view: View, ink: Ink) -> None:
    """Buttons under the chart. Pictures are drawn in the browser, so that no browser is needed on the server."""
    name = filename(card.key, view)
    described = (card.draw, card.arguments, card.title, card.notes)
    with st.container(horizontal=True, key=f"take-{card.key}", vertical_alignment="center", gap="small"):
        _picture()(
            key=f"picture-{card.key}",
            data={
                "chart": card.key,
                "title": card.title,
                "filename": name,
                "layout": desk.remembered(_frame, view, *described),
                "marks": None if ink is LIGHT else desk.remembered(_marks, view, card.draw, card.arguments),
            },
            width="content",
        )
        st.download_button(
            "HTML",
            lambda: figure_file.html(_framed(view, *described), card.title, card.alt),
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


def _framed(view: View, draw: Draw, arguments: tuple[object, ...], title: str, notes: tuple[str, ...]) -> go.Figure:
    """The light figure in the frame of an export."""
    light = desk.remembered(draw, view, *arguments, LIGHT)
    return theme.framed(light, title, footer(notes, view), WIDTH)


def _frame(view: View, draw: Draw, arguments: tuple[object, ...], title: str, notes: tuple[str, ...]) -> str:
    """The layout of the framed figure, as JSON: all a browser needs that has the marks."""
    light = desk.remembered(draw, view, *arguments, LIGHT)
    return str(to_json_plotly(theme.frame(light.to_dict()["layout"], title, footer(notes, view), WIDTH)))


def _marks(view: View, draw: Draw, arguments: tuple[object, ...]) -> str:
    """The marks of the light figure, as JSON: for a browser that shows the dark one."""
    return str(to_json_plotly(desk.remembered(draw, view, *arguments, LIGHT).to_dict()["data"]))


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


@cache
def _picture():  # type: ignore[no-untyped-def]  # noqa: ANN202  (Streamlit exports no name for it)
    script = (Path(__file__).parent / "picture.js").read_text(encoding="utf-8")
    return st.components.v2.component("crisis_desk_picture", html=_BUTTONS, css=_STYLE, js=script)
