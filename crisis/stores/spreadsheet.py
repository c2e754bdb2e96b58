"""Sheets of an XLSX file, streamed, and bounded by what the file declares before anything is unpacked.

Rows are read by openpyxl, each from a tree of its own. Its workbooks are of no use here: they stop at what no case
needs, such as an odd fill or filter, lose merged cells in a stream, and alter texts that look like an escape.
"""

import posixpath
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple
from xml.etree import ElementTree  # nosec B405  # `read` refuses what is dangerous before it is parsed

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from crisis.model import file_problems
from crisis.model.file_problems import Refused
from crisis.model.problems import shortened
from crisis.stores import file_signs
from crisis.stores.spreadsheet_cells import Cell, cell_of

MEGABYTE = 2**20

MOST_FILE = 64 * MEGABYTE
"""Bytes of a file that is opened at all."""

MOST_UNPACKED = 256 * MEGABYTE
"""Bytes of its parts with cells, as the file declares them; none is unpacked beyond what it declares."""

MOST_TEXTS, MOST_TAGS = 2_000_000, 2_000_000
"""Texts that cells share; tags and attributes that are held at once, as those of a row or of all styles."""

LONGEST, LONGEST_NAMESPACE = 2**18, 1_000
"""Bytes of a text or tag, a cell holds 32,767 characters; of a namespace, which is kept with every name of it."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What the format allows a sheet."""

AT_ONCE = 4_096
"""Bytes that are unpacked before anything is looked at again."""

MOST_SECONDS = 20
"""Time spent on one part; a file made of nothing but tiny elements would take minutes."""

_STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": SHEET_MAIN_NS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument": b"http://schemas.openxmlformats.org/officeDocument/2006",
}
"""Namespaces of the strict format, and those the transitional one has for the same."""

_NAMES = {"": SHEET_MAIN_NS}
_TEXT, _MERGED = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "mergeCell"))
_FORMATS = BUILTIN_FORMATS | dict.fromkeys([*range(27, 37), *range(50, 59)], "yyyy-mm-dd")
"""Number formats no file has to declare; openpyxl leaves out those of Chinese and Japanese dates."""

Row = tuple[int, list[Cell]]
"""Number of a row, as Excel shows it, and its cells that are not empty."""


class Sheet(NamedTuple):
    """A sheet: its name as the tab shows it, and the part with its cells."""

    name: str
    part: str


