"""How widely an event is attested: by how many independent sources, and how many actors it involves."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from crisis.model.case import Case
from crisis.tables.events import Happening
from crisis.tables.view import View


@lru_cache(maxsize=8)
def _families(case: Case) -> Mapping[str, str]:
    """The family of each source; a source without one is its own."""
    sources = case.tables["sources"]
    return {one: name or one for one, name in zip(sources["source_id"], sources["family"], strict=True)}


def independent(view: View) -> dict[str, int]:
    """Distinct families of known sources of each event, over all its reports; a source without one is its own."""
    family = _families(view.case)
    found: dict[str, set[str]] = {}
    for event_id, ids in zip(view.column("events", "event_id"), view.column("events", "source_list"), strict=True):
        found.setdefault(event_id, set()).update([family[one] for one in ids])
    return {event_id: len(families) for event_id, families in found.items()}


def ranks(events: Sequence[Happening], sources: Mapping[str, int], anchor: str) -> dict[str, int]:
    """Rank events by how widely they are attested; see `crisis.measures.timeline.timeline`.

    Parameters
    ----------
    events
        In the order they begin.
    sources
        Number of independent sources of each.
    anchor
        Id of the event that comes first whatever it rests on.

    Returns
    -------
    dict
        From 1, each once, by event.
    """

    def key(one: Happening) -> tuple[bool, int, int]:
        involved = max(1, len({*one.actor_ids, *one.recipient_ids}))
        return one.event_id != anchor, -sources[one.event_id] * involved, -sources[one.event_id]

    return {one.event_id: place for place, one in enumerate(sorted(events, key=key), start=1)}
