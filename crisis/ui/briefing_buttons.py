"""The briefing to mail: one file of HTML or Markdown, made when it is asked for."""

import streamlit as st

from crisis.exports import briefing_file, moment
from crisis.model.lens import Lens
from crisis.tables.view import View, look


def briefing_buttons(view: View, earlier: Lens) -> None:
    """Draw the buttons.

    Parameters
    ----------
    view, earlier
        The day, and the lens of the day it is compared with.
    """
    name = f"briefing_{view.lens.day(view.case).isoformat()}"
    with st.container(horizontal=True, key="take-briefing", gap="small"):
        st.download_button(
            "Briefing as HTML",
            lambda: briefing_file.html(view, look(view.case, earlier), moment.now()),
            f"{name}.html",
            "text/html",
            key="briefing-html",
            on_click="ignore",
            help="One file to mail or print: every sentence with its sources.",
        )
        st.download_button(
            "Briefing as Markdown",
            lambda: briefing_file.markdown(view, look(view.case, earlier), moment.now()),
            f"{name}.md",
            "text/markdown",
            key="briefing-markdown",
            on_click="ignore",
        )
