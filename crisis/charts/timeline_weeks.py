"""What the timeline counts: the strip of weeks below the lanes, and squares where marks would be too many."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from crisis.charts import theme
from crisis.charts.theme import LIGHT, SEQUENCE, Ink, Trace, escaped
from crisis.charts.timeline_frame import AXIS
from crisis.charts.timeline_hover import plural
from crisis.charts.timeline_labels import CHARACTER
from crisis.charts.timeline_layout import Sheet
from crisis.measures.timeline import DAY, Timeline, Week
from crisis.model.dates import in_words

NOTE = 28
"""Pixels from the words of the axis to the note: a row of the key."""


_BAR = 0.94 * DAY / timedelta(milliseconds=1)
"""Milliseconds a bar is wide for each of its days, a little less than a day."""


def counted(timeline: Timeline, sheet: Sheet) -> list[Week]:
    """`Timeline.weeks`, as many together as the width asks for."""
    if sheet.step == 1:
        return [*timeline.weeks]
    groups = [timeline.weeks[place : place + sheet.step] for place in range(0, len(timeline.weeks), sheet.step)]
    return [
        Week(group[0].week, sum(one.statements for one in group), sum(one.events for one in group)) for group in groups
    ]


def strip(timeline: Timeline, sheet: Sheet, bars: Sequence[Week], ink: Ink) -> Iterator[Trace]:
    """Bars of what was coded per week, on the second y axis, their sum printed above them."""
    ends = [_ends(timeline, sheet, bar.week) for bar in bars]
    middles = sheet.moments([(left + right) / 2 for left, right in ends])
    widths = [float(round((right - left) / sheet.per_day * _BAR)) for left, right in ends]
    period = "Week" if sheet.step == 1 else f"{sheet.step} weeks"
    hover = [
        f"{period} from {in_words(bar.week)}<br>{bar.statements:,} statements and {bar.events:,} events coded"
        for bar in bars
    ]
    heights = {"statements": [bar.statements for bar in bars], "events": [bar.events for bar in bars]}
    for name, fill in (("statements", ink.line), ("events", ink.quiet)):
        yield theme.Trace(
            type="bar",
            x=middles,
            y=heights[name],
            width=widths,
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
        y=[bar.rows for bar in bars],
        yaxis="y2",
        mode="text",
        text=[f"{bar.rows:,}" if bar.rows else "" for bar in bars],
        textposition="top center",
        textfont={"size": theme.TEXT, "color": ink.text},
        hoverinfo="skip",
        showlegend=False,
        name="rows coded",
    )


def squares(timeline: Timeline, sheet: Sheet, bars: Sequence[Week]) -> Trace:
    """Count events per lane and week, where there are too many for marks."""
    monday = bars[0].week
    found = Counter(
        (mark.lane, (mark.event.extent.starts - monday).days // (7 * sheet.step)) for mark in timeline.marks
    )
    cells = sorted(found)
    lanes, weeks, counts = (
        [lane for lane, _ in cells],
        [bars[place].week for _, place in cells],
        [found[one] for one in cells],
    )
    share = [ceil(len(SEQUENCE) * count / max(counts)) - 1 for count in counts]
    return theme.scatter(
        x=sheet.moments([sum(_ends(timeline, sheet, week)) / 2 for week in weeks]),
        y=[(sheet.edges[lane] + sheet.edges[lane + 1]) / 2 for lane in lanes],
        mode="markers+text",
        marker={"symbol": "square", "size": 26, "color": [SEQUENCE[one] for one in share], "opacity": 1},
        text=[f"{count:,}" for count in counts],
        textfont={"size": theme.TEXT, "color": [LIGHT.text if one < 3 else LIGHT.ground for one in share]},
        customdata=[
            ["week", timeline.lanes[lane], f"{week:%Y-%m-%d}"] for lane, week in zip(lanes, weeks, strict=True)
        ],
        hovertext=[
            f"<b>{escaped(timeline.lanes[lane])}</b><br>{plural(count, 'event')} from {in_words(week)} on"
            for lane, week, count in zip(lanes, weeks, counts, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
        name="events counted",
    )


def _ends(timeline: Timeline, sheet: Sheet, week: datetime) -> tuple[float, float]:
    """Pixels of the ends of what is counted from a Monday on, as far as it is drawn."""
    right = min(sheet.px(week, 7 * sheet.step), sheet.px(timeline.last, 1))
    return sheet.px(max(week, timeline.first)), right


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
