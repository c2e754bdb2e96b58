"""Edges of the actor network: the ties of a pair taken together."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from crisis.model.vocabulary import UNCONFIRMED

EDGE = ["row_id", "recipient_row_id", "sign", "structural"]
"""What ties have in common that are one edge."""

ANNOUNCED = ("scheduled", UNCONFIRMED)
"""States of a tie nobody has reported as done."""


def grouped(ties: pd.DataFrame) -> pd.DataFrame:
    """Ties as edges: one row for each pair, sign and whether it lasts, in the order of ids.

    Parameters
    ----------
    ties
        Of a view, with ``added``: whether each was added in this session.

    Returns
    -------
    DataFrame
        `EDGE`, ``n``, ``announced``, ``added``, ``first_day``, ``last_day``, ``kinds``, ``relationship_ids``; see
        `crisis.measures.network.ActorNetwork`.
    """
    signed = ties.assign(sign=np.sign(ties["polarity"].astype("int64")))
    named, kind = signed["relationship_id"].tolist(), signed["kind"].tolist()
    of_edge: dict[tuple[str, str, int, bool], list[int]] = {}
    order = sorted(range(len(named)), key=named.__getitem__)
    keys = [*zip(*(signed[one].tolist() for one in EDGE), strict=True)]
    for place in order:
        of_edge.setdefault(keys[place], []).append(place)
    found = sorted(of_edge)
    places = [of_edge[key] for key in found]
    day, only = signed["first_day"].to_numpy(), signed["state"].isin(ANNOUNCED).to_numpy()
    own, first = signed["added"].to_numpy(), [place[0] for place in places]
    edges = signed[EDGE].iloc[first].reset_index(drop=True)
    edges["n"] = np.array([len(place) for place in places], dtype="int64")
    edges["announced"] = np.array([only[place].all() for place in places], dtype=bool)
    edges["added"] = np.array([own[place].any() for place in places], dtype=bool)
    edges["first_day"] = np.array([day[place].min() for place in places], dtype=day.dtype)
    edges["last_day"] = np.array([day[place].max() for place in places], dtype=day.dtype)
    edges["kinds"] = pd.Series([_counted([kind[one] for one in place]) for place in places], dtype=object)
    edges["relationship_ids"] = pd.Series([tuple(named[one] for one in place) for place in places], dtype=object)
    return edges


def _counted(kinds: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(kinds).items(), key=lambda one: (-one[1], one[0])))
