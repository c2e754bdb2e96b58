"""The page a filter change is measured against: the same lens bar, the same figures built beforehand, nothing else."""

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import matrix_drawing, stance_matrix
from crisis.model.lens import Lens
from crisis.ui import desk, lens_bar


@st.cache_resource(show_spinner=False)
def figures(lens: str, _lens: Lens) -> list[go.Figure]:
    """The two figures of the stance matrix page, for a lens."""
    view = desk.view(_lens)
    drawings = (matrix_drawing.drawing(view), matrix_drawing.facts(view))
    return [stance_matrix.stance_matrix_figure(drawing) for drawing in drawings]


st.set_page_config(layout="wide")
chosen = lens_bar.lens_bar(desk.case())
for place, figure in enumerate(figures(repr(chosen), chosen)):
    st.plotly_chart(figure, key=f"figure-{place}", theme=None, on_select="rerun", selection_mode="points")
