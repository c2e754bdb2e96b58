"""What a cell of a workbook holds, and how its number is meant."""

import re
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from crisis.stores.spreadsheet_xml import Elements


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

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_UNQUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_LAST_DAY = date.max.toordinal()
_EPOCH = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_ALIKE_FROM = 61
"""Serial number of 1 March 1900; below it programs disagree."""


class Styles(Elements):
    """Which styles show a number as a date, and which with leading zeros."""

    def __init__(self) -> None:
        self.dated: set[int] = set()
        self.padded: dict[int, int] = {}
        self._codes: dict[str, str] = {}
        self._inside = False
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a number format, or the next style of cells."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._style(attributes.get("numFmtId", "0"))
            self._count += 1

    def end(self, name: str) -> None:
        """Leave the styles of cells."""
        if name == "cellXfs":
            self._inside = False

    def _style(self, number: str) -> None:
        code = self._codes.get(number)
        if code is None:
            if number.isdecimal() and int(number) in _BUILT_IN_DATES:
                self.dated.add(self._count)
        elif re.fullmatch("0{2,}", code):
            self.padded[self._count] = len(code)
        elif is_date_format(code):
            self.dated.add(self._count)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time: it has one of their letters outside quotation marks."""
    bare = _UNQUOTED.sub("", code.split(";", maxsplit=1)[0]).lower()
    return "general" not in bare and any(letter in bare for letter in "ymdhs")


@lru_cache(maxsize=65_536)
def number_cell(text: str, dated: bool, padded: int, since_1904: bool) -> tuple[Holds, str]:
    """What a number of a cell means under its format.

    Parameters
    ----------
    text
        The number as the file holds it.
    dated
        Whether it is shown as a date.
    padded
        To how many digits zeros fill it; 0 where they do not.
    since_1904
        Whether days are counted from 1904.
    """
    try:
        number = float(text)
    except ValueError:
        return Holds.ERROR, text
    whole = number.is_integer() and abs(number) < EXACT
    plain = str(int(number)) if whole else repr(number)
    if dated:
        return _day(number, plain, since_1904=since_1904)
    if not whole:
        return Holds.FRACTION, plain
    filled = plain.zfill(padded)
    return (Holds.WHOLE if filled == plain else Holds.PADDED), filled


def _day(number: float, plain: str, *, since_1904: bool) -> tuple[Holds, str]:
    serial = int(number) if abs(number) < EXACT else -1
    ordinal = serial + (_EPOCH_1904 if since_1904 else _EPOCH)
    if serial < (0 if since_1904 else _ALIKE_FROM) or ordinal > _LAST_DAY:
        return Holds.NO_DAY, plain
    day = date.fromordinal(ordinal).isoformat()
    return (Holds.DAY, day) if number == serial else (Holds.MOMENT, f"{day}{_time(number - serial)}")


def _time(part: float) -> str:
    return f" {timedelta(seconds=round(part * 86_400))}"
