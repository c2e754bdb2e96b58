"""Views and figures to bytes: one file a format, one list of them."""

from collections.abc import Callable

import pandas as pd

from crisis.exports import csv_file, json_file

TABLE_FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "csv": csv_file.write,
    "json": json_file.write,
}
"""Formats of a table, by the word the command line uses."""
