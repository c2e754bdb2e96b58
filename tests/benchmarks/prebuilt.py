"""The page a filter change is measured against: the same figures, built beforehand, and nothing else."""

import streamlit as st

from crisis.charts import matrix_drawing, stance_matrix
from crisis.model.lens import Lens
from crisis.ui import desk


@st.cache_resource(show_spinner=False)
def figures(country: tuple[str, ...]) -> list[object]:
    """The two figures of the stance matrix page, for a filter."""
    view = desk.view(Lens(level="country", country=country))
    drawings = (matrix_drawing.drawing(view), matrix_drawing.facts(view))
    return [stance_matrix.stance_matrix_figure(drawing) for drawing in drawings]


st.set_page_config(layout="wide")
names = desk.case().names
chosen = st.multiselect("Countries and bodies", desk.case().selectable, format_func=names.__getitem__, key="country")
for place, figure in enumerate(figures(tuple(chosen))):
    st.plotly_chart(figure, key=f"figure-{place}", theme=None, on_select="rerun", selection_mode="points")
