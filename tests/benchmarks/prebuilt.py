"""The page a filter change is measured against: the same frame, the same figures built beforehand, nothing else."""

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import matrix_drawing, stance_matrix
from crisis.tables.view import View
from crisis.ui import desk, page


def figures(view: View) -> list[go.Figure]:
    """The two figures of the stance matrix page."""
    drawings = (matrix_drawing.drawing(view), matrix_drawing.facts(view))
    return [stance_matrix.stance_matrix_figure(drawing) for drawing in drawings]


st.set_page_config(layout="wide")
with page.frame("Prebuilt", "The same figures, built beforehand.") as frame:
    for place, figure in enumerate(desk.remembered(figures, frame.view)):
        st.plotly_chart(figure, key=f"figure-{place}", theme=None, on_select="rerun", selection_mode="points")
