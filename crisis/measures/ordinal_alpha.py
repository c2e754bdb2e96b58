"""Krippendorff's alpha with ordinal distance: how far two coders agree on a scale beyond what chance would give.

References
----------
Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, Annenberg School for
Communication.
Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
Communication Methods and Measures 1, 77-89.
"""

import numpy as np

RUNS = 1000
SEED = 20220207
CONFIDENCE = 0.95


def coincidences(first: np.ndarray, second: np.ndarray, steps: int) -> np.ndarray:
    """Coincidence matrix of two coders: every unit enters its two values in both orders.

    Parameters
    ----------
    first, second
        Values of the two coders on the same units: steps of the scale, from 0.
    steps
        Steps of the scale.

    Returns
    -------
    ndarray
        ``steps`` by ``steps``, symmetric; its sum is twice the number of units.
    """
    matrix = np.zeros((steps, steps))
    np.add.at(matrix, (first, second), 1)
    whole: np.ndarray = matrix + matrix.T
    return whole


def alpha(matrix: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha of coincidence matrices, with ordinal distance.

    Parameters
    ----------
    matrix
        Symmetric, steps of the scale in their order along the last two axes; any axes before.

    Returns
    -------
    ndarray
        One number a matrix, at most 1: 1 full agreement, 0 what chance would give, below 0 worse than chance. NaN where
        every value is the same step: without variation there is no disagreement to expect.

    Notes
    -----
    With o[c,k] the coincidences, n[c] their row sums and n their sum,
    ``alpha = 1 - (n - 1) * sum(o[c,k] * d[c,k]) / sum(n[c] * n[k] * d[c,k])``. The ordinal distance of two steps counts
    the values from one to the other, those at the ends by half: ``d[c,k] = (n[c] + ... + n[k] - (n[c] + n[k]) / 2)²``,
    which is the squared distance of their middle ranks. Steps that nobody used make no distance.
    """
    used = matrix.sum(axis=-1)
    total = used.sum(axis=-1)
    middle = used.cumsum(axis=-1) - used / 2
    distance = (middle[..., :, None] - middle[..., None, :]) ** 2
    observed = (matrix * distance).sum(axis=(-2, -1))
    expected = (used[..., :, None] * used[..., None, :] * distance).sum(axis=(-2, -1))
    # Distances of steps that are not used together with another are exact zeros, so no tolerance is needed.
    varies = expected > 0
    found: np.ndarray = np.where(varies, 1 - (total - 1) * observed / np.where(varies, expected, 1), np.nan)
    return found


def interval(matrix: np.ndarray) -> tuple[float, float]:
    """Bootstrap interval of the alpha of two coders.

    Parameters
    ----------
    matrix
        Coincidence matrix of two coders.

    Returns
    -------
    tuple of float
        Lower and upper end of the middle 95 % of the alphas of `RUNS` samples of as many units, drawn with replacement
        and seeded: equal matrices give equal intervals, whatever the order of the units. Samples without variation have
        no alpha and are left out; both ends are NaN where all are.
    """
    steps = len(matrix)
    low, high = np.triu_indices(steps)
    # Who coded which of the two values does not matter to alpha, so units that hold the same two are one kind.
    many = np.where(low == high, matrix[low, high] / 2, matrix[low, high])
    units = int(many.sum())
    kinds = np.zeros((len(low), steps, steps))
    np.add.at(kinds, (np.arange(len(low)), low, high), 1)
    np.add.at(kinds, (np.arange(len(low)), high, low), 1)
    drawn = np.random.default_rng(SEED).multinomial(units, many / units, size=RUNS)
    found = alpha(np.tensordot(drawn, kinds, axes=1))
    found = found[~np.isnan(found)]
    if not len(found):
        return float("nan"), float("nan")
    outside = 50 * (1 - CONFIDENCE)
    ends = np.percentile(found, [outside, 100 - outside])
    return float(ends[0]), float(ends[1])
