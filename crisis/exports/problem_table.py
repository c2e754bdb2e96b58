"""Problems of a case as a table: by sheet, row and column, what stands there, what would be right, what may help."""

from collections.abc import Sequence
from pathlib import PurePosixPath

import pandas as pd

from crisis.model.problems import Problem

COLUMNS = ("sheet", "row", "column", "value", "wrong", "allowed", "hint")

TITLES = {name: name.capitalize() for name in (*COLUMNS, "reason")}
"""What columns are called where they are read."""


def table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems as rows, in their order.

    Returns
    -------
    DataFrame
        `COLUMNS`; ``row`` is ``<NA>`` where a problem concerns a whole sheet or file.
    """
    frame = pd.DataFrame([as_row(problem) for problem in problems], columns=[*COLUMNS])
    return frame.astype({"row": "Int64"})


def as_row(problem: Problem) -> dict[str, str | int | None]:
    """A problem as a row: where, what, what would be right."""
    what = (problem.got, "") if problem.field == "column" else (problem.field, problem.got)
    where = (sheet_of(problem) or problem.path, problem.line or None)
    return dict(zip(COLUMNS, (*where, *what, problem.wrong, problem.allowed, problem.hint), strict=True))


def sheet_of(problem: Problem) -> str:
    """Sheet or table a problem is in, without folder and ending; empty where it concerns the case as a whole."""
    return PurePosixPath(problem.path).stem if "/" in problem.path else ""
