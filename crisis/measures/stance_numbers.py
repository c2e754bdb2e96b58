"""The numbers of the stance matrix alone: one pass over the statements, as fast as they can be counted."""

import numpy as np
import pandas as pd

from crisis.tables.statements import Statements

VALUES = ("latest", "mean")


def wide(said: Statements, value: str = "latest") -> pd.DataFrame:
    """The numbers alone, without what must be known to trust them.

    Parameters
    ----------
    said
        Statements.
    value
        ``latest`` (whole numbers) or ``mean``.

    Returns
    -------
    DataFrame
        Row ids by issue ids, those with a stance, in the order of the case; ``<NA>`` is *not coded*.
    """
    said = said.only(~np.isnan(said.stance))
    shape = (len(said.rows), len(said.issues))
    key = said.row * shape[1] + said.issue
    numbers = np.full(shape[0] * shape[1], np.nan)
    numbers[key] = said.stance  # of several, the last is kept
    if value == "mean":
        count = np.bincount(key, minlength=len(numbers))
        np.divide(np.bincount(key, said.stance, minlength=len(numbers)), count, out=numbers, where=count > 0)
    numbers = numbers.reshape(shape)
    missing = np.isnan(numbers)
    rows, columns = (np.flatnonzero(~missing.all(axis=axis)) for axis in (1, 0))
    return pd.DataFrame(
        {said.issues[one]: _with_gaps(numbers[rows, one], missing[rows, one], value) for one in columns},
        index=[*said.rows[rows]],
    )


def _with_gaps(numbers: np.ndarray, missing: np.ndarray, value: str) -> pd.api.extensions.ExtensionArray:
    """A column: whole numbers for the latest, fractions for the mean, ``<NA>`` where missing."""
    if value == "latest":
        return pd.arrays.IntegerArray(np.where(missing, 0, numbers).astype("int8"), missing)
    return pd.arrays.FloatingArray(numbers, missing)
