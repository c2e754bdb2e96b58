"""A workbook to drop on the desk."""

import io
from pathlib import Path

from openpyxl import load_workbook

from crisis.exports import template_workbook
from crisis.exports.moment import now


def workbook(folder: Path, name: str, **cells: object) -> Path:
    """A workbook of the template under a title of its own, cells changed as in ``positions_D2=7``."""
    book = load_workbook(io.BytesIO(template_workbook.write(now())))
    title = next(row[1] for row in book["settings"].iter_rows() if row[0].value == "title")
    title.value = f"The {name} crisis"
    for place, value in cells.items():
        sheet, _, cell = place.partition("_")
        book[sheet][cell] = value
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path
