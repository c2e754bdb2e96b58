"""Dates that say how sure they are: the EDTF forms a case may use.

A date keeps its precision. ``2021-12`` is a month and is drawn a month long; ``../2022-01-27`` is "by then at the
latest"; ``2022-02-10/..`` began that day and has no known end.

References
----------
ISO 8601-2:2019, levels 0 and 1 (Extended Date/Time Format).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FORMS = "2022-02-07, 2021-12, 2014, 2022-01-27~, ../2022-01-27, 2022-02-10/.. or 2022-02-10/2022-02-20"

_PART = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<doubt>[~?%])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date as written, with the days it may mean.

    Attributes
    ----------
    text
        As written.
    earliest, latest
        First and last day it may mean; ``None`` where that end is open.
    doubtful
        True for ``~`` (approximate), ``?`` (uncertain) and ``%`` (both).
    """

    text: str
    earliest: date | None
    latest: date | None
    doubtful: bool = False

    @property
    def first_day(self) -> date:
        """The day a span or tie begins: the earliest day; for ``../D``, D."""
        day = self.earliest or self.latest
        assert day is not None, "a parsed date has at least one end"
        return day

    @property
    def last_day(self) -> date:
        """The day a dated statement counts from: the latest day; an open end is not waited for."""
        day = self.latest or self.earliest
        assert day is not None, "a parsed date has at least one end"
        return day

    @property
    def exact(self) -> bool:
        """Whether it means one day and no other."""
        return self.earliest is not None and self.earliest == self.latest

    def words(self) -> str:
        """The date in a sentence: ``7 February 2022``, ``by 27 January 2022``, ``from 10 February 2022``."""
        about = "about " if self.doubtful else ""
        if self.earliest is None:
            return f"by {about}{in_words(self.last_day)}"
        if self.latest is None:
            return f"from {about}{in_words(self.first_day)}"
        first, last = self.earliest, self.latest
        if first == last:
            return about + in_words(first)
        if "/" in self.text:
            return f"{about}{in_words(first)} to {in_words(last)}"
        if first.month == last.month:
            return f"{about}{first:%B %Y}"
        return f"{about}{first:%Y}"


def in_words(day: date) -> str:
    """``7 February 2022``."""
    return f"{day.day} {day:%B %Y}"


def in_brief(day: date) -> str:
    """``7 Feb 2022``."""
    return f"{day.day} {day:%b %Y}"


def _bounds(text: str) -> tuple[date, date, bool]:
    """First and last day of one calendar date of year, month or day precision."""
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = int(match["year"]), match["month"], match["day"]
    doubtful = match["doubt"] is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), doubtful
    if day is None:
        return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1]), doubtful
    whole = date(year, int(month), int(day))
    return whole, whole, doubtful


@lru_cache(maxsize=65_536)
def parse(text: str) -> EdtfDate:
    """Read one EDTF date of the forms a case may use.

    Parameters
    ----------
    text
        See `FORMS`. No surrounding space is accepted.

    Returns
    -------
    EdtfDate

    Raises
    ------
    ValueError
        If the text is of no accepted form, names a day the calendar does not have, or ends before it begins.

    Examples
    --------
    >>> parse("2021-12").latest
    datetime.date(2021, 12, 31)
    >>> parse("../2022-01-27").words()
    'by 27 January 2022'
    """
    start, slash, end = text.partition("/")
    if not slash:
        earliest, latest, doubtful = _bounds(start)
        return EdtfDate(text, earliest, latest, doubtful)
    if start == ".." == end:
        raise ValueError(text)
    first = None if start == ".." else _bounds(start)
    last = None if end == ".." else _bounds(end)
    if first is not None and last is not None and first[0] > last[1]:
        raise ValueError(text)
    return EdtfDate(
        text,
        first[0] if first else None,
        last[1] if last else None,
        bool((first and first[2]) or (last and last[2])),
    )
