"""An empty case to begin with, as a workbook: lists to choose from, text that stays text, the codebook beside it."""

import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from crisis.exports import codebook, example_case
from crisis.model import plover
from crisis.model.records import TABLES, UNIQUE, columns, key_column
from crisis.model.settings import Settings
from crisis.model.values import Code, Country, Key, Reference, Scale, Text, Value, countries
from crisis.model.vocabulary import Vocabulary
from crisis.stores.workbook import SETTINGS

LISTS, CODEBOOK = "lists", "codebook"
"""Sheets that no row of a case stands in."""

SETTINGS_HEADER = ("setting", "value")

CODEBOOK_HEADER = ("table", *codebook.COLUMN_HEADER, "codes")

LAST_ROW = 1_048_576

_COUNTRIES = "country"
_NARROWEST, _WIDEST = 10, 50
_FILTER_ARROW = 3


class _Book:
    """The workbook under way and where its lists stand."""

    def __init__(self, out: io.BytesIO, at: datetime) -> None:
        fixed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(out, {**fixed, "in_memory": True})
        self.book.set_properties(
            {"title": example_case.SETTINGS.title, "author": "Crisis Desk", "created": at.replace(tzinfo=None)}
        )
        self.text = self.book.add_format({"num_format": "@"})
        self.wrapped = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.required = self.book.add_format({"num_format": "@", "bold": True, "bottom": 1})
        self.optional = self.book.add_format({"num_format": "@", "italic": True, "bottom": 1})
        self.lists = _lists()

    def sheet(self, name: str, header: Iterable[str], rows: int) -> Worksheet:
        """Begin a sheet: its header frozen and filtered."""
        sheet = self.book.add_worksheet(name)
        names = [*header]
        for place, one in enumerate(names):
            sheet.write_string(0, place, one, self.required)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(rows, 1), len(names) - 1)
        return sheet

    def table(self, name: str) -> None:
        """Write a table: header with comments, examples, and what each column may be chosen from."""
        rows = example_case.rows(name)
        sheet = self.sheet(name, columns(name), len(rows))
        for place, (column, kind) in enumerate(columns(name).items()):
            longest = max(len(column) + _FILTER_ARROW, *(len(row[column]) + 1 for row in rows))
            # Text, so that a program turns neither ids nor dates typed below into numbers and days of its own.
            form = None if isinstance(kind, Scale) else self.text
            sheet.set_column(place, place, min(max(longest, _NARROWEST), _WIDEST), form)
            sheet.write_string(0, place, column, self.required if kind.required else self.optional)
            sheet.write_comment(0, place, _comment(name, column, kind), {"x_scale": 2.4, "y_scale": 2})
            sheet.data_validation(1, place, LAST_ROW - 1, place, self._rule(name, column, kind, place))
            for line, row in enumerate(rows, 1):
                if isinstance(kind, Scale):
                    if row[column]:
                        sheet.write_number(line, place, int(row[column]))
                elif row[column]:
                    sheet.write_string(line, place, row[column], self.text)

    def _rule(self, table: str, column: str, kind: Value, place: int) -> dict[str, object]:
        """What a cell may hold, and the message that stands beside it."""
        told = {
            "input_title": column,
            "input_message": f"{codebook.meaning_of(table, column)} {codebook.type_of(column, kind)}",
            "error_title": column,
        }
        cell = f"{xl_col_to_name(place)}2"
        if isinstance(kind, Reference):
            # A list offers one id; who joins several types them, which the list must not forbid.
            return {**told, "validate": "list", "source": _ids(kind.table), "show_error": not kind.many} | _refused(
                f"No row of the sheet {kind.table} has this id."
            )
        if column == "mode":
            kinds = [*columns(table)].index("kind")
            return {**told, "validate": "list", "source": self._modes(f"${xl_col_to_name(kinds)}2")} | _refused(
                f"Not a mode of this kind; the sheet {LISTS} has those of each.", "warning"
            )
        offered = _list_of(column, kind)
        if offered:
            return {**told, "validate": "list", "source": self._place(offered)} | _refused(
                f"Choose from the list; the sheet {CODEBOOK} says what each code means."
            )
        if isinstance(kind, Key) and table in UNIQUE:
            letter = xl_col_to_name(place)
            once = f"=COUNTIF(${letter}$2:${letter}${LAST_ROW},{cell})=1"
            return {**told, "validate": "custom", "value": once} | _refused("Another row has this id.")
        if isinstance(kind, Text) and kind.words:
            trimmed = f"TRIM({cell})"
            short = f'=LEN({trimmed})-LEN(SUBSTITUTE({trimmed}," ",""))<{kind.words}'
            return {**told, "validate": "custom", "value": short} | _refused(f"Use at most {kind.words} words.")
        return {**told, "validate": "any"}

    def _place(self, name: str) -> str:
        """Cells of a list."""
        letter = xl_col_to_name([*self.lists].index(name))
        return f"={LISTS}!${letter}$2:${letter}${len(self.lists[name]) + 1}"

    def _modes(self, kind: str) -> str:
        """Modes of the kind that stands in a cell: as many cells below its code as it has modes."""
        places = [[*self.lists].index(one) for one in plover.EVENT_TYPES]
        first, last = xl_col_to_name(places[0]), xl_col_to_name(places[-1])
        most = max(len(plover.modes_of(one)) for one in plover.EVENT_TYPES)
        column = f"MATCH({kind},{LISTS}!${first}$1:${last}$1,0)-1"
        many = f"COUNTA(OFFSET({LISTS}!${first}$2,0,{column},{most},1))"
        return f"=OFFSET({LISTS}!${first}$2,0,{column},MAX(1,{many}),1)"

    def settings(self) -> None:
        """Write the settings, each with its meaning as a comment."""
        values = example_case.SETTINGS.model_dump(exclude={"silenced"})
        sheet = self.sheet(SETTINGS, SETTINGS_HEADER, len(values))
        sheet.set_column(0, 0, 20, self.text)
        sheet.set_column(1, 1, 80, self.text)
        for row, (name, value) in enumerate(values.items(), 1):
            sheet.write_string(row, 0, name, self.text)
            sheet.write_comment(row, 0, Settings.model_fields[name].description or "", {"x_scale": 2})
            if value:
                sheet.write_string(row, 1, value, self.text)

    def choices(self) -> None:
        """Write the lists side by side, each under its name."""
        sheet = self.sheet(LISTS, self.lists, max(map(len, self.lists.values())))
        sheet.set_column(0, len(self.lists) - 1, 18)
        for place, codes in enumerate(self.lists.values()):
            for row, code in enumerate(codes, 1):
                if isinstance(code, int):
                    sheet.write_number(row, place, code)
                else:
                    sheet.write_string(row, place, code, self.text)

    def codebook(self) -> None:
        """Write the codebook: a row a column of the tables."""
        lines = [(table, *line, _codes(table, line[0])) for table in TABLES for line in codebook.columns_of(table)]
        sheet = self.sheet(CODEBOOK, CODEBOOK_HEADER, len(lines))
        for place, width in enumerate((14, 18, 50, 14, 40, 30, 80)):
            sheet.set_column(place, place, width, self.wrapped)
        for row, line in enumerate(lines, 1):
            for place, words in enumerate(line):
                sheet.write_string(row, place, words, self.wrapped)


