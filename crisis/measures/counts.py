"""Counts of statements by actor, issue and level: the array every agreement network is a product of."""

from dataclasses import dataclass

import numpy as np

from crisis.tables.statements import Statements

SIGN = np.array([-1.0, 1.0])
GRADED = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """How often each row takes each level on each issue.

    Attributes
    ----------
    cube
        Rows x issues x levels, counts as floats; for products also several of them, cubes x rows x issues x levels.
    levels
        Value of each level: -1, +1 on the sign scale; -2 to +2 on the graded one.
    """

    cube: np.ndarray
    levels: np.ndarray

    @property
    def width(self) -> float:
        """Width of the scale, not of what happened to be said: D of the formulas."""
        return float(self.levels[-1] - self.levels[0])

    @property
    def nearness(self) -> np.ndarray:
        """How much a pair of levels agrees: ``1 - |q - q'| / D``, 1 (the same) to 0 (opposite ends)."""
        near: np.ndarray = 1 - np.abs(self.levels[:, None] - self.levels) / self.width
        return near

    @property
    def said(self) -> np.ndarray:
        """Statements of each row, on all issues."""
        total: np.ndarray = self.cube.sum(axis=(1, 2))
        return total

    def only(self, rows: np.ndarray) -> "Counts":
        """The same of some of the rows."""
        return Counts(self.cube[rows], self.levels)

    @property
    def once(self) -> "Counts":
        """The same with every repeat left out: 1 where a row takes a level on an issue at all."""
        return Counts((self.cube > 0).astype("float64"), self.levels)


def count(said: Statements, *, graded: bool) -> Counts:
    """Count statements.

    Parameters
    ----------
    said
        Statements with a stance; rows and issues are those of its lists.
    graded
        All five levels; else signs, without the statements that take no side.
    """
    if not graded:
        said = said.only(said.stance != 0)
    return counted(said.row, said.issue, said.stance, (len(said.rows), len(said.issues)), graded=graded)


def counted(row: np.ndarray, issue: np.ndarray, stance: np.ndarray, shape: tuple[int, int], *, graded: bool) -> Counts:
    """Count from places and stances; on the sign scale none of them is 0."""
    levels = GRADED if graded else SIGN
    level = (stance + 2).astype("int64") if graded else (stance > 0).astype("int64")
    cells = shape[0] * shape[1] * len(levels)
    flat = np.bincount((row * shape[1] + issue) * len(levels) + level, minlength=cells)
    return Counts(flat.reshape(*shape, len(levels)).astype("float64"), levels)


def ignore(counts: Counts) -> np.ndarray:
    """Pairs of statements on a shared issue, whatever they say: ``(P + N)(P + N)'``, the diagonal included."""
    known = counts.cube.sum(axis=-1)
    product: np.ndarray = known @ known.swapaxes(-1, -2)
    return product


def congruence(counts: Counts) -> np.ndarray:
    """Agreement: every pair of statements on a shared issue weighs its `Counts.nearness`; ``PP' + NN'`` on signs."""
    return _weighted(counts, counts.nearness)


def conflict(counts: Counts) -> np.ndarray:
    """Disagreement: every pair weighs ``|q - q'| / D``; ``PN' + NP'`` on signs."""
    return _weighted(counts, 1 - counts.nearness)


def subtract(counts: Counts) -> np.ndarray:
    """Agreement less disagreement."""
    return _weighted(counts, 2 * counts.nearness - 1)


def _weighted(counts: Counts, weights: np.ndarray) -> np.ndarray:
    """Sum over issues j and levels k, l of ``X[i,j,k] weights[k,l] X[i',j,l]``, the diagonal included."""
    *cubes, rows, issues, levels = counts.cube.shape
    flat = (*cubes, rows, issues * levels)
    left = (counts.cube.reshape(-1, levels) @ weights).reshape(flat)
    product: np.ndarray = left @ counts.cube.reshape(flat).swapaxes(-1, -2)
    return product


PRODUCTS = {"ignore": ignore, "congruence": congruence, "conflict": conflict, "subtract": subtract}
"""One-mode ties by their name."""


def cosine(tie: str, counts: Counts) -> np.ndarray:
    """Cosine of two rows: the tie over the root of each row's tie with itself; conflict over that of congruence.

    -1 to 1; 0 where a row has nothing to compare. On signs ``ignore`` compares counts by issue, ``congruence`` and
    ``conflict`` counts by issue and side, ``subtract`` the balance of each issue.
    """
    own = np.sqrt(np.diag(PRODUCTS["congruence" if tie == "conflict" else tie](counts)))
    return divided(PRODUCTS[tie](counts), np.outer(own, own))


def jaccard(tie: str, counts: Counts) -> np.ndarray:
    """Jaccard index of what two rows say, each (issue, level) once: shared over all.

    0 to 1. ``ignore`` compares the issues; ``congruence`` the sides taken on them, nearby levels in part;
    ``conflict`` the sides of one with the opposite of the other's; ``subtract`` is congruence less conflict, -1 to 1.
    """
    if tie == "subtract":
        less: np.ndarray = jaccard("congruence", counts) - jaccard("conflict", counts)
        return less
    shared, own = jaccard_parts(tie, counts)
    return divided(shared, own[:, None] + own - shared)


def jaccard_parts(tie: str, counts: Counts) -> tuple[np.ndarray, np.ndarray]:
    """What two rows share, and what each has: the quotient is shared over what either has."""
    once = counts.once
    if tie == "ignore":
        once = Counts(once.cube.max(axis=2, keepdims=True, initial=0), np.zeros(1))
    own = np.diag(PRODUCTS["congruence" if tie == "conflict" else tie](once))
    return PRODUCTS[tie](once), own


def divided(values: np.ndarray, divisors: np.ndarray) -> np.ndarray:
    """Quotients, 0 where the divisor is 0."""
    quotients: np.ndarray = np.divide(values, divisors, out=np.zeros_like(values), where=divisors != 0)
    return quotients


def average(counts: Counts) -> np.ndarray:
    """Divisor ``(n_i + n_i') / 2``: mean number of statements of the two, on all issues."""
    said = counts.said
    mean: np.ndarray = (said[:, None] + said) / 2
    return mean


def dna_cosine(counts: Counts) -> np.ndarray:
    """Divisor ``n_i n_i'`` of the reference tool; no cosine, an identical pair does not get 1."""
    said = counts.said
    return np.outer(said, said)


def dna_jaccard(counts: Counts) -> np.ndarray:
    """Divisor of the reference tool: statements on (issue, level) only one of the two has, and products where both do.

    No Jaccard: the quotient is not bounded by 1.
    """
    rows, issues, levels = counts.cube.shape
    flat = counts.cube.reshape(rows, issues * levels)
    has = (flat > 0).astype("float64")
    said = counts.said
    shared = flat @ has.T
    alone = said[:, None] - shared
    divisor: np.ndarray = alone + alone.T + flat @ flat.T
    return divisor


DIVISORS = {"average": average, "dna_jaccard": dna_jaccard, "dna_cosine": dna_cosine}
"""What a one-mode tie is divided by, by the name of the normalization."""
