"""Pages: one file, one question. This list is the navigation."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent

ICON = (FOLDER.parent / "ui" / "desk.svg").read_text(encoding="utf-8")
"""Picture of the browser's tab, as its text: a file would be opened in every run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation: its group, its file and word in the address, its title and icon."""

    group: str
    name: str
    title: str
    icon: str

    @property
    def file(self) -> Path:
        """The page's file."""
        return FOLDER / f"{self.name}.py"


PAGES = (
    Entry("Read", "briefing", "Briefing", ":material/breaking_news:"),
    Entry("Read", "stance_matrix", "Stance matrix", ":material/grid_on:"),
    Entry("Read", "network", "Actor network", ":material/hub:"),
    Entry("Read", "timeline", "Timeline", ":material/timeline:"),
    Entry("Analyse", "agreement", "Agreement", ":material/diversity_3:"),
    Entry("Analyse", "shifts", "Shifts", ":material/swap_horiz:"),
    Entry("Analyse", "commitments", "Commitments", ":material/handshake:"),
    Entry("Check", "evidence", "Evidence", ":material/fact_check:"),
    Entry("Check", "coverage", "Coverage", ":material/calendar_view_month:"),
    Entry("Check", "case_data", "Case data", ":material/table:"),
)
"""Every page, in the order of the navigation; the first is the one the desk opens on."""


def aliases(entry: Entry) -> list[str]:
    """Further addresses of a page: with hyphens; of the first page, which lives at the root, its own word."""
    hyphens = entry.name.replace("_", "-")
    return [name for name in dict.fromkeys((entry.name, hyphens)) if name != entry.name or entry is PAGES[0]]


def groups() -> Mapping[str, list[st.Page]]:
    """Every page by its group, its further addresses beside it and not shown, as `streamlit.navigation` takes them."""
    return {group: [copy(page) for page in pages] for group, pages in _groups().items()}


@cache
def _groups() -> Mapping[str, list[st.Page]]:
    """Made once: a page looks its file up on the disk, folder by folder. A run is given copies, as it marks one."""
    found: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        first = entry is PAGES[0]
        shown = st.Page(
            entry.file, title=entry.title, icon=entry.icon, url_path="home" if first else entry.name, default=first
        )
        hidden = [
            st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=alias, visibility="hidden")
            for alias in aliases(entry)
        ]
        found.setdefault(entry.group, []).extend([shown, *hidden])
    return found
