"""Shifts as figures: the stance before and after, and the steps of one row on one issue."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import labelled_rows, theme
from crisis.charts.labelled_rows import DOT, STEP, Words, height_of
from crisis.charts.theme import LIGHT, STANCE_EDGE, STANCE_FILL, Ink, Trace, counted, escaped, short, signed
from crisis.measures.rows import Row, records
from crisis.measures.shifts import SHIFTS
from crisis.model.dates import in_brief
from crisis.model.vocabulary import STANCES

MOST = 30
"""Pairs drawn; further ones are counted."""

LEAST_TAIL = 21
"""Days after the last statement that a step curve shows at least, where the day of the lens lies that far off."""

Names = Mapping[str, str]


def pairs(found: pd.DataFrame) -> list[Row]:
    """Shifts by their two statements, in their order.

    Parameters
    ----------
    found
        `crisis.measures.shifts.shifts`.

    Returns
    -------
    list
        One a pair: its first shift, and as ``kinds`` what the pair is, in words, joined by commas.
    """
    first: dict[tuple[str, str], Row] = {}
    kinds: dict[tuple[str, str], list[str]] = {}
    for one in records(found):
        pair = one["from_position_id"], one["to_position_id"]
        first.setdefault(pair, one)
        kinds.setdefault(pair, []).append(SHIFTS.label(one["shift"]))
    return [{**one, "kinds": ", ".join(kinds[pair])} for pair, one in first.items()]


def _count(found: pd.DataFrame) -> int:
    """How many pairs of statements there are."""
    return len({*zip(found["from_position_id"], found["to_position_id"], strict=True)})


def shifts_figure(found: pd.DataFrame, rows: Names, issues: Names, *, ink: Ink = LIGHT, empty: str = "") -> go.Figure:
    """Draw each change from the stance before to the stance after.

    Parameters
    ----------
    found
        `crisis.measures.shifts.shifts`; the first `MOST` pairs of statements are drawn.
    rows, issues
        Printed names.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nobody moved.

    Returns
    -------
    Figure
        Two marks a pair, an arrow between them; ``customdata`` is ``["position", from, to]``.
    """
    if found.empty:
        return theme.sentence(empty, ink)
    drawn = pairs(found)[:MOST]
    left: list[Words] = [(rows[one["actor_id"]], issues[one["issue_id"]]) for one in drawn]
    right: list[Words] = [(span(one["from_day"], one["to_day"]), one["kinds"]) for one in drawn]
    base = labelled_rows.layout(left, right, labelled_rows.stance_axis(ink), ink)
    ends = [
        (
            stance,
            height_of(place),
            ["position", one["from_position_id"], one["to_position_id"]],
            _hover(one, rows, issues),
        )
        for place, one in enumerate(drawn)
        for stance in (int(one["from_stance"]), int(one["to_stance"]))
    ]
    stances, places, opens, hover = (list(column) for column in zip(*ends, strict=True))
    marks, *texts = labelled_rows.dots(stances, places, opens, hover, [signed(stance) for stance in stances])
    arrows = [_arrow(one, height_of(place), ink) for place, one in enumerate(drawn)]
    return theme.drawn(
        theme.calm([marks, *texts], ink), theme.combined(base, {"annotations": [*arrows, *base["annotations"]]})
    )


def span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Two days in brief: ``14 → 26 Feb 2022``, ``27 Jan → 22 Feb 2022``, ``on 22 Feb 2022``."""
    if first == last:
        return f"on {in_brief(last)}"
    if first.year != last.year:
        return f"{in_brief(first)} → {in_brief(last)}"
    return f"{first.day}{'' if first.month == last.month else f' {first:%b}'} → {in_brief(last)}"


def shifts_alt(found: pd.DataFrame) -> str:
    """Before and after in a sentence, for screen readers."""
    if found.empty:
        return "Shifts: nobody moved under this lens."
    kinds = Counter(map(SHIFTS.label, found["shift"]))
    told = ", ".join(f"{kind} {number}" for kind, number in kinds.items())
    count = counted(_count(found), "pair")
    return f"Stances before and after: {count} of statements ({told}), largest change first."


def more(found: pd.DataFrame) -> str:
    """How many pairs are not drawn; nothing where all are."""
    rest = _count(found) - MOST
    return f"The {MOST} largest changes are drawn; {rest} more stand in the list." if rest > 0 else ""


