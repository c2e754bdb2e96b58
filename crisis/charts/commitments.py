"""Promises and threats as a figure: from the day said to the day carried out, open ends open."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import labelled_rows, theme
from crisis.charts.labelled_rows import Words, height_of
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short
from crisis.measures.commitments import MET
from crisis.measures.rows import Row, records
from crisis.model.dates import in_brief
from crisis.model.vocabulary import ACTS, CONDITIONS

MOST = 40
"""Promises and threats drawn; further ones are counted."""

WIDTH = 560
"""Width of the days in pixels."""

FILL = {"commitment": theme.FRIENDLY, "threat": theme.HOSTILE}
SYMBOL = {"commitment": "circle", "threat": "diamond"}
"""Promises and threats differ in shape too."""

Names = Mapping[str, str]


def commitments_figure(
    found: pd.DataFrame, day: pd.Timestamp, names: Names, issues: Names, *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw each promise and threat as long as it took, or has been open.

    Parameters
    ----------
    found
        `crisis.measures.commitments.commitments`; the first `MOST` are drawn.
    day
        Day open ones run to.
    names, issues
        Printed names.
    ink
        Colours of text and lines.
    empty
        Sentence shown where there is none.

    Returns
    -------
    Figure
        A mark on the day it was said with ``customdata`` ``["position", id]``; a square on the day it was carried out
        with ``["event", id]``; an open one is dotted and ends in an arrow head.
    """
    if found.empty:
        return theme.sentence(empty, ink)
    drawn = records(found.head(MOST))
    left: list[Words] = [(names[row["actor_id"]], issues[row["issue_id"]]) for row in drawn]
    right: list[Words] = [(fate(row, day), _condition(row)) for row in drawn]
    base = labelled_rows.layout(left, right, _days(drawn, day), ink)
    traces = [*_bars(drawn, day), *_ends(drawn, day, issues, ink), _said(drawn, names, issues)]
    return theme.drawn(theme.calm(traces, ink), base)


def fate(row: Row, day: pd.Timestamp) -> str:
    """What came of it, in words: ``open for 219 days``, ``carried out after 16 days``."""
    if not row["event_id"]:
        return f"open for {counted((day - row['last_day']).days, 'day')}"
    delay = int(row["delay"])
    return f"carried out after {counted(delay, 'day')}" if delay >= 0 else "carried out from before"


def commitments_alt(found: pd.DataFrame) -> str:
    """Promises and threats in a sentence, for screen readers."""
    if found.empty:
        return "No promise or threat is coded."
    done = int((found["event_id"] != "").sum())
    return (
        f"{counted(len(found), 'promise or threat', 'promises and threats')}: {len(found) - done} open, {done} carried "
        "out, each from the day it was said. The table below holds conditions and delays."
    )


def more(found: pd.DataFrame) -> str:
    """How many are not drawn; nothing where all are."""
    rest = len(found) - MOST
    return f"The first {MOST} are drawn; {rest} more stand in the list." if rest > 0 else ""


def _days(drawn: Sequence[Row], day: pd.Timestamp) -> dict[str, Any]:
    days = [row["last_day"] for row in drawn] + [row["done_on"] for row in drawn if row["event_id"]]
    first, last = min(days), max(*days, day)
    air = max((last - first) / 24, pd.Timedelta(days=2))
    return {
        "width": WIDTH,
        "above": 36,
        "heads": [],
        "type": "date",
        "range": [_iso(first - air), _iso(last + air)],
        "nticks": 6,
        "showgrid": True,
    }


def _bars(drawn: Sequence[Row], day: pd.Timestamp) -> list[Trace]:
    return [
        theme.scatter(
            x=[_iso(row["last_day"]), _iso(row["done_on"] if row["event_id"] else day)],
            y=[height_of(place)] * 2,
            mode="lines",
            line={"color": FILL[row["act"]], "width": 3, "dash": "solid" if row["event_id"] else "2px,5px"},
            hoverinfo="skip",
            name="carried out" if row["event_id"] else "open",
        )
        for place, row in enumerate(drawn)
    ]


def _ends(drawn: Sequence[Row], day: pd.Timestamp, issues: Names, ink: Ink) -> list[Trace]:
    """Squares where it was carried out, arrow heads where it is open."""
    done = [(place, row) for place, row in enumerate(drawn) if row["event_id"]]
    still = [(place, row) for place, row in enumerate(drawn) if not row["event_id"]]
    carried = theme.scatter(
        x=[_iso(row["done_on"]) for _, row in done],
        y=[height_of(place) for place, _ in done],
        mode="markers",
        marker={
            "symbol": "square",
            "size": 14,
            "color": [FILL[row["act"]] for _, row in done],
            "line": {"width": 1, "color": ink.text},
            "opacity": 1,
        },
        customdata=[["event", row["event_id"]] for _, row in done],
        hovertext=[
            f"{escaped(short(row['title']))}<br>{in_brief(row['done_on'])}, {fate(row, day)}<br>"
            f"{escaped(short(issues[row['issue_id']]))}<br>Click to open the event"
            for _, row in done
        ],
        hoverinfo="text",
        name="carried out on",
    )
    heads = theme.scatter(
        x=[_iso(day)] * len(still),
        y=[height_of(place) for place, _ in still],
        mode="markers",
        marker={"symbol": "arrow-right", "size": 12, "color": [FILL[row["act"]] for _, row in still], "opacity": 1},
        hoverinfo="skip",
        name="still open",
    )
    return [carried, heads]


def _said(drawn: Sequence[Row], names: Names, issues: Names) -> Trace:
    return theme.scatter(
        x=[_iso(row["last_day"]) for row in drawn],
        y=[height_of(place) for place in range(len(drawn))],
        mode="markers",
        marker={
            "symbol": [SYMBOL[row["act"]] for row in drawn],
            "size": 15,
            "color": [FILL[row["act"]] for row in drawn],
            "opacity": 1,
        },
        customdata=[["position", row["position_id"]] for row in drawn],
        hovertext=[
            f"{escaped(short(names[row['actor_id']]))} · {escaped(short(issues[row['issue_id']]))}<br>"
            f"{ACTS.label(row['act'])}, {in_brief(row['last_day'])}, {_condition(row)}<br>Click to open it"
            for row in drawn
        ],
        hoverinfo="text",
        name="said on",
    )


def _condition(row: Row) -> str:
    """Act and condition: ``threat, if attacked (met: not coded)``."""
    act = "promise" if row["act"] == "commitment" else ACTS.label(row["act"])
    if row["condition"] == "none":
        return f"{act}, {CONDITIONS.label('none')}"
    met = "met: not coded" if row["met"] == "not_coded" else MET.label(row["met"])
    return f"{act}, {CONDITIONS.label(row['condition'])} ({met})"


def _iso(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
