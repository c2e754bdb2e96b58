"""What changed since yesterday, since I left, and what is due next?"""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import changes as changing
from crisis.measures.commitments import commitments
from crisis.measures.disagreement import disagreement
from crisis.model import dates
from crisis.model.lens import Lens
from crisis.tables.view import View
from crisis.ui import desk, grades, lines, page
from crisis.ui.briefing_buttons import briefing_buttons

WIDEST = 5

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


def render() -> None:
    """Draw the page."""
    with page.frame("Briefing", "What changed, what is due, who stands apart, and on whose word?") as frame:
        window = st.segmented_control(
            "Look back", [*changing.WINDOWS], default="7 days", required=True, key="window", bind="query-params"
        )
        view = desk.view(replace(frame.view.lens, since=frame.view.case.first_day))
        days = changing.WINDOWS[window or "7 days"]
        earlier = replace(view.lens, as_of=view.lens.day(view.case) - timedelta(days=days))
        changes = desk.remembered(_changes, view, earlier)
        due = desk.remembered(changing.due, view)
        frame.answer(_answer(view, changes, due, window or "7 days"))
        briefing_buttons(view, desk.view(earlier))
        told = desk.remembered(_told, view, earlier)
        nothing = f"Nothing in the {window} before the day. Look back further, or choose another day."
        left, right = st.columns(2, gap="large")
        with left:
            _sections(told, {title: EMPTY[title] or nothing for title in CHANGED})
        with right:
            _sections(told, {title: EMPTY[title] for title in AHEAD})
        grades.section(view)


def _changes(view: View, earlier: Lens) -> changing.Changes:
    return changing.changes(view, desk.view(earlier))


def _answer(view: View, changes: changing.Changes, due: pd.DataFrame, window: str) -> str:
    moved = int(changes.stances["before"].notna().sum())
    new = len(changes.stances) - moved
    day = dates.in_words(view.lens.day(view.case))
    parts = [
        f"{counted(moved, 'stance')} moved",
        f"{new} newly coded",
        f"{counted(len(changes.events), 'event')} new or changed",
        f"{len(changes.cancelled)} called off",
        f"{counted(len(changes.contradictions), 'new contradiction')}",
    ]
    return f"In the {window} to {day}: {', '.join(parts)}. Due in the next 72 hours: {len(due)}."


def _told(view: View, earlier: Lens) -> dict[str, list[str]]:
    """Every line of the page, by its section."""
    changes = desk.remembered(_changes, view, earlier)
    stances = [(pd.isna(row["before"]), lines.stance(view, row)) for _, row in changes.stances.iterrows()]
    kept = changes.events[changes.events["state"] != "cancelled"]
    widest = desk.remembered(disagreement, view).head(WIDEST)
    issues = view.case.tables["issues"]
    facts = [lines.fact(view, one) for one in issues.loc[issues["kind"] == "fact", "issue_id"]]
    return {
        "Stances that moved": [line for new, line in stances if not new],
        "New contradictions": [lines.contradiction(view, row) for _, row in changes.contradictions.iterrows()],
        "Called off": [lines.event(view, row) for _, row in changes.cancelled.iterrows()],
        "Events": [lines.event(view, row) for _, row in kept.iterrows()],
        "Newly coded stances": [line for new, line in stances if new],
        "Due in the next 72 hours": [
            lines.event(view, row) for _, row in desk.remembered(changing.due, view).iterrows()
        ],
        "Commitments and threats": [
            lines.commitment(view, row) for _, row in desk.remembered(commitments, view).iterrows()
        ],
        "Widest disagreement": [lines.disagreement(view, row) for _, row in widest.iterrows()],
        "Facts in dispute": [*filter(None, facts)],
    }


def _sections(told: dict[str, list[str]], empty: dict[str, str]) -> None:
    for title, sentence in empty.items():
        lines.section(title, told[title], sentence, most=8 if title == "Commitments and threats" else 12)


if __name__ == "__main__":
    render()