class _Part:
    """A part while it is unpacked. It is refused before what is built of it fills the memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._last, self._length = file, b"", 0
        self.tags, self.until = 0, time.monotonic() + MOST_SECONDS

    def read(self, size: int = AT_ONCE) -> bytes:
        """Read on, but so little that what is refused has not grown yet."""
        data = self._file.read(min(size, AT_ONCE))
        if b"\0" in data:  # UTF-16, which would hide what is looked for
            raise Refused(file_problems.damaged("it is not UTF-8"))
        if b"<!DOCTYPE" in self._last + data:  # its entities can unfold to gigabytes; no workbook has one
            raise Refused(file_problems.damaged("it declares a document type"))
        for strict, plain in _STRICT.items() if not self._last else ():
            data = data.replace(strict, plain)
        self._last = data[-8:]
        self._length = len(data) - data.rfind(b"<") + (0 if b"<" in data else self._length)
        if self._length > LONGEST:
            raise Refused(file_problems.damaged(f"a text or tag of more than {LONGEST:,} bytes"))
        self.tags += data.count(b"<") + data.count(b"=")
        if self.tags > MOST_TAGS:
            raise Refused(file_problems.damaged(f"more than {MOST_TAGS:,} tags and attributes in one element"))
        if time.monotonic() > self.until:
            raise Refused(file_problems.too_slow(MOST_SECONDS))
        return data

    def items(self, level: int) -> Iterator[ElementTree.Element]:
        """Elements that stand in so many others; each is let go of before the next."""
        within: list[ElementTree.Element] = []
        events = ElementTree.iterparse(self, ("start", "end", "start-ns"))  # noqa: S314  (`read` refuses what is dangerous)  # nosec B314
        for event, element in events:
            if event == "start":
                within.append(element)
            elif event == "end":
                within.pop()
                if len(within) == level:
                    yield element
                if 0 < len(within) <= level:
                    within[-1].clear()
                    self.tags = 0
            elif len(element[1]) > LONGEST_NAMESPACE:
                raise Refused(file_problems.damaged("a namespace without end"))


class _Rows(WorkSheetParser):
    """Rows of openpyxl."""

    def parse_formula(self, element: Any) -> object:  # noqa: ANN401
        """A formula; it stays one where openpyxl cannot work out how it reads in a cell that shares it."""
        try:
            return super().parse_formula(element)  # type: ignore[no-untyped-call]
        except (TokenizerError, TranslatorError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            return f"={element.findtext(FORMULA_TAG) or ''}"


class Spreadsheet:
    """An open XLSX file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    Refused
        If it is no such file, locked, damaged, holds macros, or declares more than is read.
    """

    def __init__(self, path: Path) -> None:
        _check_beginning(path)
        self._unpacked = 0
        with _readable():
            self._zip = zipfile.ZipFile(path)
            self._parts = {one.filename: one for one in self._zip.infolist()}
            if any(name.lower().endswith("vbaproject.bin") for name in self._parts):
                raise Refused(file_problems.macros())
            book = self._book_part()
            related = self._related(book)
            kinds = dict(related.values())
            self.sheets, self._since_1904 = self._book(book, related)
            self._forms = self._number_formats(kinds.get("styles", ""))
            self._texts = [*self._shared_texts(kinds.get("sharedStrings", ""))]

    def rows(self, sheet: Sheet, merged: list[str]) -> Iterator[Row]:
        """Rows of a sheet that are not empty, numbered as Excel numbers them.

        Parameters
        ----------
        sheet
            One of `sheets`.
        merged
            Gets the ranges that are merged, as in ``A2:B3``; they stand at the end of a sheet.
        """
        with _readable(), self._open(sheet.part) as file:
            part = _Part(file)
            parser = _Rows(file, self._texts)
            for element in part.items(2):
                if element.tag == _MERGED:
                    merged.append(element.get("ref", ""))
                elif element.tag == ROW_TAG:
                    number, cells = parser.parse_row(element)  # type: ignore[arg-type]
                    parser.row_dimensions.clear()  # heights, of up to a million rows
                    if number > MOST_ROWS or any(cell["column"] > MOST_COLUMNS for cell in cells):
                        raise Refused(file_problems.damaged(f"a cell beyond row {MOST_ROWS} or column {MOST_COLUMNS}"))
                    if held := [self._cell(cell) for cell in cells if cell["value"] not in (None, "")]:
                        paused = time.monotonic()
                        yield number, held
                        part.until += time.monotonic() - paused

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _cell(self, cell: dict[str, Any]) -> Cell:
        return cell_of(cell, self._forms.get(cell["style_id"], ""), self._since_1904)

    def _book_part(self) -> str:
        """Where the list of sheets is."""
        book = next((part for kind, part in self._related("").values() if kind == "officeDocument"), "")
        if not book.endswith(".xml") or book not in self._parts or "xl" not in posixpath.dirname(book).split("/"):
            if book.endswith(".bin"):
                raise Refused(file_problems.other_workbook(".xlsb"))
            raise Refused(file_problems.wrong_kind("a workbook", "is a ZIP archive of something else"))
        return book

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and name of every part another refers to, by the link it uses; nothing outside the file."""
        folder, name = posixpath.split(part)
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in self._tree(posixpath.join(folder, "_rels", f"{name}.rels"))
            if one.get("TargetMode") != "External"
        }

    def _book(self, part: str, related: dict[str, tuple[str, str]]) -> tuple[list[Sheet], bool]:
        """Sheets with cells, in the order of their tabs, and whether days are counted from 1904."""
        book = self._tree(part)
        since_1904 = any(one.get("date1904") in ("1", "true", "on") for one in book.iterfind("workbookPr", _NAMES))
        linked = [
            (sheet.get("name", ""), related.get(link, ("", "")))
            for sheet in book.iterfind("sheets/sheet", _NAMES)
            for name, link in sheet.items()
            if name.endswith("}id")
        ]
        return [Sheet(name, part) for name, (kind, part) in linked if kind == "worksheet"], since_1904

    def _number_formats(self, part: str) -> dict[int, str]:
        """Number format of every style, by its place."""
        root = self._tree(part)
        codes = {str(number): code for number, code in _FORMATS.items()}
        codes |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind("numFmts/numFmt", _NAMES)}
        styles = root.iterfind("cellXfs/xf", _NAMES)
        return {place: codes.get(one.get("numFmtId", ""), "") for place, one in enumerate(styles)}

    def _shared_texts(self, part: str) -> Iterator[str]:
        """The texts that cells share; how they are pronounced is no part of them."""
        if part not in self._parts:
            return
        with self._open(part) as file:
            for number, element in enumerate(_Part(file).items(1)):
                if number >= MOST_TEXTS:
                    raise Refused(file_problems.too_large(f"over {MOST_TEXTS:,} texts", f"{MOST_TEXTS:,}"))
                runs = [element, *element.iterfind("r", _NAMES)]
                yield "".join(run.findtext(_TEXT) or "" for run in runs)

    def _tree(self, part: str) -> ElementTree.Element:
        """A part as a whole; an element of nothing where the file has none."""
        if part not in self._parts:
            return ElementTree.Element("")
        with self._open(part) as file:
            (root,) = _Part(file).items(0)  # to its end, where its checksum is compared
            return root

    def _open(self, part: str) -> IO[bytes]:
        """Open a part, unless all that was opened declares more bytes than are read."""
        info = self._parts.get(part)
        if info is None:
            raise Refused(file_problems.damaged(f"'{part}' is not in it"))
        if info.flag_bits & 1:
            raise Refused(file_problems.protected())
        self._unpacked += info.file_size
        if self._unpacked > MOST_UNPACKED:
            size = f"{self._unpacked // MEGABYTE:,} MB when unpacked"
            raise Refused(file_problems.too_large(size, f"{MOST_UNPACKED // MEGABYTE} MB"))
        return self._zip.open(info)


def _check_beginning(path: Path) -> None:
    """Refuse what is too large, locked, or something else under the name of a workbook."""
    size = path.stat().st_size
    if size > MOST_FILE:
        raise Refused(file_problems.too_large(f"{size // MEGABYTE:,} MB", f"{MOST_FILE // MEGABYTE} MB"))
    with path.open("rb") as file:
        head = file.read(512)
        if head.startswith(file_signs.OLE):
            # An encrypted workbook is wrapped into the older container, which names what it holds in UTF-16.
            locked = "EncryptedPackage".encode("utf-16-le") in head + file.read()
            raise Refused(file_problems.protected() if locked else file_problems.other_workbook(".xls"))
    if not head.startswith(file_signs.ZIP):
        raise Refused(file_problems.wrong_kind("a workbook", file_signs.looks(head)))


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever an archive or openpyxl stumbles over, as one refusal."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(file_problems.damaged(shortened(str(error)) or type(error).__name__)) from error
