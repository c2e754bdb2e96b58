"""What a browser draws of the timeline while a hand moves through the days: places, words and states as JSON."""

from datetime import datetime
from typing import Any

import numpy as np

from crisis.charts import timeline_frame as frame
from crisis.charts.theme import THEME_FILL, Ink
from crisis.charts.timeline import BARS, SHAPES
from crisis.charts.timeline_hover import state_words
from crisis.charts.timeline_layout import PAD, RIGHT, Sheet, laid_out
from crisis.measures.event_days import EventDays
from crisis.measures.timeline import Timeline
from crisis.measures.timeline_events import HAPPENED, drawn
from crisis.model.dates import in_words

Plain = dict[str, Any]

NONE = len(SHAPES)
"""Number of the state of an event that is not shown; the others are numbered as in `SHAPES`."""

_FLAGS = ("vague", "span", "open_start", "open_end")
_AS_LAST = 1 << len(_FLAGS)


def states(days: EventDays, last: Timeline, stops: np.ndarray) -> Plain:
    """States of every event, by the stops of the hand.

    Parameters
    ----------
    days
        Every state of every event.
    last
        The timeline of the last day, whose places marks have on all days.
    stops
        Days the hand stands on, in days since 1970.

    Returns
    -------
    dict
        ``events``: for each event of `last`, in its order, stop, state, first day, last day and flags of every change,
        days counted from the first of the timeline and flags the sum of 1 vague, 2 with a last day of its own, 4 open
        start, 8 without an end, 16 as `last` has it; ``none``: the state that is not shown.
    """
    changes, reports = days.changes, days.reports
    shape = {state: number for number, state in enumerate(SHAPES)}
    told = reports.iloc[changes["report"]]
    final = dict(zip(changes["event_id"], changes["report"].tolist(), strict=True))
    found: dict[str, list[int]] = {one.event_id: [] for one in last.events}
    columns = (
        changes["event_id"].tolist(),
        np.searchsorted(stops, changes["day"].to_numpy()).tolist(),
        changes["state"].tolist(),
        changes["report"].tolist(),
        told["starts_on"].tolist(),
        told["ends_on"].tolist(),
        told["until"].to_numpy(dtype="datetime64[s]").tolist(),
    )
    for event_id, stop, state, report, starts_on, ends_on, until in zip(*columns, strict=True):
        if event_id in found and stop < len(stops):
            held = found[event_id]
            if held and held[-5] == stop:
                del held[-5:]
            look = drawn(starts_on, ends_on, state, until, datetime.max)  # beyond which no end lies
            first, end = (look.starts - last.first).days, (until - last.first).days
            flags = sum(getattr(look, name) << place for place, name in enumerate(_FLAGS))
            held += [stop, shape.get(state, NONE), first, end, flags + _AS_LAST * (report == final[event_id])]
    return {"events": [*found.values()], "none": NONE}


def places(last: Timeline, width: int, ink: Ink) -> Plain:
    """Where marks, lanes and days stand on every day: where the timeline of the last day has them.

    Returns
    -------
    dict
        Pixels of a figure of that width, from the upper left corner of its lanes: ``marks`` by the place of their event
        in `last`, labels, lanes, ticks; shapes and colours. Empty where there are too many events for marks.
    """
    sheet = laid_out(last, width)
    if not sheet.marks:
        return {}
    place = {one.event_id: number for number, one in enumerate(last.events)}
    ticks = frame.ticks(last, sheet)
    anchor = last.anchor if last.anchor and last.anchor.event_id in place else None
    return {
        "first": f"{last.first:%Y-%m-%d}",
        "margin": sheet.margin,
        "right": RIGHT,
        "top": frame.TOP,
        "across": sheet.across,
        "day": sheet.per_day,
        "pad": PAD,
        "edges": [*sheet.edges],
        "lanes": [[*lines[:-1], lines[-1].rpartition(" ")[0]] for lines in sheet.names],
        "ticks": [
            {"x": sheet.px(day), "words": words.split("<br>")}
            for day, words in zip(ticks["tickvals"], ticks["ticktext"], strict=True)
        ],
        "marks": [
            [place[one.event.event_id], one.lane, one.y, one.size, THEME_FILL[one.event.theme]] for one in sheet.marks
        ],
        "labels": _labels(sheet, place),
        "anchor": anchor
        and {
            "event": place[anchor.event_id],
            "x": sheet.px(anchor.day) + sheet.per_day / 2,
            "words": f"anchor: {in_words(anchor.day)}",
        },
        "shapes": [[symbol, filled, state_words(state)] for state, (symbol, filled) in SHAPES.items()],
        "happened": [number for number, state in enumerate(SHAPES) if state in HAPPENED],
        "bars": [*BARS.values()],
        "ink": {name: getattr(ink, name) for name in ("ground", "text", "quiet", "line", "faint", "accent")},
    }


def _labels(sheet: Sheet, place: dict[str, int]) -> list[Plain]:
    """Labels of key events: shown while the event is as the timeline of the last day has it."""
    return [
        {
            "event": place[one.event_id],
            "lines": [*one.lines],
            "side": one.side,
            "box": [*one.box],
            "leader": one.leader and [*one.leader],
        }
        for one in sheet.labels
    ]
