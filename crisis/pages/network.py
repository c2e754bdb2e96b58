"""Who is tied to whom, by what act, friendly or hostile?"""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import network as chart
from crisis.charts import network_legend
from crisis.charts.theme import Ink, counted
from crisis.measures import network, network_tables
from crisis.measures.network import ActorNetwork
from crisis.measures.ring import ring
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, figure_card, network_controls, page, placement
from crisis.ui.figure_card import Card, Twin

EMPTY = "No tie is left by these choices. Show contact, take a filter off, or choose a later day."


def render() -> None:
    """Draw the page."""
    with page.frame("Actor network", "Who is tied to whom, by what act, friendly or hostile?") as frame:
        view = frame.view
        choice = network_controls.filters(view)
        found = desk.remembered(network.actor_network, view, **choice)
        size_by, colour_by, ends = network_controls.looks(found)
        path = network.shortest_path(found, *ends) if len(ends) == 2 else None
        frame.answer(_answer(found, ends, path))
        chosen = choice, size_by, colour_by, path
        if placement.ready(view.case, view.lens.level):
            figure_card.show(view, _card, *chosen)
        else:
            placement.note(view.case, view.lens.level)
            # Every tie is there to see, but no place means anything: nothing to click on or to take away.
            figure, alt = desk.remembered(_on_a_ring, view, *chosen, desk.ink()), network_legend.alt_text(found)
            st.plotly_chart(figure, key="network-ring", theme=None, alt=alt, config={"displayModeBar": False})
        _actors(found)


def _answer(found: ActorNetwork, ends: list[str], path: list[str] | None) -> str:
    edges = counted(len(found.edges), "kind of tie", "kinds of tie")
    acts = counted(found.acts, "coded act")
    sentence = f"{counted(len(found.nodes), 'actor')} and {edges} between them, of {acts}."
    if len(ends) < 2:
        return sentence
    if path is None:
        return f"{sentence} No visible tie leads from {found.names[ends[0]]} to {found.names[ends[1]]}."
    return f"{sentence} Shortest path: {' – '.join(found.names[one] for one in path)}."


def _card(view: View, choice: dict[str, Any], size_by: str, colour_by: str, path: list[str] | None) -> Card:
    found = desk.remembered(network.actor_network, view, **choice)
    places = placement.positions(view.case, view.lens.level)
    looks: dict[str, Any] = {"size_by": size_by, "colour_by": colour_by}
    return Card(
        "network",
        f"Who acts toward whom, as of {in_words(view.day)}",
        lambda ink: chart.network_figure(found, places, ink=ink, path=path, empty=EMPTY, **looks),
        network_legend.alt_text(found),
        lambda: _twin(found),
        (network_legend.legend_sentence(found, **looks),),
        zoom=True,
    )


def _on_a_ring(
    view: View, choice: dict[str, Any], size_by: str, colour_by: str, path: list[str] | None, ink: Ink
) -> go.Figure:
    found = desk.remembered(network.actor_network, view, **choice)
    return chart.network_figure(
        found, ring(found), ink=ink, size_by=size_by, colour_by=colour_by, path=path, empty=EMPTY
    )


def _twin(found: ActorNetwork) -> Twin:
    """Edges as a table, and the ties each row opens."""
    tokens = [f"tie|{one.row_id}|{one.recipient_row_id}|{one.sign}" for one in found.edges]
    return network_tables.edges_table(found), tokens


def _actors(found: ActorNetwork) -> None:
    """Every actor with its measures and ranks, sortable."""
    twin = st.expander("Actors and their measures", key="twin-actors", on_change="rerun")
    if not twin.open:
        return
    with twin:
        st.caption(
            " ".join(f"{network.MEASURES.label(one)}: {network.MEASURES.meaning(one)}" for one in network.MEASURES)
        )
        st.dataframe(network_tables.nodes_table(found), hide_index=True, placeholder="")


if __name__ == "__main__":
    render()
