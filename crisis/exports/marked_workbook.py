"""A file that is not sound, as a workbook with every cell marked that has a problem: to mend and to read again."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from crisis.exports.problem_table import COLUMNS, as_row, sheet_of
from crisis.model.draft import Draft
from crisis.model.problems import Problem
from crisis.stores import csv_folder
from crisis.stores.typed_sheet import LONGEST
from crisis.stores.workbook import PROBLEMS, SUFFIX, plain

MOST_ROWS = 10_000
"""Rows of a case that is marked; a larger one would take minutes and gigabytes to write again."""

MOST_PROBLEMS = 5_000
"""Problems that are marked."""

_FILL = PatternFill("solid", fgColor="FFD9D4")
_HEAD = Font(bold=True)
_WIDTHS = {"sheet": 16, "row": 8, "column": 20, "value": 30, "wrong": 44, "allowed": 60, "hint": 50}


def markable(files: Iterable[str], draft: Draft) -> bool:
    """Whether files can be marked: one workbook or CSV files, read as far as their cells, and not too many of them."""
    rows = sum(len(table.lines) for table in draft.tables.values())
    known = any(name.lower().endswith((SUFFIX, csv_folder.SUFFIX)) for name in files)
    return bool(draft.tables) and known and rows <= MOST_ROWS


def write(files: Mapping[str, bytes], problems: Sequence[Problem]) -> bytes:
    """Mark the problems of the files a case was read from.

    Parameters
    ----------
    files
        What is `markable`, by name.
    problems
        As the check found them.

    Returns
    -------
    bytes
        A workbook: the reader's own with its formats, or one sheet a CSV file, each row on the line it has there. Cells
        with a problem are red and say in a comment what is wrong; a sheet ``problems`` lists all of them, and is left
        out when the workbook is read as a case.
    """
    book = _opened(files)
    sheets = {plain(sheet.title): sheet for sheet in book.worksheets}
    for problem in problems[:MOST_PROBLEMS]:
        sheet = sheets.get(sheet_of(problem))
        if sheet is not None:
            _mark(sheet, problem)
    _list(book, problems)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _opened(files: Mapping[str, bytes]) -> Workbook:
    for name, raw in files.items():
        if name.lower().endswith(SUFFIX):
            return load_workbook(io.BytesIO(raw))
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, raw in files.items():
        if name.lower().endswith(csv_folder.SUFFIX):
            _fill(book.create_sheet(PurePosixPath(name).stem[:31]), raw.decode("utf-8-sig", "replace"))
    return book


def _fill(sheet: Worksheet, text: str) -> None:
    """Cells of a CSV file as text, each row on the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""))
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            return
        if cells is None:
            return
        for column, value in enumerate(cells, 1):
            _write(sheet, start, column, value)
        start = reader.line_num + 1


def _write(sheet: Worksheet, row: int, column: int, value: str | int | None) -> None:
    """Put a value into a cell, text as text: never a formula."""
    if not isinstance(value, str):
        sheet.cell(row, column, value)
    elif value:
        cell = sheet.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("�", value)[: LONGEST // 2])
        cell.data_type, cell.number_format = "s", "@"


def _mark(sheet: Worksheet, problem: Problem) -> None:
    """Fill the cell of a problem and say there what is wrong."""
    cell = _cell(sheet, problem)
    cell.fill = _FILL
    said = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(f"{said}{problem.sentence}"[:2000], "Crisis Desk", width=320, height=120)


def _cell(sheet: Worksheet, problem: Problem) -> Cell:
    """Where a problem stands: its column in its row; the first cell of the row where it has none."""
    row = max(problem.line, 1)
    head = next((line for line in sheet.iter_rows(1, min(sheet.max_row, row)) if any(one.value for one in line)), ())
    wanted = problem.got if problem.field == "column" else problem.field
    named = [place for place, one in enumerate(head, 1) if plain(str(one.value or "")) == plain(wanted)]
    column = named[0] if named else 1
    if problem.field in ("cell", "cells"):
        row, column = coordinate_to_tuple(problem.got.split(":")[0])
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    return cast(Cell, sheet.cell(row, column))


def _list(book: Workbook, problems: Sequence[Problem]) -> None:
    """The sheet of all problems, first in the workbook."""
    for sheet in [one for one in book.worksheets if plain(one.title) == PROBLEMS]:
        book.remove(sheet)
    sheet = book.create_sheet(PROBLEMS, 0)
    book.active = 0
    for column, title in enumerate(COLUMNS, 1):
        sheet.cell(1, column, title).font = _HEAD
    for number, problem in enumerate(problems, 2):
        for column, value in enumerate(as_row(problem).values(), 1):
            _write(sheet, number, column, value)
    for column, width in enumerate(_WIDTHS.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
