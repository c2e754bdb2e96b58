"""What the timeline counts: the strip of weeks below the lanes, and squares where marks would be too many."""

import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from crisis.charts import theme
from crisis.charts.theme import LIGHT, SEQUENCE, Ink, Trace, escaped
from crisis.charts.timeline_frame import AXIS
from crisis.charts.timeline_layout import CHARACTER, Sheet
from crisis.measures.timeline import DAY, Timeline
from crisis.model.dates import in_words

NOTE = 28
"""Pixels from the words of the axis to the note: a row of the key."""


def plural(count: int, noun: str) -> str:
    """``1 event``, ``1,236 events``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def counted(timeline: Timeline, sheet: Sheet) -> pd.DataFrame:
    """`Timeline.weeks`, as many together as the width asks for."""
    weeks = timeline.weeks
    return weeks.groupby(weeks.index // sheet.step).agg(
        week=("week", "first"), statements=("statements", "sum"), events=("events", "sum"), rows=("rows", "sum")
    )


def strip(timeline: Timeline, sheet: Sheet, ink: Ink) -> Iterator[Trace]:
    """Bars of what was coded per week, on the second y axis, their sum printed above them."""
    bars = counted(timeline, sheet)
    span = sheet.step * 7 * DAY
    begins = [max(week, timeline.first) for week in bars["week"]]
    ends = [min(week + span, timeline.last + DAY) for week in bars["week"]]
    middles = [one + (other - one) / 2 for one, other in zip(begins, ends, strict=True)]
    hover = [
        f"{'Week' if sheet.step == 1 else f'{sheet.step} weeks'} from {in_words(week)}<br>"
        f"{statements:,} statements and {events:,} events coded"
        for week, statements, events in zip(bars["week"], bars["statements"], bars["events"], strict=True)
    ]
    for name, fill in (("statements", ink.line), ("events", ink.quiet)):
        yield theme.Trace(
            type="bar",
            x=middles,
            y=bars[name].tolist(),
            width=[
                0.94 * (other - one) / pd.Timedelta(milliseconds=1) for one, other in zip(begins, ends, strict=True)
            ],
            yaxis="y2",
            marker={"color": fill, "line": {"width": 0}},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
            name=f"{name} coded",
            showlegend=True,
            legendrank=2000,
        )
    yield theme.scatter(
        x=middles,
        y=bars["rows"].tolist(),
        yaxis="y2",
        mode="text",
        text=[f"{rows:,}" if rows else "" for rows in bars["rows"]],
        textposition="top center",
        textfont={"size": theme.TEXT, "color": ink.text},
        hoverinfo="skip",
        showlegend=False,
        name="rows coded",
    )


def squares(timeline: Timeline, sheet: Sheet) -> Trace:
    """Count events per lane and week, where there are too many for marks."""
    marks = timeline.marks
    starts = marks["event_id"].map(timeline.events["starts"])
    bars = counted(timeline, sheet)
    place = ((starts - bars["week"].iloc[0]) // (sheet.step * 7 * DAY)).rename("place")
    counts = marks.groupby([marks["lane"], place]).size()
    lanes, places = (counts.index.get_level_values(one).to_numpy() for one in ("lane", "place"))
    share = np.ceil(len(SEQUENCE) * counts.to_numpy() / counts.max()).astype(int) - 1
    weeks = bars["week"].iloc[places]
    ends = [min(week + sheet.step * 7 * DAY, timeline.last + DAY) for week in weeks]
    middle = [
        max(week, timeline.first) + (end - max(week, timeline.first)) / 2 for week, end in zip(weeks, ends, strict=True)
    ]
    return theme.scatter(
        x=middle,
        y=[(sheet.edges[lane] + sheet.edges[lane + 1]) / 2 for lane in lanes],
        mode="markers+text",
        marker={"symbol": "square", "size": 26, "color": [SEQUENCE[one] for one in share], "opacity": 1},
        text=[f"{count:,}" for count in counts],
        textfont={"size": theme.TEXT, "color": [LIGHT.text if one < 3 else LIGHT.ground for one in share]},
        customdata=[
            ["week", timeline.lanes[lane], f"{week:%Y-%m-%d}"] for lane, week in zip(lanes, weeks, strict=True)
        ],
        hovertext=[
            f"<b>{escaped(timeline.lanes[lane])}</b><br>{plural(int(count), 'event')} from {in_words(week)} on"
            for lane, week, count in zip(lanes, weeks, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        name="events counted",
    )


def note(timeline: Timeline, sheet: Sheet, ink: Ink) -> list[dict[str, Any]]:
    """Say below the axis why events are counted, where they are."""
    if len(sheet.marks):
        return []
    text = f"{plural(len(timeline.events), 'event')} are too many for single marks: squares count them. "
    text += "Narrow the days, countries or issues to see each."
    lines = textwrap.wrap(text, int(sheet.across / CHARACTER))
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 0, "yanchor": "top", "align": "left"}
    words = {"text": "<br>".join(lines), "font": {"size": theme.TEXT, "color": ink.quiet}, "showarrow": False}
    return [place | words | {"yshift": -AXIS - NOTE}]
