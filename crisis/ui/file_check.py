"""The check of the files of the open case as they are now: they may have changed since the desk opened."""

import streamlit as st

from crisis import stores
from crisis.model import check
from crisis.model.problems import CaseError
from crisis.ui import desk, page


def file_check() -> None:
    """Draw the button, and what the check finds when it is pressed."""
    st.subheader("The check")
    place = desk.shared().get(desk.chosen())
    if place is None:
        st.caption("Your case was sound when you dropped it. Drop it again after changing it.")
        return
    if not st.button("Check the files again"):
        st.caption("The files were sound when the desk opened. Check again after changing them.")
        return
    with st.spinner("Checking …"):
        try:
            found = check.check(stores.read(place, place.name))
        except CaseError as error:
            found = [*error.problems]
    if found:
        page.problems(found)
    else:
        st.success("Sound. Restart the desk to read changed files.")
