"""The events of a case on every day: for each the days its state changes, and nothing between."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crisis.model.vocabulary import UNCONFIRMED
from crisis.tables import events, selection
from crisis.tables.clocks import dated, let_in_on, whole_days
from crisis.tables.selection import NEVER
from crisis.tables.view import View


@dataclass(frozen=True, eq=False)
class EventDays:
    """Every state of every event.

    Attributes
    ----------
    reports
        Reports of the case, as of `crisis.tables.clocks.dated`, with ``until``: the last day each may run to.
    changes
        One row a change, by event and day: ``event_id``; ``day``, the first of the new state, in days since 1970, which
        may lie before the case begins; ``report``, its place in `reports`; ``state``, as of a view, or empty where a
        filter takes the event out. Before its first change an event is not known.
    """

    reports: pd.DataFrame
    changes: pd.DataFrame

    def on(self, day: pd.Timestamp) -> dict[str, str]:
        """Events that are shown on a day, and their states."""
        past = self.changes[self.changes["day"] <= whole_days(pd.Series([day]))[0]]
        last = dict(zip(past["event_id"], past["state"], strict=True))
        return {one: state for one, state in last.items() if state}


def event_days(view: View) -> EventDays:
    """Events on every day.

    Parameters
    ----------
    view
        Its case and its lens; the day of the lens does not matter.

    Returns
    -------
    EventDays
        On any day the same events and states as a view of that day.

    Notes
    -----
    Of the reports that both clocks and the grade have let in, the latest known tells the state; an announcement turns
    unconfirmed on the day after it should have been over.
    """
    case, lens = view.case, view.lens
    whole = dated(case, "events")
    whole = whole.assign(until=events.until(whole))
    comes = np.maximum(let_in_on(case, "events", lens.hindsight), selection.graded_from(whole, case, lens))
    kept = selection.by_names(whole, "events", case, lens) & selection.by_since(whole, "events", lens)
    later = np.empty(len(whole), dtype="int64")
    later[whole.index.get_indexer(events.in_order(whole).index)] = np.arange(len(whole))
    steps = pd.DataFrame({"event_id": whole["event_id"], "day": comes, "later": later, "report": np.arange(len(whole))})
    steps = steps[steps["day"] < NEVER].sort_values(["event_id", "day", "later"], kind="stable")
    steps = steps[steps["later"] == steps.groupby("event_id")["later"].cummax()]  # else an outdated report came late
    steps = steps.drop_duplicates(["event_id", "day"], keep="last")
    steps["state"] = np.where(kept, whole["status"], "")[steps["report"]]
    over = steps.assign(day=np.maximum(whole_days(whole["until"])[steps["report"]] + 1, steps["day"]))
    over = over[(over["state"] == "scheduled") & (over["day"] < _next(steps))].assign(state=UNCONFIRMED)
    changes = pd.concat([steps, over]).sort_values(["event_id", "day"], kind="stable")
    changes = changes.drop_duplicates(["event_id", "day"], keep="last").drop(columns="later")
    return EventDays(whole, changes.reset_index(drop=True))


def _next(steps: pd.DataFrame) -> pd.Series:
    """The day the next report takes over."""
    return steps.groupby("event_id")["day"].shift(-1, fill_value=NEVER)
