"""JSON: a list of records, one a row; ``null`` for an empty number, ``""`` for empty text, days as ``YYYY-MM-DD``."""

import json

import pandas as pd

from crisis.exports.csv_file import DAY


def write(frame: pd.DataFrame) -> bytes:
    """A table as JSON."""
    plain = frame.copy()
    for column in plain.select_dtypes("datetime"):
        plain[column] = plain[column].dt.strftime(DAY)
    columns = [[None if pd.isna(cell) else cell for cell in plain[column].tolist()] for column in plain]
    records = [dict(zip(plain.columns, row, strict=True)) for row in zip(*columns, strict=True)]
    return dump(records)


def write_matrix(wide: pd.DataFrame) -> bytes:
    """A matrix of numbers as JSON: ``{"rows": [...], "columns": [...], "values": [[...]]}``, ``null`` where empty."""
    values = [[None if pd.isna(cell) else cell for cell in row] for row in wide.astype(object).to_numpy().tolist()]
    return dump({"rows": [*wide.index], "columns": [*wide.columns], "values": values})


def dump(value: object) -> bytes:
    """JSON text of plain values, readable, ending in a line break."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
