"""What is in the case: its six tables under the lens, the check, and a case of the reader's own."""

import streamlit as st

from crisis.exports import csv_file
from crisis.model.records import TABLES
from crisis.tables.view import View
from crisis.ui import desk, file_check, own_case, page
from crisis.ui.figure_card import filename
from crisis.ui.markdown import plain

HEIGHT, ROWS = 420, 10
"""Pixels of a long table; a table of at most so many rows is as high as they are."""


def render() -> None:
    """Draw the page."""
    with page.frame("Case data", "The tables as coded, after the lens: neither merged nor rolled up.") as frame:
        case = frame.view.case
        counts = ", ".join(f"{len(table):,} {name}" for name, table in case.tables.items())
        frame.answer(f"{case.settings.title}: {counts}. The check finds {file_check.warnings(desk.opened().lint)}.")
        st.caption(plain(case.settings.description))
        own_case.own_case()
        st.subheader("The tables")
        name = st.segmented_control(
            "Table", [*TABLES], default="positions", required=True, key="table", bind="query-params"
        )
        _table(frame.view, name or "positions")
        file_check.file_check()


def _table(view: View, name: str) -> None:
    table = desk.remembered(View.table, view, name)
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    left.caption(plain(f"{len(table):,} of {len(view.case.tables[name]):,} rows are left by the lens."))
    right.download_button(
        "Download as CSV",
        lambda: csv_file.write(table),
        f"{filename(name, view)}.csv",
        "text/csv",
        key=f"download-{name}",
        on_click="ignore",
    )
    if table.empty:
        st.info("No row under this lens. Choose a later day, more countries or issues, or a wider grade.")
    else:
        st.dataframe(table, hide_index=True, height=HEIGHT if len(table) > ROWS else "content", placeholder="")


if __name__ == "__main__":
    render()
