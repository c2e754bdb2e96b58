"""Writes added rows into the store a case lives in. What stands there stays as it is; files are replaced whole."""

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from crisis import stores
from crisis.model.additions import ORDER
from crisis.model.case import Case
from crisis.stores import csv_folder, parquet_folder, workbook
from crisis.stores.workbook import plain

Merger = Callable[[Case, Path], list[str]]
"""Takes the case with its added rows and a copy of its store to write them into; returns the names of the files that
changed in the order they must come to their place, so that the case is sound at any moment."""


def merger_of(path: Path) -> Merger | None:
    """How rows come into a store; ``None`` where it is only read."""
    for recognises, merger in MERGERS:
        if recognises(path):
            return merger
    return None


def write(case: Case, path: Path, merger: Merger) -> None:
    """Write the added rows of a case into its store.

    Parameters
    ----------
    case
        The case with its added rows, see `crisis.model.additions.merged`.
    path
        The store it was read from.
    merger
        One of `MERGERS`.

    Raises
    ------
    OSError
        If the store cannot be written to, or does not read as the case afterwards; nothing was changed then.
    """
    aside = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=f".{path.name[:60]}.", suffix=".part"))
    try:
        copy = aside / path.resolve().name
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, copy)
        names = merger(case, copy)
        if stores.open_case(copy).version != case.version:
            raise OSError(None, "it would not read as the same case afterwards")
        for name in names:
            _replace(aside / name, path.resolve().parent / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _replace(new: Path, old: Path) -> None:
    """Put a file in the place of another in one step, on the disk before it is there."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    shutil.copymode(old, new)
    new.replace(old)


def _tables(case: Case) -> list[str]:
    return [name for name in ORDER if case.added.get(name)]


def _into_csv(case: Case, copy: Path) -> list[str]:
    """Rows behind those of a CSV file, in the order of its own header and with its own line ends."""
    names = []
    for table in _tables(case):
        file = copy / f"{table}{csv_folder.SUFFIX}"
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
        header = [name.strip() for name in next(csv.reader(io.StringIO(text, newline="")))]
        end = "\r\n" if "\r\n" in text else "\n"
        own = case.own(table)[header]
        rows = own.to_csv(index=False, header=False, lineterminator=end)
        gap = "" if text.endswith(("\n", "\r")) else end
        file.write_bytes(raw + f"{gap}{rows}".encode())
        names.append(f"{copy.name}/{file.name}")
    return names


def _into_workbook(case: Case, copy: Path) -> list[str]:
    """Rows below those of a sheet, under its own header; formats, lists and other sheets stay."""
    book = load_workbook(copy)
    sheets = {plain(sheet.title): sheet for sheet in book.worksheets}
    for table in _tables(case):
        sheet = sheets[table]
        lines = [line for line in sheet.iter_rows() if any(cell.value not in (None, "") for cell in line)]
        places = {plain(str(cell.value)): cell.column for cell in lines[0] if cell.value}
        for number, row in enumerate(case.own(table).to_dict("records"), (lines[-1][0].row or 0) + 1):
            for name, value in row.items():
                if pd.isna(value) or value == "":
                    continue
                cell = sheet.cell(number, places[str(name)])
                cell.value = value
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
    book.save(copy)
    return [copy.name]


def _into_parquet(case: Case, copy: Path) -> list[str]:
    """Files of the tables that have new rows, written anew."""
    shutil.rmtree(copy)
    parquet_folder.write(case, copy)
    return [f"{copy.name}/{table}{parquet_folder.SUFFIX}" for table in _tables(case)]


MERGERS: list[tuple[Callable[[Path], bool], Merger]] = [
    (parquet_folder.recognises, _into_parquet),
    (csv_folder.recognises, _into_csv),
    (lambda path: workbook.recognises(path) and path.suffix.lower() == workbook.SUFFIX, _into_workbook),
]
"""How rows come into each store."""
