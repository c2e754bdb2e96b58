"""Crisis Desk: ``crisis run [CASE]`` opens it; ``streamlit run dashboard.py`` does too."""

import streamlit as st

from crisis.pages import ICON, groups
from crisis.ui.login import door

st.set_page_config(page_title="Crisis Desk", page_icon=ICON, layout="wide")
door()
st.navigation(groups(), expanded=True).run()
