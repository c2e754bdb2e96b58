"""What is in the case: its six tables under the lens, and the check."""

import streamlit as st

from crisis import stores
from crisis.exports import csv_file
from crisis.model import check
from crisis.model.problems import CaseError
from crisis.model.records import TABLES
from crisis.tables.view import View
from crisis.ui import desk, page
from crisis.ui.figure_card import filename
from crisis.ui.markdown import plain


def render() -> None:
    """Draw the page."""
    with page.frame("Case data", "The tables as coded, after the lens: neither merged nor rolled up.") as frame:
        view = frame.view
        case = view.case
        counts = ", ".join(f"{len(table):,} {name}" for name, table in case.tables.items())
        frame.answer(f"{case.settings.title}: {counts}. The check finds no problem.")
        st.caption(plain(case.settings.description))
        name = st.segmented_control(
            "Table", [*TABLES], default="positions", required=True, key="table", bind="query-params"
        )
        _table(view, name or "positions")
        _check()


def _table(view: View, name: str) -> None:
    table = view.table(name)
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
        st.dataframe(table, hide_index=True, height=520)


def _check() -> None:
    """Check the files as they are now: they may have changed since the desk opened."""
    st.subheader("The check")
    if not st.button("Check the files again"):
        st.caption("The files were sound when the desk opened. Check again after changing them.")
        return
    with st.spinner("Checking …"):
        try:
            found = check.check(stores.read(desk.path(), desk.path().name))
        except CaseError as error:
            found = [*error.problems]
    if found:
        page.problems(found)
    else:
        st.success("Sound. Restart the desk to read changed files.")


if __name__ == "__main__":
    render()
