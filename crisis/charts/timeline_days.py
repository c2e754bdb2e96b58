"""What a browser draws of the timeline while a hand moves through the days: places, words and states as JSON."""

from typing import Any

import numpy as np
import pandas as pd

from crisis.charts import timeline_frame as frame
from crisis.charts.theme import THEME_FILL, Ink
from crisis.charts.timeline import BARS, SHAPES, state_words
from crisis.charts.timeline_layout import PAD, RIGHT, Sheet, laid_out
from crisis.measures.event_days import EventDays
from crisis.measures.timeline import HAPPENED, Timeline, drawn
from crisis.model.dates import in_words
from crisis.tables.clocks import whole_days

Plain = dict[str, Any]

NONE = len(SHAPES)
"""Number of the state of an event that is not shown; the others are numbered as in `SHAPES`."""

_FLAGS = ("vague", "span", "open_start", "open_end", "as_last")
_END = pd.Timestamp("9999-12-31")


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
    told = reports.iloc[changes["report"]].assign(state=changes["state"].to_numpy()).reset_index(drop=True)
    look = drawn(told, _END)  # when no end lies beyond the day, those are open that have none
    zero = whole_days(pd.Series([last.first]))[0]
    final = changes.groupby("event_id")["report"].last()
    flags = np.zeros(len(changes), dtype="int64")
    look["as_last"] = changes["report"].to_numpy() == changes["event_id"].map(final).to_numpy()
    for place, name in enumerate(_FLAGS):
        flags += look[name].to_numpy(dtype="int64") << place
    at = np.minimum(np.searchsorted(stops, changes["day"].to_numpy()), len(stops))
    found: dict[str, list[int]] = {one: [] for one in last.events.index}
    columns = (
        changes["event_id"].tolist(),
        at.tolist(),
        [shape.get(state, NONE) for state in changes["state"]],
        (whole_days(told["first_day"]) - zero).tolist(),
        (whole_days(told["until"]) - zero).tolist(),
        flags.tolist(),
    )
    for event_id, stop, *state in zip(*columns, strict=True):
        if event_id in found and stop < len(stops):
            held = found[event_id]
            if held and held[-5] == stop:
                del held[-5:]
            held += [stop, *state]
    return {"events": [*found.values()], "none": NONE}


def places(last: Timeline, width: int, ink: Ink) -> Plain:
    """Where marks, lanes and days stand on every day: where the timeline of the last day has them.

    Returns
    -------
    dict
        Pixels of a figure of that width, from the upper left corner of its lanes: ``marks`` by the place of their event
        in `last`, labels, lanes, ticks; shapes and colours. Empty where there are too many events for marks.
    """
    if last.events.empty:
        return {}
    sheet = laid_out(last, width)
    if sheet.marks.empty:
        return {}
    place = {one: number for number, one in enumerate(last.events.index)}
    rows = zip(*(sheet.marks[name] for name in ("event_id", "lane", "y", "size", "theme")), strict=True)
    ticks = frame.ticks(last, sheet)
    anchor = last.anchor if last.anchor and last.anchor.event_id in place else None
    return {
        "first": last.first.date().isoformat(),
        "margin": sheet.margin,
        "right": RIGHT,
        "top": frame.TOP,
        "across": sheet.across,
        "day": sheet.per_day,
        "pad": PAD,
        "edges": [*map(float, sheet.edges)],
        "lanes": [[*lines[:-1], lines[-1].rpartition(" ")[0]] for lines in sheet.names],
        "ticks": [
            {"x": sheet.px(day), "words": words.split("<br>")}
            for day, words in zip(ticks["tickvals"], ticks["ticktext"], strict=True)
        ],
        "marks": [[place[one], int(lane), float(y), int(size), THEME_FILL[code]] for one, lane, y, size, code in rows],
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
            "box": [*map(float, one.box)],
            "leader": one.leader and [*map(float, one.leader)],
        }
        for one in sheet.labels
    ]
