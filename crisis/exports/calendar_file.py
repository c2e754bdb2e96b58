"""The timeline as iCalendar: one all-day entry an event, for any calendar program.

References
----------
RFC 5545, Internet Calendaring and Scheduling Core Object Specification.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pandas as pd
from icalendar import Calendar, Event, vText

from crisis import __version__
from crisis.exports.citation import source_line
from crisis.model import dates
from crisis.model.vocabulary import THEMES
from crisis.tables.view import View

STATUS = {"cancelled": "CANCELLED", "occurred": "CONFIRMED", "ongoing": "CONFIRMED"}
"""Words of the format for the state of an event; whatever is only announced is tentative."""

_BEFORE_N = re.compile(r"(?<=\\)(?=N)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write(view: View, at: datetime) -> bytes:
    """The events of a view as a calendar.

    Parameters
    ----------
    view
        One entry an event, in the order they begin; none is a legal calendar to every reader, if an empty one.
    at
        The moment it is made, UTC: the stamp of every entry.

    Returns
    -------
    bytes
        UTF-8. An entry covers whole days, from the first day the event may have begun to the last it may have run to: a
        month that is all we know is a month long, a date that says "by then" or has no known end is a day; the
        description has the date in words, the state, the summary and every known source. It does not block the day.
        Its id is made of event and case version, so that importing a later version adds to an earlier one.
    """
    case = view.case
    calendar = Calendar()
    calendar.add("prodid", f"-//Crisis Desk//Crisis Desk {__version__}//EN")
    calendar.add("version", "2.0")
    # The library escapes only what it knows; older programs read the name of a calendar from a field it does not.
    for field in ("name", "x-wr-calname"):
        calendar.add(field, _text(case.settings.title))
    for field in ("description", "x-wr-caldesc"):
        calendar.add(field, _text(view.lens.words(case)))
    cited = sources_of_events(view)
    lines = {one: source_line(case, one) for one in dict.fromkeys(one for ids in cited.values() for one in ids)}
    for _, row in view.events.iterrows():
        sources = [lines[one] for one in cited[row["event_id"]]]
        calendar.add_component(_entry(view, row, sources, at))
    written: bytes = calendar.to_ical()
    return written


def _entry(view: View, row: pd.Series, sources: list[str], at: datetime) -> Event:
    first, last = days(row)
    entry = Event()
    entry.add("uid", f"{row['event_id']}.{view.case.version}@crisis-desk")
    entry.add("dtstamp", at)
    entry.add("dtstart", first)
    end = last + timedelta(days=1) if last < date.max else last  # the calendar has no day after that one
    if end > first:
        entry.add("dtend", end)
    entry.add("summary", _text(row["title"]))
    entry.add(
        "description", _text("\n".join([f"{row['state'].capitalize()}: {when(row)}.", row["summary"], "", *sources]))
    )
    entry.add("categories", [THEMES.label(row["theme"])])
    if place := where(view, row):
        entry.add("location", _text(place))
    entry.add("status", STATUS.get(row["state"], "TENTATIVE"))
    entry.add("transp", "TRANSPARENT")
    return entry


def days(row: pd.Series) -> tuple[date, date]:
    """First and last day an event of a view may have covered."""
    first = row["first_day"].date()
    return first, max(first, row["until"].date())


def when(row: pd.Series) -> str:
    """The date of an event in words, as vague as it is: ``10 February 2022 until 20 February 2022``."""
    until = f" until {dates.parse(row['ends_on']).words()}" if row["ends_on"] else ""
    return dates.parse(row["starts_on"]).words() + until


def where(view: View, row: pd.Series) -> str:
    """Place and country of an event, each once; empty where neither is coded."""
    country = view.case.names[row["country"]] if row["country"] else ""
    return ", ".join(dict.fromkeys(filter(None, [row["place"], country])))


def sources_of_events(view: View) -> Mapping[str, tuple[str, ...]]:
    """Ids of the sources each event rests on, over all its reports that the lens keeps, the first report's first."""
    found: dict[str, dict[str, None]] = {}
    reports = view.rows("events")
    for event_id, ids in zip(reports["event_id"], reports["source_list"], strict=True):
        found.setdefault(event_id, {}).update(dict.fromkeys(ids))
    return {event_id: tuple(ids) for event_id, ids in found.items()}


class _Text(vText):
    r"""Text whose ``\N`` stays two characters; the library takes it for a line break."""

    def to_ical(self) -> bytes:
        """Its escaped form."""
        return b"".join(vText(part).to_ical() for part in _BEFORE_N.split(self))


def _text(text: str) -> vText:
    """Text the format can carry: it has no control characters but the line break and the tab."""
    return _Text(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n")))
