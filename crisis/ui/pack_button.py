"""The evidence pack of what a page shows, at the side of every page."""

import streamlit as st

from crisis.exports import moment, pack
from crisis.tables.view import View

HELP = (
    "One archive of what this lens shows: tables, workbook, matrix, networks, timeline, charts, briefing and sources, "
    "with a proof that nothing was altered. It is made when you click; that takes a few seconds."
)


def pack_button(view: View) -> None:
    """Draw the button. The pack is made when it is clicked, outside the run of the page, which stays usable."""
    st.download_button(
        "Evidence pack",
        lambda: pack.write(view, moment.now()),
        f"evidence_{view.lens.day(view.case).isoformat()}.zip",
        "application/zip",
        key="pack",
        on_click="ignore",
        help=HELP,
        icon=":material/archive:",
    )
