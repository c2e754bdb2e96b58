"""Writes a case as one XLSX workbook that reads as the same case."""

import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from crisis.model import file_problems
from crisis.model.case import Case
from crisis.model.problems import CaseError, Problem
from crisis.model.records import TABLES, columns
from crisis.model.values import Edtf, Scale
from crisis.stores.typed_sheet import BEGIN_FORMULAS, LONGEST, TypedSheet, fits, typed_day
from crisis.stores.workbook import MOST_ROWS, SETTINGS, SILENCED

WIDTH = 16

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class _Writer:
    """A workbook under way."""

    def __init__(self, out: IO[bytes], folder: str) -> None:
        # Rows go to `folder` as they are written, so that memory does not grow with the case.
        self.book = xlsxwriter.Workbook(out, {**_AS_TEXT, "constant_memory": True, "tmpdir": folder})
        self.head: Format = self.book.add_format({"bold": True, "bottom": 1})
        self.day: Format = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        # A quoted text stays text after somebody has edited its cell.
        self.quoted: Format = self.book.add_format({"quote_prefix": True})

    def sheet(self, name: str, header: list[str]) -> TypedSheet:
        """Begin a sheet with its header."""
        sheet: TypedSheet = self.book.add_worksheet(name, worksheet_class=TypedSheet)
        sheet.set_column(0, len(header) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        for place, one in enumerate(header):
            sheet.write_string(0, place, one, self.head)
        return sheet

    def put(self, sheet: TypedSheet, row: int, column: int, value: object, *, dated: bool = False) -> None:
        """Write a cell: a number, a day, or text that stays text."""
        if not isinstance(value, str):
            if not pd.isna(value):  # type: ignore[call-overload]
                sheet.write_number(row, column, value)
            return
        day = typed_day(value) if dated else None
        if day is not None:
            sheet.write_datetime(row, column, day, self.day)
        elif value:
            sheet.write_string(row, column, value, self.quoted if value.startswith(BEGIN_FORMULAS) else None)

    def tables(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Write a sheet for each table that is given, in their order."""
        for name in TABLES:
            if name not in tables:
                continue
            kinds = columns(name)
            sheet = self.sheet(name, [*kinds])
            dated = [isinstance(kind, Edtf) for kind in kinds.values()]
            for row, cells in enumerate(tables[name].itertuples(index=False, name=None), 1):
                for column, value in enumerate(cells):
                    self.put(sheet, row, column, value, dated=dated[column])

    def close(self) -> None:
        """Write what is left."""
        try:
            self.book.close()
        except FileCreateError as error:  # it wraps what went wrong in an exception of its own
            (cause,) = error.args or ("unknown cause",)
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def write(case: Case, path: Path) -> None:
    """Write a case.

    Parameters
    ----------
    case
        Any case of at most `MOST_ROWS` rows.
    path
        A new file.

    Raises
    ------
    CaseError
        If it has more rows, or a text is longer than a cell holds: nothing is cut.
    """
    found = _too_large(case, path.name)
    if found:
        raise CaseError(found)
    with path.open("xb") as out, tempfile.TemporaryDirectory() as folder:
        writer = _Writer(out, folder)
        chosen = writer.sheet(SETTINGS, ["setting", "value"])
        for row, (name, value) in enumerate(_settings(case).items(), 1):
            writer.put(chosen, row, 0, name)
            writer.put(chosen, row, 1, value)
        writer.tables(case.tables)
        writer.close()


def rows(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Write rows of some tables, without settings: a workbook to be merged into a case."""
    held = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        writer = _Writer(held, folder)
        writer.tables(tables)
        writer.close()
    return held.getvalue()


def _settings(case: Case) -> dict[str, str]:
    plain = case.settings.model_dump(exclude={"silenced"})
    return plain | {f"{SILENCED}{code}": reason for code, reason in case.settings.silenced.items()}


def _too_large(case: Case, path: str) -> list[Problem]:
    """What a workbook cannot hold whole."""
    rows = sum(map(len, case.tables.values()))
    found = []
    if rows > MOST_ROWS:
        found.append(Problem.at(file_problems.too_large(f"{rows:,} rows", f"{MOST_ROWS:,}"), path))
    found += [
        Problem.at(file_problems.too_long(LONGEST), f"{path}/{SETTINGS}", 0, name, value)
        for name, value in _settings(case).items()
        if not (fits(value) and fits(name))
    ]
    for name, table in case.tables.items():
        for column, kind in columns(name).items():
            if isinstance(kind, Scale):
                continue
            long = table[column][table[column].str.len() > LONGEST // 2]
            found += [
                Problem.at(file_problems.too_long(LONGEST), f"{path}/{name}", int(place) + 2, column, text)  # type: ignore[call-overload]
                for place, text in long.items()
                if not fits(text)
            ]
    return found
