"""Controls of the actor network: what is shown, and how it looks."""

from typing import Any

import streamlit as st

from crisis.measures import network
from crisis.measures.network import ActorNetwork
from crisis.model.plover import TIE_KINDS
from crisis.tables.view import View
from crisis.ui import desk

COLOURS = ("country", "kind")


def filters(view: View) -> dict[str, Any]:
    """What is shown. Filters only hide: nobody moves."""
    names, rows = view.case.names, desk.remembered(_rows, view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="network-filters"):
        ego = st.selectbox(
            "Around", rows, index=None, format_func=names.__getitem__, key="ego", bind="query-params",
            placeholder="Everyone", width=180,
        )  # fmt: skip
        kinds = st.multiselect(
            "Kinds of tie", [*TIE_KINDS], format_func=TIE_KINDS.label, key="kinds", bind="query-params",
            placeholder="All", wrap=False, width=180,
        )  # fmt: skip
        days = st.number_input(
            "Last days", min_value=1, max_value=4000, value=None, key="days", bind="query-params",
            placeholder="All", width=110,
        )  # fmt: skip
        least = st.number_input("Ties at least", 1, 100, 1, key="least", bind="query-params", width=110)
        contact = st.toggle("Contact", key="contact", bind="query-params", width="content")
        structural = st.toggle("Membership and office", key="structural", bind="query-params", width="content")
        announced = st.toggle("Announced", True, key="announced", bind="query-params", width="content")
    return {
        "kinds": tuple(kinds) or tuple(TIE_KINDS),
        "last_days": days,
        "at_least": least,
        "contact": contact,
        "structural": structural,
        "announced": announced,
        "ego": ego or "",
    }


def _rows(view: View) -> list[str]:
    """Either end of every tie, in the order of their names."""
    ends = {end for tie in view.tied for end in (tie.row_id, tie.recipient_row_id)}
    return sorted(ends, key=lambda one: view.case.names[one].casefold())


def looks(found: ActorNetwork) -> tuple[str, str, list[str]]:
    """Size, colour, and two actors to find a path between."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="network-looks"):
        size_by = st.selectbox(
            "Size", [*network.MEASURES], format_func=network.MEASURES.label, key="size", bind="query-params", width=180
        )
        colour_by = st.segmented_control(
            "Colour", COLOURS, default="country", required=True, key="colour", bind="query-params"
        )
        ends = st.multiselect(
            "Shortest path between", [*found.names], format_func=found.names.__getitem__, key="path",
            bind="query-params", max_selections=2, placeholder="Two actors", wrap=False, width=320,
        )  # fmt: skip
    return size_by, colour_by or "country", ends
