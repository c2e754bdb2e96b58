"""Charts and tables of a briefing, cut into pieces that stay readable on a sheet of A4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

import plotly.graph_objects as go

from crisis.charts import matrix_drawing, theme
from crisis.charts import shifts as shift_chart
from crisis.charts import timeline as timeline_chart
from crisis.charts.matrix_drawing import Column, Drawing
from crisis.charts.stance_matrix import LEGEND, alt_text, stance_matrix_figure
from crisis.charts.theme import signed
from crisis.measures.shifts import shifts
from crisis.measures.timeline import timeline
from crisis.model.dates import in_words
from crisis.model.vocabulary import STATUSES, UNCONFIRMED
from crisis.tables.view import View

WIDTH = 900
"""Pixels a chart is laid out for: on A4 its letters are then as large as a footnote."""

MOST_ROWS = 22
"""Rows of the matrix in one picture: more would not fit on a sheet."""

MOST_PICTURES = 12
"""Pictures of one matrix; further parts stand in the tables alone."""

MOST_COLUMNS = 7
"""Columns of a table of the matrix: more would break the names of the issues."""

EMPTY = "Nothing is coded under this lens."


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one word for what it holds, its caption, its head, its rows; the first cell of a row is its head."""

    word: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A chart: what it shows, in a sentence for screen readers, and how to read it."""

    title: str
    figure: go.Figure
    alt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Exhibit:
    """A heading, its pictures and the same numbers as tables."""

    heading: str
    pictures: tuple[Picture, ...]
    tables: tuple[Table, ...]


def exhibits(view: View, before: View) -> Iterator[Exhibit]:
    """The stance matrix, the facts in dispute, the timeline, and the shifts before and after.

    Parameters
    ----------
    view, before
        The day, and the earlier one: cells that moved between them are framed.
    """
    since = in_words(before.lens.day(before.case))
    day = in_words(view.lens.day(view.case))
    framed = f"Framed: moved or new since {since}; Δ is by how much."
    yield _matrix("Stance matrix", matrix_drawing.drawing(view, before=before), day, (LEGEND, framed))
    facts = matrix_drawing.facts(view)
    if facts.cells:
        yield _matrix("Facts in dispute", facts, day, ("Affirms (+) or denies (−); kept apart from stances.",))
    yield _timeline(view)
    yield _shifts(view)


def matrix_tables(view: View) -> Iterator[Table]:
    """The numbers of the matrix and of the facts in dispute, as they stand beside their pictures."""
    for heading, drawing in (
        ("Stance matrix", matrix_drawing.drawing(view)),
        ("Facts in dispute", matrix_drawing.facts(view)),
    ):
        if drawing.cells:
            yield from _tables(heading, drawing)


def blocks(drawing: Drawing) -> list[Drawing]:
    """A matrix cut into pictures: as many columns as fit `WIDTH`, of their rows `MOST_ROWS` at a time."""
    kept: list[list[Column]] = []
    for columns in _themes(drawing.columns):
        wider = [*kept[-1], *columns] if kept else columns
        if kept and int(stance_matrix_figure(_part(drawing, wider)).layout.width) <= WIDTH:
            kept[-1] = wider
        else:
            kept.append(columns)
    parts = [_part(drawing, columns) for columns in kept]
    return [piece for part in parts for piece in _heights(part)]


def _matrix(heading: str, drawing: Drawing, day: str, notes: tuple[str, ...]) -> Exhibit:
    if not drawing.cells:
        return Exhibit(heading, (Picture(heading, theme.sentence(EMPTY, theme.LIGHT), alt_text(drawing, day)),), ())
    parts = blocks(drawing)
    titles = [heading] if len(parts) == 1 else [f"{heading}, part {n + 1} of {len(parts)}" for n in range(len(parts))]
    if len(parts) > MOST_PICTURES:
        left = theme.counted(len(parts) - MOST_PICTURES, "further part")
        notes = (*notes, f"{left} not drawn; the tables hold every number.")
    pictures = [
        Picture(
            _titled(title, part), stance_matrix_figure(part), alt_text(part, day), notes if part is parts[0] else ()
        )
        for title, part in [*zip(titles, parts, strict=True)][:MOST_PICTURES]
    ]
    return Exhibit(heading, tuple(pictures), tuple(_tables(heading, drawing)))


def _titled(title: str, drawing: Drawing) -> str:
    """A title with the themes a part of the matrix shows, where they say more than the title."""
    themes = [*dict.fromkeys(theme.short(column.theme) for column in drawing.columns)]
    return title if title.casefold().startswith(themes[0].casefold()) else f"{title}: {', '.join(themes)}"


def _tables(heading: str, drawing: Drawing) -> Iterator[Table]:
    """The matrix in numbers, a few issues at a time; an empty cell is not coded."""
    for chunk in _even(drawing.columns, MOST_COLUMNS):
        part = _part(drawing, chunk)
        numbers = {cell.place: signed(cell.stance) for cell in part.cells}
        yield Table(
            "numbers",
            f"{_titled(f'{heading} in numbers', part)}. Empty: not coded.",
            ("Who", *(column.label for column in chunk)),
            tuple(
                (row.label, *(numbers.get((row.key, column.issue_id), "") for column in chunk))
                for row in part.rows
                if any((row.key, column.issue_id) in numbers for column in chunk)
            ),
        )


def _timeline(view: View) -> Exhibit:
    found = timeline(view)
    figure = timeline_chart.timeline_figure(found, width=WIDTH, fixed=True, empty=EMPTY)
    scope = timeline_chart.scope_sentence(replace(found, earlier=0))
    outside = f"{theme.counted(found.earlier, 'earlier event')} not drawn." if found.earlier else ""
    note = "A bar is as long as the event lasts, or as its date is vague. The strip counts what was coded."
    notes = tuple(filter(None, (scope, outside, note)))
    heading = "Timeline"
    rows = tuple((one.when, one.title, one.place, _state(one.state)) for one in found.events)
    table = (Table("timeline", "Timeline in rows", ("Day", "Event", "Place", "State"), rows),) if rows else ()
    return Exhibit(heading, (Picture(heading, figure, timeline_chart.alt_text(found), notes),), table)


def _shifts(view: View) -> Exhibit:
    found = shifts(view)
    figure = shift_chart.shifts_figure(found, view.case.names, view.case.issue_names, empty=EMPTY)
    note = "An arrow runs from the stance before to the stance after; without a head both are of one day."
    notes = tuple(filter(None, (note, shift_chart.more(found))))
    heading = "Stances before and after"
    rows = tuple(
        (
            view.case.names[one["actor_id"]],
            view.case.issue_names[one["issue_id"]],
            one["kinds"],
            f"{signed(one['from_stance'])}, {in_words(one['from_day'])}",
            f"{signed(one['to_stance'])}, {in_words(one['to_day'])}",
        )
        for one in shift_chart.pairs(found)
    )
    head = ("Who", "Issue", "Shift", "From", "To")
    table = (Table("shifts", "Shifts in rows, the largest first", head, rows),) if rows else ()
    return Exhibit(heading, (Picture(heading, figure, shift_chart.shifts_alt(found), notes),), table)


def _themes(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Columns theme by theme, large themes a few issues at a time."""
    for name in dict.fromkeys(column.theme for column in columns):
        yield from _even([column for column in columns if column.theme == name], MOST_COLUMNS)


