"""What can be wrong with a file a case is read from, and the words for it; `crisis.model.problems` has the rest."""

from collections.abc import Iterable

from crisis.model.problems import Fault, Problem, Reason, closest


class Refused(Exception):  # noqa: N818  (it carries a fault, and is never shown)
    """A file that is not read any further.

    Attributes
    ----------
    fault
        Why, before it is known how the analyst names the file.
    """

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.wrong)


def wrong_kind(needed: str, looks: str) -> Fault:
    """The name says one format, the contents another."""
    hint = "A new name does not change what a file holds."
    return Fault(Reason.WRONG_KIND, f"is not {needed}: it {looks}", f"{needed} is needed", hint)


def other_workbook(suffix: str) -> Fault:
    """A workbook of another format."""
    return Fault(Reason.WRONG_KIND, f"is a workbook of the format {suffix}", "save it as .xlsx")


def macros() -> Fault:
    """A workbook with macros; a case has none, so nobody has to trust them."""
    return Fault(Reason.WRONG_KIND, "holds macros", "save it as .xlsx, which holds none")


def protected() -> Fault:
    """Locked by a password."""
    return Fault(
        Reason.PROTECTED, "is protected by a password", "save it without one", "Excel: File, Info, Protect Workbook."
    )


def damaged(why: str) -> Fault:
    """Cut short, or altered by something that does not know the format."""
    return Fault(Reason.UNREADABLE, f"is damaged or cut short ({why})", "copy or save it again")


def too_large(what: str, most: str, hint: str = "Keep large cases as a folder of Parquet files.") -> Fault:
    """More than is read at once; said before it is read, wherever the file says how much it holds."""
    return Fault(Reason.TOO_LARGE, f"holds {what}", f"at most {most} are read", hint)


def too_slow(seconds: int) -> Fault:
    """More pieces than any case needs, each of them tiny."""
    return Fault(Reason.TOO_LARGE, f"takes more than {seconds} seconds to read", "clear unused rows and columns")


def missing_sheet(path: str) -> Problem:
    """A table has no sheet."""
    fault = Fault(
        Reason.MISSING_SHEET, "is missing", "every table has its sheet, a header alone is a legal empty table"
    )
    return Problem.at(fault, path)


def unknown_sheet(path: str, sheet: str, known: Iterable[str]) -> Problem:
    """A sheet nobody asked for; leaving it out silently would lose the analyst's work."""
    names = [*known]
    fault = Fault(
        Reason.UNKNOWN_SHEET, "is not a sheet of a case", f"use {', '.join(names)}", closest(sheet.lower(), names)
    )
    return Problem.at(fault, path, 0, "sheet", sheet)


def second_sheet(path: str, sheet: str, table: str) -> Problem:
    """A table in two sheets, by a copy or because it is longer than what is read."""
    fault = Fault(Reason.UNKNOWN_SHEET, f"is a second sheet of {table}", f"put all rows into {table}")
    return Problem.at(fault, path, 0, "sheet", sheet)


def merged(path: str, line: int, cells: str) -> Problem:
    """Cells merged into one: which row and column its value belongs to is anyone's guess."""
    fault = Fault(
        Reason.MERGED, "are merged", "one value a cell", "Excel: Home, Merge & Center, Unmerge Cells; fill each."
    )
    return Problem.at(fault, path, line, "cells", cells)


def no_header(path: str, line: int, cell: str) -> Problem:
    """Values in a column that has no name."""
    fault = Fault(Reason.UNKNOWN_COLUMN, "stands in a column without a header", "name the column or clear it")
    return Problem.at(fault, path, line, "cell", cell)


def formula() -> Fault:
    """A formula: what it shows depends on who opens the file."""
    return Fault(
        Reason.FORMULA, "is a formula", "write the value itself", "Excel: copy the cells, Paste Special, Values."
    )


def error_value() -> Fault:
    """#REF! and its kin."""
    return Fault(Reason.ERROR_VALUE, "is an error of the spreadsheet", "write the value itself")


