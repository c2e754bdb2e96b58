"""Spread: how far the members of a body, or the parts of a state, stand apart on an issue."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from crisis.measures.groups import Stands, groups
from crisis.model.values import MANY
from crisis.tables.view import View

COLUMNS = ("group_id", "issue_id", "lowest", "highest", "spread", "coded", "members", "dissenters", "not_coded")

_WHOLE = ("lowest", "highest", "spread", "coded", "members")


def spread(view: View) -> pd.DataFrame:
    """How far each group stands apart on each issue, and who leaves its majority.

    Parameters
    ----------
    view
        Its statements; facts in dispute are left out.

    Returns
    -------
    DataFrame
        One row a group and issue with a coded member: ``group_id`` (a body, or the code of a state), ``issue_id``;
        ``lowest``, ``highest``: latest stances, -2 to +2; ``spread`` = highest - lowest, 0 (all alike, or one member
        coded) to 4 (both ends held); ``coded``: members with a stance; ``members``: members of the group;
        ``dissenters``, ``not_coded``: ids of members, joined by ``;``. Bodies first, then states, in the order of the
        case; the widest spread of a group first, then the most coded.

    Notes
    -----
    *Groups* are found in the case: every body with at least two members, and every state with at least two parts.

    - Members of a body are those whose ``member_of`` tie holds on the day and is known by it, whatever issues and
      grades the lens keeps; of chosen countries only theirs are members. A member is a state with everyone who speaks
      for it, whatever the level of the lens; states named together without names are none.
    - Parts of a state are whoever is known by the day to have taken a stand for it: as coded, or rolled up to
      organisations where the lens is.

    *Majority* is the sign, for or against, that more members take in their latest statement. *Dissenters* take the
    opposite sign. A balanced stance has no sign: it makes no majority and does not dissent, and still counts for
    ``lowest`` and ``highest``. Where as many are for as against there is no majority and nobody dissents: the spread
    tells the split. *Not coded* says that no stance of the member is coded under the lens; whether it was silent is not
    known.
    """
    rows = [
        {"group_id": group, "issue_id": stands.issues[column], **_on_issue(stands.rows, stands.stance[:, column])}
        for group, stands in groups(view).items()
        for column in _widest_first(stands)
    ]
    columns = {name: [row[name] for row in rows] for name in COLUMNS}
    return pd.DataFrame(
        {name: pd.array(some, dtype="int64" if name in _WHOLE else "str") for name, some in columns.items()}
    )


def levels(view: View, group_id: str) -> pd.DataFrame:
    """Who of a group stands where: the members at each level of stance on each issue.

    Parameters
    ----------
    view
        Its statements; facts in dispute are left out.
    group_id
        A ``group_id`` of `spread`.

    Returns
    -------
    DataFrame
        ``issue_id``, ``stance`` (-2 to +2), ``members`` and ``position_ids`` (tuples of equal length: who, and the
        latest statement it rests on), issues in the order of `spread`, the lowest stance first. Empty for a group that
        is not there.
    """
    stands = groups(view).get(group_id)
    found = [] if stands is None else [row for column in _widest_first(stands) for row in _levels(stands, column)]
    return pd.DataFrame(found, columns=["issue_id", "stance", "members", "position_ids"])


def _widest_first(stands: Stands) -> list[int]:
    """Places of the issues somebody of a group is coded on, the widest spread first, then the most coded."""
    coded = (~np.isnan(stands.stance)).sum(axis=0)
    places = np.flatnonzero(coded)
    some = stands.stance[:, places]
    width = np.nanmax(some, axis=0) - np.nanmin(some, axis=0) if len(places) else coded[places]
    order: list[int] = places[np.lexsort((-coded[places], -width))].tolist()
    return order


def _on_issue(inside: Sequence[str], stance: np.ndarray) -> Mapping[str, object]:
    coded = ~np.isnan(stance)
    lowest, highest = stance[coded].min(), stance[coded].max()
    majority = np.sign(np.sign(stance[coded]).sum())
    return {
        "lowest": lowest,
        "highest": highest,
        "spread": highest - lowest,
        "coded": coded.sum(),
        "members": len(inside),
        "dissenters": MANY.join(_chosen(inside, stance * majority < 0)),
        "not_coded": MANY.join(_chosen(inside, ~coded)),
    }


def _levels(stands: Stands, column: int) -> Iterator[Mapping[str, object]]:
    stance = stands.stance[:, column]
    for level in np.unique(stance[~np.isnan(stance)]):
        mask = stance == level
        yield {
            "issue_id": stands.issues[column],
            "stance": int(level),
            "members": tuple(_chosen(stands.rows, mask)),
            "position_ids": tuple(stands.position[mask, column]),
        }


def _chosen(ids: Sequence[str], mask: np.ndarray) -> Iterator[str]:
    return (one for one, chosen in zip(ids, mask, strict=True) if chosen)
