"""Partitions of a signed network: the division with most agreement inside and most disagreement across."""

from functools import lru_cache

import numpy as np

EXACT = 12
"""Up to so many members every partition is weighed; beyond, moves from several starts find a good one."""

STARTS = 20
_TOGETHER = 1e-6
"""What a pair must gain to stand together: who has nothing to do with each other stands apart."""

_LEAST = 1e-9
"""Smaller gains are rounding."""


def best(weights: np.ndarray, starts: int = STARTS) -> np.ndarray:
    """The partition whose camps hold the largest sum of ties.

    Parameters
    ----------
    weights
        Square and symmetric: positive ties hold two members together, negative ones part them, 0 does neither. The
        diagonal does not matter.
    starts
        How many orders are tried where it is not exact.

    Returns
    -------
    ndarray of int
        Number of the camp of each member, from 0 in the order of the first members. The number of camps is free.

    Notes
    -----
    Maximises the sum of the ties inside camps, which is the same as minimising frustration: disagreement inside plus
    agreement across. Exact for up to `EXACT` members: every partition is weighed, by dynamic programming over subsets.
    Beyond, members move one by one, and camps join, as long as the sum grows, from seeded orders; the best
    partition is kept. Of equally good partitions the one with fewest pairs together is taken.

    References
    ----------
    Doreian, P. and Mrvar, A. (1996). A partitioning approach to structural balance. Social Networks 18, 149-168.
    Bansal, N., Blum, A. and Chawla, S. (2004). Correlation clustering. Machine Learning 56, 89-113.
    Blondel, V. D. et al. (2008). Fast unfolding of communities in large networks. J. Stat. Mech. P10008 (local moves).
    """
    scale = np.abs(weights).max(initial=0) or 1.0
    ties = weights / scale - _TOGETHER
    np.fill_diagonal(ties, 0)
    return _numbered(_exact(ties) if len(ties) <= EXACT else _moved(ties, starts))


def halves(weights: np.ndarray) -> np.ndarray:
    """The division in two whose halves have the smallest sum of ties between them; one half may be empty.

    Parameters
    ----------
    weights
        As for `best`.

    Returns
    -------
    ndarray of int
        0 or 1 for each member, 0 for the first. Exact for up to `EXACT` members; beyond, members change sides from
        `STARTS` seeded divisions as long as the sum shrinks, and the best is kept.
    """
    members = len(weights)
    ties = weights - np.diag(np.diag(weights))
    if members > EXACT:
        draws = np.random.default_rng(0)
        runs = [_swapped(ties, draws.choice([-1.0, 1.0], members)) for _ in range(STARTS)]
        sides = min(runs, key=lambda one: float(-one @ ties @ one))
    else:
        every = 1 - 2.0 * ((np.arange(2 ** max(members - 1, 0))[:, None] >> np.arange(members)) & 1)
        sides = every[((every @ ties) * every).sum(axis=1).argmax()]
    found: np.ndarray = (sides != sides[:1]).astype("int64")
    return found


def _swapped(ties: np.ndarray, sides: np.ndarray) -> np.ndarray:
    """Change sides one by one, the one that gains most first, until nobody gains."""
    gains = -sides * (ties @ sides)
    while len(gains) and gains.max() > _LEAST:
        one = int(gains.argmax())
        sides[one] = -sides[one]
        gains = -sides * (ties @ sides)
    return sides


def inside(weights: np.ndarray, camps: np.ndarray) -> float:
    """Sum of the ties inside camps, each pair once."""
    together = camps[:, None] == camps
    return float(np.triu(weights * together, 1).sum())


def _exact(ties: np.ndarray) -> np.ndarray:
    """Best partition by dynamic programming: the camp of the first member of a set, then the best of the rest."""
    members = len(ties)
    bits = (np.arange(2**members)[:, None] >> np.arange(members)) & 1
    worth = ((bits @ ties) * bits).sum(axis=1) / 2
    most, camp = np.zeros(2**members), np.zeros(2**members, dtype="int64")
    for sets, subsets, starts in _splits(members):
        total = worth[subsets] + most[np.repeat(sets, np.diff([*starts, len(subsets)])) ^ subsets]
        most[sets] = np.maximum.reduceat(total, starts)
        reached = np.flatnonzero(total >= np.repeat(most[sets], np.diff([*starts, len(subsets)])) - _LEAST)
        owner = np.searchsorted(starts, reached, side="right") - 1
        camp[sets[owner[::-1]]] = subsets[reached[::-1]]  # of equals the first is kept
    camps = np.zeros(members, dtype="int64")
    left, number = 2**members - 1, 0
    while left:
        camps[bits[camp[left]] == 1] = number
        left, number = left & ~int(camp[left]), number + 1
    return camps


@lru_cache(maxsize=EXACT + 1)
def _splits(members: int) -> tuple[tuple[np.ndarray, np.ndarray, np.ndarray], ...]:
    """For each size of a set: the sets, the subsets that hold a set's first member, and where each set's begin."""
    found = []
    for size in range(1, members + 1):
        sets = [one for one in range(1, 2**members) if one.bit_count() == size]
        inner: list[int] = []
        starts: list[int] = []
        for one in sets:
            starts.append(len(inner))
            first = one & -one
            rest = sub = one ^ first
            while True:
                inner.append(sub | first)
                if not sub:
                    break
                sub = (sub - 1) & rest
        found.append((np.array(sets), np.array(inner), np.array(starts)))
    return tuple(found)


def _moved(ties: np.ndarray, starts: int) -> np.ndarray:
    """Best of several runs of local moves and joins."""
    draws = np.random.default_rng(0)
    runs = [_run(ties, draws.permutation(len(ties))) for _ in range(starts)]
    return max(runs, key=lambda camps: inside(ties, camps))


def _run(ties: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Move members, then join camps, until neither helps; each member starts as a camp of its own."""
    camps = np.arange(len(ties))
    pull = ties.copy()  # of each camp on each member
    while True:
        while _move(ties, camps, pull, order):
            pass
        if not _join(camps, pull):
            return camps


def _move(ties: np.ndarray, camps: np.ndarray, pull: np.ndarray, order: np.ndarray) -> bool:
    """Move each member to the camp that holds it best, or to one of its own; whether any moved."""
    moved = False
    for one in order:
        to, own = int(pull[one].argmax()), camps[one]  # an empty camp pulls by 0
        if pull[one, to] > pull[one, own] + _LEAST:
            pull[:, own] -= ties[one]
            pull[:, to] += ties[one]
            camps[one], moved = to, True
    return moved


def _join(camps: np.ndarray, pull: np.ndarray) -> bool:
    """Join the two camps with most agreement between them, if that helps."""
    names, number = np.unique(camps, return_inverse=True)
    between = np.zeros((len(names), len(names)))
    np.add.at(between, number, pull[:, names])
    np.fill_diagonal(between, 0)
    one, other = np.unravel_index(int(between.argmax()), between.shape)
    if between[one, other] <= _LEAST:
        return False
    kept, gone = names[one], names[other]
    camps[camps == gone] = kept
    pull[:, kept] += pull[:, gone]
    pull[:, gone] = 0
    return True


def _numbered(camps: np.ndarray) -> np.ndarray:
    """The same camps, numbered in the order of their first members."""
    _, first, number = np.unique(camps, return_index=True, return_inverse=True)
    found: np.ndarray = np.argsort(np.argsort(first))[number]
    return found
