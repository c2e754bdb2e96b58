"""Nodes of the actor network: who is in it, and their measures and ranks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from crisis.measures.betweenness import betweenness
from crisis.measures.edges import Edge, neighbours
from crisis.model.case import Case
from crisis.tables.register import register


class Who(NamedTuple):
    """What the register says of an actor."""

    name: str
    kind: str
    country: str
    country_name: str


class Node(NamedTuple):
    """An actor of the network.

    Attributes
    ----------
    row_id, name, kind, country, country_name
        As in the register; ``country`` is a code or empty.
    measures
        By code of `MEASURES`.
    ranks
        The same as ranks: 1 = most; equals share the better.
    """

    row_id: str
    name: str
    kind: str
    country: str
    country_name: str
    measures: Mapping[str, float]
    ranks: Mapping[str, int]


@lru_cache(maxsize=20)
def registered(case: Case, level: str) -> Mapping[str, Who]:
    """`crisis.tables.register.register` as records by row id, in its order."""
    return {one: Who(*map(str, said)) for one, *said in register(case, level).itertuples()}


def measured(who: Mapping[str, Who], edges: Sequence[Edge]) -> list[Node]:
    """Actors with their measures and ranks, in the order given; `edges` are among them."""
    tied = neighbours(edges)
    near = {one: tied[one] for one in who}
    done, received = Counter[str](), Counter[str]()
    for edge in edges:
        if not edge.structural:
            done[edge.row_id] += edge.n
            received[edge.recipient_row_id] += edge.n
    measures: dict[str, list[float]] = {
        "degree": [len(others) for others in near.values()],
        "acts": [done[one] + received[one] for one in who],
        "acts_out": [done[one] for one in who],
        "acts_in": [received[one] for one in who],
        # Rounded, so that equals stay equals whatever order the sums were taken in.
        "betweenness": [round(share, 9) for share in betweenness(near)],
    }
    ranks = {name: _ranks(values) for name, values in measures.items()}
    return [
        Node(
            one,
            *said,
            {name: values[place] for name, values in measures.items()},
            {name: values[place] for name, values in ranks.items()},
        )
        for place, (one, said) in enumerate(who.items())
    ]


def _ranks(values: Sequence[float]) -> list[int]:
    """1 for the most; equals share the better rank."""
    best: dict[float, int] = {}
    for rank, value in enumerate(sorted(values, reverse=True), 1):
        best.setdefault(value, rank)
    return [best[value] for value in values]
