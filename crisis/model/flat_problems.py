"""What can be wrong with a flat file of statements and with its mapping, and the words for it."""

from collections.abc import Iterable, Sequence

from crisis.model import dates
from crisis.model.problems import Fault, Problem, Reason, closest, shortened

ORDERS = {"DMY": "27.1.2022", "MDY": "1/27/2022", "YMD": "2022/1/27"}
"""Orders of day, month and year a file may be written in, each with an example. None is ever guessed."""

MOST_NAMES = 20
"""Names of columns an error lists."""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(shortened(name) for name in names[:MOST_NAMES])
    return f"{shown}, …" if len(names) > MOST_NAMES else shown


def no_header(path: str) -> Problem:
    """Nothing is in the file."""
    return Problem.at(Fault(Reason.MISSING_COLUMN, "is empty", "a header and one row a statement are needed"), path)


def no_text(path: str, looks: str) -> Problem:
    """Something else than CSV."""
    return Problem.at(Fault(Reason.WRONG_KIND, f"is not a CSV file: it {looks}", "save it as CSV"), path)


def other_encoding(path: str, encoding: str, line: int) -> Problem:
    """Bytes the encoding does not have."""
    hint = "Excel on Windows often writes cp1252, and ‘Unicode text’ is utf-16."
    return Problem.at(Fault(Reason.ENCODING, f"is not {encoding}", "name its own with --encoding", hint), path, line)


def other_separator(path: str, separator: str) -> Problem:
    """A header that falls into columns by another separator."""
    name = "tab" if separator == "\t" else f"'{separator}'"
    fault = Fault(Reason.WRONG_KIND, f"seems to be separated by {name}", f"say so: --separator {name}")
    return Problem.at(fault, path, 1)


def missing_header(path: str, field: str, header: str, headers: Sequence[str]) -> Problem:
    """A field is mapped to a column the file does not have."""
    near = closest(header, headers)
    fault = Fault(
        Reason.MISSING_COLUMN,
        f"is mapped to {field} and not in the header",
        f"the columns are {_listed(headers)}",
        near,
    )
    return Problem.at(fault, path, 1, "column", header)


def repeated_header(path: str, field: str, header: str) -> Problem:
    """A field is mapped to a column the file has twice: which one is meant is anyone's guess."""
    wrong = f"is mapped to {field} and stands twice in the header"
    return Problem.at(Fault(Reason.UNKNOWN_COLUMN, wrong, "give each its own name"), path, 1, "column", header)


def unknown_stance(got: str, allowed: str) -> Fault:
    """A word nobody said the number of."""
    word = shortened(got)
    hint = f"Or say what it means: --stance '{word}=2'."
    return Fault(Reason.OFF_SCALE, "is neither on the scale nor a mapped word", allowed, hint)


def unread_day(order: str) -> Fault:
    """A date that is neither EDTF nor in the order that was named."""
    allowed = f"use {dates.FORMS}"
    if order:
        return Fault(Reason.MALFORMED_DATE, "is not a date", f"{allowed}, or {ORDERS[order]} ({order})")
    hint = f"Which part is the month is not guessed; say it with --dates {', '.join(ORDERS)}."
    return Fault(Reason.MALFORMED_DATE, "is not a date", allowed, hint)


def unknown_field(path: str, field: str, known: Iterable[str]) -> Problem:
    """A mapping of a field that no statement has."""
    names = [*known]
    fault = Fault(Reason.UNKNOWN_COLUMN, "is not one of a statement", f"use {', '.join(names)}", closest(field, names))
    return Problem.at(fault, path, 0, "field", field)


def unmapped(path: str, field: str) -> Problem:
    """A field every statement has."""
    fault = Fault(Reason.MISSING_COLUMN, "is not mapped", f"say which column it is: --map {field}=HEADER")
    return Problem.at(fault, path, 0, "field", field)


def wrong_choice(path: str, option: str, got: str, wrong: str, allowed: str) -> Problem:
    """A mapping says something that it cannot mean."""
    return Problem.at(Fault(Reason.SETTINGS, wrong, allowed), path, 0, option, got)
