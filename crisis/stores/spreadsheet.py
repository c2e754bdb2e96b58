"""Sheets of an XLSX file, streamed, and bounded by what the file declares before anything is unpacked.

Only the parts with cells are unpacked: pictures, charts and macros are never touched. The format is ISO/IEC 29500,
strict or transitional. Libraries for it lose what a check needs: formulas beside their values, merged cells in a
stream, texts that look like an escape.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from crisis.model import file_problems
from crisis.model.file_problems import Refused
from crisis.model.problems import shortened
from crisis.stores import file_signs
from crisis.stores.spreadsheet_cells import Styles
from crisis.stores.spreadsheet_parts import Book, Cells, Links, Row, Texts
from crisis.stores.spreadsheet_xml import Elements, stream, whole

MEGABYTE = 2**20

MOST_FILE = 64 * MEGABYTE
"""Bytes of a file that is opened at all."""

MOST_UNPACKED = 256 * MEGABYTE
"""Bytes of its parts with cells, as the file declares them; none is unpacked beyond what it declares."""

MOST_PARTS = 10_000


class Sheet(NamedTuple):
    """A sheet: its name as the tab shows it, and the part with its cells."""

    name: str
    part: str


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
        with _readable():
            self._zip = zipfile.ZipFile(path)
        self._parts = {one.filename: one for one in self._zip.infolist()}
        self._unpacked = 0
        if len(self._parts) > MOST_PARTS:
            raise Refused(file_problems.too_large(f"{len(self._parts):,} parts", f"{MOST_PARTS:,}"))
        if any(name.lower().endswith("vbaproject.bin") for name in self._parts):
            raise Refused(file_problems.macros())
        book_part = self._book_part()
        book = Book()
        self._tell(book_part, book)
        self.since_1904 = book.since_1904
        related = self._related(book_part)
        self.sheets = [
            Sheet(name, related[link][1])
            for name, link in book.sheets
            if link in related and related[link][0] == "worksheet"
        ]
        kinds = dict(related.values())
        self.styles = Styles()
        self._tell(kinds.get("styles", ""), self.styles)
        texts = Texts()
        self._tell(kinds.get("sharedStrings", ""), texts)
        self.texts = texts.found

    def rows(self, sheet: Sheet, merged: list[str]) -> Iterator[Row]:
        """Rows of a sheet that are not empty, numbered as Excel numbers them.

        Parameters
        ----------
        sheet
            One of `sheets`.
        merged
            Gets the ranges that are merged, as in ``A2:B3``; they stand at the end of a sheet.
        """
        listener = Cells(self.texts, self.styles, merged, since_1904=self.since_1904)
        with self._open(sheet.part) as part, _readable():
            for _ in stream(part, listener):
                yield from listener.rows
                listener.rows.clear()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _book_part(self) -> str:
        """Where the list of sheets is."""
        book = next((part for kind, part in self._related("").values() if kind == "officeDocument"), "")
        if not book.endswith(".xml") or book not in self._parts or "xl" not in posixpath.dirname(book).split("/"):
            if book.endswith(".bin"):
                raise Refused(file_problems.other_workbook(".xlsb"))
            raise Refused(file_problems.wrong_kind("a workbook", "is a ZIP archive of something else"))
        return book

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and name of every part another refers to, by the link it uses."""
        folder, name = posixpath.split(part)
        links = Links()
        self._tell(posixpath.join(folder, "_rels", f"{name}.rels"), links)
        return {
            link: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
            for link, (kind, target) in links.found.items()
        }

    def _tell(self, part: str, listener: Elements) -> None:
        if part in self._parts:
            with self._open(part) as file, _readable():
                whole(file, listener)

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
        with _readable():
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
    """Whatever an archive can be damaged by, as one refusal."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(file_problems.damaged(shortened(str(error)) or type(error).__name__)) from error
