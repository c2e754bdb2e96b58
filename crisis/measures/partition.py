"""Partitions of a signed network: the division with most agreement inside and most disagreement across."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

EXACT = 12
"""Up to so many members every partition is weighed; beyond, moves from several starts find a good one."""

STARTS = 20
"""Orders or divisions tried where it is not exact."""

_TOGETHER = 1e-6
"""What a pair must gain to stand together: who has nothing to do with each other stands apart."""

_LEAST = 1e-9
"""Smaller gains are rounding."""

_SPLITS = 2**16
"""Splits of sets weighed at once, over all networks: more would not stay near the processor."""


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
    return best_of_each([weights], starts)[0]


def best_of_each(networks: Sequence[np.ndarray], starts: int = STARTS) -> list[np.ndarray]:
    """`best` of each of many networks: equal ones are divided once, small ones of a size together.

    Parameters
    ----------
    networks
        Weights of each, as for `best`.
    starts
        As for `best`.
    """
    keys = [(len(weights), weights.tobytes()) for weights in networks]
    different = dict(zip(keys, networks, strict=True))
    found: dict[tuple[int, bytes], np.ndarray] = {}
    for size in {size for size, _ in different}:
        alike = {key: weights for key, weights in different.items() if key[0] == size}
        found |= zip(alike, _of_a_size(np.stack([*alike.values()]), starts), strict=True)
    return [found[key] for key in keys]


def _of_a_size(weights: np.ndarray, starts: int) -> Iterable[np.ndarray]:
    """The best partition of each of many networks of as many members."""
    members = weights.shape[1]
    scale = np.abs(weights).max(axis=(1, 2), initial=0, keepdims=True)
    ties = weights / np.where(scale > 0, scale, 1) - _TOGETHER
    ties[:, np.arange(members), np.arange(members)] = 0
    if members > EXACT:
        return (_numbered(_moved(one, starts)) for one in ties)
    at_once = max(_SPLITS // 3**members, 1)
    return chain.from_iterable(_exact(ties[first : first + at_once]) for first in range(0, len(ties), at_once))


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
    """Best partitions by dynamic programming: the camp of the first member of a set, then the best of the rest.

    Networks x members x members to the camps of networks x members, in the order of the first members.
    """
    networks, members = ties.shape[:2]
    bits = _bits(members)
    worth = ((bits @ ties) * bits).sum(axis=2) / 2
    most, camp = np.zeros_like(worth), np.zeros(worth.shape, dtype="int64")
    for sets, subsets in _splits(members):
        total = worth[:, subsets] + most[:, sets[:, None] ^ subsets]
        most[:, sets] = total.max(axis=2)
        first = (total >= most[:, sets, None] - _LEAST).argmax(axis=2)  # of equals the first is kept
        camp[:, sets] = subsets[np.arange(len(sets)), first]
    camps = np.zeros((networks, members), dtype="int64")
    left = np.full(networks, 2**members - 1)
    for number in range(members):
        taken = camp[np.arange(networks), left]  # where nobody is left, nobody
        camps[bits[taken] == 1] = number
        left &= ~taken
    return camps


def _bits(members: int) -> np.ndarray:
    """Which members are in each set: sets x members, 0 or 1."""
    found: np.ndarray = (np.arange(2**members)[:, None] >> np.arange(members)) & 1
    return found


@lru_cache(maxsize=EXACT + 1)
def _splits(members: int) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """For each size of a set: the sets, and the subsets of each that hold its first member, the largest first."""
    found, bits = [], _bits(members)
    for size in range(1, members + 1):
        sets = np.flatnonzero(bits.sum(axis=1) == size)
        worth = 2 ** np.nonzero(bits[sets])[1].reshape(-1, size)  # of each member of each set
        with_first = _bits(size - 1)[::-1]
        found.append((sets, worth[:, :1] + worth[:, 1:] @ with_first.T))
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
