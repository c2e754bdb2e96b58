"""Which case is open: one of the server's, or the reader's own; in the address by its name, never as a path."""

import streamlit as st

from crisis.model.case import Case
from crisis.model.problems import CaseError
from crisis.ui import desk, lens_bar

WANTED = "wanted case"
"""Place in the session of the case to open at the start of the next run, before the list of cases is drawn."""

OWN = "(yours)"
"""Ends the name of a case a session brought along; no case of the server can have it."""


def choice() -> None:
    """Draw the list of cases at the side of every page.

    What the address asks for and this session does not have is told as a notice of the lens bar.
    """
    known = desk.names()
    wanted = st.session_state.pop(WANTED, None)
    if wanted in known:
        st.session_state[desk.CASE] = wanted
        adapt()
    asked = st.query_params.get(desk.CASE)
    if asked and asked not in known:
        del st.query_params[desk.CASE]
        why = "it was only in the session that brought it along" if asked.endswith(OWN) else "there is no such case"
        lens_bar.notice(f"Ignored the case ‘{asked}’ in the address: {why}.")
    st.sidebar.selectbox("Case", known, key=desk.CASE, bind="query-params", on_change=adapt)


def bring(name: str, case: Case) -> None:
    """Open a case for this session alone, in the place of one it brought before."""
    st.session_state[desk.OWN] = desk.Own(f"{name} {OWN}", case)
    open_at_next_run(f"{name} {OWN}")


def open_at_next_run(name: str) -> None:
    """Open a case of this session at its next run."""
    st.session_state[WANTED] = name


def adapt() -> None:
    """Keep of the lens what the case that is now open has too; its day is its own."""
    try:
        case = desk.case()
    except CaseError:
        return
    for key, has in (("country", {*case.selectable}), ("issue", {*case.issue_names})):
        if key in st.session_state:
            st.session_state[key] = [one for one in st.session_state[key] if one in has]
    if "as_of" in st.session_state:
        st.session_state["as_of"] = case.default_day
