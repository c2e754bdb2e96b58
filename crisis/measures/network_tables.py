"""The actor network in words and tables: what a picture of it says to those who read rather than look."""

from collections.abc import Mapping, Sequence

import pandas as pd

from crisis.measures.edges import Edge
from crisis.measures.network import MEASURES, SIGNS, ActorNetwork
from crisis.model import dates
from crisis.model.additions import MARK
from crisis.model.plover import TIE_KINDS
from crisis.model.vocabulary import ACTOR_KINDS


def edges_table(network: ActorNetwork) -> pd.DataFrame:
    """Edges as a table to read and sort, one row an edge in their order; names, never ids."""
    names = network.names
    edges = network.edges
    columns: dict[str, Sequence[object]] = {
        "From": [names[edge.row_id] for edge in edges],
        "To": [names[edge.recipient_row_id] for edge in edges],
        "Sign": ["structural" if edge.structural else SIGNS[edge.sign] for edge in edges],
        "Ties": [edge.n for edge in edges],
        "Kinds": [kinds_in_words(edge.kinds) for edge in edges],
        "First": [edge.first_day for edge in edges],
        "Last": [edge.last_day for edge in edges],
        "Only announced": [edge.announced for edge in edges],
    }
    if any(edge.added for edge in edges):
        columns["Added"] = [MARK if edge.added else "" for edge in edges]
    days = dict.fromkeys(("First", "Last"), "datetime64[s]")
    words = dict.fromkeys(("From", "To", "Sign", "Kinds"), "str")
    return pd.DataFrame(columns).astype({**words, "Ties": "int64", **days, "Only announced": "bool"})


def nodes_table(network: ActorNetwork) -> pd.DataFrame:
    """Actors as a table to read and sort, those with most coded acts first; names, never ids."""
    nodes = network.most_acts
    table = pd.DataFrame(
        {
            "Actor": [node.name for node in nodes],
            "Kind": [ACTOR_KINDS.label(node.kind) for node in nodes],
            "Country": [node.country_name for node in nodes],
            **{one.label.capitalize(): [node.measures[one.code] for node in nodes] for one in MEASURES.terms},
            "Betweenness rank": [node.ranks["betweenness"] for node in nodes],
        }
    )
    return table.astype(dict.fromkeys(("Actor", "Kind", "Country"), "str"))


def kinds_in_words(kinds: Sequence[tuple[str, int]], most: int = 4) -> str:
    """Kinds of tie with their numbers: ``assault 5, coerce 4``."""
    parts = [f"{TIE_KINDS.label(kind)} {n}" for kind, n in kinds]
    return ", ".join(parts[:most]) + (", …" if len(parts) > most else "")


def sentence(edge: Edge, names: Mapping[str, str]) -> str:
    """Say an edge in words: ``Russia → Ukraine: 12 hostile acts, last 24 Feb 2022 (assault 5, coerce 4)``."""
    mark = f"{MARK} " if edge.added else ""
    who = f"{mark}{names[edge.row_id]} → {names[edge.recipient_row_id]}"
    if edge.structural:
        return f"{who}: {', '.join(TIE_KINDS.label(kind) for kind, _ in edge.kinds)}"
    sign = SIGNS[edge.sign]
    what = ("contact" if sign == "contact" else f"{sign} act") + ("" if edge.n == 1 else "s")
    when = ("only announced, " if edge.announced else "") + f"last {dates.in_brief(edge.last_day)}"
    return f"{who}: {edge.n} {what}, {when} ({kinds_in_words(edge.kinds)})"
