"""A case as a folder: ``case.toml`` and one CSV a table, UTF-8."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from crisis.model import problems, settings
from crisis.model.draft import Draft, DraftTable
from crisis.model.problems import Problem
from crisis.model.records import TABLES, columns

csv.field_size_limit(10_000_000)


def recognises(path: Path) -> bool:
    """Whether a path is a folder that holds a case, complete or not."""
    return path.is_dir() and any((path / name).exists() for name in (settings.FILE, *map(_file, TABLES)))


def read(path: Path, shown: str) -> Draft:
    """Read a folder as text, with the line every row starts on.

    Parameters
    ----------
    path
        The folder.
    shown
        How problems name the folder.

    Returns
    -------
    Draft
        Tables that cannot be read are absent, and say why among the problems.
    """
    found: list[Problem] = []
    settings_path = f"{shown}/{settings.FILE}"
    text = _text(path / settings.FILE, settings_path, found)
    chosen = None
    if text is not None:
        chosen, wrong = settings.read(text, settings_path)
        found += wrong
    tables: dict[str, DraftTable] = {}
    for name in TABLES:
        place = f"{shown}/{_file(name)}"
        text = _text(path / _file(name), place, found)
        if text is not None:
            tables[name] = _table(text, place, [*columns(name)], found)
    return Draft(path.resolve().name, chosen, settings_path, tables, found)


def _file(table: str) -> str:
    return f"{table}.csv"


def _text(file: Path, place: str, found: list[Problem]) -> str | None:
    """Contents of a file, a byte order mark taken off; ``None`` and a problem where that fails."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        found.append(problems.missing_file(place))
        return None
    except OSError as error:
        found.append(problems.unreadable(place, error.strerror or "unknown cause"))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.append(problems.wrong_encoding(place, raw[: error.start].count(b"\n") + 1))
        return None


def _table(text: str, place: str, expected: list[str], found: list[Problem]) -> DraftTable:
    """Rows under the columns that are known; what the header lacks or adds is a problem."""
    table = DraftTable(place)
    rows = _rows(text, place, found)
    line, header = next(rows, (1, []))
    header = [name.strip() for name in header]
    found += [problems.missing_column(place, name, expected) for name in expected if name not in header]
    found += [problems.unknown_column(place, name, expected) for name in header if name not in expected]
    found += [problems.repeated_column(place, name) for name in expected if header.count(name) > 1]
    for line, cells in rows:
        if len(cells) != len(header):
            found.append(problems.wrong_width(place, line, len(cells), len(header)))
            continue
        table.rows.append({name: cell for name, cell in zip(header, cells, strict=True) if name in expected})
        table.lines.append(line)
    return table


def _rows(text: str, place: str, found: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each starts on; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            found.append(problems.unreadable(place, f"it is not CSV ({error})", start))
            return
        if cells is None:
            return
        if cells:
            yield start, cells
        start = reader.line_num + 1
