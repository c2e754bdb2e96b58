"""What changed since yesterday, since I left, and what is due next?"""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import changes as changing
from crisis.measures import coverage
from crisis.measures.commitments import commitments
from crisis.measures.disagreement import disagreement
from crisis.model import dates
from crisis.model.lens import Lens
from crisis.tables.view import View
from crisis.ui import desk, lines, page
from crisis.ui.briefing_buttons import briefing_buttons
from crisis.ui.markdown import plain

WIDEST = 5


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
        left, right = st.columns(2, gap="large")
        with left:
            _changed(view, changes, window or "7 days")
        with right:
            _ahead(view, due)
            _apart(view)
        _evidence(view)


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


def _changed(view: View, changes: changing.Changes, window: str) -> None:
    rows = [row for _, row in changes.stances.iterrows()]
    moved = [lines.stance(view, row) for row in rows if not pd.isna(row["before"])]
    new = [lines.stance(view, row) for row in rows if pd.isna(row["before"])]
    nothing = f"Nothing in the {window} before the day. Look back further, or choose another day."
    lines.section("Stances that moved", moved, nothing)
    both = [lines.contradiction(view, row) for _, row in changes.contradictions.iterrows()]
    lines.section("New contradictions", both, "Nobody has newly said both.")
    off = [lines.event(view, row) for _, row in changes.cancelled.iterrows()]
    lines.section("Called off", off, "Nothing was called off.")
    kept = changes.events[changes.events["state"] != "cancelled"]
    lines.section("Events", [lines.event(view, row) for _, row in kept.iterrows()], nothing)
    lines.section("Newly coded stances", new, nothing)


def _ahead(view: View, due: pd.DataFrame) -> None:
    lines.section(
        "Due in the next 72 hours",
        [lines.event(view, row) for _, row in due.iterrows()],
        "Nothing known by the day is announced for the next 72 hours.",
    )
    promised = desk.remembered(commitments, view)
    lines.section(
        "Commitments and threats",
        [lines.commitment(view, row) for _, row in promised.iterrows()],
        "No promise or threat is coded under this lens.",
        most=8,
    )


def _apart(view: View) -> None:
    widest = desk.remembered(disagreement, view).head(WIDEST)
    texts = [lines.disagreement(view, row) for _, row in widest.iterrows()]
    lines.section("Widest disagreement", texts, "No issue has two rows coded under this lens.")
    issues = view.case.tables["issues"]
    facts = [lines.fact(view, one) for one in issues.loc[issues["kind"] == "fact", "issue_id"]]
    lines.section("Facts in dispute", [*filter(None, facts)], "No fact in dispute is coded under this lens.")


def _evidence(view: View) -> None:
    st.subheader("The evidence")
    share = coverage.single_source_share(view)
    if share is None:
        st.caption("Nothing is shown under this lens.")
        return
    count = counted(len(view.source_ids), "source")
    st.markdown(plain(f"{share:.0%} of the rows shown rest on a single source; {count} in all. Grades, never fused:"))
    grades = coverage.grades(view)
    st.dataframe(
        grades.rename(index=lambda letter: f"reliability {letter}", columns=lambda digit: f"credibility {digit}")
    )


if __name__ == "__main__":
    render()
