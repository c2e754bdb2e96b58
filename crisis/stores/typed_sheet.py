"""What a sheet of a workbook can hold, shared by everything that writes one."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

from crisis.model.values import day_or_none

LONGEST = 32_767
"""Most UTF-16 units a cell of a workbook holds."""

MARK = " [cut: see the sheet about]"
"""What an export puts behind a text it had to cut."""

FIRST_DAY = date(1900, 3, 1)
"""From here on every program counts days alike; before it some have a 29 February 1900."""

BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that would become a formula when its cell is edited."""

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class TypedSheet(Worksheet):  # type: ignore[misc]
    """A worksheet that writes every text as that text.

    The library takes text from ``<r>`` to ``</r>`` for markup of its own, and of two escapes that share an underscore,
    as in ``_x0041_x0042_``, masks only the first. No text of a case is markup.
    """

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        masked = _LOOKS_ESCAPED.sub("_x005F_", data)
        return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", masked)

    def _xml_rich_inline_string(self, string: str, attributes: Iterable[tuple[str, object]] = ()) -> None:
        self._xml_inline_string(string, True, attributes)


def fits(text: str) -> bool:
    """Whether a cell holds the text whole."""
    return len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) <= 2 * LONGEST


@lru_cache(maxsize=65_536)
def typed_day(text: str) -> datetime | None:
    """The day a date is, where it is written as one exact day and every program counts it alike."""
    try:
        day = day_or_none(text)
    except ValueError:
        return None
    return None if day is None or day < FIRST_DAY else datetime(day.year, day.month, day.day)
