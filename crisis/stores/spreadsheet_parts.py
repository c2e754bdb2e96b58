"""Parts of an XLSX file: what each of them says, element by element."""

import re
from functools import lru_cache

from crisis.model import file_problems
from crisis.model.file_problems import Refused
from crisis.stores.spreadsheet_cells import Cell, Holds, Styles, number_cell
from crisis.stores.spreadsheet_xml import Elements

MOST_TEXTS = 2_000_000
"""Texts that cells share."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What the format allows a sheet."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Row = tuple[int, list[Cell]]
"""Number of a row, as Excel shows it, and its cells that are not empty."""


class Book(Elements):
    """Names of the sheets, and where days are counted from."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), link))


class Links(Elements):
    """What a part refers to: link to kind and target. What lies outside the file is never followed."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class _Written(Elements):
    """Collects the text of a cell or shared text; how it is pronounced is no part of it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.collecting = False
        self.aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        if name == "rPh":
            self.aside += 1
        elif name in ("t", "v"):
            self.collecting = not self.aside

    def end(self, name: str) -> None:
        """Note what ends."""
        if name == "rPh":
            self.aside -= 1
        elif name in ("t", "v"):
            self.collecting = False

    def text(self, data: str) -> None:
        """Note text."""
        if self.collecting:
            self.pieces.append(data)

    def taken(self) -> str:
        """The text so far, its escapes undone; the next one begins empty."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


class Texts(_Written):
    """The texts that cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, name: str) -> None:
        """Note what ends."""
        super().end(name)
        if name == "si":
            self.found.append(unescaped(self.taken()))
            if len(self.found) > MOST_TEXTS:
                raise Refused(file_problems.too_large(f"over {MOST_TEXTS:,} texts", f"{MOST_TEXTS:,}"))


class Cells(_Written):
    """The cells of a sheet, row by row."""

    def __init__(self, texts: list[str], styles: Styles, merged: list[str], *, since_1904: bool) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._texts, self._styles, self._merged, self._since_1904 = texts, styles, merged, since_1904
        self._row, self._column = 0, -1
        self._cells: list[Cell] = []
        self._kind, self._style, self._formula = "n", 0, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        if name == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = column_number(letters) if letters else self._column + 1
            self._kind, self._formula = attributes.get("t", "n"), False
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdecimal() else 0
            self.pieces.clear()
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number[:9]) if number.isdecimal() else self._row + 1
            self._column = -1
            if self._row > MOST_ROWS:
                raise Refused(file_problems.damaged(f"row {self._row}"))
        elif name == "f":
            self._formula = True
        elif name == "mergeCell":
            self._merged.append(attributes.get("ref", ""))
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        """Note what ends."""
        if name == "c":
            raw = self.taken()
            if raw or self._formula:
                cell = Cell(self._column, *self._held(raw))
                if cell.text or self._formula:
                    self._cells.append(cell)
        elif name == "row":
            if self._cells:
                self.rows.append((self._row, self._cells))
                self._cells = []
        else:
            super().end(name)

    def _shared(self, raw: str) -> str:
        if not raw.isdecimal() or int(raw[:9]) >= len(self._texts):
            raise Refused(file_problems.damaged(f"text {raw[:20]} is not in it"))
        return self._texts[int(raw[:9])]

    def _held(self, raw: str) -> tuple[Holds, str]:  # noqa: PLR0911  (one a type of cell)
        if self._formula:
            return Holds.FORMULA, unescaped(raw)
        if self._kind == "s":
            return Holds.TEXT, self._shared(raw)
        if self._kind in ("inlineStr", "str"):
            return Holds.TEXT, unescaped(raw)
        if self._kind == "n":
            padded = self._styles.padded.get(self._style, 0)
            return number_cell(raw, self._style in self._styles.dated, padded, self._since_1904)
        if self._kind == "b":
            return Holds.FLAG, "TRUE" if raw in ("1", "true") else "FALSE"
        if self._kind == "d":
            day, _, time = raw.partition("T")
            return (Holds.MOMENT, raw) if time.strip("0:.Z") else (Holds.DAY, day)
        return Holds.ERROR, raw


def unescaped(text: str) -> str:
    """Text with every ``_xHHHH_`` the character it stands for."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Number of a column, from 0: ``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters[:4]:
        number = 26 * number + ord(letter) - 64
    if not (re.fullmatch("[A-Z]{1,3}", letters) and number <= MOST_COLUMNS):
        raise Refused(file_problems.damaged(f"column {letters[:20]}"))
    return number - 1


def column_letters(number: int) -> str:
    """Letters of a column, as Excel shows them."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
