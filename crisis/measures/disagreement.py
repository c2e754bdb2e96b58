"""Disagreement: on which issues the latest stances lie furthest apart."""

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
    cells = stance_matrix(view).cells
    cells = cells[~cells["issue_id"].isin(view.case.facts)]
    stance = cells["stance"].astype("int64")
    grouped = stance.groupby(cells["issue_id"], sort=False)
    found = pd.DataFrame(
        {
            "lowest": grouped.min(),
            "highest": grouped.max(),
            "width": grouped.max() - grouped.min(),
            "rows": grouped.size(),
            "against": (stance < 0).groupby(cells["issue_id"], sort=False).sum(),
            "balanced": (stance == 0).groupby(cells["issue_id"], sort=False).sum(),
            "for": (stance > 0).groupby(cells["issue_id"], sort=False).sum(),
        }
    )
    found = found[found["rows"] > 1].rename_axis("issue_id").reset_index()
    return found.sort_values(["width", "rows"], ascending=False, kind="stable", ignore_index=True)
