"""The actor network in words and tables: what a picture of it says to those who read rather than look."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from crisis.measures.network import MEASURES, SIGNS, ActorNetwork
from crisis.model import dates
from crisis.model.additions import MARK
from crisis.model.plover import TIE_KINDS
from crisis.model.vocabulary import ACTOR_KINDS


def edges_table(network: ActorNetwork) -> pd.DataFrame:
    """Edges as a table to read and sort, one row an edge in their order; names, never ids."""
    names = network.names
    edges = network.edges
    added = {"Added": edges["added"].map({True: MARK, False: ""})} if edges["added"].any() else {}
    sign = edges["sign"].map(SIGNS).where(~edges["structural"], "structural")
    return pd.DataFrame(
        {
            "From": edges["row_id"].map(names),
            "To": edges["recipient_row_id"].map(names),
            "Sign": sign,
            "Ties": edges["n"],
            "Kinds": [kinds_in_words(kinds) for kinds in edges["kinds"]],
            "First": edges["first_day"],
            "Last": edges["last_day"],
            "Only announced": edges["announced"],
            **added,
        }
    )


def nodes_table(network: ActorNetwork) -> pd.DataFrame:
    """Actors as a table to read and sort, those with most coded acts first; names, never ids."""
    nodes = network.nodes.sort_values("acts", ascending=False, kind="stable")
    said = {"Actor": nodes["name"], "Kind": nodes["kind"].map(ACTOR_KINDS.label)}
    said["Country"] = nodes["country_name"]
    for measure in MEASURES.terms:
        said[measure.label.capitalize()] = nodes[measure.code]
    said["Betweenness rank"] = nodes["betweenness_rank"]
    return pd.DataFrame(said).reset_index(drop=True)


def kinds_in_words(kinds: Sequence[tuple[str, int]], most: int = 4) -> str:
    """Kinds of tie with their numbers: ``assault 5, coerce 4``."""
    parts = [f"{TIE_KINDS.label(kind)} {n}" for kind, n in kinds]
    return ", ".join(parts[:most]) + (", …" if len(parts) > most else "")


def sentence(edge: Mapping[Hashable, object], names: Mapping[str, str]) -> str:
    """Say an edge in words: ``Russia → Ukraine: 12 hostile acts, last 24 Feb 2022 (assault 5, coerce 4)``."""
    n, last = edge["n"], edge["last_day"]
    mark = f"{MARK} " if edge["added"] else ""
    who = f"{mark}{names[str(edge['row_id'])]} → {names[str(edge['recipient_row_id'])]}"
    kinds = [*edge["kinds"]] if isinstance(edge["kinds"], tuple) else []
    if edge["structural"]:
        return f"{who}: {', '.join(TIE_KINDS.label(kind) for kind, _ in kinds)}"
    sign = SIGNS[int(str(edge["sign"]))]
    what = ("contact" if sign == "contact" else f"{sign} act") + ("" if n == 1 else "s")
    when = "only announced, " if edge["announced"] else ""
    when += f"last {dates.in_brief(last)}" if isinstance(last, pd.Timestamp) else ""
    return f"{who}: {n} {what}, {when} ({kinds_in_words(kinds)})"
