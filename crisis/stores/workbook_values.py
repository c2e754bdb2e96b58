"""What a typed cell of a workbook means in a column of a case: its text, or why it has none."""

import re
from datetime import date, timedelta

from crisis.model import file_problems
from crisis.model.problems import Fault
from crisis.model.values import Code, Edtf, Key, Reference, Scale, Value
from crisis.stores.spreadsheet_cells import Cell, Holds
from crisis.stores.typed_sheet import MARK, fits

_YEAR = re.compile(r"[12][0-9]{3}")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(30_000, 80_000)
"""Serial numbers of 1982 to 2119: a bare number among them was probably a date."""


def text_of(cell: Cell, kind: Value) -> str | Fault:
    """Text of a cell in a column, or what is wrong with it.

    Parameters
    ----------
    cell
        A cell that is not empty.
    kind
        Type of value of its column.
    """
    if cell.holds is Holds.TEXT:
        cut = cell.text.endswith(MARK) and not fits(f"{cell.text}..")
        return file_problems.cut(MARK) if cut else cell.text
    if cell.holds is Holds.FORMULA:
        return file_problems.formula()
    if cell.holds is Holds.ERROR:
        return file_problems.error_value()
    if cell.holds is Holds.FLAG:
        return _flag(cell.text, kind)
    return _date(cell, kind) if isinstance(kind, Edtf) else _number(cell, kind)


def _flag(text: str, kind: Value) -> str | Fault:
    """Yes or no where the column asks for it."""
    vocabulary = kind.vocabulary if isinstance(kind, Code) else None
    if vocabulary is not None and {*vocabulary} == {"yes", "no"}:
        return "yes" if text == "TRUE" else "no"
    return file_problems.flag()


def _date(cell: Cell, kind: Edtf) -> str | Fault:
    """A day; a number is one only where its format says so, and a year where it reads as one."""
    if cell.holds is Holds.DAY:
        return cell.text
    if cell.holds is Holds.MOMENT:
        return file_problems.time_of_day()
    if cell.holds is Holds.NO_DAY:
        return file_problems.uncountable_day()
    if cell.holds is Holds.WHOLE and _YEAR.fullmatch(cell.text):
        return cell.text
    serial = int(cell.text) if cell.holds is Holds.WHOLE else 0
    return file_problems.number_for_date(
        (_EPOCH + timedelta(days=serial)).isoformat() if serial in _SERIALS else "",
    )


def _number(cell: Cell, kind: Value) -> str | Fault:
    """A number where no date is expected."""
    if cell.holds in (Holds.DAY, Holds.MOMENT, Holds.NO_DAY):
        return file_problems.date_for_text()
    if cell.holds is Holds.PADDED and not isinstance(kind, Scale):
        return file_problems.padded_number()
    if cell.holds is Holds.FRACTION and isinstance(kind, Key | Reference):
        return file_problems.fraction_for_id()
    return cell.text
