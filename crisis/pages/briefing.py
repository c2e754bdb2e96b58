"""What changed since yesterday, since I left, and what is due next?"""

from dataclasses import dataclass, replace
from datetime import timedelta

import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import changes as changing
from crisis.measures import rows
from crisis.measures.commitments import commitments
from crisis.measures.disagreement import disagreement
from crisis.model import dates
from crisis.model.lens import Lens
from crisis.tables.view import View
from crisis.ui import desk, grades, lines, page
from crisis.ui.briefing_buttons import briefing_buttons

WIDEST = 5

MOST = 12
"""Lines of a section shown before the rest is folded."""

EMPTY = {
    "Stances that moved": "",
    "New contradictions": "Nobody has newly said both.",
    "Called off": "Nothing was called off.",
    "Events": "",
    "Newly coded stances": "",
    "Due in the next 72 hours": "Nothing known by the day is announced for the next 72 hours.",
    "Commitments and threats": "No promise or threat is coded under this lens.",
    "Widest disagreement": "No issue has two rows coded under this lens.",
    "Facts in dispute": "No fact in dispute is coded under this lens.",
}
"""Sections of the page, and what each says where it has no line; an empty sentence names the days looked back."""

CHANGED, AHEAD = [*EMPTY][:5], [*EMPTY][5:]


@dataclass(frozen=True, slots=True)
class _Told:
    """All the page says: its answer, and its sections by their title."""

    answer: str
    sections: dict[str, lines.Section]


def render() -> None:
    """Draw the page."""
    with page.frame("Briefing", "What changed, what is due, who stands apart, and on whose word?") as frame:
        window = st.segmented_control(
            "Look back", [*changing.WINDOWS], default="7 days", required=True, key="window", bind="query-params"
        )
        window = window or "7 days"
        view = desk.view(frame.view.case, replace(frame.view.lens, since=frame.view.case.first_day))
        told = desk.remembered(_told, view, window)
        frame.answer(told.answer)
        briefing_buttons(view, _earlier(view, window))
        nothing = f"Nothing in the {window} before the day. Look back further, or choose another day."
        for column, titles in zip(st.columns(2, gap="large"), (CHANGED, AHEAD), strict=True):
            with column:
                for title in titles:
                    lines.show(told.sections[title], EMPTY[title] or nothing)
        grades.section(view)


def _earlier(view: View, window: str) -> Lens:
    """The lens of the day looked back to."""
    return replace(view.lens, as_of=view.lens.day(view.case) - timedelta(days=changing.WINDOWS[window]))


def _told(view: View, window: str) -> _Told:
    changes, due = changing.changes(view, desk.view(view.case, _earlier(view, window))), changing.due(view)
    promises, widest = commitments(view), disagreement(view).head(WIDEST)
    facts = [lines.fact(view, one) for one in view.case.issue_names if one in view.case.facts]
    told = {
        "Stances that moved": [lines.stance(view, cell) for cell in changes.moved],
        "New contradictions": [lines.contradiction(view, cell) for cell in changes.contradictions],
        "Called off": [lines.event(view, event) for event in changes.cancelled],
        "Events": [lines.event(view, event) for event in changes.kept],
        "Newly coded stances": [lines.stance(view, cell) for cell in changes.new],
        "Due in the next 72 hours": [lines.event(view, event) for event in due],
        "Commitments and threats": [lines.commitment(view, row) for row in rows.records(promises)],
        "Widest disagreement": [lines.disagreement(view, row) for row in rows.records(widest)],
        "Facts in dispute": [*filter(None, facts)],
    }
    most = {"Commitments and threats": 8}
    sections = {title: lines.Section.of(title, some, most.get(title, MOST)) for title, some in told.items()}
    return _Told(_answer(view, window, changes, len(due)), sections)


def _answer(view: View, window: str, changes: changing.Changes, due: int) -> str:
    day = dates.in_words(view.lens.day(view.case))
    parts = [
        f"{counted(len(changes.moved), 'stance')} moved",
        f"{len(changes.new)} newly coded",
        f"{counted(len(changes.events), 'event')} new or changed",
        f"{len(changes.cancelled)} called off",
        f"{counted(len(changes.contradictions), 'new contradiction')}",
    ]
    return f"In the {window} to {day}: {', '.join(parts)}. Due in the next 72 hours: {due}."


if __name__ == "__main__":
    render()
