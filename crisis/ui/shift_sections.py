"""Sections of the shifts page that have a choice of their own: the steps of one row, the spread inside one group."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from crisis.charts import shifts as step_chart
from crisis.charts import spread as spread_chart
from crisis.charts.theme import Ink
from crisis.measures import shift_list
from crisis.measures.shifts import curve
from crisis.measures.spread import levels, spread
from crisis.measures.stance_matrix import stance_matrix
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, figure_card

MUTE = "No stance is coded here. Choose a later day, more countries or issues, or a wider grade."
ALONE = "No body with two members and no state with two voices is coded here. Choose a later day or more countries."
HELD = "A step holds until the next coded statement; dotted: not restated by the day. What lies between is not known."
INSIDE = (
    "Numbers count members by their latest coded stance, a bar runs from the lowest to the highest. Not coded is not "
    "silent. Facts in dispute are left out."
)


def steps(view: View, found: pd.DataFrame) -> None:
    """The steps of one row on one issue; at first those of the largest shift."""
    chosen = _row_and_issue(view, found)
    row_id, issue_id = chosen or ("", "")
    who, about = view.case.names.get(row_id, ""), view.case.issue_names.get(issue_id, "")
    taken = curve(view, row_id, issue_id)
    card = figure_card.Card(
        "steps",
        f"{who} on {about}, step by step" if chosen else "Step by step",
        _steps_figure,
        (row_id, issue_id),
        step_chart.curve_alt(taken, who, about) if chosen else MUTE,
        lambda: shift_list.curve(view, taken),
        (HELD,) if chosen else (),
    )
    figure_card.show(card, view)


def inside(view: View) -> None:
    """The spread inside one body or state."""
    whole = desk.remembered(spread, view)
    group_id = _group(view, [*whole["group_id"].unique()])
    found = whole[whole["group_id"] == group_id]
    name = view.case.names.get(group_id, "")
    card = figure_card.Card(
        "spread",
        f"Spread inside {name} as of {in_words(view.day)}" if name else "Spread",
        _spread_figure,
        (group_id,),
        spread_chart.spread_alt(found, name) if name else ALONE,
        lambda: shift_list.spread(view, found, levels(view, group_id)),
        tuple(filter(None, (INSIDE, spread_chart.more(found)))) if name else (),
    )
    figure_card.show(card, view)


def _row_and_issue(view: View, found: pd.DataFrame) -> tuple[str, str] | None:
    """Whose steps on which issue; nothing where no stance is coded."""
    cells = stance_matrix(view).cells
    if cells.empty:
        return None
    names, issues = view.case.names, view.case.issue_names
    with st.container(horizontal=True, vertical_alignment="bottom", key="step-controls"):
        rows = desk.remembered(_rows, view)
        row_id = st.selectbox(
            "Who", rows, index=_first(rows, found["actor_id"]), format_func=names.__getitem__, key="who",
            bind="query-params", width=260,
        )  # fmt: skip
        about = [*cells.loc[cells["row_id"] == row_id, "issue_id"]]
        largest = found.loc[found["actor_id"] == row_id, "issue_id"]
        issue_id = st.selectbox(
            "On", about, index=_first(about, largest), format_func=issues.__getitem__, key="about",
            bind="query-params", width=320,
        )  # fmt: skip
    return row_id, issue_id


def _rows(view: View) -> list[str]:
    """Rows with a stance, by name."""
    return sorted(stance_matrix(view).rows, key=lambda one: view.case.names[one].casefold())


def _group(view: View, groups: Sequence[str]) -> str:
    """Which body or state; the empty id where there is none."""
    if not groups:
        return ""
    chosen: str = st.selectbox(
        "Inside", groups, format_func=view.case.names.__getitem__, key="group", bind="query-params", width=260
    )
    return chosen


def _first(options: Sequence[str], wanted: pd.Series) -> int:
    """Place of the first of the wanted among the options; 0 where none is."""
    return next((options.index(one) for one in wanted if one in options), 0)


def _steps_figure(view: View, row_id: str, issue_id: str, ink: Ink) -> go.Figure:
    return step_chart.curve_figure(curve(view, row_id, issue_id), view.day, view.case.names, ink=ink, empty=MUTE)


def _spread_figure(view: View, group_id: str, ink: Ink) -> go.Figure:
    whole = desk.remembered(spread, view)
    found, held = whole[whole["group_id"] == group_id], levels(view, group_id)
    return spread_chart.spread_figure(found, held, view.case.names, view.case.issue_names, ink=ink, empty=ALONE)
