"""What happened and what is announced, from the first day onward; what led up to it?"""

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import timeline as chart
from crisis.charts.theme import Ink
from crisis.measures import evidence_list, timeline
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, figure_card, page

EMPTY = "No event is known under this lens. Choose a later day, show the lead-up, or widen countries, issues or grade."
NOTE = (
    "A bar is as long as the event lasts, or as its date is vague. The strip counts what was coded, not what happened."
)


def render() -> None:
    """Draw the page."""
    with page.frame("Timeline", "What happened and what is announced, from the first day onward?") as frame:
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
            lead_up = st.toggle("Show the lead-up", key="lead_up", bind="query-params", width="content")
        view = frame.view
        if lead_up:
            view = desk.view(replace(view.lens, since=view.case.first_day))
        found = desk.remembered(timeline.timeline, view, lanes or "theme")
        frame.answer(chart.scope_sentence(found))
        card = figure_card.Card(
            "timeline",
            f"What happened and what is announced, as of {in_words(view.day)}",
            _figure,
            (lanes or "theme",),
            chart.alt_text(found),
            lambda: evidence_list.with_tokens(evidence_list.events(view)),
            (chart.scope_sentence(found), NOTE),
            zoom=True,
        )
        figure_card.show(card, view)


def _figure(view: View, lanes: str, ink: Ink) -> go.Figure:
    found = desk.remembered(timeline.timeline, view, lanes)
    return chart.timeline_figure(found, ink=ink, width=1120, empty=EMPTY)


if __name__ == "__main__":
    render()
