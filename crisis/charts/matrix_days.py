"""What a browser draws of the stance matrix while a hand moves through the days: places, names, states as JSON."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from crisis.charts import theme
from crisis.charts.matrix_drawing import Column, Drawing, Row
from crisis.charts.matrix_heads import EDGE, GRID, name_lines, planned, theme_lines
from crisis.charts.theme import Ink, short
from crisis.measures.stance_days import EMPTY, SPOKE, StanceDays
from crisis.model.case import Case

Plain = dict[str, Any]


def states(days: StanceDays, stops: np.ndarray) -> Plain:
    """States of every cell, by the stops of the hand.

    Returns
    -------
    dict
        ``rows`` and ``columns``: how many; ``cells``: for each place in rows, place in columns, then stop and state of
        every change; ``spoke`` and ``empty``: the states that are no stance.
    """
    cell = days.row * max(len(days.columns), 1) + days.column
    found: dict[int, list[int]] = {}
    at = np.minimum(np.searchsorted(stops, days.day), len(stops))
    rows = zip(cell.tolist(), days.row.tolist(), days.column.tolist(), at.tolist(), days.state.tolist(), strict=True)
    for one, row, column, stop, state in rows:
        changes = found.setdefault(one, [row, column])
        if len(changes) > 2 and changes[-2] == stop:
            changes[-1] = state
        elif stop < len(stops):
            changes += [stop, state]
    return {
        "rows": len(days.rows),
        "columns": len(days.columns),
        "cells": [*found.values()],
        "spoke": SPOKE,
        "empty": EMPTY,
    }


def places(case: Case, days: StanceDays, shown: Drawing, ink: Ink) -> Plain:
    """Where rows, columns and heads stand: those of a drawing as it has them, then those that come up on other days.

    Parameters
    ----------
    case, days
        Names and themes; what comes up, and when.
    shown
        The drawing of the day the hand starts from.
    ink
        Colours of text and lines.

    Returns
    -------
    dict
        Pixels: ``width``, ``height``, ``top`` and ``left`` of the heads, ``grid``; ``rows`` and ``columns`` by their
        place in `days`: ``y`` or ``x``, ``words``, and whether each ``stays``, being of the drawing; ``themes``:
        ``x``, ``words`` and the places of the columns they stand ``over``; colours. Empty without a row.
    """
    here, issues = {one.key for one in shown.rows}, {one.issue_id for one in shown.columns}
    more = [key for key in _in_order(days.rows, days.row, days) if key not in here]
    rows = [*shown.rows, *(Row(key, _label(case, key), key, int("/" in key)) for key in more)]
    rows = [replace(one, label=short(one.label)) for one in rows]
    groups = [[*shown.columns], _more_columns(case, days, issues)]
    groups = [[replace(one, label=short(one.label), theme=short(one.theme)) for one in group] for group in groups]
    plans = [planned(rows, group) for group in groups if rows and group]
    if not plans:
        return {}
    left, top = EDGE + plans[0].left, max(plan.top for plan in plans)
    starts = np.cumsum([0.0, *(plan.right + GRID / 2 + 10 for plan in plans)])
    across: dict[str, float] = {}
    themes: list[Plain] = []
    for start, plan, group in zip(starts, plans, filter(None, groups), strict=False):
        across |= {issue: round(left + start + x, 1) for issue, x in plan.across.items()}
        themes += [_head(name, left + start + first, group, days.columns) for name, (first, _) in plan.ends.items()]
    labels = {one.key: one for one in rows}
    names = {one.issue_id: one.label for group in groups for one in group}
    return {
        "width": int(left + starts[-1] - GRID / 2 - 10 + EDGE),
        "height": int(top + GRID * max(1, len(here)) + EDGE),
        "top": top,
        "left": left - GRID / 2 - 6,
        "grid": GRID,
        "rows": [
            {"y": top + GRID / 2 - plans[0].down[key], "stays": key in here}
            | {"words": labels[key].label, "part": bool(labels[key].depth)}
            for key in days.rows
        ],
        "columns": [
            {"x": across[one], "stays": one in issues, "words": [*name_lines(names[one])]} for one in days.columns
        ],
        "themes": themes,
        "fill": {str(one): colour for one, colour in theme.STANCE_FILL.items()},
        "text": {str(one): colour for one, colour in theme.STANCE_TEXT.items()},
        "signed": {str(one): theme.signed(one) for one in theme.STANCE_FILL},
        "edge": theme.STANCE_EDGE,
        "ink": {"text": ink.text, "quiet": ink.quiet, "line": ink.line, "faint": ink.faint},
    }


def _label(case: Case, key: str) -> str:
    row, _, part = key.partition("/")
    return f"– {case.names[part]}, {case.names[row]}" if part else case.names[row]


def _in_order(ids: Sequence[str], places: np.ndarray, days: StanceDays) -> list[str]:
    """Rows or columns in the order they come up: who holds a stance first."""
    stand = np.abs(days.state) <= 2
    first = np.full(len(ids), np.iinfo("int64").max)
    np.minimum.at(first, places[stand], days.day[stand])
    return [ids[one] for one in np.argsort(first, kind="stable")]


def _more_columns(case: Case, days: StanceDays, there: Collection[str]) -> list[Column]:
    """Columns that come up on other days, under their themes."""
    more = [one for one in _in_order(days.columns, days.column, days) if one not in there]
    themes = {issue: name for name, issues in case.themes.items() for issue in issues}
    order = [*dict.fromkeys(themes[one] for one in more)]
    more.sort(key=lambda one: order.index(themes[one]))
    return [Column(one, case.issue_names[one], "", themes[one]) for one in more]


def _head(name: str, first: float, group: Sequence[Column], columns: Sequence[str]) -> Plain:
    """The head of a theme, and the places of the columns it stands over."""
    under = [columns.index(one.issue_id) for one in group if one.theme == name]
    return {"x": round(first - GRID / 2, 1), "words": theme_lines(name, len(under)), "over": under}
