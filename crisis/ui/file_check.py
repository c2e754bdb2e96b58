"""What the check says of the open case, and the check of its files as they are now."""

import streamlit as st

from crisis import stores
from crisis.charts.theme import counted
from crisis.exports import csv_file, problem_table
from crisis.model.linter import Lint
from crisis.model.problems import CaseError
from crisis.ui import desk, page
from crisis.ui.markdown import plain


def file_check() -> None:
    """Draw the warnings, those silenced behind a line that opens; at the end the check of changed files."""
    st.subheader("The check")
    _warnings(desk.opened().lint)
    place = desk.shared().get(desk.chosen())
    if place is None:
        st.caption("Your case was sound when you dropped it. Drop it again after changing it.")
        return
    if not st.button("Check the files again"):
        st.caption("The files were sound when the desk opened them. Check again after changing them.")
        return
    with st.spinner("Checking …"):
        try:
            found = desk.Opened.of(stores.read(place, place.name))
        except CaseError as error:
            page.problems(error.problems)
            return
    if found.case.version == desk.case().version:
        st.success("Sound, and as the desk has them.")
        return
    st.success("Sound, and changed since the desk opened them.")
    st.button("Open the changed files", on_click=desk.forget, args=(place,), help="For every reader of this server.")


def warnings(lint: Lint) -> str:
    """How many warnings there are, as the end of a sentence."""
    return f"no problem and {counted(len(lint.warnings), 'warning')}" if lint.warnings else "no problem"


def _warnings(lint: Lint) -> None:
    if lint.warnings:
        found = problem_table.table(lint.warnings)
        st.caption("Sound, and yet perhaps a mistake of the coding. Mend it, or say in the settings why it stands.")
        st.dataframe(found, hide_index=True, placeholder="", key="warnings", column_config=problem_table.TITLES)
        st.download_button(
            "Warnings as CSV",
            lambda: csv_file.write(found),
            "warnings.csv",
            "text/csv",
            key="warnings-csv",
            on_click="ignore",
        )
    if lint.silenced:
        line = f"{counted(len(lint.silenced), 'warning')} silenced by the settings of the case, each with its reason"
        behind = st.expander(plain(line), key="silenced", on_change="rerun")
        if behind.open:
            table = problem_table.table([warning for warning, _ in lint.silenced])
            table = table[["sheet", "row", "value", "wrong"]].assign(reason=[reason for _, reason in lint.silenced])
            behind.dataframe(table, hide_index=True, placeholder="", column_config=problem_table.TITLES)
