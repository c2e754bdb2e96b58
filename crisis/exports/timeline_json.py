"""The timeline in TimelineJS's format, for a page of one's own.

References
----------
https://timeline.knightlab.com/docs/json-format.html
"""

from datetime import date, datetime
from html import escape

import pandas as pd

from crisis import __version__
from crisis.exports import json_file
from crisis.exports.calendar_file import days, sources_of_events, when, where
from crisis.exports.citation import source_line
from crisis.model.case import Case
from crisis.model.vocabulary import THEMES
from crisis.tables.view import View


def write(view: View, at: datetime) -> bytes:
    """The events of a view as slides.

    Parameters
    ----------
    view
        One slide an event, in the order they begin. TimelineJS itself shows an error where there is none.
    at
        The moment it is made, UTC; the title slide carries it.

    Returns
    -------
    bytes
        JSON: ``title`` (case, lens, version, moment) and ``events``. A slide has ``unique_id`` (the event's id),
        ``group`` (label of its theme), ``start_date`` and, where it covers more than a day, ``end_date`` (numbers; a
        vague date covers the days it may mean), ``display_date`` (the date in words, as vague as it is) and ``text``.
        ``headline`` and ``text`` are HTML there: text from data is escaped, links are to http and https alone, and
        nothing else is made a link (``autolink`` is off).
    """
    case = view.case
    about = [
        view.lens.words(case),
        f"Version {case.version[:8]}, {at:%Y-%m-%d %H:%M:%S} UTC, Crisis Desk {__version__}",
    ]
    title = {"text": {"headline": escape(case.settings.title), "text": _paragraphs(about)}, "autolink": False}
    cited = sources_of_events(view)
    links = {one: _link(case, one) for one in dict.fromkeys(one for ids in cited.values() for one in ids)}
    slides = [_slide(view, row, [links[one] for one in cited[row["event_id"]]]) for _, row in view.events.iterrows()]
    return json_file.dump({"scale": "human", "title": title, "events": slides})


def _slide(view: View, row: pd.Series, links: list[str]) -> dict[str, object]:
    first, last = days(row)
    end = {"end_date": _date(last)} if last > first else {}
    facts = [row["summary"], " · ".join(filter(None, [row["state"].capitalize(), where(view, row)]))]
    return {
        "unique_id": row["event_id"],
        "group": THEMES.label(row["theme"]),
        "start_date": _date(first),
        **end,
        "display_date": when(row),
        "text": {"headline": escape(row["title"]), "text": f"{_paragraphs(facts)}<ul>{''.join(links)}</ul>"},
        "autolink": False,
    }


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _link(case: Case, source_id: str) -> str:
    """One source as an item of a list, with its address as a link."""
    line = source_line(case, source_id)
    sources = case.tables["sources"]
    url = str(sources.loc[sources["source_id"] == source_id, "url"].iloc[0])
    if not url.lower().startswith(("http://", "https://")):
        return f"<li>{escape(line)}</li>"
    words = line.removesuffix(url).strip()
    return f'<li><a href="{escape(url)}" rel="noopener">{escape(words)}</a></li>'
