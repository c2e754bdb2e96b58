"""Edges of the actor network: the ties of a pair taken together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from crisis.tables.ties import Tie


class Edge(NamedTuple):
    """Ties from one actor to another of one sign, that last or that are acts.

    Attributes
    ----------
    row_id, recipient_row_id, sign, structural
        What the ties have in common, so that friendly and hostile acts between two actors stay apart.
    n
        How many they are.
    kinds
        ((code, n), ...), most first.
    announced
        Whether all are only scheduled.
    added
        Whether any was added in this session.
    first_day, last_day
        Of their first days.
    relationship_ids
        In the order of ids.
    """

    row_id: str
    recipient_row_id: str
    sign: int
    structural: bool
    n: int
    kinds: tuple[tuple[str, int], ...]
    announced: bool
    added: bool
    first_day: date
    last_day: date
    relationship_ids: tuple[str, ...]


def grouped(ties: Iterable[Tie]) -> list[Edge]:
    """Ties as edges: one for each pair, sign and whether it lasts, in the order of these."""
    alike: dict[tuple[str, str, int, bool], list[Tie]] = {}
    for tie in ties:
        alike.setdefault((tie.row_id, tie.recipient_row_id, tie.sign, tie.structural), []).append(tie)
    return [_edge(alike[key]) for key in sorted(alike)]


def neighbours(edges: Iterable[Edge]) -> dict[str, set[str]]:
    """Who is tied to whom, in both directions."""
    found: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        found[edge.row_id].add(edge.recipient_row_id)
        found[edge.recipient_row_id].add(edge.row_id)
    return found


def _edge(ties: Sequence[Tie]) -> Edge:
    days = [tie.first_day for tie in ties]
    return Edge(
        ties[0].row_id,
        ties[0].recipient_row_id,
        ties[0].sign,
        ties[0].structural,
        len(ties),
        tuple(sorted(Counter(tie.kind for tie in ties).items(), key=lambda one: (-one[1], one[0]))),
        all(tie.announced for tie in ties),
        any(tie.added for tie in ties),
        min(days),
        max(days),
        tuple(sorted(tie.relationship_id for tie in ties)),
    )
