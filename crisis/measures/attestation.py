"""How widely an event is attested: by how many independent sources, and how many actors it involves."""

import numpy as np
import pandas as pd

from crisis.model.values import MANY
from crisis.tables.view import View


def independent(view: View) -> dict[str, int]:
    """Distinct families of known sources of each event, over all its reports; a source without one is its own."""
    sources = view.case.tables["sources"]
    family = {one: name or one for one, name in zip(sources["source_id"], sources["family"], strict=True)}
    reports = view.rows("events")
    found: dict[str, set[str]] = {}
    for event_id, ids in zip(reports["event_id"], reports["source_list"], strict=True):
        found.setdefault(event_id, set()).update(family[one] for one in ids)
    return {event_id: len(families) for event_id, families in found.items()}


def rank(events: pd.DataFrame, anchor: str) -> pd.Series:
    """Rank events by how widely they are attested; see `crisis.measures.timeline.timeline`.

    Parameters
    ----------
    events
        ``event_id``, ``actor_ids``, ``recipient_ids`` and ``sources``, in the order they begin.
    anchor
        Id of the event that comes first whatever it rests on.

    Returns
    -------
    Series of int
        From 1, each once, under the index of the events.
    """
    cells = zip(events["actor_ids"], events["recipient_ids"], strict=True)
    actors = [max(1, len({one for cell in pair for one in cell.split(MANY) if one})) for pair in cells]
    sources = events["sources"].to_numpy()
    keys = (-sources, -sources * np.array(actors, dtype="int64"), (events["event_id"] != anchor).to_numpy())
    found = np.empty(len(events), dtype="int64")
    found[np.lexsort(keys)] = np.arange(1, len(events) + 1)
    return pd.Series(found, index=events.index)
