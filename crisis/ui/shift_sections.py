"""Sections of the shifts page that have a choice of their own: the steps of one row, the spread inside one group."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from crisis.charts import shifts as step_chart
from crisis.charts import spread as spread_chart
from crisis.measures import shift_list
from crisis.measures.shifts import curve
from crisis.measures.spread import levels, spread
from crisis.measures.stance_matrix import stance_matrix
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, figure_card
from crisis.ui.figure_card import Card

MUTE = "No stance is coded here. Choose a later day, more countries or issues, or a wider grade."
ALONE = "No body with two members and no state with two voices is coded here. Choose a later day or more countries."
HELD = "A step holds until the next coded statement; dotted: not restated by the day. What lies between is not known."
INSIDE = (
    "Numbers count members by their latest coded stance, a bar runs from the lowest to the highest. Not coded is not "
    "silent. Facts in dispute are left out."
)


def steps(view: View, found: pd.DataFrame) -> None:
    """The steps of one row on one issue; at first those of the largest shift."""
    figure_card.show(view, _steps, *_row_and_issue(view, found))


def _steps(view: View, row_id: str, issue_id: str) -> Card:
    names = view.case.names
    who, about = names.get(row_id, ""), view.case.issue_names.get(issue_id, "")
    taken = curve(view, row_id, issue_id)
    return Card(
        "steps",
        f"{who} on {about}, step by step" if row_id else "Step by step",
        lambda ink: step_chart.curve_figure(taken, view.day, names, ink=ink, empty=MUTE),
        step_chart.curve_alt(taken, who, about) if row_id else MUTE,
        lambda: shift_list.curve(view, taken),
        (HELD,) if row_id else (),
    )


def inside(view: View) -> None:
    """The spread inside one body or state."""
    groups = desk.remembered(_groups, view)
    group_id = ""
    if groups:
        group_id = st.selectbox(
            "Inside", groups, format_func=view.case.names.__getitem__, key="group", bind="query-params", width=260
        )
    figure_card.show(view, _spread, group_id)


def _groups(view: View) -> list[str]:
    """Bodies and states with a spread inside."""
    return [*desk.remembered(spread, view)["group_id"].unique()]


def _spread(view: View, group_id: str) -> Card:
    whole = desk.remembered(spread, view)
    found, held = whole[whole["group_id"] == group_id], levels(view, group_id)
    name = view.case.names.get(group_id, "")
    return Card(
        "spread",
        f"Spread inside {name} as of {in_words(view.day)}" if name else "Spread",
        lambda ink: spread_chart.spread_figure(
            found, held, view.case.names, view.case.issue_names, ink=ink, empty=ALONE
        ),
        spread_chart.spread_alt(found, name) if name else ALONE,
        lambda: shift_list.spread(view, found, held),
        tuple(filter(None, (INSIDE, spread_chart.more(found)))) if name else (),
    )


def _row_and_issue(view: View, found: pd.DataFrame) -> tuple[str, str]:
    """Whose steps on which issue; empty ids where no stance is coded."""
    spoken = desk.remembered(_spoken, view)
    if not spoken:
        return "", ""
    names, issues = view.case.names, view.case.issue_names
    with st.container(horizontal=True, vertical_alignment="bottom", key="step-controls"):
        rows = [*spoken]
        row_id = st.selectbox(
            "Who", rows, index=_first(rows, found["actor_id"]), format_func=names.__getitem__, key="who",
            bind="query-params", width=260,
        )  # fmt: skip
        about = spoken[row_id]
        largest = (one for who, one in zip(found["actor_id"], found["issue_id"], strict=True) if who == row_id)
        issue_id = st.selectbox(
            "On", about, index=_first(about, largest), format_func=issues.__getitem__, key="about",
            bind="query-params", width=320,
        )  # fmt: skip
    return row_id, issue_id


def _spoken(view: View) -> dict[str, list[str]]:
    """Issues each row has a stance on, rows by name."""
    matrix = stance_matrix(view)
    found: dict[str, list[str]] = {}
    for row_id, issue_id in zip(matrix.column("row_id"), matrix.column("issue_id"), strict=True):
        found.setdefault(row_id, []).append(issue_id)
    return dict(sorted(found.items(), key=lambda one: view.case.names[one[0]].casefold()))


def _first(options: Sequence[str], wanted: Iterable[str]) -> int:
    """Place of the first of the wanted among the options; 0 where none is."""
    return next((options.index(one) for one in wanted if one in options), 0)
