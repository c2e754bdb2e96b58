"""What was promised or threatened, on which condition, and was it carried out, how late?"""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from crisis.charts import commitments as chart
from crisis.charts.theme import Ink, counted
from crisis.measures import shift_list
from crisis.measures.commitments import commitments
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, evidence, figure_card, method, page

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
        frame.answer(_answer(found))
        _list(view, found)
        st.subheader("From word to deed")
        title = f"Promises and threats as of {in_words(view.day)}"
        notes = tuple(filter(None, (NOTE, chart.more(found))))
        alt = chart.commitments_alt(found)
        card = figure_card.Card("commitments", title, _figure, (), alt, lambda: shift_list.promises(view), notes)
        figure_card.show(card, view)
        method.section("commitments")


def _answer(found: pd.DataFrame) -> str:
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


def _figure(view: View, ink: Ink) -> go.Figure:
    found = desk.remembered(commitments, view)
    return chart.commitments_figure(found, view.day, view.case.names, view.case.issue_names, ink=ink, empty=EMPTY)


if __name__ == "__main__":
    render()
