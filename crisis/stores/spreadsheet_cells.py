"""What a cell of a workbook holds, and how its number is meant."""

import re
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from openpyxl.styles.numbers import is_date_format


class Holds(Enum):
    """What a cell holds."""

    TEXT = "text"
    WHOLE = "whole number"
    FRACTION = "fraction, or a number too long to be exact"
    PADDED = "whole number shown with leading zeros"
    DAY = "day"
    MOMENT = "day with a time"
    NO_DAY = "number formatted as a date that is none"
    FLAG = "TRUE or FALSE"
    FORMULA = "formula"
    ERROR = "error"


class Cell(NamedTuple):
    """A cell that is not empty.

    Attributes
    ----------
    column
        Its column, from 0.
    holds
        What it holds.
    text
        That as text: a day in ISO form, a whole number without a point, with the zeros its format shows.
    """

    column: int
    holds: Holds
    text: str


EXACT = 10**15
"""Below this every whole number is kept to the digit."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = date.max.toordinal()
_EPOCH = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_ALIKE_FROM = 61
"""Serial number of 1 March 1900; below it programs disagree."""


def cell_of(cell: dict[str, Any], form: str, since_1904: bool) -> Cell:
    """A cell of openpyxl under its number format, days counted from 1900 or 1904."""
    column, value = cell["column"] - 1, cell["value"]
    match cell["data_type"]:
        case "f":
            return Cell(column, Holds.FORMULA, str(getattr(value, "text", value)))
        case "d":
            day, _, time = str(value).partition(" ")
            moment = time.strip("0:.") or not isinstance(value, date)
            return Cell(column, *((Holds.MOMENT, str(value)) if moment else (Holds.DAY, day)))
        case "b":
            return Cell(column, Holds.FLAG, str(value).upper())
        case "n":
            return Cell(column, *number_cell(value, form, since_1904))
        case "s" | "str" | "inlineStr":
            return Cell(column, Holds.TEXT, unescaped(value))
    return Cell(column, Holds.ERROR, str(value))


@lru_cache(maxsize=65_536)
def number_cell(number: float, form: str, since_1904: bool) -> tuple[Holds, str]:
    """What a number of a cell means under its format.

    Parameters
    ----------
    number
        The number.
    form
        Its number format.
    since_1904
        Whether days are counted from 1904.
    """
    whole = abs(number) < EXACT and number == int(number)
    plain = str(int(number)) if whole else repr(float(number))
    if is_date_format(form):
        return _day(number, plain, since_1904=since_1904)
    if not whole:
        return Holds.FRACTION, plain
    filled = plain.zfill(len(form)) if re.fullmatch("0{2,}", form) else plain
    return (Holds.WHOLE if filled == plain else Holds.PADDED), filled


def _day(number: float, plain: str, *, since_1904: bool) -> tuple[Holds, str]:
    serial = int(number) if abs(number) < EXACT else -1
    ordinal = serial + (_EPOCH_1904 if since_1904 else _EPOCH)
    if serial < (0 if since_1904 else _ALIKE_FROM) or ordinal > _LAST_DAY:
        return Holds.NO_DAY, plain
    day = date.fromordinal(ordinal).isoformat()
    time = timedelta(seconds=round((number - serial) * 86_400))
    return (Holds.DAY, day) if number == serial else (Holds.MOMENT, f"{day} {time}")


def unescaped(text: str) -> str:
    """Text with every ``_xHHHH_`` the character it stands for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
