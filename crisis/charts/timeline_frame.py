"""What stands around the lanes of the timeline: days, the anchor, the as-of line."""

import textwrap
from datetime import datetime
from typing import Any

from crisis.charts import theme
from crisis.charts.theme import Ink, escaped
from crisis.charts.timeline_labels import CHARACTER
from crisis.charts.timeline_layout import PAD, Sheet
from crisis.measures.timeline import DAY, Timeline
from crisis.model.dates import in_words

TOP, GAP, STRIP, AXIS = 62, 14, 62, 46
"""Heights in pixels: flags above the lanes, gap below them, strip of weeks, words of the axis."""

_ANCHOR_ROW, _AS_OF_ROW = 34, 6
_STEPS = (
    (7, 0, 60, "%b"),
    (14, 0, 60, "%b"),
    (30, 1, 44, "%B"),
    (91, 3, 44, "%B"),
    (365, 12, 44, ""),
)
"""Distances of ticks: days, or about so many and months, pixels they need, and the form of the month."""


def ticks(timeline: Timeline, sheet: Sheet) -> dict[str, Any]:
    """Mondays where a week has room for its name, else first days of months, quarters or years.

    Returns
    -------
    dict
        Settings of the x axis. The year stands below the first tick and wherever it changes.
    """
    first, last = timeline.first, timeline.last
    fits = (one for one in _STEPS if one[0] * sheet.per_day >= one[2])
    days, months, _, form = next(fits, _STEPS[-1])
    found = _months(first, last, months) if months else _mondays(first, last, days)
    if months and (not found or sheet.px(found[0]) - sheet.px(first) > 44):
        found.insert(0, first)
    names = [f"{day.day} {day:%b}" if form == "%b" else f"{day:%b}" if form else "" for day in found]
    years = [
        str(day.year) if place == 0 or day.year != found[place - 1].year else "" for place, day in enumerate(found)
    ]
    words = [f"{name}<br>{year}" if name else year for name, year in zip(names, years, strict=True)]
    return {
        "tickvals": found,
        "ticktext": words,
        "ticklabelposition": "outside right",
        "tickangle": 0,
        "ticks": "",
        "showline": False,
    }


def _mondays(first: datetime, last: datetime, days: int) -> list[datetime]:
    """The first Monday of a range, and every so many days after it."""
    monday = first + (-first.weekday() % 7) * DAY
    return [monday + after * DAY for after in range(0, (last - monday).days + 1, days)]


def _months(first: datetime, last: datetime, months: int) -> list[datetime]:
    """First days, in a range, of every month, quarter or year: of those that begin so many months apart."""
    begin = 12 * first.year + first.month - (first.day == 1)
    numbers = range(begin + -begin % months, 12 * last.year + last.month, months)
    return [datetime(number // 12, number % 12 + 1, 1) for number in numbers]


def rules(timeline: Timeline, sheet: Sheet, ink: Ink, high: float) -> list[dict[str, Any]]:
    """Lines between lanes, the anchor (dotted, quiet) and the as-of line (solid, accent).

    Parameters
    ----------
    timeline, sheet, ink
        What is drawn, where, and in which ink.
    high
        Pixels from the top of the lanes to the bottom of the strip.
    """
    now = sheet.px(timeline.day, 1)
    lanes = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "layer": "below"}
    found: list[dict[str, Any]] = [
        lanes | {"y0": edge, "y1": edge, "line": {"color": ink.faint, "width": 1}} for edge in sheet.edges[1:]
    ]
    whole = {"xref": "x", "yref": "paper", "y0": 0}
    if (at := _anchor(timeline, sheet)) is not None:
        dotted = {"color": ink.quiet, "width": 1, "dash": "dot"}
        up = 1 + (_ANCHOR_ROW + 8) / high
        found.append(whole | {"type": "line", "x0": at, "x1": at, "y1": up, "line": dotted, "layer": "below"})
    if now >= 0:
        solid = {"color": ink.accent, "width": 2}
        at = sheet.moment(now)
        found.append(whole | {"type": "line", "x0": at, "x1": at, "y1": 1 + _AS_OF_ROW / high, "line": solid})
    return found


def flags(timeline: Timeline, sheet: Sheet, ink: Ink) -> list[dict[str, Any]]:
    """Words at the top of the anchor and of the as-of line, each in a row of its own."""
    base = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "borderpad": 4}
    now = sheet.px(timeline.day, 1)
    words = f"as of {in_words(timeline.day)}" if now >= 0 else f"◂ as of {in_words(timeline.day)}"
    box = {"bgcolor": ink.accent, "font": {"size": theme.TEXT, "color": ink.ground}, "yshift": _AS_OF_ROW - 2}
    place = _beside(sheet, max(now, 0), words)
    if now < 0 and sheet.margin > CHARACTER * len(words):
        place["xanchor"] = "right"
    found = [base | box | place | {"text": words}]
    if timeline.anchor is not None and (at := _anchor(timeline, sheet)) is not None:
        day = timeline.anchor.day
        named = any(one.event_id == timeline.anchor.event_id for one in sheet.labels)
        text = f"anchor: {in_words(day)}" + ("" if named else f", {timeline.anchor.title}")
        room = int(max(sheet.px(day), sheet.across - sheet.px(day)) / CHARACTER)
        text = textwrap.shorten(text, max(25, room - 3), placeholder=" …")
        place = _beside(sheet, sheet.px(day, 0.5), text)
        text = f"◆ {escaped(text)}" if place["xanchor"] == "left" else f"{escaped(text)} ◆"
        quiet = {"font": {"size": theme.TEXT, "color": ink.quiet}, "yshift": _ANCHOR_ROW, "borderpad": 0}
        shift = -6 if place["xanchor"] == "left" else 6
        found.append(base | quiet | place | {"text": text, "x": at, "xshift": shift})
    return found


def _anchor(timeline: Timeline, sheet: Sheet) -> str | None:
    """Noon of the anchor day, where it is drawn."""
    if timeline.anchor is None or not timeline.first <= timeline.anchor.day <= timeline.last:
        return None
    return sheet.moment(sheet.px(timeline.anchor.day, 0.5))


def _beside(sheet: Sheet, at: float, words: str) -> dict[str, Any]:
    """Place words right of a line, or left of it where they would leave the lanes."""
    fits = at + CHARACTER * len(words) + PAD <= sheet.across
    return {"xref": "x", "x": sheet.moment(at), "xanchor": "left" if fits else "right"}
