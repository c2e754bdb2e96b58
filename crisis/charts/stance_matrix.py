"""The stance matrix as a figure: one square a cell, its signed value and day printed in it."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.matrix_drawing import Cell, Drawing
from crisis.charts.matrix_heads import EDGE, FOOT, GRID, heads, labels, planned, rules
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short, signed
from crisis.model.additions import MARK
from crisis.model.dates import in_words
from crisis.model.vocabulary import BASES

AGES = ((30, 42), (90, 38), (10**6, 34))
"""Side of a square by age: up to 30 days, up to 90, older. Colour is stance alone."""

MARKS = {
    "contradiction": ("diamond", (-1, 6), "has said both within 30 days"),
    "word_and_deed": ("triangle-up", (-1, 15), "word against deed"),
    "single_source": ("circle-open", (1, 5), "single source"),
}
"""Marks by column of the matrix: symbol, side (left or right) and pixels below the upper edge, words."""

LEGEND = (
    "−2 strongly opposes … +2 strongly supports the proposition. Below it day/month. Square: large up to 30 days old, "
    "medium up to 90, small older. ◆ has said both within 30 days, ▲ word against deed, ○ single source. Dot: not "
    "coded; ring: spoke, took no stand."
)


def stance_matrix_figure(drawing: Drawing, *, ink: Ink = LIGHT, empty: str = "") -> go.Figure:
    """Draw the matrix.

    Parameters
    ----------
    drawing
        What to draw.
    ink
        Colours of text and lines.
    empty
        Sentence shown where there is no cell.

    Returns
    -------
    Figure
        As wide as its columns, or as the page where it is empty. Every cell is a marker with ``customdata``
        ``["cell", key, issue_id]``, every row label one with ``["actor", actor_id]``.
    """
    if not drawing.cells:
        return theme.sentence(empty, ink)
    drawing = _fitting(drawing)
    plan = planned(drawing.rows, drawing.columns)
    across, down, low = dict(plan.across), dict(plan.down), plan.low
    traces = [
        _not_coded(drawing, across, down, ink),
        _silent(drawing, across, down, ink),
        _cells(drawing, across, down, ink),
        _values(drawing, across, down),
        *(
            _marks([cell for cell in drawing.cells if getattr(cell, name)], *mark, across, down)
            for name, mark in MARKS.items()
        ),
        labels(drawing.rows, down, ink),
    ]
    width, height = plan.size
    settings = {
        "xaxis": {"range": [-plan.left, plan.right], "visible": False, "fixedrange": True},
        "yaxis": {"range": [low, GRID / 2], "visible": False, "fixedrange": True},
        "annotations": heads(drawing.columns, across, dict(plan.ends), ink, plan.top),
        "shapes": rules(dict(plan.ends), low, ink),
    }
    margin = {"l": EDGE, "r": EDGE, "t": plan.top, "b": FOOT}
    base = theme.layout(ink, height=height, width=width, margin=margin)
    return theme.drawn(theme.calm(traces, ink), theme.combined(base, settings))


def alt_text(drawing: Drawing, day: str) -> str:
    """The matrix in a sentence, for screen readers."""
    if not drawing.cells:
        return "Stance matrix without a coded cell."
    for_it = sum(cell.stance > 0 for cell in drawing.cells)
    against = sum(cell.stance < 0 for cell in drawing.cells)
    return (
        f"Stance matrix as of {day}: {counted(len(drawing.rows), 'row')} by {counted(len(drawing.columns), 'issue')}, "
        f"{counted(len(drawing.cells), 'cell')} coded, {for_it} supporting and {against} opposing. "
        "The table below holds the same numbers."
    )


def _fitting(drawing: Drawing) -> Drawing:
    """The same with names cut to what labels hold; the table has them whole."""
    columns = [
        replace(one, label=short(one.label), theme=short(one.theme), proposition=short(one.proposition, 400))
        for one in drawing.columns
    ]
    return replace(drawing, rows=[replace(one, label=short(one.label)) for one in drawing.rows], columns=columns)


def _not_coded(drawing: Drawing, across: dict[str, float], down: dict[str, float], ink: Ink) -> Trace:
    coded = {cell.place for cell in drawing.cells} | drawing.silent
    free = [
        (row.key, c.issue_id) for row in drawing.rows for c in drawing.columns if (row.key, c.issue_id) not in coded
    ]
    return theme.scatter(
        x=[across[issue] for _, issue in free],
        y=[down[key] for key, _ in free],
        mode="markers",
        marker={"size": 4, "color": ink.line, "opacity": 0.6},
        hovertext="not coded",
        hoverinfo="text",
        name="not coded",
    )


def _silent(drawing: Drawing, across: dict[str, float], down: dict[str, float], ink: Ink) -> Trace:
    coded = {cell.place for cell in drawing.cells}
    spoke = sorted(one for one in drawing.silent - coded if one[0] in down and one[1] in across)
    return theme.scatter(
        x=[across[issue] for _, issue in spoke],
        y=[down[key] for key, _ in spoke],
        mode="markers",
        marker={"size": 14, "symbol": "circle-open", "color": ink.line, "line": {"width": 2}},
        customdata=[["cell", key, issue] for key, issue in spoke],
        hovertext="spoke, took no stand; click to open",
        hoverinfo="text",
        name="took no stand",
    )


def _cells(drawing: Drawing, across: dict[str, float], down: dict[str, float], ink: Ink) -> Trace:
    cells = drawing.cells
    edge: dict[str, object] = {"color": theme.STANCE_EDGE, "width": 1}
    if drawing.moved:
        changed = [cell.place in drawing.moved for cell in cells]
        edge = {
            "color": [ink.accent if moved else theme.STANCE_EDGE for moved in changed],
            "width": [4 if moved else 1 for moved in changed],
        }
    return theme.scatter(
        x=[across[cell.issue_id] for cell in cells],
        y=[down[cell.key] for cell in cells],
        mode="markers",
        marker={
            "symbol": "square",
            "size": [_side(cell) for cell in cells],
            "color": [theme.STANCE_FILL[cell.stance] for cell in cells],
            "line": edge,
            "opacity": 1,
        },
        customdata=[["cell", cell.key, cell.issue_id] for cell in cells],
        hovertext=_hover(drawing),
        hoverinfo="text",
        name="stance",
    )


def _values(drawing: Drawing, across: dict[str, float], down: dict[str, float]) -> Trace:
    """The numbers in the cells, in a trace of their own: see `crisis.charts.theme.calm`."""
    cells = drawing.cells
    return theme.scatter(
        x=[across[cell.issue_id] for cell in cells],
        y=[down[cell.key] for cell in cells],
        mode="text",
        text=[_cell_text(cell, drawing) for cell in cells],
        textfont={"size": theme.TEXT, "color": [theme.STANCE_TEXT[cell.stance] for cell in cells]},
        hoverinfo="skip",
        name="value and day",
    )


def _side(cell: Cell) -> int:
    return next(side for days, side in AGES if cell.age <= days)


def _cell_text(cell: Cell, drawing: Drawing) -> str:
    day = cell.day
    second = f"{day.day}/{day.month}" if day.year == drawing.year else f"{day.month}/’{day:%y}"
    if cell.place in drawing.moved:
        before = drawing.moved[cell.place]
        second = "new" if before is None else f"Δ{signed(cell.stance - before)}"
    mark = MARK if cell.place in drawing.added else ""
    return f"<b>{signed(cell.stance)}</b>{mark}<br>{second}"


def _hover(drawing: Drawing) -> list[str]:
    rows = {row.key: escaped(row.label) for row in drawing.rows}
    columns = {one.issue_id: escaped(one.label) for one in drawing.columns}
    propositions = {one.issue_id: _wrapped(one.proposition) for one in drawing.columns}
    texts = []
    for cell in drawing.cells:
        lines = [
            f"<b>{rows[cell.key]} · {columns[cell.issue_id]}</b>",
            propositions[cell.issue_id],
            f"{signed(cell.stance)} {drawing.words[cell.stance]}, by {BASES.label(cell.basis)}",
            f"said {in_words(cell.day)}, {counted(cell.age, 'day')} old",
            f"{counted(cell.statements, 'statement')}, {counted(cell.sources, 'source')}",
        ]
        lines += [words for name, (_, _, words) in MARKS.items() if getattr(cell, name)]
        lines += [f"{MARK} with a statement added in this session"] if cell.place in drawing.added else []
        texts.append("<br>".join([*lines, "Click to open"]))
    return texts


@lru_cache(maxsize=2000)
def _wrapped(text: str) -> str:
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, 60))


def _marks(
    cells: Sequence[Cell],
    symbol: str,
    place: tuple[int, int],
    words: str,
    across: dict[str, float],
    down: dict[str, float],
) -> Trace:
    return theme.scatter(
        x=[across[cell.issue_id] + place[0] * (_side(cell) / 2 - 5) for cell in cells],
        y=[down[cell.key] + _side(cell) / 2 - place[1] for cell in cells],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 7,
            "color": [theme.STANCE_TEXT[cell.stance] for cell in cells],
            "line": {"width": 1, "color": [theme.STANCE_TEXT[cell.stance] for cell in cells]},
        },
        hoverinfo="skip",
        name=words,
    )
