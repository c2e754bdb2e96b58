"""Evidence: what stands behind a mark, opened from any chart, table or line, over the page.

A mark says what it opens as a token: ``cell|DEU|I05``, ``event|ID``, ``tie|RUS|UKR|-1``, ``actor|ID``, ``position|ID``.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from crisis.tables.view import View
from crisis.ui import behind, behind_agreement, profile
from crisis.ui.markdown import plain

OPENED = "opened"
"""Place of the open token in the session."""

_PANELS: dict[str, Callable[[View, Sequence[str]], None]] = {
    "cell": behind.cell,
    "event": behind.event,
    "tie": behind.tie,
    "position": behind.position,
    "actor": profile.actor,
    "week": behind.week,
    "window": behind.window,
    "issue": behind.issue,
    "agreement": behind_agreement.agreement,
}
"""What each kind of token opens."""


def token(*parts: object) -> str:
    """A token of its parts."""
    return "|".join(map(str, parts))


def open_token(value: str) -> None:
    """Remember what to open; the page opens it at its end."""
    if value.partition("|")[0] in _PANELS:
        st.session_state[OPENED] = value


def clicked(chart: str) -> None:
    """Open what was clicked in a chart. A second click on the same mark takes the selection off: open it again."""
    points: list[dict[str, Any]] = st.session_state[chart]["selection"]["points"]
    marks = [point["customdata"] for point in points if point.get("customdata")]
    last = st.session_state.get(f"last-{chart}")
    value = token(*_flat(marks[-1])) if marks else last
    if value:
        st.session_state[f"last-{chart}"] = value
        open_token(value)


def picked(table: str, tokens: Sequence[str]) -> None:
    """Open what the chosen row of a table stands for."""
    rows = st.session_state[table]["selection"]["rows"]
    if rows and rows[0] < len(tokens):
        open_token(tokens[rows[0]])


def show(view: View) -> None:
    """Open what was asked for, if anything, and listen to the links of the page."""
    _links()(key="links", on_open_change=_follow)
    wanted = st.session_state.get(OPENED)
    if wanted:
        kind, *parts = wanted.split("|")
        heading = plain(behind.title(view, kind, parts))
        st.dialog(heading, width="large", on_dismiss=_close)(_PANELS[kind])(view, parts)


def _close() -> None:
    st.session_state.pop(OPENED, None)


def _follow() -> None:
    asked = st.session_state["links"].get("open")
    if asked:
        open_token(str(asked))


def _flat(data: object) -> list[object]:
    """Customdata as a list, whether the browser sent a list or an object with numbered keys."""
    if isinstance(data, dict):
        return [data[key] for key in sorted(data, key=int)]
    return [*data] if isinstance(data, (list, tuple)) else [data]


@cache
def _links():  # type: ignore[no-untyped-def]  # noqa: ANN202  (Streamlit exports no name for it)
    here = Path(__file__).parent
    script = "\n".join((here / name).read_text(encoding="utf-8") for name in ("picture.js", "links.js"))
    return st.components.v2.component("crisis_desk_links", html="<span></span>", js=script)
