"""Crisis Desk: ``crisis run [CASE]`` opens it; ``streamlit run dashboard.py`` does too."""

import streamlit as st

from crisis.pages import ICON, PAGES, aliases
from crisis.ui.login import door

st.set_page_config(page_title="Crisis Desk", page_icon=str(ICON), layout="wide")
door()

groups: dict[str, list[st.Page]] = {}
for entry in PAGES:
    first = entry is PAGES[0]
    page = st.Page(
        entry.file, title=entry.title, icon=entry.icon, url_path="home" if first else entry.name, default=first
    )
    groups.setdefault(entry.group, []).append(page)
    groups[entry.group] += [
        st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=alias, visibility="hidden")
        for alias in aliases(entry)
    ]

st.navigation(groups, expanded=True).run()
