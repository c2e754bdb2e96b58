"""A case as one XLSX workbook: one sheet a table, and a sheet ``settings`` for what ``case.toml`` holds elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from openpyxl.utils import get_column_letter

from crisis.model import file_problems, problems, settings
from crisis.model.draft import Column, Draft, DraftTable
from crisis.model.file_problems import Refused
from crisis.model.problems import Fault, Problem
from crisis.model.records import TABLES, columns
from crisis.stores.spreadsheet import Row, Sheet, Spreadsheet
from crisis.stores.spreadsheet_cells import Cell, Holds
from crisis.stores.workbook_values import text_of

SUFFIX = ".xlsx"

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""What a browser calls such a file."""

SUFFIXES = (SUFFIX, ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods")
"""Names of workbooks. Only the first is read, the others are told apart from what is no case at all."""

SETTINGS = "settings"

SILENCED = "silenced."
"""Begins the name of a setting that silences a warning: ``silenced.unused_actor``."""

PROBLEMS = "problems"
"""Sheet that lists what a check found, in a workbook that was given back to be mended."""

COMPANIONS = ("columns", "about", "codebook", "lists", "readme", PROBLEMS)
"""Sheets that explain a workbook. No row of a case stands in them."""

ABOUT, ABOUT_TITLE = "about", "case"
"""Sheet and row an export names its case in."""

MOST_ROWS = 100_000
"""Rows of all tables together. Excel is slow long before; so many are read in about ten seconds."""


def recognises(path: Path) -> bool:
    """Whether a path is a file named like a workbook, whatever it holds."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read(path: Path, shown: str) -> Draft:
    """Read a workbook as text, with the number of every row as Excel shows it.

    Parameters
    ----------
    path
        The file.
    shown
        How problems name it. A sheet is named behind it, as in ``crisis.xlsx/positions``.

    Returns
    -------
    Draft
        Days are ISO dates and whole numbers have no point, whatever the format of their cells. What has no clear text,
        such as a formula, is a problem of its cell. A workbook without a sheet ``settings`` has the default ones.
    """
    draft = Draft(path.stem, None, f"{shown}/{SETTINGS}", {}, [])
    if path.suffix.lower() != SUFFIX:
        macros = path.suffix.lower() in (".xlsm", ".xltm")
        fault = file_problems.macros() if macros else file_problems.other_workbook(path.suffix.lower())
        draft.problems.append(Problem.at(fault, shown))
        return draft
    try:
        book = Spreadsheet(path)
    except Refused as error:
        draft.problems.append(Problem.at(error.fault, shown))
    except OSError as error:
        draft.problems.append(problems.unreadable(shown, error.strerror or "unknown cause"))
    else:
        try:
            _sheets(book, shown, draft)
        finally:
            book.close()
    return draft


def _sheets(book: Spreadsheet, shown: str, draft: Draft) -> None:
    """Every sheet of a case, and what is missing or too many."""
    named: dict[str, Sheet] = {}
    for sheet in book.sheets:
        name, number = re.fullmatch(r"(.*?)(?:_\((\d+)\))?", plain(sheet.name), re.DOTALL).groups()  # type: ignore[union-attr]
        if name in TABLES and (number or name in named):
            draft.problems.append(file_problems.second_sheet(shown, sheet.name, name))
        elif name in TABLES or name in (SETTINGS, *COMPANIONS):
            named.setdefault(name, sheet)
        else:
            draft.problems.append(file_problems.unknown_sheet(shown, sheet.name, [*TABLES, SETTINGS]))
    room = MOST_ROWS
    try:
        _settings(book, named, draft)
        for name in TABLES:
            place = f"{shown}/{name}"
            if name in named:
                merged: list[str] = []
                draft.tables[name] = _table(book.rows(named[name], merged), place, name, draft.problems, room)
                draft.problems += [file_problems.merged(place, _first_row(cells), cells) for cells in merged]
                room -= len(draft.tables[name])
            else:
                draft.problems.append(file_problems.missing_sheet(place))
    except Refused as error:
        draft.tables.clear()
        draft.problems.append(Problem.at(error.fault, shown))


def _first_row(cells: str) -> int:
    """Row a range begins in."""
    number = re.search(r"[0-9]+", cells)
    return int(number[0]) if number else 0


def _settings(book: Spreadsheet, named: dict[str, Sheet], draft: Draft) -> None:
    """Settings from their sheet, or their defaults with the title an export has in its sheet ``about``."""
    place = draft.settings_path
    raw: dict[str, object] = {}
    silenced: dict[str, str] = {}
    if SETTINGS in named:
        for line, name, value in _pairs(book, named[SETTINGS], draft.problems, place):
            if name in raw or name in silenced:
                twice = problems.bad_settings(place, "setting", name, "stands twice", "once is enough")
                draft.problems.append(replace(twice, line=line))
            elif name.startswith(SILENCED):
                silenced[name.removeprefix(SILENCED)] = value
            else:
                raw[name] = value
    elif ABOUT in named:
        told = {name: value for _, name, value in _pairs(book, named[ABOUT], [], place)}
        raw = {"title": told.get(ABOUT_TITLE, ""), "description": told.get("description", "")}
    if SETTINGS not in named:
        raw["title"] = raw.get("title") or draft.name
    draft.settings, wrong = settings.checked({**raw, "silenced": silenced}, place)
    draft.problems += wrong


def _pairs(book: Spreadsheet, sheet: Sheet, found: list[Problem], place: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and value of a sheet of two columns; its header and what stands behind are left out."""
    for line, cells in book.rows(sheet, []):
        held = {cell.column: cell for cell in cells}
        written = held[0].text if 0 in held else ""
        name = written if written.startswith(SILENCED) else plain(written)
        if name in ("", "setting", "what"):
            continue
        cell = held.get(1, Cell(1, Holds.TEXT, ""))
        fault = {Holds.FORMULA: file_problems.formula(), Holds.ERROR: file_problems.error_value()}.get(cell.holds)
        if fault is not None:
            found.append(Problem.at(fault, place, line, name, cell.text))
        yield line, name, "" if fault is not None else cell.text


def _table(rows: Iterator[Row], place: str, name: str, found: list[Problem], most: int) -> DraftTable:
    """Rows of a sheet under the columns that are known."""
    kinds = columns(name)
    line, cells = next(rows, (1, []))
    header = _header(line, cells, place, [*kinds], found)
    texts: dict[str, list[str | None]] = {column: [] for column in kinds if column in header.values()}
    lines: list[int] = []
    unnamed: set[int] = set()
    for line, cells in rows:
        if not any(cell.text.strip() or cell.holds is Holds.FORMULA for cell in cells):
            continue
        for held in texts.values():
            held.append("")
        for cell in cells:
            column = header.get(cell.column)
            if column in texts:
                text = text_of(cell, kinds[column])
                if isinstance(text, Fault):
                    found.append(Problem.at(text, place, line, column, cell.text))
                texts[column][-1] = None if isinstance(text, Fault) else text
            elif column is None and cell.column not in unnamed and cell.text.strip():
                unnamed.add(cell.column)  # one problem a column is enough
                found.append(file_problems.no_header(place, line, f"{get_column_letter(cell.column + 1)}{line}"))
        lines.append(line)
        if len(lines) > most:
            raise Refused(file_problems.too_large(f"more than {MOST_ROWS:,} rows", f"{MOST_ROWS:,}"))
    return DraftTable(place, {column: Column.of(held) for column, held in texts.items()}, lines)


def _header(line: int, cells: list[Cell], path: str, expected: list[str], found: list[Problem]) -> dict[int, str]:
    """Name of each column by its place. Case and spaces do not matter where only one column is meant."""
    written = {cell.column: cell.text.strip() for cell in cells if cell.text.strip()}
    names = {place: plain(text) if plain(text) in expected else text for place, text in written.items()}
    given = [*names.values()]
    wrong = [problems.missing_column(path, name, expected) for name in expected if name not in given]
    wrong += [problems.unknown_column(path, name, expected) for name in given if name not in expected]
    wrong += [problems.repeated_column(path, name) for name in expected if given.count(name) > 1]
    found += [replace(one, line=line) for one in wrong]
    return names


def plain(name: str) -> str:
    """A name without what a keyboard adds: ``" Source ID"`` is ``source_id``."""
    return re.sub(r"[\s_-]+", "_", name.strip().lower())
