"""A case as a browser sends it: one workbook or database, or the files of a folder."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from crisis import stores
from crisis.model import problems
from crisis.model.draft import Draft
from crisis.model.problems import CaseError
from crisis.model.records import TABLES
from crisis.model.settings import FILE
from crisis.stores import csv_folder, dna_file, parquet_folder, workbook

FOLDER = "dropped"
"""Name of a folder whose files came without it."""

LONGEST = 60
"""Most characters of a name that are kept."""

PARTS = (FILE, *(f"{name}{suffix}" for name in TABLES for suffix in (csv_folder.SUFFIX, parquet_folder.SUFFIX)))
"""Files of a case that is a folder; others that lie beside them are left out, as on disk."""

WHOLE = (*workbook.SUFFIXES, dna_file.SUFFIX)
"""Endings of files that are a case by themselves."""


def read(files: Mapping[str, bytes]) -> Draft:
    """Read what was dropped as a case, without checking it. Nothing of it stays on the disk.

    Parameters
    ----------
    files
        Contents by name, in the order they came. A name may have a folder before it, as in ``baltic/positions.csv``.

    Returns
    -------
    Draft
        Problems name files as they came.

    Raises
    ------
    CaseError
        If this is no case, or more than one.
    """
    alone = [name for name in files if PurePosixPath(name).suffix.lower() in WHOLE]
    if alone and len(files) > 1:
        raise CaseError([problems.no_case(", ".join(files), f"{alone[0]} is one by itself; drop it alone")])
    parts = {name: PurePosixPath(name).name for name in files}
    if not alone and not {*parts.values()} & {*PARTS}:
        raise CaseError([problems.no_case(", ".join(files) or "nothing", "no known kind of store")])
    with tempfile.TemporaryDirectory(prefix="crisis-desk-") as place:
        if alone:
            path = Path(place) / _plain(parts[alone[0]])
            path.write_bytes(files[alone[0]])
            return stores.read(path, parts[alone[0]])
        folder = next((PurePosixPath(name).parent.name for name in files if PurePosixPath(name).parent.name), FOLDER)
        path = Path(place) / _plain(folder)
        path.mkdir()
        for name, part in parts.items():
            if part in PARTS:
                (path / part).write_bytes(files[name])
        return stores.read(path, folder)


def _plain(name: str) -> str:
    """A name that is only a name on any disk; its ending is kept."""
    pure = PurePosixPath(name)
    stem = re.sub(r"[^\w .-]", "_", pure.stem)[:LONGEST].strip(" .")
    return f"{stem or FOLDER}{pure.suffix if pure.suffix.lower() in WHOLE else ''}"
