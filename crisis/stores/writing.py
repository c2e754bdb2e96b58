"""Writes a case into any store that can be written: whole or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from crisis.model.case import Case
from crisis.stores import csv_folder, dna_file, parquet_folder, workbook, workbook_writing

Writer = Callable[[Case, Path], None]

WRITERS: dict[str, Writer] = {
    workbook.SUFFIX: workbook_writing.write,
    parquet_folder.SUFFIX: parquet_folder.write,
}
"""How a case is written, by the ending of its name; a folder of CSV files has none of its own."""

NOT_WRITTEN = (
    *{*workbook.SUFFIXES} - {*WRITERS},
    *(dna_file.SUFFIX, ".csv", ".tsv", ".json", ".toml", ".txt", ".zip", ".db", ".sqlite"),
)
"""Endings of files no case is written as; a folder that ends in one was meant to be something else."""


def writer_of(path: Path) -> Writer | None:
    """What writes a case under that name; ``None`` where nothing does."""
    ending = path.suffix.lower()
    return None if ending in NOT_WRITTEN else WRITERS.get(ending, csv_folder.write)


def write(case: Case, path: Path, writer: Writer) -> None:
    """Write a case aside and move it to its place, so that nothing half-written is ever left.

    Parameters
    ----------
    case
        The case.
    path
        Where to; nothing is there yet, and its folder exists.
    writer
        One of `WRITERS`, or that of CSV folders.

    Raises
    ------
    CaseError
        If the store cannot hold the case whole.
    OSError
        If the folder cannot be written to, or the disk is full.
    """
    aside = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".part"))
    try:
        whole = aside / path.name
        writer(case, whole)
        whole.rename(path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