def curve_figure(
    curve: pd.DataFrame, day: pd.Timestamp, names: Names, *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw the steps of a stance: it holds until the next coded statement.

    Parameters
    ----------
    curve
        `crisis.measures.shifts.curve`.
    day
        Day of the lens: the last step runs to it, or out of the picture toward it.
    names
        Printed names of who spoke.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nothing is coded.

    Returns
    -------
    Figure
        One mark a day and stance; ``customdata`` is ``["position", ...]`` with every statement of it.
    """
    if curve.empty:
        return theme.sentence(empty, ink)
    marks: dict[tuple[pd.Timestamp, int], list[Any]] = {}
    for one, stance, *said in zip(*(curve[name] for name in ("day", "stance", "actor_id", "position_id")), strict=True):
        marks.setdefault((one, int(stance)), []).append(said)
    days = [_day(one) for one, _ in marks]
    stances = [stance for _, stance in marks]
    points = theme.scatter(
        x=days,
        y=stances,
        mode="markers",
        marker={
            "size": DOT,
            "color": [STANCE_FILL[stance] for stance in stances],
            "line": {"width": 1, "color": STANCE_EDGE},
            "opacity": 1,
        },
        customdata=[["position", *(position_id for _, position_id in said)] for said in marks.values()],
        hovertext=[_who(*mark, (actor_id for actor_id, _ in said), names) for mark, said in marks.items()],
        hoverinfo="text",
        name="statements",
    )
    texts = labelled_rows.numbers(days, stances, stances, [signed(stance) for stance in stances])
    first, last = curve["day"].iloc[0], _until(curve, day)
    air = max((last - first) / 30, pd.Timedelta(days=2))
    settings = {
        "xaxis": {"type": "date", "range": [_day(first - air), _day(last + air)], "fixedrange": True},
        "yaxis": {
            "range": [-2.6, 2.6],
            "tickvals": [*STANCE_FILL],
            "ticktext": [f"{STANCES.label(str(stance))} {signed(stance)} " for stance in STANCE_FILL],
            "zeroline": True,
            "zerolinecolor": ink.line,
            "fixedrange": True,
        },
    }
    base = theme.layout(ink, height=320, margin={"l": 172, "r": 24, "t": 16, "b": 40})
    return theme.drawn(theme.calm([*_steps(curve, day, ink), points, texts], ink), theme.combined(base, settings))


def curve_alt(curve: pd.DataFrame, who: str, issue: str) -> str:
    """The steps in a sentence, for screen readers."""
    if curve.empty:
        return f"No stance of {who} on {issue} is coded."
    told = ", ".join(
        f"{signed(stance)} on {in_brief(day)}" for day, stance in zip(curve["day"], curve["stance"], strict=True)
    )
    return f"Stance of {who} on {issue}, step by step: {told}."


def _steps(curve: pd.DataFrame, day: pd.Timestamp, ink: Ink) -> list[Trace]:
    """The line through the statements, and dotted on to the day, which may lie outside the picture."""
    line: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip"}
    days = [_day(one) for one in curve["day"]]
    stance = int(curve["stance"].iloc[-1])
    return [
        theme.scatter(
            x=days, y=[*curve["stance"]], line={"color": ink.line, "width": 2, "shape": "hv"}, name="steps", **line
        ),
        theme.scatter(
            x=[days[-1], _day(day)],
            y=[stance, stance],
            line={"color": ink.line, "width": 2, "dash": "2px,4px"},
            name="not restated since",
            **line,
        ),
    ]


def _until(curve: pd.DataFrame, day: pd.Timestamp) -> pd.Timestamp:
    """Where the picture ends: on the day, or so soon after the last statement that the steps keep their room."""
    first, last = curve["day"].iloc[0], curve["day"].iloc[-1]
    soon: pd.Timestamp = last + max((last - first) / 2, pd.Timedelta(days=LEAST_TAIL))
    until: pd.Timestamp = max(last, min(day, soon))
    return until


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def _who(day: pd.Timestamp, stance: int, actors: Iterable[str], names: Names) -> str:
    who = ", ".join(dict.fromkeys(short(names[one], 40) for one in actors))
    said = f"<b>{signed(stance)}</b> {STANCES.label(str(stance))}, {in_brief(day)}"
    return f"{said}<br>{escaped(short(who, 80))}<br>Click to open"


def _hover(one: Row, rows: Names, issues: Names) -> str:
    return (
        f"{escaped(short(rows[one['actor_id']]))} · {escaped(short(issues[one['issue_id']]))}<br>"
        f"from {signed(one['from_stance'])} on {in_brief(one['from_day'])} to {signed(one['to_stance'])} on "
        f"{in_brief(one['to_day'])}: {one['kinds']}<br>Click to open both statements"
    )


def _arrow(one: Row, height: float, ink: Ink) -> dict[str, Any]:
    """From the mark before to the mark after; of one day nobody knows which that is, so the line has no head."""
    return {
        "x": float(STEP * one["to_stance"]),
        "y": height,
        "ax": float(STEP * one["from_stance"]),
        "ay": height,
        "xref": "x",
        "yref": "y",
        "axref": "x",
        "ayref": "y",
        "text": "",
        "showarrow": True,
        "arrowhead": 2 if one["from_day"] < one["to_day"] else 0,
        "arrowsize": 1,
        "arrowwidth": 2,
        "arrowcolor": ink.line,
        "standoff": DOT / 2 + 2,
        "startstandoff": DOT / 2,
    }
