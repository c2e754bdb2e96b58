"""Shifts, steps, spreads and promises as flat tables of names: what their pages list."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from crisis.measures.commitments import MET, commitments
from crisis.measures.shifts import SHIFTS
from crisis.model.values import MANY
from crisis.model.vocabulary import ACTS, BASES, CONDITIONS
from crisis.tables.view import View

Listed = tuple[pd.DataFrame, list[str]]
"""A table of names, and what each of its rows opens."""


def shifts(view: View, found: pd.DataFrame) -> Listed:
    """Shifts in their order, with who spoke, the condition and the source before and after.

    Parameters
    ----------
    view
        The view they were found in.
    found
        `crisis.measures.shifts.shifts`.

    Returns
    -------
    tuple
        The table, and for each row the token of its two statements.
    """
    names, issues = view.case.names, view.case.issue_names
    said = {one: rest for one, *rest in zip(*(view.column("positions", name) for name in _SAID), strict=True)}
    size = found["to_stance"].to_numpy() - found["from_stance"].to_numpy()
    gap = found["to_day"].to_numpy() - found["from_day"].to_numpy()
    table = pd.DataFrame(
        {
            "Who": [names[one] for one in found["actor_id"]],
            "Issue": [issues[one] for one in found["issue_id"]],
            "Shift": [SHIFTS.label(one) for one in found["shift"]],
            "From": found["from_stance"].to_numpy(),
            "To": found["to_stance"].to_numpy(),
            "Size": np.abs(size),
            "Day before": [one.date() for one in found["from_day"]],
            "Day after": [one.date() for one in found["to_day"]],
            "Days between": gap.astype("timedelta64[D]").astype("int64"),
            **_ends(view, [said[one] for one in found["from_position_id"]], "before"),
            **_ends(view, [said[one] for one in found["to_position_id"]], "after"),
        },
        index=found.index,
    )
    ends = zip(found["from_position_id"], found["to_position_id"], strict=True)
    return table, [f"position|{before}|{after}" for before, after in ends]


_SAID = ("position_id", "actor_id", "act", "condition", "source_list")


def _ends(view: View, said: Sequence[Sequence[Any]], when: str) -> dict[str, list[str]]:
    return {
        f"Said by {when}": [view.case.names[actor_id] for actor_id, *_ in said],
        f"Act {when}": [ACTS.label(act) for _, act, *_ in said],
        f"Condition {when}": [CONDITIONS.label(condition) for *_, condition, _ in said],
        f"Source {when}": [_publishers(view, ids) for *_, ids in said],
    }


def curve(view: View, found: pd.DataFrame) -> Listed:
    """Steps of one row on one issue, oldest first, each opening its statement."""
    said = view.positions.set_index("position_id").loc[found["position_id"]]
    table = pd.DataFrame(
        {
            "Day": found["day"].dt.date,
            "Stance": found["stance"],
            "Said by": found["actor_id"].map(view.case.names),
            "Basis": found["basis"].map(BASES.label),
            "Condition": [CONDITIONS.label(one) for one in said["condition"]],
            "Summary": [*said["summary"]],
            "Source": [_publishers(view, ids) for ids in said["source_list"]],
        }
    )
    return table, [*("position|" + found["position_id"])]


def spread(view: View, found: pd.DataFrame, levels: pd.DataFrame) -> Listed:
    """Spread of one group, an issue a row, each opening the latest statements of its members.

    Parameters
    ----------
    view
        The view.
    found
        Rows of `crisis.measures.spread.spread` of one group.
    levels
        `crisis.measures.spread.levels` of the group.
    """
    names = view.case.names
    behind: dict[str, list[str]] = {}
    for issue, ids in zip(levels["issue_id"], levels["position_ids"], strict=True):
        behind.setdefault(issue, []).extend(ids)

    def told(ids: str) -> str:
        return ", ".join(names[one] for one in ids.split(MANY) if one)

    table = pd.DataFrame(
        {
            "Group": found["group_id"].map(names),
            "Issue": found["issue_id"].map(view.case.issue_names),
            "Lowest": found["lowest"],
            "Highest": found["highest"],
            "Spread": found["spread"],
            "Coded": found["coded"],
            "Members": found["members"],
            "Dissenters": found["dissenters"].map(told),
            "Not coded": found["not_coded"].map(told),
        }
    ).reset_index(drop=True)
    return table, ["|".join(("position", *behind[issue])) for issue in found["issue_id"]]


def promises(view: View) -> Listed:
    """Promises and threats, open ones first, each opening its statement."""
    found = commitments(view)
    names = view.case.names
    table = pd.DataFrame(
        {
            "State": found["event_id"].map(lambda one: "carried out" if one else "open"),
            "Who": found["actor_id"].map(names),
            "For": found["row_id"].map(names),
            "Issue": found["issue_id"].map(view.case.issue_names),
            "Act": found["act"].map(ACTS.label),
            "Stance": found["stance"],
            "Condition": found["condition"].map(CONDITIONS.label),
            "Condition met": found["met"].map(MET.label),
            "Said": found["last_day"].dt.date,
            "Summary": found["summary"],
            "Carried out by": found["title"],
            "Carried out on": found["done_on"].dt.date,
            "Days until then": found["delay"],
            "Days open": (view.day - found["last_day"]).dt.days.where(found["event_id"] == "").astype("Int64"),
            "Source": [_publishers(view, ids) for ids in found["source_list"]],
        }
    ).reset_index(drop=True)
    return table, [*("position|" + found["position_id"])]


def _publishers(view: View, source_ids: tuple[str, ...]) -> str:
    return ", ".join(dict.fromkeys(view.case.publishers[one] for one in source_ids))
