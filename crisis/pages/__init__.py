"""Pages: one file, one question. This list is the navigation."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent

ICON = FOLDER.parent / "ui" / "desk.svg"
"""Picture of the browser's tab."""


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
