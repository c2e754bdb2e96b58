"""What changed between two days: stances, events, cancellations, contradictions."""

from dataclasses import dataclass

import pandas as pd

from crisis.measures.rows import CELL, Row, cells_of, events
from crisis.measures.stance_matrix import stance_matrix
from crisis.tables.view import View

WINDOWS = {"24 hours": 1, "72 hours": 3, "7 days": 7}
"""Windows a briefing looks back over, in days."""

DUE_DAYS = 3
"""How far ahead "due next" looks: 72 hours."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Differences between an earlier day and a day.

    Attributes
    ----------
    stances
        ``row_id``, ``issue_id``, ``stance``, ``position_id`` of cells whose stance differs; ``before`` and
        ``position_before``: the stance and the statement shown then, ``None`` where the cell is new. Largest change
        first, then new cells, in the order of the matrix.
    contradictions
        The same columns without those of before: cells that contradict themselves now and did not.
    events
        `crisis.measures.rows.events` that are new or whose state differs, with ``before``: the state then, ``""`` for
        new. The latest stand first.
    """

    stances: tuple[Row, ...]
    contradictions: tuple[Row, ...]
    events: tuple[Row, ...]

    @property
    def moved(self) -> tuple[Row, ...]:
        """Cells whose stance is another one than before."""
        return tuple(cell for cell in self.stances if cell["before"] is not None)

    @property
    def new(self) -> tuple[Row, ...]:
        """Cells that were not coded before."""
        return tuple(cell for cell in self.stances if cell["before"] is None)

    @property
    def cancelled(self) -> tuple[Row, ...]:
        """Events called off since."""
        return tuple(one for one in self.events if one["state"] == "cancelled")

    @property
    def kept(self) -> tuple[Row, ...]:
        """Events new or changed that were not called off."""
        return tuple(one for one in self.events if one["state"] != "cancelled")

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.stances or self.contradictions or self.events)


def changes(now: View, before: View) -> Changes:
    """What differs between two views of one case that differ in their day only.

    Both clocks move: a change is what became true or became known between the two days.

    Parameters
    ----------
    now, before
        The later and the earlier view.
    """
    latest, earlier = (cells_of(stance_matrix(one), (*CELL, "contradiction")) for one in (now, before))
    was = {(cell["row_id"], cell["issue_id"]): cell for cell in earlier}
    pairs = [(cell, was.get((cell["row_id"], cell["issue_id"]))) for cell in latest]
    moved = [_moved(cell, old) for cell, old in pairs if old is None or cell["stance"] != old["stance"]]
    marked = [cell for cell, old in pairs if cell["contradiction"] and not (old and old["contradiction"])]
    return Changes(
        tuple(sorted(moved, key=_step, reverse=True)),
        tuple({name: cell[name] for name in CELL} for cell in marked),
        _events(now, before),
    )


def _moved(cell: Row, old: Row | None) -> Row:
    """A cell with what it was; the mark of contradiction is not part of that."""
    then = {"before": old and old["stance"], "position_before": old and old["position_id"]}
    return {name: cell[name] for name in CELL} | then


def _step(cell: Row) -> int:
    return 0 if cell["before"] is None else abs(cell["stance"] - cell["before"])


def _events(now: View, before: View) -> tuple[Row, ...]:
    then = dict(zip(before.states["event_id"].tolist(), before.states["state"].tolist(), strict=True))
    found = [{**event, "before": then.get(event["event_id"], "")} for event in events(now)]
    changed = (event for event in found if event["state"] != event["before"])
    return tuple(sorted(changed, key=lambda event: event["first_day"], reverse=True))


def due(view: View) -> tuple[Row, ...]:
    """Events announced for the next 72 hours.

    Returns
    -------
    tuple of Row
        `crisis.measures.rows.events` that are scheduled and whose dates reach into the three days after the day of the
        lens, soonest first; those of the day itself among them.
    """
    ahead = view.day + pd.Timedelta(days=DUE_DAYS)
    coming = (event for event in events(view) if event["state"] == "scheduled")
    return tuple(event for event in coming if event["first_day"] <= ahead and event["until"] >= view.day)
