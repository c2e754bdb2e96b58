"""Disagreement: on which issues the latest stances lie furthest apart."""

import numpy as np
import pandas as pd

from crisis.measures.stance_matrix import stance_matrix
from crisis.tables.view import View


def disagreement(view: View) -> pd.DataFrame:
    """Width of disagreement per issue, widest first, then the most rows coded.

    Parameters
    ----------
    view
        Latest stances of its rows; facts in dispute are left out.

    Returns
    -------
    DataFrame
        ``issue_id``; ``lowest``, ``highest``: stances; ``width`` = highest - lowest, 0 (all alike) to 4 (both ends
        held); ``rows``: rows coded; ``against``, ``balanced``, ``for``: how many rows below, at and above 0. Issues
        with one row are left out: nobody disagrees alone.
    """
    matrix = stance_matrix(view)
    issue, ids = pd.factorize(matrix.arrays["issue_id"])
    counts = np.zeros((len(ids), 5), dtype="int64")  # how many rows of each issue hold -2, -1, 0, 1, 2
    np.add.at(counts, (issue, matrix.arrays["stance"] + 2), 1)
    held, rows = counts > 0, counts.sum(axis=1)
    lowest, highest = held.argmax(axis=1) - 2, 2 - held[:, ::-1].argmax(axis=1)
    columns = {
        "issue_id": ids,
        "lowest": lowest,
        "highest": highest,
        "width": highest - lowest,
        "rows": rows,
        "against": counts[:, :2].sum(axis=1),
        "balanced": counts[:, 2],
        "for": counts[:, 3:].sum(axis=1),
    }
    order = np.lexsort((-rows, lowest - highest))
    shown = order[((rows > 1) & np.array([one not in view.case.facts for one in ids], dtype=bool))[order]]
    return pd.DataFrame({name: column[shown] for name, column in columns.items()})
