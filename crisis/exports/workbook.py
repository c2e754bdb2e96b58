"""The six tables as one workbook: typed days and numbers, text that stays text, and what every column means."""

import io
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from crisis import __version__
from crisis.model import dates
from crisis.model.problems import shortened
from crisis.model.records import TABLES, columns
from crisis.model.values import MANY, Code, Edtf, Scale, Value
from crisis.model.vocabulary import CREDIBILITIES, POLARITIES, STANCES, Vocabulary
from crisis.stores.typed_sheet import BEGIN_FORMULAS, LONGEST, MARK, TypedSheet, fits, typed_day
from crisis.tables.view import View

ROWS = 1_048_576
"""Most rows a sheet holds, its header among them; longer tables go on in a further sheet."""

MEANINGS = ("table", "column", "meaning", "required", "allowed")

NARROWEST, WIDEST = 10, 60
FILTER_ARROW = 3

_SCALES = {"stance": STANCES, "polarity": POLARITIES, "credibility": CREDIBILITIES}
Cell = str | int | None


class _Book:
    """A workbook under way, and the cells that did not fit."""

    def __init__(self, out: io.BytesIO, folder: str) -> None:
        # Rows go to `folder` as they are written, so that memory does not grow with the case.
        fixed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(out, {**fixed, "constant_memory": True, "tmpdir": folder})
        self.head: Format = self.book.add_format({"bold": True, "bottom": 1})
        self.day: Format = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.wrapped: Format = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted: Format = self.book.add_format({"quote_prefix": True})
        self.cut: list[tuple[str, str]] = []

    def sheet(self, name: str, header: Iterable[str], widths: Iterable[int], rows: int) -> Worksheet:
        """Begin a sheet: its header frozen, its columns filtered and wide enough."""
        sheet = self.book.add_worksheet(name, worksheet_class=TypedSheet)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        names = [*header]
        for place, one in enumerate(names):
            sheet.write_string(0, place, one, self.head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, rows, len(names) - 1)
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str, form: Format | None = None) -> None:
        """Write text as text; what does not fit is cut, marked, and remembered."""
        kept = _fitted(text)
        if kept != text:
            place = f"{sheet.get_name()}!{xl_rowcol_to_cell(row, column)}"
            self.cut.append((place, f"{len(text)} characters, the first {len(kept) - len(MARK)} of them are kept"))
        # Marked as quoted, such a text is still text after somebody has edited the cell; its value stays the same.
        quoted = self.quoted if kept.startswith(BEGIN_FORMULAS) else None
        sheet.write_string(row, column, kept, form or quoted)

    def table(self, name: str, frame: pd.DataFrame) -> None:
        """Write a table, in further sheets where one is not enough."""
        kinds = columns(name)
        widths = [_width(column, frame[column]) for column in kinds]
        for number, start in enumerate(range(0, max(len(frame), 1), ROWS - 1), 1):
            part = frame.iloc[start : start + ROWS - 1]
            sheet = self.sheet(name if number == 1 else f"{name} ({number})", kinds, widths, len(part))
            cells = [_cells(part[column], kind) for column, kind in kinds.items()]
            dated = [isinstance(kind, Edtf) for kind in kinds.values()]
            for row, values in enumerate(zip(*cells, strict=True), 1):
                for column, value in enumerate(values):
                    if isinstance(value, str):
                        day = typed_day(value) if dated[column] else None
                        if day is not None:
                            sheet.write_datetime(row, column, day, self.day)
                        elif value:
                            self.text(sheet, row, column, value)
                    elif value is not None:
                        sheet.write_number(row, column, value)

    def listing(self, name: str, header: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[str, ...]]) -> None:
        """Write a sheet of words."""
        sheet = self.sheet(name, header, widths, len(rows))
        for row, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                self.text(sheet, row, column, cell, self.wrapped)


def write(view: View, at: datetime) -> bytes:
    """The tables of a view as an XLSX workbook.

    Parameters
    ----------
    view
        What the lens leaves: `View.table` of all six, neither merged nor rolled up.
    at
        The moment it is made, UTC. Nothing else is read off a clock: equal view and moment give equal bytes.

    Returns
    -------
    bytes
        Sheets, in this order:

        - one for each table, named as it; the header alone where no row is left, and ``positions (2)`` and so on where
          a table is longer than a sheet. Numbers are numbers; a date is typed where it means one exact day from
          1 March 1900 on and is written as such, else it is text as coded (``2021-12``, ``../2022-01-27``); all else is
          text, never a formula or link. An empty cell is *not coded* or *none*, as in the tables;
        - ``columns``: what every column means and may hold;
        - ``about``: case, lens, moment, software, and every cell that was longer than a workbook holds: it is cut and
          ends in a mark, the CSV has it whole.
    """
    out = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        book = _Book(out, folder)
        title = shortened(view.case.settings.title)
        book.book.set_properties({"title": title, "author": "Crisis Desk", "created": at.replace(tzinfo=None)})
        for name in TABLES:
            book.table(name, view.table(name))
        book.listing("columns", MEANINGS, (14, 18, 50, 10, 60), _meanings())
        book.listing("about", ("what", "value"), (24, 80), [*_about(view, at).items(), *book.cut])
        book.book.close()
    return out.getvalue()


def _fitted(text: str) -> str:
    """The text, or as much of it as a cell holds with the mark behind."""
    if fits(text):
        return text
    room = 2 * (LONGEST - len(MARK))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + MARK  # half a pair is left out


def _cells(column: pd.Series, kind: Value) -> list[Cell]:
    if isinstance(kind, Scale):
        return [None if pd.isna(one) else int(one) for one in column]
    return [*column]


def _width(name: str, column: pd.Series) -> int:
    """Characters of the widest cell, within reason."""
    written = column.dropna().astype("str")
    longest = int(written.str.len().max()) if len(written) else 0
    return min(max(len(name) + FILTER_ARROW, longest + 1, NARROWEST), WIDEST)


def _meanings() -> list[tuple[str, ...]]:
    """A row a column of the tables: what it means and what it may hold, codes with their meanings."""
    return [
        (
            table,
            name,
            TABLES[table].model_fields[name].description or "",
            "yes" if kind.required else "no",
            "\n".join([kind.allowed(), *_codes(name, kind)]),
        )
        for table in TABLES
        for name, kind in columns(table).items()
    ]


def _codes(name: str, kind: Value) -> list[str]:
    vocabulary: Vocabulary | None = kind.vocabulary if isinstance(kind, Code) else _SCALES.get(name)
    return [f"{term.code}: {term.meaning}" for term in vocabulary.terms] if vocabulary else []


def _about(view: View, at: datetime) -> Mapping[str, str]:
    """Where the workbook comes from: every part of the lens is named, also where nothing was chosen."""
    case, lens = view.case, view.lens
    chosen = {f"lens: {name}": _chosen(value) for name, value in asdict(lens).items()}
    counts = {f"rows of {name}": str(len(view.table(name))) for name in TABLES}
    return {
        "case": case.settings.title,
        "description": case.settings.description,
        "case version": case.version,
        "lens": lens.words(case),
        **chosen,
        "day": dates.in_words(lens.day(case)),
        "made at (UTC)": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "software": f"Crisis Desk {__version__}",
        **counts,
    }


def _chosen(value: object) -> str:
    if isinstance(value, tuple):
        return MANY.join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
