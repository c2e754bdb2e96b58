"""CSV: the header in row 1 and nothing before it; UTF-8; an empty cell is *not coded* or *none*."""

import pandas as pd

DAY = "%Y-%m-%d"


def write(frame: pd.DataFrame) -> bytes:
    """A table as CSV.

    Parameters
    ----------
    frame
        Its columns are the header; the index is not written. Days are written ``YYYY-MM-DD``.
    """
    return frame.to_csv(index=False, lineterminator="\n", date_format=DAY).encode()


def write_matrix(wide: pd.DataFrame, corner: str) -> bytes:
    """A matrix as CSV: first column the row id, header the column ids.

    Parameters
    ----------
    wide
        Row ids in the index, column ids as columns, ``<NA>`` where nothing is coded.
    corner
        Name of the first column.
    """
    return write(wide.rename_axis(index=corner).reset_index())
