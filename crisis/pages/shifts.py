"""Who moved, how far and when; who breaks ranks inside a body or a government?"""

from collections import Counter

import pandas as pd
import streamlit as st

from crisis.charts import shifts as chart
from crisis.charts.theme import counted, signed
from crisis.measures import shift_list
from crisis.measures.rows import records
from crisis.measures.shifts import PLAIN, SHIFTS, ShiftParameters, shifts
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, evidence, figure_card, method, page, shift_sections
from crisis.ui.figure_card import Card
from crisis.ui.form import form

EMPTY = (
    "Nobody moved in what is coded here. Choose a later day, other kinds, more countries or issues, or a wider grade."
)
SAMPLE = (
    "Sensitivity to omitted statements: this is a coded sample, not the world; one more statement may make, move or "
    "split a shift."
)
NOTE = "An arrow runs from the stance before to the stance after; without a head both are of one day."


def render() -> None:
    """Draw the page."""
    with page.frame("Shifts", "Who moved, how far and when, and who breaks ranks?") as frame:
        view = frame.view
        kinds, parameters = _controls()
        found = desk.remembered(_found, view, kinds, parameters)
        frame.answer(desk.remembered(_answer, view, kinds, parameters))
        _list(view, found, kinds, parameters)
        st.subheader("Before and after")
        figure_card.show(view, _card, kinds, parameters)
        st.subheader("Step by step")
        shift_sections.steps(view, found)
        st.subheader("Inside a body or government")
        shift_sections.inside(view)
        method.section("shifts", "spread")


def _controls() -> tuple[tuple[str, ...], ShiftParameters]:
    """Which kinds are listed, all where none is chosen, and the parameters of the measure."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="shift-controls"):
        chosen = st.pills(
            "Kinds", [*SHIFTS], selection_mode="multi", format_func=SHIFTS.label, key="shift", bind="query-params"
        )
        parameters = form(PLAIN, "shift")
    return tuple(kind for kind in SHIFTS if kind in (chosen or SHIFTS)), parameters


def _found(view: View, kinds: tuple[str, ...], parameters: ShiftParameters) -> pd.DataFrame:
    whole = desk.remembered(shifts, view, parameters)
    return whole[whole["shift"].isin(kinds)]


def _answer(view: View, kinds: tuple[str, ...], parameters: ShiftParameters) -> str:
    found = desk.remembered(_found, view, kinds, parameters)
    if found.empty:
        return EMPTY
    every = records(found)
    first, counts = every[0], Counter(one["shift"] for one in every)
    told = ", ".join(f"{SHIFTS.label(kind)} {counts[kind]}" for kind in SHIFTS if kind in counts)
    rows = counted(len({one["actor_id"] for one in every}), "row")
    return (
        f"{counted(len(every), 'shift')} of {rows}: {told}. The first of the largest: "
        f"{view.case.names[first['actor_id']]} on {view.case.issue_names[first['issue_id']]}, from "
        f"{signed(first['from_stance'])} to {signed(first['to_stance'])} on {in_words(first['to_day'])}."
    )


def _listed(view: View, kinds: tuple[str, ...], parameters: ShiftParameters) -> shift_list.Listed:
    return shift_list.shifts(view, desk.remembered(_found, view, kinds, parameters))


def _list(view: View, found: pd.DataFrame, kinds: tuple[str, ...], parameters: ShiftParameters) -> None:
    if found.empty:
        return
    table, tokens = desk.remembered(_listed, view, kinds, parameters)
    picked = "shift-list"
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        key=picked,
        on_select=lambda: evidence.picked(picked, tokens),
        selection_mode="single-row",
    )


def _card(view: View, kinds: tuple[str, ...], parameters: ShiftParameters) -> Card:
    found = desk.remembered(_found, view, kinds, parameters)
    return Card(
        "shifts",
        f"Stances before and after, as of {in_words(view.day)}",
        lambda ink: chart.shifts_figure(found, view.case.names, view.case.issue_names, ink=ink, empty=EMPTY),
        chart.shifts_alt(found),
        lambda: shift_list.shifts(view, found),
        tuple(filter(None, (NOTE, chart.more(found), SAMPLE))),
    )


if __name__ == "__main__":
    render()
