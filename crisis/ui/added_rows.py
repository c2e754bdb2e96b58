"""The rows a session added: listed, taken back, taken along."""

import streamlit as st

from crisis.exports import added_rows as exports
from crisis.model import additions
from crisis.model.case import Case
from crisis.stores.workbook import MIME
from crisis.ui import desk
from crisis.ui.markdown import plain


def notice(case: Case) -> None:
    """Say on every page that rows of this session are among what is shown."""
    if case.added:
        what = additions.counted(case.added)
        st.caption(plain(f"{additions.MARK} With {what} added in this session; the Evidence page lists them."))


def added_rows(case: Case) -> None:
    """Draw the list; nothing where nothing was added."""
    if not case.added:
        return
    st.markdown(f"**You added {additions.counted(case.added)}**")
    for table in exports.tables(case):
        st.dataframe(case.own(table), hide_index=True, placeholder="", key=f"added-{table}", height="content")
    with st.container(horizontal=True):
        st.download_button(
            "As a workbook", lambda: exports.workbook(case), "added.xlsx", MIME, key="added-xlsx", on_click="ignore"
        )
        for table in exports.tables(case):
            st.download_button(
                f"{table}.csv",
                lambda table=table: exports.csv(case, table),  # type: ignore[misc]
                f"{table}.csv",
                "text/csv",
                key=f"added-{table}-csv",
                on_click="ignore",
            )
        st.button("Take the last one back", on_click=desk.take_back)
