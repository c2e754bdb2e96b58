"""What can be wrong with a case, and the words for it: where, what, got, allowed, hint."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from enum import StrEnum

_OTHER_ORDER = re.compile(r"[0-9]{1,2}([./ -])[0-9]{1,2}\1[0-9]{2,4}")

_A_CASE = "A case is a folder of CSV or Parquet files with case.toml, a workbook (.xlsx), or a DNA database (.dna)."

SHOWN = 60
"""Longest piece of a bad value an error repeats."""


class Reason(StrEnum):
    """Why a case is refused, or a row of a sound case warned about; one code a kind, for tests and tools."""

    NO_CASE = "no_case"
    MISSING_FILE = "missing_file"
    UNREADABLE = "unreadable"
    ENCODING = "encoding"
    SETTINGS = "settings"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    WRONG_WIDTH = "wrong_width"
    MISSING_VALUE = "missing_value"
    MALFORMED_ID = "malformed_id"
    MALFORMED_DATE = "malformed_date"
    MALFORMED_TEXT = "malformed_text"
    OFF_SCALE = "off_scale"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_ID = "unknown_id"
    DUPLICATE_ID = "duplicate_id"
    FURTHER = "further"
    WRONG_MODE = "wrong_mode"
    CYCLE = "cycle"
    SELF_TIE = "self_tie"
    ENDS_FIRST = "ends_first"
    BEFORE_EVENT = "before_event"
    WRONG_KIND = "wrong_kind"
    PROTECTED = "protected"
    TOO_LARGE = "too_large"
    MISSING_SHEET = "missing_sheet"
    UNKNOWN_SHEET = "unknown_sheet"
    MERGED = "merged"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    WRONG_TYPE = "wrong_type"
    CUT = "cut"
    UNUSED_ACTOR = "unused_actor"
    ONE_SIDED_ISSUE = "one_sided_issue"
    DUPLICATE_STATEMENT = "duplicate_statement"
    NO_OFFICE = "no_office"
    UNDATED_SOURCE = "undated_source"
    UNCONFIRMED_EVENT = "unconfirmed_event"
    CONTRADICTION_IN_A_DAY = "contradiction_in_a_day"
    SILENCES_NOTHING = "silences_nothing"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one value, before it is known where the value stands."""

    reason: Reason
    wrong: str
    allowed: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place.

    Attributes
    ----------
    reason
        Code of the fault.
    path
        File, as the analyst named it.
    line
        Line as an editor shows it, from 1; 0 for the whole file.
    field
        Column; empty where the fault is of the row or file.
    got
        The offending value.
    wrong, allowed, hint
        What is wrong, what would be right, what may help.
    """

    reason: Reason
    path: str
    line: int
    field: str
    got: str
    wrong: str
    allowed: str = ""
    hint: str = ""

    @classmethod
    def at(cls, fault: Fault, path: str, line: int = 0, field: str = "", got: str = "") -> "Problem":
        """Put a fault in its place."""
        return cls(fault.reason, path, line, field, got, fault.wrong, fault.allowed, fault.hint)

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"

    @property
    def where(self) -> str:
        """File and line."""
        return _printable(f"{self.path}:{self.line}" if self.line else self.path)

    @property
    def sentence(self) -> str:
        """What is wrong, what would be right, what may help."""
        value = f" '{shortened(self.got)}'" if self.got or self.field else ""
        what = f"{self.field}{value} {self.wrong}" if self.field else f"{value} {self.wrong}".strip()
        sentence = f"{what}; {self.allowed}." if self.allowed else f"{what}."
        return _printable(f"{sentence} {self.hint}".strip())

    def as_record(self) -> dict[str, str | int]:
        """The problem as one row of a table or JSON list, with its sentence."""
        return {**asdict(self), "reason": str(self.reason), "message": str(self)}


class CaseError(Exception):
    """A case that cannot be opened; nothing of it is loaded.

    Attributes
    ----------
    problems
        Every fault that was found, in the order of files and lines.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def shortened(text: str) -> str:
    """A value on one line, cut where it is long, control characters made visible."""
    flat = _printable(text)
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in text)