def write(at: datetime) -> bytes:
    """A template as an XLSX workbook.

    Parameters
    ----------
    at
        The moment it is made, UTC; equal moments give equal bytes.

    Returns
    -------
    bytes
        Sheets, in this order:

        - one for each table: header, frozen and filtered, in bold where a cell is required, with the meaning of the
          column as a comment; three invented rows that pass the check as they are. Ids, dates and all other text are
          formatted as text, scales as numbers. To the last row of the sheet, codes, steps of scales and countries are
          chosen from ``lists``, modes from those of the kind, references from the ids of the sheet they refer to; an
          ``_ids`` column offers the ids and lets several be typed; an id is refused that is used already;
        - ``settings``: title, description and days of the case;
        - ``lists``: what may be chosen, and the modes of each kind;
        - ``codebook``: every column, its meaning, type, example and codes.
    """
    out = io.BytesIO()
    book = _Book(out, at)
    for name in TABLES:
        book.table(name)
    book.settings()
    book.choices()
    book.codebook()
    book.book.close()
    return out.getvalue()


def _list_of(column: str, kind: Value) -> str:
    """Name of the list a column is chosen from; empty where it has none."""
    if isinstance(kind, Country):
        return _COUNTRIES
    coded = codebook.codes_of(column, kind)
    return coded.name if coded else ""


def _lists() -> dict[str, list[str | int]]:
    """Every list by name: vocabularies in the order of the columns, steps of scales as numbers, countries, modes."""
    found: dict[str, list[str | int]] = {}
    for table in TABLES:
        for column, kind in columns(table).items():
            coded = codebook.codes_of(column, kind)
            if coded:
                found[coded.name] = [int(code) for code in coded] if isinstance(kind, Scale) else [*coded]
    modes: dict[str, list[str | int]] = {kind: [*plover.modes_of(kind)] for kind in plover.EVENT_TYPES}
    return {**found, _COUNTRIES: sorted(countries()), **modes}


def _ids(table: str) -> str:
    """Ids of a table's sheet, as many as there are: a list with empty cells would open at its end."""
    letter = xl_col_to_name([*columns(table)].index(key_column(table)))
    column = f"{table}!${letter}$2:${letter}${LAST_ROW}"
    return f"=OFFSET({table}!${letter}$2,0,0,MAX(1,COUNTA({column})),1)"


def _refused(why: str, how: str = "stop") -> dict[str, object]:
    return {"error_message": why, "error_type": how}


def _comment(table: str, column: str, kind: Value) -> str:
    required = "Required." if kind.required else "May be empty."
    return f"{codebook.meaning_of(table, column)}\n{required}\n{codebook.type_of(column, kind)}"


def _codes(table: str, column: str) -> str:
    """Codes of a column, one a line with its meaning."""
    kind = columns(table)[column]
    coded: Vocabulary | None = codebook.codes_of(column, kind) if isinstance(kind, Code | Scale) else None
    return "\n".join(f"{term.code}: {term.meaning}" for term in coded.terms) if coded else ""
