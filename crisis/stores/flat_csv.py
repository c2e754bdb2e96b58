"""A flat CSV file as its columns, whatever their names, its separator and its encoding."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from crisis.model import file_problems, flat_problems, problems
from crisis.model.problems import CaseError, Problem
from crisis.stores import file_signs
from crisis.stores.csv_lines import numbered

MOST_BYTES = 256 * 2**20
"""Bytes of a file; reading takes several times as much memory."""

SEPARATORS = (",", ";", "\t", "|")
"""What separates most files; nothing else is suggested."""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """What a flat file holds.

    Attributes
    ----------
    headers
        As the file has them, without spaces around. One may be empty or stand twice.
    columns
        Cells of each column, in the order of the headers.
    lines
        For each row the line it starts on, as an editor shows it.
    """

    headers: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def read(path: Path, shown: str, separator: str, encoding: str) -> FlatTable:
    """Read a file. Rows without any text are no rows.

    Parameters
    ----------
    path
        The file.
    shown
        How problems name it.
    separator
        Character between cells; a cell that holds it stands in quotation marks.
    encoding
        Name of the text encoding; a byte order mark is taken off.

    Raises
    ------
    CaseError
        If it is no such file, or a row has more or fewer cells than the header.
    """
    text = _text(path, shown, encoding)
    found: list[Problem] = []
    rows = ((line, row) for line, row in numbered(text, shown, found, separator) if any(cell.strip() for cell in row))
    _, header = next(rows, (1, []))
    if not header:
        raise CaseError(found or [flat_problems.no_header(shown)])
    lines, held = [], []
    for line, cells in rows:
        if len(cells) == len(header):
            lines.append(line)
            held.append(cells)
        else:
            found.append(problems.wrong_width(shown, line, len(cells), len(header)))
    if len(header) == 1 and (other := _separator(header[0], separator)):
        raise CaseError([flat_problems.other_separator(shown, other)])
    if found:
        raise CaseError(found)
    columns = tuple(zip(*held, strict=True)) if held else ((),) * len(header)
    return FlatTable(tuple(name.strip() for name in header), columns, tuple(lines))


def _text(path: Path, shown: str, encoding: str) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)  # a pipe does not say how much it holds
    except (OSError, ValueError) as error:  # a ValueError for names with a NUL
        raise CaseError([problems.unreadable(shown, getattr(error, "strerror", None) or "unknown cause")]) from error
    if len(raw) > MOST_BYTES:
        most = f"{MOST_BYTES // 2**20:,} MB"
        raise CaseError([Problem.at(file_problems.too_large(f"more than {most}", most, ""), shown)])
    looks = file_signs.looks(raw[:512])
    if raw and not looks.startswith(
        ("is a text", "is of an unknown")
    ):  # quotes, letters of any encoding may begin a CSV
        raise CaseError([flat_problems.no_text(shown, looks)])
    utf_8 = codecs.lookup(encoding).name == "utf-8"
    try:
        text = raw.decode("utf-8-sig" if utf_8 else encoding)
        text.encode()  # a lone surrogate could not be written again
    except UnicodeError as error:
        line = raw[: getattr(error, "start", 0)].count(b"\n") + 1
        raise CaseError([flat_problems.other_encoding(shown, encoding, line)]) from error
    if "\0" in text:  # UTF-16 passes for UTF-8 with a NUL beside every letter
        line = text[: text.index("\0")].count("\n") + 1
        raise CaseError([flat_problems.other_encoding(shown, encoding, line)])
    return text.removeprefix("\ufeff")


def _separator(header: str, used: str) -> str:
    """What a header of one column seems to be separated by; nothing where it is one column."""
    return max((one for one in SEPARATORS if one != used and one in header), key=header.count, default="")
