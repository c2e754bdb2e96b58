"""The grades of what is shown, and how much of it rests on a single source: a section of a page."""

import pandas as pd
import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import coverage
from crisis.tables.view import View
from crisis.ui import desk
from crisis.ui.markdown import plain


def section(view: View) -> None:
    """Draw the section."""
    st.subheader("The evidence")
    sentence, grades = desk.remembered(_told, view)
    if grades is None:
        st.caption(sentence)
    else:
        st.markdown(sentence)
        st.dataframe(grades)


def _told(view: View) -> tuple[str, pd.DataFrame | None]:
    """What is said of the evidence, and the grades, where anything is shown."""
    share = coverage.single_source_share(view)
    if share is None:
        return "Nothing is shown under this lens.", None
    count = counted(len(view.source_ids), "source")
    sentence = f"{share:.0%} of the rows shown rest on a single source; {count} in all. Grades, never fused:"
    grades = coverage.grades(view)
    table = grades.set_axis([f"reliability {letter}" for letter in grades.index])
    return plain(sentence), table.set_axis([f"credibility {digit}" for digit in grades.columns], axis="columns")
