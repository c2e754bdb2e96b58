"""Crisis Desk: ``crisis run [CASE]`` opens it; ``streamlit run dashboard.py`` does too."""

import streamlit as st

from crisis.pages import PAGES

st.set_page_config(page_title="Crisis Desk", page_icon="crisis/ui/desk.svg", layout="wide")

groups: dict[str, list[st.Page]] = {}
for entry in PAGES:
    page = st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=entry.name, default=entry is PAGES[0])
    groups.setdefault(entry.group, []).append(page)

st.navigation(groups, expanded=True).run()
