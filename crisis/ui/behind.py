"""Panels of evidence: what stands behind a cell, an event, a tie or a statement."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import coverage, stance_matrix
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import cards
from crisis.ui.markdown import html, plain

MOST = 40
"""Cards shown at once; the rest is counted."""


def title(view: View, kind: str, parts: Sequence[str]) -> str:
    """What the panel is headed by: names, never ids."""
    return _TITLES[kind](view, parts)


def _title_of_event(view: View, parts: Sequence[str]) -> str:
    found = view.reports(parts[0])["title"]
    return str(found.iloc[0]) if len(found) else "Event"


def _title_of_window(_: View, parts: Sequence[str]) -> str:
    first, after = (pd.Timestamp(one) for one in parts[:2])
    return f"{in_words(first)} to {in_words(after - pd.Timedelta(days=1))}"


def _actor(view: View, one: str) -> str:
    """Name of an actor, of a part by the id behind the row's."""
    who = one.rpartition("/")[2]
    return view.case.names.get(who, who)


def _issue(view: View, one: str) -> str:
    return view.case.issue_names.get(one, one)


def _title_of_week(view: View, parts: Sequence[str]) -> str:
    who = (_actor if parts[0] == "actor" else _issue)(view, parts[1])
    return f"{who} · week of {in_words(pd.Timestamp(parts[2]))}"


_TITLES: dict[str, Callable[[View, Sequence[str]], str]] = {
    "cell": lambda view, parts: f"{_actor(view, parts[0])} · {_issue(view, parts[1])}",
    "week": _title_of_week,
    "window": _title_of_window,
    "tie": lambda view, parts: f"{_actor(view, parts[0])} → {_actor(view, parts[1])}",
    "agreement": lambda view, parts: f"{_actor(view, parts[0])} and {_actor(view, parts[1])}",
    "event": _title_of_event,
    "issue": lambda view, parts: _issue(view, parts[0]),
    "position": lambda _, parts: "Statement" if len(parts) == 1 else "Statements",
    "actor": lambda view, parts: view.case.names.get(parts[0], "Actor"),
}
"""How each kind of panel is headed."""


def cell(view: View, parts: Sequence[str]) -> None:
    """Statements behind a cell of the stance matrix: ``row``, ``issue`` and, for an opened row, the part's actor."""
    row_id, _, part = parts[0].partition("/")
    issue_id = parts[1]
    found = stance_matrix.statements(view, row_id, issue_id)
    if part:
        found = found[found["actor_id"] == part]
    issues = view.case.tables["issues"].set_index("issue_id")
    if issue_id not in issues.index:
        _gone()
        return
    st.caption(
        plain(f"Proposition: {issues['proposition'][issue_id]}. The statement shown in the matrix stands first.")
    )
    _list((cards.statement(view, row) for _, row in found.iterrows()), len(found), "statement")


def event(view: View, parts: Sequence[str]) -> None:
    """Reports of an event."""
    found = view.reports(parts[0])
    if found.empty:
        _gone()
        return
    st.caption("Reports known by the day, the latest first; the first one gives the event its state.")
    _list((cards.report(view, row) for _, row in found.iterrows()), len(found), "report")


def tie(view: View, parts: Sequence[str]) -> None:
    """Ties between two rows, of one sign: ``row``, ``recipient`` and -1, 0 or 1; without a sign all of them."""
    actor, recipient = parts[0], parts[1]
    ties = view.ties
    found = ties[(ties["row_id"] == actor) & (ties["recipient_row_id"] == recipient)]
    if len(parts) > 2:
        found = found[np.sign(found["polarity"].astype(int)) == int(parts[2])]
    found = found.sort_values("first_day", ascending=False, kind="stable")
    _list((cards.tie(view, row) for _, row in found.iterrows()), len(found), "tie")


def position(view: View, parts: Sequence[str]) -> None:
    """One statement, or several in the order they are named."""
    said = view.positions.set_index("position_id", drop=False)
    found = said.loc[[one for one in parts if one in said.index]]
    _list((cards.statement(view, row) for _, row in found.iterrows()), len(found), "statement")


def week(view: View, parts: Sequence[str]) -> None:
    """Statements of one actor or issue in one week: ``actor`` or ``issue``, its row, the Monday."""
    said = view.positions
    monday = pd.Timestamp(parts[2])
    inside = (said["last_day"] >= monday) & (said["last_day"] < monday + pd.Timedelta(days=7))
    found = said[(said[coverage.BY[parts[0]]] == parts[1]) & inside].sort_values("last_day")
    _list((cards.statement(view, row) for _, row in found.iterrows()), len(found), "statement")


def window(view: View, parts: Sequence[str]) -> None:
    """Statements of some rows, or of all, in a window: its first day, the day after it, rows joined by ``;``."""
    said = view.positions
    first, after = (pd.Timestamp(one) for one in parts[:2])
    inside = (said["last_day"] >= first) & (said["last_day"] < after)
    if parts[2]:
        inside &= said["row_id"].isin(parts[2].split(";"))
    found = said[inside].sort_values("last_day")
    _list((cards.statement(view, row) for _, row in found.iterrows()), len(found), "statement")


def issue(view: View, parts: Sequence[str]) -> None:
    """Statements on an issue, the latest first."""
    said = view.positions
    found = said[said["issue_id"] == parts[0]].sort_values("last_day", ascending=False)
    _list((cards.statement(view, row) for _, row in found.iterrows()), len(found), "statement")


def _list(texts: Iterable[str], count: int, noun: str) -> None:
    """Cards, at most `MOST`, with how many there are."""
    if count == 0:
        _gone()
        return
    shown = [text for text, _ in zip(texts, range(MOST), strict=False)]
    more = f"; the {MOST} latest are shown, the Evidence page lists all" if count > MOST else ""
    st.html(f'<p class="desk-question">{html(counted(count, noun))}{more}</p>' + "".join(shown))


def _gone() -> None:
    st.info("Nothing under this lens. A wider lens (day, countries, issues, grade) may show it.")