def cut(mark: str) -> Fault:
    """A text that an export had to cut, by the mark it left."""
    return Fault(Reason.CUT, f"was cut when it was exported, it ends in '{mark.strip()}'", "take it from the CSV")


def number_for_date(meant: str) -> Fault:
    """A bare number in a column of dates; Excel counts days, but nothing says that this was meant."""
    hint = f"Format the cell as a date if {meant} is meant." if meant else ""
    return Fault(Reason.WRONG_TYPE, "is a number, not a date", "use a date, or text as in 2021-12", hint)


def time_of_day() -> Fault:
    """A moment where a day is asked for."""
    return Fault(Reason.WRONG_TYPE, "has a time of day", "use the day alone, in UTC")


def uncountable_day() -> Fault:
    """A serial number that programs count differently, or that no calendar has."""
    return Fault(Reason.WRONG_TYPE, "is not a day every spreadsheet counts alike", "write it as text, as in 1899-12-31")


def date_for_text() -> Fault:
    """A date where it cannot be one: often a spreadsheet's own idea of '1-2'."""
    hint = "Format the cell as text and write it again."
    return Fault(Reason.WRONG_TYPE, "is a date", "this column holds no dates", hint)


def fraction_for_id() -> Fault:
    """A fraction, or a number too long to be kept exactly, where an id is."""
    return Fault(Reason.WRONG_TYPE, "is a number, not an id", "format the cell as text and write the id again")


def padded_number() -> Fault:
    """A number that only its format gives leading zeros."""
    hint = "Format the cell as text and write it again."
    return Fault(Reason.WRONG_TYPE, "is a number that only its format fills with zeros", "use text", hint)


def flag() -> Fault:
    """TRUE or FALSE where neither is asked for."""
    return Fault(Reason.WRONG_TYPE, "is TRUE or FALSE", "format the cell as text and write it again")


def too_long(units: int) -> Fault:
    """A text no workbook can hold."""
    return Fault(Reason.TOO_LARGE, "does not fit into a cell", f"a workbook holds {units:,} characters a cell")


def wrong_separator(path: str, separator: str) -> Problem:
    """A CSV file that is separated by something else."""
    name = {"\t": "tabs"}.get(separator, f"'{separator}'")
    fault = Fault(Reason.WRONG_KIND, f"is separated by {name}", "separate by commas and quote text that holds one")
    return Problem.at(fault, path, 1)


def wrong_column_type(got: str) -> Fault:
    """A Parquet column of a type no cell of a case has."""
    return Fault(Reason.WRONG_TYPE, f"is of type {got}", "use text; whole numbers for scales, dates for days")


def taken_id() -> Fault:
    """An id a case has for another row than the one that is to be added."""
    return Fault(Reason.DUPLICATE_ID, "is in the case already, for another row", "give the new row another id")


def further(count: int) -> Fault:
    """The place from which on problems of a column are counted, not listed."""
    return Fault(Reason.FURTHER, f"and {count:,} cells in all from here on have problems", "mend those above first")


def older_database(lacking: str) -> Fault:
    """A DNA database of a version that kept its data in another way."""
    return Fault(
        Reason.WRONG_KIND,
        f"is of another version of Discourse Network Analyzer: it has no {lacking}",
        "version 3 is read",
        "Open and save it with version 3.",
    )


def missing_variables(path: str, label: str, lacking: Iterable[str]) -> Problem:
    """A statement type without what makes a position."""
    fault = Fault(
        Reason.MISSING_COLUMN,
        f"lacks {', '.join(lacking)}",
        "organization and concept (short text) and agreement (boolean or integer) are needed",
    )
    return Problem.at(fault, path, 0, "statement type", label)


def other_scale(path: str, label: str, least: int, most: int) -> Problem:
    """Agreement on a scale of its own: which numbers are against, and how firmly, nobody but its coder knows."""
    fault = Fault(
        Reason.OFF_SCALE,
        f"has agreement from {least} to {most}",
        "stances are -2 (strongly opposes) to +2 (strongly supports)",
        f"Export its statements as CSV and say what each number means: crisis import-csv --stance {most}=2.",
    )
    return Problem.at(fault, path, 0, "statement type", label)