def _even(columns: Sequence[Column], most: int) -> Iterator[list[Column]]:
    """Columns in as few groups of nearly one size as hold no more than `most` each."""
    groups = ceil(len(columns) / most)
    ends = [round(len(columns) * place / groups) for place in range(groups + 1)]
    yield from ([*columns[start:end]] for start, end in pairwise(ends))


def _part(drawing: Drawing, columns: Sequence[Column]) -> Drawing:
    """A matrix of some of its columns; rows without a cell or a word there go."""
    issues = {column.issue_id for column in columns}
    cells = [cell for cell in drawing.cells if cell.issue_id in issues]
    present = {cell.key for cell in cells} | {key for key, issue in drawing.silent if issue in issues}
    return replace(drawing, columns=columns, cells=cells, rows=[row for row in drawing.rows if row.key in present])


def _heights(drawing: Drawing) -> Iterator[Drawing]:
    pieces = ceil(len(drawing.rows) / MOST_ROWS)
    ends = [round(len(drawing.rows) * place / pieces) for place in range(pieces + 1)]
    for start, end in pairwise(ends):
        rows = drawing.rows[start:end]
        keys = {row.key for row in rows}
        yield replace(drawing, rows=rows, cells=[cell for cell in drawing.cells if cell.key in keys])


def _state(state: str) -> str:
    return state if state == UNCONFIRMED else STATUSES.label(state)
