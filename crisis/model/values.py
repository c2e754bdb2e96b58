"""Types of values a column may hold: how each is checked, worded and stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import repeat
from typing import ClassVar

import pycountry

from crisis.model import dates, problems
from crisis.model.problems import Fault
from crisis.model.vocabulary import Vocabulary

_ID = re.compile(r"[A-Za-z0-9_.-]+")
_NOT_OF_IDS = re.compile(r"[^A-Za-z0-9_.-]")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What Unicode calls control characters, and separators of lines and paragraphs."""

MANY = ";"
"""What separates the ids of an ``_ids`` column."""

PIECE = 10_000
"""Cells of a column that are looked at together."""


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes with their short English names."""
    return {str(c.alpha_3): str(getattr(c, "common_name", c.name)) for c in pycountry.countries}


@dataclass(frozen=True, slots=True)
class Value:
    """A type of value. Cells are text; a type says whether the text is good.

    Parameters
    ----------
    required
        Whether the cell may be empty.
    """

    required: bool = True
    dtype: ClassVar[str] = "str"

    def fault(self, text: str) -> Fault | None:
        """What is wrong with a text that is not empty; nothing by default."""
        return None

    def allowed(self) -> str:
        """What may stand here, for codebooks and forms."""
        return "text"

    def check(self, text: str) -> Fault | None:
        """What is wrong with a cell, be it empty or not."""
        empty = not text.strip() if self.required else text == ""
        if not empty:
            return self.fault(text)
        return problems.missing_value() if self.required else None

    def holds(self, text: str) -> bool:
        """Whether a cell is good; where a closed list decides, it is quicker than saying what is wrong."""
        return self.check(text) is None

    def clean(self, texts: Sequence[str]) -> bool:
        """Whether one look at some cells shows that all are good; where it does not, each has to be looked at."""
        return False

    def bad(self, texts: Sequence[str]) -> list[int]:
        """Places of the cells that are not good."""
        pieces = ((start, texts[start : start + PIECE]) for start in range(0, len(texts), PIECE))
        looked_at = (enumerate(piece, start) for start, piece in pieces if not self.clean(piece))
        return [place for one in looked_at for place, text in one if not self.holds(text)]


@dataclass(frozen=True, slots=True)
class Text(Value):
    """Free text on one line, at most `words` words where that is not 0."""

    words: int = 0

    def fault(self, text: str) -> Fault | None:
        """Find control characters and overlong texts."""
        if _BREAKS.search(text):
            return problems.malformed_text("holds a line break or control character", "use one line of text")
        if self.words and len(text.split()) > self.words:
            return problems.malformed_text(f"has {len(text.split())} words", f"use at most {self.words}")
        return None

    def clean(self, texts: Sequence[str]) -> bool:
        """See that all is printed, nothing is empty that must not be, and no text has blanks for too many words."""
        if not "".join(texts).isprintable() or (self.required and not all(map(str.strip, texts))):
            return False
        return not self.words or max(map(str.count, texts, repeat(" ")), default=0) < self.words

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return f"text of at most {self.words} words" if self.words else "text"


@dataclass(frozen=True, slots=True)
class Key(Value):
    """The id of this row."""

    def fault(self, text: str) -> Fault | None:
        """Find characters ids do not have."""
        return None if _ID.fullmatch(text) else problems.malformed_id()

    def clean(self, texts: Sequence[str]) -> bool:
        """See that no text is empty and none has a character ids do not have."""
        return all(texts) and not _NOT_OF_IDS.search("".join(texts))

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return "an id: letters, digits, '_', '.' and '-'"


@dataclass(frozen=True, slots=True)
class Reference(Value):
    """The id of a row of another table, or several joined by ``;``."""

    table: str = ""
    many: bool = False

    def ids(self, text: str) -> list[str]:
        """Ids in a cell, in order."""
        if not text:
            return []
        return text.split(MANY) if self.many else [text]

    def fault(self, text: str) -> Fault | None:
        """Find what cannot be an id; whether it exists is known once all tables are read."""
        return None if all(_ID.fullmatch(part) for part in self.ids(text)) else problems.malformed_id()

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return f"ids of {self.table}, joined by ';'" if self.many else f"an id of {self.table}"


@dataclass(frozen=True, slots=True)
class Code(Value):
    """A code of a closed vocabulary."""

    vocabulary: Vocabulary | None = None

    def fault(self, text: str) -> Fault | None:
        """Find codes the vocabulary does not have."""
        assert self.vocabulary is not None
        return (
            None if text in self.vocabulary else problems.unknown_code(text, self.vocabulary.name, [*self.vocabulary])
        )

    def holds(self, text: str) -> bool:
        """Whether the vocabulary has a code."""
        assert self.vocabulary is not None
        return text in self.vocabulary if text else not self.required

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        assert self.vocabulary is not None
        return ", ".join(self.vocabulary)


@dataclass(frozen=True, slots=True)
class Scale(Value):
    """A whole number on a scale; `words` name its two ends."""

    low: int = 0
    high: int = 0
    words: tuple[str, str] = ("", "")
    dtype: ClassVar[str] = "Int8"

    def fault(self, text: str) -> Fault | None:
        """Find what is no whole number of the scale."""
        good = re.fullmatch(r"[+-]?[0-9]{1,3}", text) and self.low <= int(text) <= self.high
        return None if good else problems.off_scale(self.allowed())

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        sign = "+" if self.low < 0 else ""
        return f"use {self.low} ({self.words[0]}) to {sign}{self.high} ({self.words[1]})"


@dataclass(frozen=True, slots=True)
class Edtf(Value):
    """A date as sure as it is: see `crisis.model.dates`."""

    def fault(self, text: str) -> Fault | None:
        """Find malformed and impossible dates."""
        try:
            dates.parse(text)
        except ValueError:
            return problems.malformed_date(text, dates.FORMS)
        return None

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return f"a date: {dates.FORMS}"


@dataclass(frozen=True, slots=True)
class Country(Value):
    """An ISO 3166-1 alpha-3 code."""

    def fault(self, text: str) -> Fault | None:
        """Find codes ISO 3166-1 does not have."""
        return None if text in countries() else problems.unknown_country(text, [*countries()])

    def holds(self, text: str) -> bool:
        """Whether ISO 3166-1 has a code."""
        return text in countries() if text else not self.required

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return "an ISO 3166-1 alpha-3 code, e.g. DEU"


@dataclass(frozen=True, slots=True)
class Web(Value):
    """An http or https address; anything else could run in a browser."""

    def fault(self, text: str) -> Fault | None:
        """Find what is no web address."""
        return (
            None if _WEB.fullmatch(text) else problems.malformed_text("is not a web address", "use http:// or https://")
        )

    def allowed(self) -> str:
        """Words for codebooks and forms."""
        return "a web address"


def day_or_none(text: str) -> date | None:
    """A plain ``YYYY-MM-DD`` day; ``None`` for the empty text.

    Raises
    ------
    ValueError
        If the text is neither.
    """
    if text == "":
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)
