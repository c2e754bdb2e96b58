"""Who is tied to whom, by what act, friendly or hostile?"""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import network as chart
from crisis.charts import network_legend
from crisis.charts.theme import Ink
from crisis.measures import layout, network, network_tables
from crisis.measures.network import ActorNetwork
from crisis.model.dates import in_words
from crisis.model.plover import TIE_KINDS
from crisis.tables.view import View
from crisis.ui import desk, figure_card, page

EMPTY = "No tie is left by these choices. Show contact, take a filter off, or choose a later day."
COLOURS = ("country", "kind")


def render() -> None:
    """Draw the page."""
    with page.frame("Actor network", "Who is tied to whom, by what act, friendly or hostile?") as frame:
        view = frame.view
        choice = _filters(view)
        found = desk.remembered(network.actor_network, view, **choice)
        size_by, colour_by, ends = _looks(found)
        path = network.shortest_path(found, *ends) if len(ends) == 2 else None
        frame.answer(_answer(found, ends, path))
        card = figure_card.Card(
            "network",
            f"Who acts toward whom, as of {in_words(view.day)}",
            _figure,
            (choice, size_by, colour_by, tuple(path or ())),
            network_legend.alt_text(found),
            lambda: _twin(found),
            (network_legend.legend_sentence(found, size_by=size_by, colour_by=colour_by),),
            zoom=True,
        )
        figure_card.show(card, view)
        _actors(found)


def _filters(view: View) -> dict[str, Any]:
    """What is shown. Filters only hide: nobody moves."""
    names = view.case.names
    rows = sorted({*view.ties["row_id"], *view.ties["recipient_row_id"]}, key=lambda one: names[one].casefold())
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


def _looks(found: ActorNetwork) -> tuple[str, str, list[str]]:
    """Size, colour, and two actors to find a path between."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="network-looks"):
        size_by = st.selectbox(
            "Size", [*network.MEASURES], format_func=network.MEASURES.label, key="size", bind="query-params", width=180
        )
        colour_by = st.segmented_control("Colour", COLOURS, default="country", required=True, key="colour", bind="query-params")
        ends = st.multiselect(
            "Shortest path between", [*found.names], format_func=found.names.__getitem__, key="path",
            bind="query-params", max_selections=2, placeholder="Two actors", wrap=False, width=320,
        )  # fmt: skip
    return size_by, colour_by or "country", ends


def _answer(found: ActorNetwork, ends: list[str], path: list[str] | None) -> str:
    sentence = f"{len(found.nodes)} actors and {len(found.edges)} kinds of tie between them, of {found.acts} coded acts."
    if len(ends) < 2:
        return sentence
    if path is None:
        return f"{sentence} No visible tie leads from {found.names[ends[0]]} to {found.names[ends[1]]}."
    return f"{sentence} Shortest path: {' – '.join(found.names[one] for one in path)}."


def _figure(view: View, choice: dict[str, Any], size_by: str, colour_by: str, path: tuple[str, ...], ink: Ink) -> go.Figure:
    found = desk.remembered(network.actor_network, view, **choice)
    places = layout.positions(view.case, view.lens.level)
    return chart.network_figure(found, places, ink=ink, size_by=size_by, colour_by=colour_by, path=path or None, empty=EMPTY)


def _twin(found: ActorNetwork) -> figure_card.Twin:
    """Edges as a table, and the ties each row opens."""
    tokens = [f"tie|{one.row_id}|{one.recipient_row_id}|{one.sign}" for one in found.edges.itertuples()]
    return network_tables.edges_table(found), tokens


def _actors(found: ActorNetwork) -> None:
    """Every actor with its measures and ranks, sortable."""
    twin = st.expander("Actors and their measures", key="twin-actors", on_change="rerun")
    if not twin.open:
        return
    with twin:
        st.caption(" ".join(f"{network.MEASURES.label(one)}: {network.MEASURES.meaning(one)}" for one in network.MEASURES))
        st.dataframe(network_tables.nodes_table(found), hide_index=True)


if __name__ == "__main__":
    render()
