"""How the numbers of a page are counted: the notes on its measures."""

import streamlit as st

from crisis.measures.notes import NOTES
from crisis.ui.markdown import plain


def section(*measures: str) -> None:
    """Draw the notes on some measures, closed until they are asked for."""
    notes = st.expander("How this is counted", key="method", on_change="rerun")
    if not notes.open:
        return
    with notes:
        for measure in measures:
            note = NOTES[measure]
            st.markdown(f"**{plain(note.title)}**")
            for head, text in note.lines():
                st.markdown(f"*{plain(head)}.* {plain(text)}")
