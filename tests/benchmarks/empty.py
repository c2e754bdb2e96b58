"""An empty Streamlit app: the floor of a start, and of memory."""

import streamlit as st

st.title("Empty")
