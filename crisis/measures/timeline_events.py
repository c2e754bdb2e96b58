"""Events as a timeline draws them: from when to when, in words, and which are key."""

from datetime import datetime, time
from typing import NamedTuple

from crisis.measures import attestation
from crisis.model import dates
from crisis.model.additions import MARK
from crisis.model.vocabulary import UNCONFIRMED
from crisis.tables.view import View

HAPPENED = ("occurred", "ongoing")


class Extent(NamedTuple):
    """From when to when an event is drawn, and what is open or vague.

    Attributes
    ----------
    starts, ends
        Midnights that the first and the last day drawn begin at. What happened is never drawn beyond the day of the
        lens.
    vague
        Its date means more than one day.
    span
        It has a last day of its own.
    open_start, open_end
        By then at the latest; no known end, or one later than the day.
    tail
        An announcement without an end, or past and never confirmed: a point with a short open tail.
    """

    starts: datetime
    ends: datetime
    vague: bool
    span: bool
    open_start: bool
    open_end: bool
    tail: bool


class Event(NamedTuple):
    """An event as it is drawn.

    Attributes
    ----------
    event_id, title, state, theme, place, reports
        As in the view; the title of a row the session added is marked.
    when, actors, recipients
        Its date in words; names.
    extent
        From when to when it is drawn.
    sources, rank, key
        Independent sources; 1 for the most widely attested; whether it is a key event.
    """

    event_id: str
    title: str
    state: str
    theme: str
    place: str
    reports: int
    when: str
    actors: str
    recipients: str
    extent: Extent
    sources: int
    rank: int
    key: bool


def events(view: View, keys: int) -> list[Event]:
    """Events of a view in the order they begin, so many of them key."""
    day = view.day.to_pydatetime()
    names, sources = view.case.names, attestation.independent(view)
    ranks = attestation.ranks(view.happenings, sources, view.case.settings.timeline_anchor)
    added = {*view.case.own("events").index} if view.case.added else set()
    return [
        Event(
            event_id=one.event_id,
            title=f"{MARK} {one.title}" if one.row in added else one.title,
            state=one.state,
            theme=one.theme,
            place=one.place,
            reports=one.reports,
            when=one.when,
            actors=", ".join([names[actor] for actor in one.actor_ids]),
            recipients=", ".join([names[actor] for actor in one.recipient_ids]),
            extent=drawn(one.starts_on, one.ends_on, one.state, one.until, day),
            sources=sources[one.event_id],
            rank=ranks[one.event_id],
            key=ranks[one.event_id] <= keys,
        )
        for one in view.happenings
    ]


def drawn(starts_on: str, ends_on: str, state: str, until: datetime, day: datetime) -> Extent:
    """From when to when an event is drawn on a day.

    Parameters
    ----------
    starts_on, ends_on
        Its dates, as coded.
    state, until
        As of `crisis.tables.events.states`.
    day
        The day.
    """
    begins, finishes = dates.parse(starts_on), dates.parse(ends_on or starts_on)
    starts = datetime.combine(begins.first_day, time())
    span, happened = ends_on != "", state in HAPPENED
    unended = (finishes.latest is None and state != "cancelled") or (state == "ongoing" and not span)
    beyond = happened and until > day
    ends = day if (happened and unended) or beyond else until
    return Extent(
        starts=starts,
        ends=max(starts, ends),
        vague=None not in (begins.earliest, begins.latest) and not begins.exact,
        span=span,
        open_start=begins.earliest is None,
        open_end=unended or (beyond and span),
        tail=not happened and (state == UNCONFIRMED or unended),
    )
