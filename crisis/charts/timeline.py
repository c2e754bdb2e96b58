"""The timeline as a figure: lanes of marks whose shape is the state, and what was coded per week below them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from math import ceil
from typing import Any

import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts import timeline_frame as frame
from crisis.charts import timeline_weeks as weeks
from crisis.charts.theme import LIGHT, THEME_FILL, Ink, Trace, escaped
from crisis.charts.timeline_hover import hover, plural, state_words
from crisis.charts.timeline_labels import CHARACTER
from crisis.charts.timeline_layout import RIGHT, Sheet, laid_out
from crisis.charts.timeline_marks import Mark
from crisis.measures.timeline import Timeline
from crisis.measures.timeline_events import HAPPENED, Event
from crisis.model.dates import in_words
from crisis.model.vocabulary import THEMES, UNCONFIRMED

SHAPES = {
    "occurred": ("circle", True),
    "ongoing": ("triangle-right", True),
    "scheduled": ("circle", False),
    UNCONFIRMED: ("circle", False),
    "cancelled": ("x", True),
}
"""Symbol of each state and whether it is filled; what was never confirmed has a dashed tail besides."""

BARS = {
    "from first to last day": ("solid", 7, 0.5),
    "as vague as its date": ("2px,2px", 9, 0.7),
    "planned to last": ("6px,4px", 3, 0.9),
    "open start or end": ("3px,2px", 2, 1.0),
}
"""Words, dash, width and opacity of the bars."""

_KEY_ROW = 24


def timeline_figure(
    timeline: Timeline, *, ink: Ink = LIGHT, width: int = 1000, fixed: bool = False, empty: str = ""
) -> go.Figure:
    """Draw the timeline.

    Parameters
    ----------
    timeline
        What to draw.
    ink
        Colours of text and lines.
    width, fixed
        Pixels that marks and labels are laid out for; whether the figure insists on them or is as wide as the page.
    empty
        Sentence shown where there is no event.

    Returns
    -------
    Figure
        Every mark carries ``customdata`` ``["event", event_id]``. Where there are more than `MOST_MARKS` of
        `crisis.charts.timeline_layout`, squares count them per lane and week, with ``["week", lane label, first day]``.
    """
    if not timeline.events:
        return theme.sentence(empty, ink)
    sheet = laid_out(timeline, width)
    counted = weeks.counted(timeline, sheet)
    bars = [*_bars(sheet)]
    body = (
        [*bars, _leaders(sheet, ink), *_marks(sheet, ink)] if sheet.marks else [weeks.squares(timeline, sheet, counted)]
    )
    key = _key(timeline, sheet, {one["name"] for one in bars}, ink)
    traces = [*weeks.strip(timeline, sheet, counted, ink), *body, *key]
    high = sheet.edges[-1] + frame.GAP + frame.STRIP
    named = [len(one["name"]) for one in traces if one["showlegend"]]
    rows = ceil(len(named) / max(1, int(sheet.across / (46 + CHARACTER * max(named)))))
    rows += 0 if sheet.marks else 2
    margin = {"l": sheet.margin, "r": RIGHT, "t": frame.TOP, "b": frame.AXIS + _KEY_ROW * rows + 8}
    height = int(high) + margin["t"] + margin["b"]
    plain: dict[str, Any] = dict.fromkeys(("showgrid", "showline", "zeroline"), False)
    plain |= {"ticklabelstandoff": 6, "fixedrange": True, "tickfont": {"size": theme.TEXT, "color": ink.text}}
    lanes, peak = sheet.edges[-1], max(1, *(one.rows for one in counted))
    settings = {
        "uirevision": f"{timeline.by} {timeline.first} {timeline.last}",
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": -frame.AXIS / high, "yanchor": "top", "traceorder": "normal"}
        | {"itemclick": False, "itemdoubleclick": False, "font": {"size": theme.TEXT, "color": ink.text}},
        "barmode": "stack",
        "shapes": frame.rules(timeline, sheet, ink, high),
        "annotations": [*frame.flags(timeline, sheet, ink), *_texts(sheet, ink), *weeks.note(timeline, sheet, ink)],
        "xaxis": frame.ticks(timeline, sheet)
        | {"anchor": "y2", "range": [sheet.moment(0), sheet.moment(sheet.across)]},
        "yaxis": {"range": [lanes, 0], "domain": [1 - lanes / high, 1]} | _lane_names(sheet, ink) | plain,
        "yaxis2": {"range": [0, 1.5 * peak], "domain": [0, frame.STRIP / high], "tickvals": [0.6 * peak]}
        | {"ticktext": [f"Coded per<br>{'week' if sheet.step == 1 else f'{sheet.step} weeks'}"]}
        | plain,
    }
    base = theme.layout(ink, height=height, width=width if fixed else None, margin=margin)
    return theme.drawn(traces, theme.combined(base, settings))


def alt_text(timeline: Timeline) -> str:
    """Say what the timeline shows, for screen readers."""
    if not timeline.events:
        return "Timeline without an event."
    states = Counter(event.state for event in timeline.events)
    by_state = ", ".join(f"{states[code]:,} {state_words(code)}" for code in SHAPES if code in states)
    lanes = Counter(mark.lane for mark in timeline.marks)
    busiest = max(sorted(lanes), key=lambda lane: lanes[lane])
    return (
        f"Timeline of {plural(len(timeline.events), 'event')} {_span(timeline)}, as of {in_words(timeline.day)}: "
        f"{by_state}. The busiest of {plural(len(timeline.lanes), 'lane')} is {timeline.lanes[busiest]} "
        f"with {lanes[busiest]:,}."
    )


def scope_sentence(timeline: Timeline) -> str:
    """Say how many events are drawn, from when to when, and how many the first day keeps out."""
    count = len(timeline.events)
    shown = f"{plural(count, 'event')} {_span(timeline)}" if count else f"No event from {in_words(timeline.first)} on"
    lanes = f", in {plural(len(timeline.lanes), 'lane')}" if count else ""
    verb = "one is" if timeline.earlier == 1 else "ones are"
    behind = f"; {timeline.earlier:,} earlier {verb} behind the lead-up switch" if timeline.earlier else ""
    return f"{shown}{lanes}{behind}."


def _span(timeline: Timeline) -> str:
    first, last = timeline.first, max([timeline.day, *(event.extent.ends for event in timeline.events)])
    if first >= last:
        return f"on {in_words(first)}"
    month = "" if (first.year, first.month) == (last.year, last.month) else f" {first:%B}"
    start = f"{first.day}{month}" if first.year == last.year else in_words(first)
    return f"from {start} to {in_words(last)}"


def _lane_names(sheet: Sheet, ink: Ink) -> dict[str, Any]:
    """Ticks of the lanes: the name of each in its middle, the number of its marks behind it in quiet ink."""
    names = []
    for lines in sheet.names:
        head, _, count = lines[-1].rpartition(" ")
        whole = [
            *(escaped(line) for line in lines[:-1]),
            f'{escaped(head)} <span style="color:{ink.quiet}">{count}</span>',
        ]
        names.append("<br>".join(whole))
    centres = [(top + bottom) / 2 for top, bottom in zip(sheet.edges[:-1], sheet.edges[1:], strict=True)]
    return {"tickvals": centres, "ticktext": names}


def _bars(sheet: Sheet) -> Iterator[Trace]:
    """Lines under the marks: one trace a theme and kind of bar."""
    for name, pieces in _pieces(sheet):
        dash, width, opacity = BARS[name]
        for code in dict.fromkeys(mark.event.theme for mark, _, _ in pieces):
            marks, left, right = zip(*(piece for piece in pieces if piece[0].event.theme == code), strict=True)
            places = [mark.y for mark in marks]
            yield theme.scatter(
                x=_broken(sheet.moments(left), sheet.moments(right)),
                y=_broken(places, places),
                mode="lines",
                line={"color": THEME_FILL[code], "dash": dash, "width": width},
                opacity=opacity,
                hoverinfo="skip",
                showlegend=False,
                name=name,
            )


def _pieces(sheet: Sheet) -> Iterator[tuple[str, list[tuple[Mark, float, float]]]]:
    """Kinds of bars, of each the marks it lies under and its ends in pixels."""
    lasts, vague, planned, unknown = BARS
    long: dict[str, list[tuple[Mark, float, float]]] = {lasts: [], vague: [], planned: []}
    for mark in sheet.marks:
        drawn = mark.event.extent
        if drawn.ends > drawn.starts:
            surely = lasts if mark.event.state in HAPPENED else planned
            kind = vague if drawn.vague and not drawn.span else surely
            long[kind].append((mark, sheet.px(drawn.starts), sheet.px(drawn.ends, 1)))
    yield from long.items()
    yield unknown, [(mark, mark.x + mark.size / 2, mark.right) for mark in sheet.marks if mark.event.extent.tail]
    yield unknown, [(mark, mark.left, mark.x - mark.size / 2) for mark in sheet.marks if mark.event.extent.open_start]


def _broken(one: Iterable[Any], other: Iterable[Any]) -> list[Any]:
    """Pairs of ends, a gap after each."""
    return [place for pair in zip(one, other, strict=True) for place in (*pair, None)]


def _leaders(sheet: Sheet, ink: Ink) -> Trace:
    lines = [one.leader for one in sheet.labels if one.leader]
    middles = sheet.moments((left + right) / 2 for left, right, _, _ in lines)
    return theme.scatter(
        x=_broken(middles, middles),
        y=_broken([top for _, _, top, _ in lines], [bottom for _, _, _, bottom in lines]),
        mode="lines",
        line={"color": ink.line, "width": 1},
        hoverinfo="skip",
        showlegend=False,
        name="leaders",
    )


def _marks(sheet: Sheet, ink: Ink) -> Iterator[Trace]:
    """One trace a state, and arrow heads where what is under way has no end yet."""
    under_way = [mark for mark in sheet.marks if _under_way(mark.event)]
    yield theme.scatter(
        x=sheet.moments(mark.right - 5 for mark in under_way),
        y=[mark.y for mark in under_way],
        mode="markers",
        marker={
            "symbol": "arrow-right",
            "size": 12,
            "color": [THEME_FILL[mark.event.theme] for mark in under_way],
            "opacity": 1,
        },
        hoverinfo="skip",
        showlegend=False,
        name="no end yet",
    )
    for state, (symbol, filled) in SHAPES.items():
        marks = [mark for mark in sheet.marks if mark.event.state == state]
        if not marks:
            continue
        fill = [THEME_FILL[mark.event.theme] for mark in marks]
        yield theme.scatter(
            x=sheet.moments(mark.x for mark in marks),
            y=[mark.y for mark in marks],
            mode="markers",
            marker={
                "symbol": symbol,
                "size": [mark.size for mark in marks],
                "color": fill if filled else [ink.ground] * len(fill),
                "line": {"color": fill, "width": 0 if filled else 2.5},
                "opacity": 1,
            },
            unselected={"marker": {"opacity": 0.45}},
            customdata=[["event", mark.event.event_id] for mark in marks],
            hovertext=[hover(mark.event) for mark in marks],
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            name=state_words(state),
        )


def _under_way(event: Event) -> bool:
    drawn = event.extent
    return drawn.open_end and not drawn.tail and drawn.ends > drawn.starts


def _texts(sheet: Sheet, ink: Ink) -> list[dict[str, Any]]:
    """Labels of key events, on ground that hides the grid behind them."""
    ends = {
        "left": lambda box: box[0] + 2,
        "center": lambda box: (box[0] + box[1]) / 2,
        "right": lambda box: box[1] - 2,
    }
    moments = sheet.moments(ends[one.side](one.box) for one in sheet.labels)
    return [
        {"x": at, "xanchor": one.side, "align": one.side, "yanchor": "middle"}
        | {"y": (one.box[2] + one.box[3]) / 2, "text": "<br>".join(map(escaped, one.lines)), "showarrow": False}
        | {"font": {"size": theme.TEXT, "color": ink.text}, "bgcolor": ink.ground, "borderpad": 0, "name": one.event_id}
        for one, at in zip(sheet.labels, moments, strict=True)
    ]


def _key(timeline: Timeline, sheet: Sheet, drawn: Collection[str], ink: Ink) -> Iterator[Trace]:
    """Traces without points that say what shapes, bars and, outside lanes of a theme, colours mean."""
    base: dict[str, Any] = {"x": [None], "y": [None], "hoverinfo": "skip", "showlegend": True}
    if not sheet.marks:
        return
    states, themes = {event.state for event in timeline.events}, {event.theme for event in timeline.events}
    for state, (symbol, filled) in SHAPES.items():
        if state in states:
            marker: dict[str, Any] = {"symbol": symbol, "size": 13, "color": ink.quiet if filled else ink.ground}
            marker["line"] = {"color": ink.quiet, "width": 0 if filled else 2.5}
            dash = {"color": ink.quiet, "dash": "3px,2px", "width": 2}
            mode = "markers+lines" if state == UNCONFIRMED else "markers"
            yield theme.scatter(**base, mode=mode, marker=marker, line=dash, name=state_words(state))
    for name, (dashes, width, opacity) in BARS.items():
        if name in drawn:
            line = {"color": ink.quiet, "dash": dashes, "width": width}
            yield theme.scatter(**base, mode="lines", line=line, opacity=opacity, name=name)
    if timeline.by != "theme":
        for term in THEMES.terms:
            if term.code in themes:
                marker = {"symbol": "circle", "size": 13, "color": THEME_FILL[term.code]}
                yield theme.scatter(**base, mode="markers", marker=marker, name=term.label)
