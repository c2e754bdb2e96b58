"""Spread as a figure: how many members of a group stand at each level, and who leaves the majority."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from crisis.charts import labelled_rows, theme
from crisis.charts.labelled_rows import STEP, Words, height_of
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short
from crisis.measures.rows import Row, records
from crisis.model.values import MANY
from crisis.model.vocabulary import STANCES

MOST = 30
"""Issues drawn, the widest spread first."""

NAMED = 8
"""Members a hover names; further ones are counted."""

Names = Mapping[str, str]


def spread_figure(
    found: pd.DataFrame, levels: pd.DataFrame, names: Names, issues: Names, *, ink: Ink = LIGHT, empty: str = ""
) -> go.Figure:
    """Draw where the members of one group stand on each issue.

    Parameters
    ----------
    found
        Rows of `crisis.measures.spread.spread` of one group; the first `MOST` are drawn.
    levels
        `crisis.measures.spread.levels` of the group.
    names, issues
        Printed names of members and issues.
    ink
        Colours of text and lines.
    empty
        Sentence shown where nobody is coded.

    Returns
    -------
    Figure
        One mark a level that is held, the number of members in it, a bar from the lowest to the highest;
        ``customdata`` is ``["position", ...]`` with the latest statement of every member there.
    """
    if found.empty:
        return theme.sentence(empty, ink)
    drawn = records(found.head(MOST))
    place = {row["issue_id"]: height_of(n) for n, row in enumerate(drawn)}
    left: list[Words] = [(issues[row["issue_id"]], f"{row['coded']} of {row['members']} coded") for row in drawn]
    right: list[Words] = [_dissent(row, names) for row in drawn]
    base = labelled_rows.layout(left, right, labelled_rows.stance_axis(ink), ink)
    held = [row for row in records(levels) if row["issue_id"] in place]
    marks = labelled_rows.dots(
        [row["stance"] for row in held],
        [place[row["issue_id"]] for row in held],
        [["position", *row["position_ids"]] for row in held],
        [_hover(row["stance"], row["members"], issues[row["issue_id"]], names) for row in held],
        [str(len(row["members"])) for row in held],
    )
    bars = [_bar(row["lowest"], row["highest"], place[row["issue_id"]], ink) for row in drawn]
    return theme.drawn(theme.calm([*bars, *marks], ink), base)


def spread_alt(found: pd.DataFrame, group: str) -> str:
    """The spread of a group in a sentence, for screen readers."""
    if found.empty:
        return f"Spread inside {group}: no member is coded."
    wide = int((found["spread"] >= 2).sum())
    return (
        f"Spread inside {group}: {counted(len(found), 'issue')}, {wide} of them with members two levels or more apart. "
        "The table below names dissenters and who is not coded."
    )


def more(found: pd.DataFrame) -> str:
    """How many issues are not drawn; nothing where all are."""
    rest = len(found) - MOST
    return f"The {MOST} widest are drawn; {rest} more stand in the table." if rest > 0 else ""


def _dissent(row: Row, names: Names) -> Words:
    """Who leaves the majority; where both sides are held and nobody does, there is none."""
    who = ", ".join(names[one] for one in row["dissenters"].split(MANY) if one)
    if who:
        return who, "against the majority"
    return ("split evenly", "no majority") if row["lowest"] < 0 < row["highest"] else ("", "")


def _hover(stance: int, members: tuple[str, ...], issue: str, names: Names) -> str:
    who = ", ".join(short(names[one], 30) for one in members[:NAMED])
    rest = f" and {len(members) - NAMED} more" if len(members) > NAMED else ""
    said = f"{escaped(short(issue))}<br>{STANCES.label(str(stance))}: {len(members)}<br>"
    return f"{said}{escaped(who + rest)}<br>Click to open their latest statements"


def _bar(lowest: int, highest: int, height: float, ink: Ink) -> Trace:
    return theme.scatter(
        x=[float(STEP * lowest), float(STEP * highest)],
        y=[height, height],
        mode="lines",
        line={"color": ink.line, "width": 5},
        opacity=0.6,
        hoverinfo="skip",
        name="range",
    )
