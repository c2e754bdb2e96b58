"""What was promised or threatened, on which condition, and was it carried out, how late?"""

import pandas as pd
import streamlit as st

from crisis.charts import commitments as chart
from crisis.charts.theme import counted
from crisis.measures import shift_list
from crisis.measures.commitments import commitments
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, evidence, figure_card, method, page
from crisis.ui.figure_card import Card

EMPTY = "No promise or threat is coded here. Choose a later day, more countries or issues, or a wider grade."
NOTE = (
    "Circle: promise; diamond: threat; square: carried out; dotted: open. Open means that no coded event carries it "
    "out, not that it was broken."
)


def render() -> None:
    """Draw the page."""
    with page.frame("Commitments", "What was promised or threatened, on which condition, and was it done?") as frame:
        view = frame.view
        found = desk.remembered(commitments, view)
        frame.answer(desk.remembered(_answer, view))
        _list(view, found)
        st.subheader("From word to deed")
        figure_card.show(view, _card)
        method.section("commitments")


def _answer(view: View) -> str:
    found = desk.remembered(commitments, view)
    if found.empty:
        return EMPTY
    threats = int((found["act"] == "threat").sum())
    still = int((found["event_id"] == "").sum())
    bound = int((found["condition"] != "none").sum())
    late = found["delay"].dropna()
    half = f", half of them within {counted(int(late.median()), 'day')}" if len(late) else ""
    return (
        f"{counted(len(found) - threats, 'promise')} and {counted(threats, 'threat')}, {bound} on a condition: {still} "
        f"open, {len(found) - still} carried out{half}."
    )


def _list(view: View, found: pd.DataFrame) -> None:
    if found.empty:
        return
    table, tokens = desk.remembered(shift_list.promises, view)
    picked = "commitment-list"
    st.dataframe(
        table,
        hide_index=True,
        placeholder="",
        key=picked,
        on_select=lambda: evidence.picked(picked, tokens),
        selection_mode="single-row",
    )


def _card(view: View) -> Card:
    found, names, issues = desk.remembered(commitments, view), view.case.names, view.case.issue_names
    return Card(
        "commitments",
        f"Promises and threats as of {in_words(view.day)}",
        lambda ink: chart.commitments_figure(found, view.day, names, issues, ink=ink, empty=EMPTY),
        chart.commitments_alt(found),
        lambda: shift_list.promises(view),
        tuple(filter(None, (NOTE, chart.more(found)))),
    )


if __name__ == "__main__":
    render()
