"""Pages: one file, one question. This list is the navigation."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


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
    Entry("Check", "evidence", "Evidence", ":material/fact_check:"),
    Entry("Check", "coverage", "Coverage", ":material/calendar_view_month:"),
    Entry("Check", "case_data", "Case data", ":material/table:"),
)
"""Every page, in the order of the navigation; the first is the one the desk opens on."""
