"""The grades of what is shown, and how much of it rests on a single source: a section of a page."""

import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import coverage
from crisis.tables.view import View
from crisis.ui import desk
from crisis.ui.markdown import plain


def section(view: View) -> None:
    """Draw the section."""
    st.subheader("The evidence")
    share = coverage.single_source_share(view)
    if share is None:
        st.caption("Nothing is shown under this lens.")
        return
    count = counted(len(view.source_ids), "source")
    st.markdown(plain(f"{share:.0%} of the rows shown rest on a single source; {count} in all. Grades, never fused:"))
    grades = desk.remembered(coverage.grades, view)
    st.dataframe(
        grades.rename(index=lambda letter: f"reliability {letter}", columns=lambda digit: f"credibility {digit}")
    )
