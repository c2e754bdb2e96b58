"""Rows of CSV text, each with the line it starts on as an editor shows it."""

import csv
import io
from collections.abc import Iterator

from crisis.model import problems
from crisis.model.problems import Problem

csv.field_size_limit(10_000_000)


def numbered(text: str, place: str, found: list[Problem], separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Rows with their lines; blank lines are skipped.

    Parameters
    ----------
    text
        The contents of a file.
    place
        How problems name it.
    found
        Gets the problem where the text stops being CSV; what stands behind is not read.
    separator
        Character between cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
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
