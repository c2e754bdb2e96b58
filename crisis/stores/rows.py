"""Rows to be merged into a case: a CSV file of one table, or any case that holds only what is new."""

from collections.abc import Sequence
from pathlib import Path

from crisis import stores
from crisis.model.draft import DraftTable
from crisis.model.problems import Problem, Reason
from crisis.stores import csv_folder

ABSENT = (Reason.MISSING_FILE, Reason.MISSING_SHEET)
"""What is no problem here: a table nothing is added to, and settings, which stay those of the case."""


def read(paths: Sequence[Path]) -> tuple[list[dict[str, DraftTable]], list[Problem]]:
    """Read rows.

    Parameters
    ----------
    paths
        CSV files, workbooks or folders.

    Returns
    -------
    list of dict
        Tables of each path that hold a row.
    list of Problem
        What went wrong while reading; whether the rows are sound is known once they are merged.

    Raises
    ------
    CaseError
        If a path is no store at all.
    """
    found: list[Problem] = []
    read: list[dict[str, DraftTable]] = []
    for path in paths:
        if path.suffix.lower() == csv_folder.SUFFIX and path.is_file():
            one = csv_folder.read_rows(path, str(path), found)
            tables = dict([one]) if one else {}
        else:
            draft = stores.read(path)
            found += [
                one for one in draft.problems if one.reason not in ABSENT and not one.path.endswith(draft.settings_path)
            ]
            tables = draft.tables
        read.append({name: table for name, table in tables.items() if len(table)})
    return read, found
