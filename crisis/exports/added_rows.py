"""Rows that were added to a case in a session, to be merged into it."""

import pandas as pd

from crisis.exports import csv_file
from crisis.model.case import Case
from crisis.model.records import TABLES
from crisis.stores import workbook_writing


def tables(case: Case) -> dict[str, pd.DataFrame]:
    """The added rows of each table that has some, in the order of the tables."""
    return {name: case.own(name) for name in TABLES if case.added.get(name)}


def csv(case: Case, table: str) -> bytes:
    """The added rows of a table as CSV."""
    return csv_file.write(case.own(table))


def workbook(case: Case) -> bytes:
    """All added rows as a workbook: one sheet for each table that has some."""
    return workbook_writing.rows(tables(case))
