"""On whose word? Every statement, tie and report of the view, searchable, with a citation to copy."""

import pandas as pd
import streamlit as st

from crisis.measures import evidence_list
from crisis.tables.view import View
from crisis.ui import added_rows, desk, page, row_form
from crisis.ui import evidence as panel
from crisis.ui.markdown import plain


def render() -> None:
    """Draw the page."""
    with page.frame("Evidence", "On whose word? Every row the lens leaves, with its source, grade and place.") as frame:
        view = frame.view
        with st.container(horizontal=True, vertical_alignment="bottom"):
            kind = st.segmented_control(
                "Rows", [*evidence_list.KINDS], default="Statements", required=True, key="rows", bind="query-params"
            )
            search = st.text_input(
                "Search", key="search", bind="query-params", placeholder="Actor, issue, words, source", width=360
            )
        found, tokens, count = desk.remembered(_found, view, kind or "Statements", search or "")
        frame.answer(f"{count}. Choose a row to open it and copy it with its citation.")
        _table(found, tokens)
        _add(view)


def _found(view: View, kind: str, search: str) -> tuple[pd.DataFrame, list[str], str]:
    """Rows that match, what each opens, and how many of how many they are."""
    whole = desk.remembered(evidence_list.KINDS[kind], view)
    found = whole[evidence_list.matches(whole, search)]
    count = f"{len(found):,} of {len(whole):,} {kind.lower()}"
    return found.drop(columns=evidence_list.OPENS), [*found[evidence_list.OPENS]], count


def _add(view: View) -> None:
    """The form to add a row, where it is open, and what was added."""
    form = st.expander("Add a statement, a tie or an event", key="add", icon=":material/add:", on_change="rerun")
    if form.open:
        with form:
            row_form.row_form(view)
    added_rows.added_rows(view.case)


def _table(found: pd.DataFrame, tokens: list[str]) -> None:
    if found.empty:
        st.info(plain("No row matches. Take a word off the search, or widen the lens."))
        return
    st.dataframe(
        found,
        hide_index=True,
        placeholder="",
        height=620,
        key="evidence-table",
        on_select=lambda: panel.picked("evidence-table", tokens),
        selection_mode="single-row",
        column_config={"Address": st.column_config.LinkColumn(display_text="open")},
    )


if __name__ == "__main__":
    render()
