"""A case as a folder: ``case.toml`` and one CSV a table, UTF-8."""

import re
from itertools import islice
from pathlib import Path

from crisis.model import file_problems, problems, settings
from crisis.model.case import Case
from crisis.model.draft import Column, Draft, DraftTable
from crisis.model.problems import Problem
from crisis.model.records import TABLES, columns
from crisis.model.settings import Settings
from crisis.stores.csv_lines import numbered

SUFFIX = ".csv"

OTHERS = (";", "\t", "|")
"""What separates cells in files that are not read, so that the reader can be told."""

MOST_BYTES = 256 * 2**20
"""Bytes of a table; reading takes several times as much memory."""

AT_ONCE = 1_000
"""Rows that are held as rows before they are told apart into columns."""


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
    chosen, settings_path = read_settings(path, shown, found)
    tables: dict[str, DraftTable] = {}
    for name in TABLES:
        place = f"{shown}/{_file(name)}"
        text = _text(path / _file(name), place, found)
        if text is not None:
            tables[name] = _table(text, place, [*columns(name)], found)
    return Draft(path.resolve().name, chosen, settings_path, tables, found)


def read_settings(path: Path, shown: str, found: list[Problem]) -> tuple[Settings | None, str]:
    """Settings of a folder, and how problems name their file."""
    place = f"{shown}/{settings.FILE}"
    text = _text(path / settings.FILE, place, found)
    if text is None:
        return None, place
    chosen, wrong = settings.read(text, place)
    found += wrong
    return chosen, place


def read_rows(file: Path, place: str, found: list[Problem]) -> tuple[str, DraftTable] | None:
    """Rows of one CSV file, and the table its header is of: the one it shares most columns with."""
    text = _text(file, place, found)
    if text is None:
        return None
    cells = next(numbered(text, place, []), (1, []))[1]
    header = {name.strip(' "') for cell in cells for name in re.split(f"[{''.join(OTHERS)}]", cell)}
    shared = {name: len(header & {*columns(name)}) for name in TABLES}
    name = max(shared, key=shared.__getitem__)
    if not shared[name]:
        found.append(problems.unreadable(place, "its header is that of no table", 1))
        return None
    return name, _table(text, place, [*columns(name)], found)


def write(case: Case, path: Path) -> None:
    """Write a case as a new folder that reads as the same case."""
    path.mkdir()
    (path / settings.FILE).write_text(settings.write(case.settings), encoding="utf-8", newline="\n")
    for name in TABLES:
        with (path / _file(name)).open("w", encoding="utf-8", newline="") as file:
            case.tables[name].to_csv(file, index=False, lineterminator="\n")


def _file(table: str) -> str:
    return f"{table}{SUFFIX}"


def _text(file: Path, place: str, found: list[Problem]) -> str | None:
    """Contents of a file, a byte order mark taken off; ``None`` and a problem where that fails."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)  # a link to a device or a pipe does not say how much it holds
    except FileNotFoundError:
        found.append(problems.missing_file(place))
        return None
    except OSError as error:
        found.append(problems.unreadable(place, error.strerror or "unknown cause"))
        return None
    if len(raw) > MOST_BYTES:
        most = f"{MOST_BYTES // 2**20:,} MB"
        found.append(Problem.at(file_problems.too_large(f"more than {most}", most), place))
        return None
    try:
        if len(raw) >= 8 and not (raw[1:8:2].strip(b"\0") and raw[0:8:2].strip(b"\0")):
            raise UnicodeDecodeError("utf-8", raw, 0, 1, "UTF-16 passes for UTF-8 with a NUL beside every letter")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.append(problems.wrong_encoding(place, raw[: error.start].count(b"\n") + 1))
        return None


def _table(text: str, place: str, expected: list[str], found: list[Problem]) -> DraftTable:
    """Rows under the columns that are known; what the header lacks or adds is a problem."""
    rows = numbered(text, place, found)
    _, header = next(rows, (1, []))
    header = [name.strip() for name in header]
    if len(header) == 1 and (other := _separator(header[0], expected)):
        found.append(file_problems.wrong_separator(place, other))
        return DraftTable(place)
    found += [problems.missing_column(place, name, expected) for name in expected if name not in header]
    found += [problems.unknown_column(place, name, expected) for name in header if name not in expected]
    found += [problems.repeated_column(place, name) for name in expected if header.count(name) > 1]
    lines: list[int] = []
    texts: list[list[str]] = [[] for _ in header]
    while some := [*islice(rows, AT_ONCE)]:
        whole = [row for row in some if len(row[1]) == len(header)]
        found += [
            problems.wrong_width(place, line, len(row), len(header)) for line, row in some if len(row) != len(header)
        ]
        lines += [line for line, _ in whole]
        for held, cells in zip(texts, zip(*(cells for _, cells in whole), strict=True), strict=False):
            held.extend(cells)
    named = dict(zip(header, texts, strict=True))
    return DraftTable(place, {name: Column.of(named[name]) for name in expected if name in named}, lines)


def _separator(header: str, expected: list[str]) -> str:
    """What separates a header that has no comma; nothing where none of the usual ones does."""
    named = {one: {*header.replace('"', "").split(one)} & {*expected} for one in OTHERS if one in header}
    return next((one for one, known in named.items() if known), "")
