"""Why a tie of an agreement network has its number: the statements behind it and the arithmetic in one sentence."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crisis.measures import counts as counting
from crisis.measures.agreement import AgreementNetwork
from crisis.measures.counts import Counts
from crisis.tables.view import View

DIGITS = 2
"""Decimals of a result in a sentence."""


@dataclass(frozen=True, eq=False, slots=True)
class Explanation:
    """A tie explained.

    Attributes
    ----------
    value
        The tie.
    arithmetic
        What it is worked out from: ``(5 − 2) ÷ ((9 + 7) ÷ 2)``. Evaluating it gives `value`.
    sentence
        The whole in words, names included.
    issues
        One row an issue both speak on: ``issue_id``, ``one`` and ``other`` (what each says there, as ``+2 ×3, −1``),
        ``agree`` and ``disagree`` (pairs of statements, weighed by the scale).
    """

    value: float
    arithmetic: str
    sentence: str
    issues: pd.DataFrame


def explain(view: View, network: AgreementNetwork, one: str, other: str) -> Explanation:
    """Explain the tie between two rows of a one-mode network.

    Parameters
    ----------
    view
        The view the network was counted from.
    network
        A one-mode network.
    one, other
        Two different row ids of it.
    """
    places = [network.rows.index(one), network.rows.index(other)]
    value = float(network.values[places[0], places[1]])
    issues = _issues(network, *places)
    names = [view.case.names[end] for end in (one, other)]
    if issues.empty:
        return Explanation(0.0, "0", f"{names[0]} and {names[1]} share no issue: the tie is 0.", issues)
    arithmetic = _arithmetic(network, *places)
    agree, disagree = issues["agree"].sum(), issues["disagree"].sum()
    pairs = f"{plain(agree + disagree)} pair{'' if agree + disagree == 1 else 's'} of statements"
    shared = f"{len(issues)} shared issue{'' if len(issues) == 1 else 's'}"
    sides = f"{plain(agree)} for agreement, {plain(disagree)} for disagreement"
    sentence = f"{names[0]} and {names[1]}: {pairs} on {shared}, {sides}. {arithmetic}{_result(arithmetic, value)}."
    return Explanation(value, arithmetic, sentence, issues)


def plain(number: float) -> str:
    """A number as short as it can be written exactly: ``3``, ``0.25``."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _result(arithmetic: str, value: float) -> str:
    """The result, unless the arithmetic is the result."""
    sign = "−" if value < 0 else ""
    whole = sign + plain(abs(value))
    if whole == arithmetic:
        return ""
    exact = abs(round(value, 4) - value) < 1e-9 and len(plain(abs(value)).partition(".")[2]) <= DIGITS
    return f" = {whole}" if exact else f" ≈ {sign}{abs(value):.{DIGITS}f}"


def _issues(network: AgreementNetwork, row: int, column: int) -> pd.DataFrame:
    left, right = network.counts.cube[row], network.counts.cube[column]
    shared = np.flatnonzero(left.sum(axis=1) * right.sum(axis=1))
    near = network.counts.nearness
    agree = np.einsum("jk,kl,jl->j", left, near, right)
    disagree = np.einsum("jk,kl,jl->j", left, 1 - near, right)
    levels = network.counts.levels
    return pd.DataFrame(
        {
            "issue_id": pd.array([network.issues[place] for place in shared], dtype="str"),
            "one": pd.array([_said(left[place], levels) for place in shared], dtype="str"),
            "other": pd.array([_said(right[place], levels) for place in shared], dtype="str"),
            "agree": agree[shared],
            "disagree": disagree[shared],
        }
    )


def _said(counts: np.ndarray, levels: np.ndarray) -> str:
    """What is said on one issue: ``+2 ×3, −1``; on the sign scale ``+ ×3, −``."""
    signs = len(levels) == 2
    words = []
    for level, count in zip(levels.tolist(), counts.tolist(), strict=True):
        if count:
            sign = "+" if level > 0 else "−" if level < 0 else ""
            name = sign if signs else f"{sign}{abs(level):g}"
            words.append(name if count == 1 else f"{name} ×{count:g}")
    return ", ".join(reversed(words))


def _arithmetic(network: AgreementNetwork, row: int, column: int) -> str:
    pair = network.counts.only(np.array([row, column]))
    tie, normalize = network.parameters.tie, network.parameters.normalize
    if normalize == "jaccard":
        ties = ("congruence", "conflict") if tie == "subtract" else (tie,)
        return " − ".join(_jaccard(one, pair) for one in ties)
    top = _top(tie, pair)
    if normalize == "none":
        return top.removeprefix("(").removesuffix(")")
    divisor = _divisor(tie, normalize, pair)
    return f"{top} ÷ {divisor}" if divisor else "0"


def _divisor(tie: str, normalize: str, pair: Counts) -> str:
    """What the tie is divided by; empty where that is 0 and the tie therefore 0."""
    if normalize == "cosine":
        own = np.diag(counting.PRODUCTS["congruence" if tie == "conflict" else tie](pair))
        return f"√({plain(own[0])} × {plain(own[1])})" if own.all() else ""
    said = [plain(number) for number in pair.said]
    return {
        "average": f"(({said[0]} + {said[1]}) ÷ 2)",
        "dna_cosine": f"({said[0]} × {said[1]})",
        "dna_jaccard": plain(float(counting.dna_jaccard(pair)[0, 1])),
    }[normalize]


def _top(tie: str, pair: Counts) -> str:
    """The tie before it is divided."""
    if tie == "subtract":
        return f"({plain(counting.congruence(pair)[0, 1])} − {plain(counting.conflict(pair)[0, 1])})"
    return plain(float(counting.PRODUCTS[tie](pair)[0, 1]))


def _jaccard(tie: str, pair: Counts) -> str:
    shared, own = counting.jaccard_parts(tie, pair)
    if not own.any():
        return "0"
    return f"{plain(shared[0, 1])} ÷ ({plain(own[0])} + {plain(own[1])} − {plain(shared[0, 1])})"
