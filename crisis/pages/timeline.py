"""What happened and what is announced, from the first day onward; what led up to it?"""

from dataclasses import replace
from datetime import date

import streamlit as st

from crisis.charts import timeline as chart
from crisis.measures import evidence_list, timeline
from crisis.model.case import Case
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import day_hand, desk, figure_card, page
from crisis.ui.figure_card import Card

WIDTH = 1120
"""Pixels marks and labels are laid out for."""

EMPTY = "No event is known under this lens. Choose a later day, show the lead-up, or widen countries, issues or grade."
NOTE = (
    "A bar is as long as the event lasts, or as its date is vague. The strip counts what was coded, not what happened."
)


def render() -> None:
    """Draw the page."""
    with page.frame("Timeline", "What happened and what is announced, from the first day onward?") as frame:
        lanes, since = _controls(frame.view.case)
        view = desk.view(frame.view.case, replace(frame.view.lens, since=since))
        found = desk.remembered(timeline.timeline, view, lanes)
        frame.answer(chart.scope_sentence(found))
        with day_hand.over(day_hand.timeline(view, lanes, WIDTH)):
            figure_card.show(view, _card, lanes)


def _controls(case: Case) -> tuple[str, date]:
    """How the lanes are cut, and the first day."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="timeline-controls"):
        lanes = st.segmented_control(
            "Lanes",
            [*timeline.LANES],
            default="theme",
            required=True,
            format_func=timeline.LANES.label,
            key="lanes",
            bind="query-params",
        )
        since = st.date_input(
            "First day",
            case.timeline_from,
            min_value=min(case.first_day, case.timeline_from),
            max_value=max(case.last_day, case.timeline_from),
            format="YYYY-MM-DD",
            key="since",
            bind="query-params",
            width=132,
        )
        lead_up = st.toggle("Show the lead-up", key="lead_up", bind="query-params", width="content")
    return lanes or "theme", case.first_day if lead_up else since


def _card(view: View, lanes: str) -> Card:
    found = desk.remembered(timeline.timeline, view, lanes)
    return Card(
        "timeline",
        f"What happened and what is announced, as of {in_words(view.day)}",
        lambda ink: chart.timeline_figure(found, ink=ink, width=WIDTH, empty=EMPTY),
        chart.alt_text(found),
        lambda: evidence_list.with_tokens(evidence_list.events(view)),
        (chart.scope_sentence(found), NOTE),
        zoom=True,
    )


if __name__ == "__main__":
    render()