def closest(word: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """``Did you mean 'KULEBA'?`` or nothing; `names` are other words for what is known."""
    codes = dict(names or {}) | {one: one for one in known}
    near = get_close_matches(word[:SHOWN], codes, n=1, cutoff=0.75)
    return f"Did you mean '{codes[near[0]]}'?" if near else ""


def no_case(path: str, why: str) -> Problem:
    """Nothing at that path is a case."""
    fault = Fault(Reason.NO_CASE, f"is not a case: {why}", "", _A_CASE)
    return Problem.at(fault, path)


def missing_file(path: str) -> Problem:
    """A table or the settings are not there."""
    return Problem.at(
        Fault(Reason.MISSING_FILE, "is missing", "every table has its file, a header alone is a legal empty table"),
        path,
    )


def unreadable(path: str, why: str, line: int = 0) -> Problem:
    """The operating system or the format refuses."""
    return Problem.at(Fault(Reason.UNREADABLE, f"cannot be read: {why}"), path, line)


def wrong_encoding(path: str, line: int) -> Problem:
    """Not UTF-8."""
    return Problem.at(
        Fault(Reason.ENCODING, "is not UTF-8", "save the file as CSV UTF-8", "Excel: Save as, CSV UTF-8."), path, line
    )


def bad_settings(path: str, field: str, got: str, wrong: str, allowed: str, hint: str = "") -> Problem:
    """case.toml holds something else than it may."""
    return Problem.at(Fault(Reason.SETTINGS, wrong, allowed, hint), path, 0, field, got)


def missing_column(path: str, column: str, columns: Iterable[str]) -> Problem:
    """The header lacks a column."""
    fault = Fault(Reason.MISSING_COLUMN, "is missing from the header", f"the columns are {', '.join(columns)}")
    return Problem.at(fault, path, 1, "column", column)


def unknown_column(path: str, column: str, columns: Sequence[str]) -> Problem:
    """The header has a column nobody asked for; dropping it silently would lose the analyst's work."""
    fault = Fault(
        Reason.UNKNOWN_COLUMN, "is not a column of this table", f"use {', '.join(columns)}", closest(column, columns)
    )
    return Problem.at(fault, path, 1, "column", column)


def repeated_column(path: str, column: str) -> Problem:
    """A column stands twice in the header."""
    return Problem.at(
        Fault(Reason.UNKNOWN_COLUMN, "stands twice in the header", "once is enough"), path, 1, "column", column
    )


def wrong_width(path: str, line: int, got: int, expected: int) -> Problem:
    """A row has more or fewer cells than the header."""
    hint = "Quote text that holds a comma."
    return Problem.at(Fault(Reason.WRONG_WIDTH, f"row has {got} cells", f"the header has {expected}", hint), path, line)


def missing_value() -> Fault:
    """A required cell is empty."""
    return Fault(Reason.MISSING_VALUE, "is empty", "a value is required")


def malformed_id() -> Fault:
    """An id with a character ids do not have."""
    return Fault(Reason.MALFORMED_ID, "is not an id", "use letters, digits, '_', '.' and '-'")


def malformed_date(got: str, forms: str) -> Fault:
    """Not one of the EDTF forms, or a day the calendar does not have."""
    hint = "Which part is the month is not guessed." if _OTHER_ORDER.fullmatch(got) else ""
    return Fault(Reason.MALFORMED_DATE, "is not a date", f"use {forms}", hint)


def malformed_text(wrong: str, allowed: str) -> Fault:
    """Text that breaks a rule of its column."""
    return Fault(Reason.MALFORMED_TEXT, wrong, allowed)


def off_scale(allowed: str) -> Fault:
    """A number outside its scale."""
    return Fault(Reason.OFF_SCALE, "is off the scale", allowed)


def unknown_code(got: str, name: str, codes: Sequence[str]) -> Fault:
    """A code that is not in its vocabulary."""
    return Fault(Reason.UNKNOWN_CODE, f"is not a known {name}", f"use {', '.join(codes)}", closest(got, codes))


def unknown_country(got: str, codes: Sequence[str]) -> Fault:
    """Not an ISO 3166-1 alpha-3 code."""
    return Fault(
        Reason.UNKNOWN_COUNTRY, "is not a country code", "use ISO 3166-1 alpha-3, e.g. DEU", closest(got.upper(), codes)
    )


def unknown_id(got: str, file: str, known: Iterable[str]) -> Fault:
    """An id that nothing has."""
    return Fault(Reason.UNKNOWN_ID, f"is not in {file}", "", closest(got, known))


def duplicate_id(line: int) -> Fault:
    """An id used twice."""
    return Fault(Reason.DUPLICATE_ID, f"is already used on line {line}", "every id is used once")


def wrong_mode(kind: str, modes: Sequence[str]) -> Fault:
    """A mode its kind of act does not have."""
    allowed = f"{kind} takes {', '.join(modes)}, or nothing" if modes else f"{kind} takes no mode"
    return Fault(Reason.WRONG_MODE, f"is not a mode of {kind}", allowed)


def cycle(field: str, chain: Sequence[str]) -> Fault:
    """An actor or issue that is part of itself."""
    top = "a state or body" if field == "part_of" else "a package"
    return Fault(Reason.CYCLE, f"leads back to itself: {' > '.join(chain)}", f"a chain of {field} ends in {top}")


def self_tie() -> Fault:
    """A tie of an actor to itself."""
    return Fault(Reason.SELF_TIE, "is the actor itself", "a tie joins two different actors")


def ends_first(start: str) -> Fault:
    """An end before its start."""
    return Fault(Reason.ENDS_FIRST, f"is before starts_on '{start}'", "an end is not before its start")


def before_event(starts_on: str, closed: str) -> Fault:
    """A report of something that had not begun when its last source was published."""
    return Fault(
        Reason.BEFORE_EVENT,
        f"cannot be known: the event begins {starts_on}, its last source was published {closed}",
        "use scheduled, or add a later source",
    )
