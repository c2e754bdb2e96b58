"""The pages a filter change is measured against: the same pages, all they show built beforehand.

A page is drawn for real the first time a choice of countries is made, and what it showed is kept: figures, tables,
texts and controls. From then on only the frame is run, and what was kept is handed to Streamlit again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import streamlit as st

from crisis.pages import PAGES, Entry
from crisis.ui import page

FIGURES = ("plotly_chart", "dataframe", "html")
CONTROLS = (
    "button", "caption", "date_input", "download_button", "expander", "markdown", "multiselect", "number_input",
    "pills", "segmented_control", "selectbox", "subheader", "text_input", "toggle",
)  # fmt: skip
"""What is kept of a page; what only arranges it is not, nor what moves or is dropped."""

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


@st.cache_resource
def kept() -> dict[tuple[str, tuple[str, ...]], list[Call]]:
    """What every page showed for every choice of countries."""
    return {}


def recorded(entry: Entry) -> list[Call]:
    """Draw a page for real and keep what it shows."""
    calls: list[Call] = []

    def keeping(name: str) -> Callable[..., Any]:
        draw = getattr(st, name)

        def call(*given: Any, **named: Any) -> Any:
            if "on_select" in named:
                calls.append((name, given, {**named, "on_select": "rerun"}))
            else:
                calls.append((name, given, named))
            return draw(*given, **named)

        return call

    scope: dict[str, Any] = {"__name__": "recorded"}
    exec(compile(entry.file.read_text(encoding="utf-8"), str(entry.file), "exec"), scope)
    with page_of(calls), patch.multiple(st, **{name: keeping(name) for name in (*FIGURES, *CONTROLS)}):
        scope["render"]()
    return calls


@contextmanager
def page_of(calls: list[Call]) -> Iterator[None]:
    """Keep what the page shows, not what its frame does: that is run each time."""
    real = page.frame

    @contextmanager
    def frame(title: str, question: str) -> Iterator[page.Frame]:
        with real(title, question) as framed:
            calls.clear()
            yield framed
            kept = [*calls]
        calls[:] = kept

    with patch.object(page, "frame", frame):
        yield


def floor(entry: Entry) -> Callable[[], None]:
    """A page that shows what was kept of the real one."""

    def run() -> None:
        chosen = (entry.name, tuple(st.session_state.get("country", ())))
        if chosen not in kept():
            kept()[chosen] = recorded(entry)
            return
        with page.frame(entry.title, "The same, built beforehand."):
            for name, given, named in kept()[chosen]:
                getattr(st, name)(*given, **named)

    run.__name__ = entry.name
    return run


st.set_page_config(layout="wide")
st.navigation([st.Page(floor(entry), title=entry.title, url_path=entry.name) for entry in PAGES]).run()
