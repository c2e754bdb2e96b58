"""Which case is open: one of the server's, or the reader's own; in the address by its name, never as a path."""

import streamlit as st

from crisis.model.case import Case
from crisis.model.problems import shortened
from crisis.ui import desk, lens_bar

WANTED, SEEN = "wanted case", "seen case"
"""Places in the session: the case to open at the next run, before the list of cases is drawn; the one last shown."""

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
    asked = st.query_params.get(desk.CASE)
    if asked and asked not in known and SEEN not in st.session_state:  # later the list itself lets go of it
        del st.query_params[desk.CASE]
        why = "it was only in the session that brought it along" if asked.endswith(OWN) else "there is no such case"
        lens_bar.notice(f"Ignored the case ‘{shortened(asked)}’ in the address: {why}.")
    st.sidebar.selectbox("Case", known, key=desk.CASE, bind="query-params")


def bring(name: str, opened: desk.Opened) -> None:
    """Open a case for this session alone at its next run, in the place of one it brought before."""
    mine = desk.Own(f"{name} {OWN}", opened)
    st.session_state[desk.OWN] = mine
    st.session_state[WANTED] = mine.name


def adapt(case: Case) -> None:
    """Keep of the lens what the case has, where it is another one than at the last run, or has other rows."""
    open_now = (desk.chosen(), case.version)
    before = st.session_state.get(SEEN, open_now)
    st.session_state[SEEN] = open_now
    if before == open_now:
        return
    for key, has in (("country", {*case.selectable}), ("issue", {*case.issue_names})):
        if key in st.session_state:
            st.session_state[key] = [one for one in st.session_state[key] if one in has]
    first, last = lens_bar.days(case)
    day = st.session_state.get("as_of")
    if day and (before[0] != open_now[0] or not first <= day <= last):
        st.session_state["as_of"] = case.default_day
