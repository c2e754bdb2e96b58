"""A case as a folder of Parquet files, for large cases: ``case.toml`` and one file a table."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from crisis.model import file_problems, problems, settings
from crisis.model.case import Case
from crisis.model.draft import Column, Draft, DraftTable
from crisis.model.problems import Problem
from crisis.model.records import TABLES, columns
from crisis.model.values import Edtf, Scale, Value
from crisis.stores import csv_folder

SUFFIX = ".parquet"

MOST_ROWS = 2_000_000
"""Rows of a table. A million take four seconds and one and a half gigabytes of memory until they are checked."""

MOST_BYTES = 2**30
"""Bytes of a table when unpacked, as the file declares them."""

COMPRESSION = "zstd"


def recognises(path: Path) -> bool:
    """Whether a path is a folder with a Parquet file of a case and no CSV file of one."""
    names = {one.name for one in path.iterdir()} if path.is_dir() else set()
    return any(_file(name) in names for name in TABLES) and not any(f"{name}.csv" in names for name in TABLES)


def read(path: Path, shown: str) -> Draft:
    """Read a folder as text.

    Parameters
    ----------
    path
        The folder.
    shown
        How problems name the folder.

    Returns
    -------
    Draft
        A row is numbered by its place in its table, from 1. Whole numbers of scales and typed days become their text,
        a null an empty cell; columns of any other type are problems.
    """
    found: list[Problem] = []
    chosen, place = csv_folder.read_settings(path, shown, found)
    tables: dict[str, DraftTable] = {}
    for name in TABLES:
        table = _table(path / _file(name), f"{shown}/{_file(name)}", name, found)
        if table is not None:
            tables[name] = table
    return Draft(path.resolve().name, chosen, place, tables, found)


def write(case: Case, path: Path) -> None:
    """Write a case as a new folder; equal cases give equal bytes."""
    path.mkdir()
    (path / settings.FILE).write_text(settings.write(case.settings), encoding="utf-8", newline="\n")
    for name in TABLES:
        frame = case.tables[name]
        kinds = {
            column: pa.int8() if isinstance(kind, Scale) else pa.string() for column, kind in columns(name).items()
        }
        arrays = [pa.array(frame[column], type=kind, from_pandas=True) for column, kind in kinds.items()]
        table = pa.Table.from_arrays(arrays, schema=pa.schema([*kinds.items()]))
        pq.write_table(table, path / _file(name), compression=COMPRESSION)


def _file(table: str) -> str:
    return f"{table}{SUFFIX}"


def _table(file: Path, place: str, name: str, found: list[Problem]) -> DraftTable | None:
    """Rows of a file under the columns that are known; ``None`` and a problem where it cannot be read."""
    if not file.exists():
        found.append(problems.missing_file(place))
        return None
    try:
        with pq.ParquetFile(file) as opened:
            return _rows(opened, place, name, found)
    except OSError as error:
        found.append(problems.unreadable(place, error.strerror or "it is no Parquet file, or cut short"))
    except (pa.ArrowException, ValueError):  # the latter where bytes are no text
        found.append(problems.unreadable(place, "it is no Parquet file, or cut short"))
    return None


def _rows(opened: pq.ParquetFile, place: str, name: str, found: list[Problem]) -> DraftTable | None:
    """Rows of an open file, unless it declares more than is read."""
    declared = opened.metadata
    size = sum(declared.row_group(number).total_byte_size for number in range(declared.num_row_groups))
    if declared.num_rows > MOST_ROWS or size > MOST_BYTES:
        what, most = (
            (f"{declared.num_rows:,} rows", f"{MOST_ROWS:,}")
            if declared.num_rows > MOST_ROWS
            else (f"{size // 2**20:,} MB when unpacked", f"{MOST_BYTES // 2**20:,} MB")
        )
        found.append(Problem.at(file_problems.too_large(what, most, "Split the case."), place))
        return None
    kinds, given = columns(name), opened.schema_arrow.names
    found += [problems.missing_column(place, one, [*kinds]) for one in kinds if one not in given]
    found += [problems.unknown_column(place, one, [*kinds]) for one in given if one not in kinds]
    found += [problems.repeated_column(place, one) for one in kinds if given.count(one) > 1]
    known = [one for one in kinds if given.count(one) == 1]
    texts: dict[str, Column] = {}
    for column in known:
        held = _column(opened.read(columns=[column]).column(0), kinds[column])
        if held is None:
            fault = file_problems.wrong_column_type(str(opened.schema_arrow.field(column).type))
            found.append(Problem.at(fault, place, 0, "column", column))
        else:
            texts[column] = held
    if any(len(held) != declared.num_rows for held in texts.values()):
        raise ValueError
    return DraftTable(place, texts, range(1, declared.num_rows + 1))


def _column(column: pa.ChunkedArray, kind: Value) -> Column | None:
    """Texts of a column; ``None`` where its type is not one a case has."""
    encoded = pa.types.is_dictionary(column.type)
    inner = column.type.value_type if encoded else column.type
    numbered = pa.types.is_integer(inner) and isinstance(kind, Scale)
    dated = pa.types.is_date(inner) and isinstance(kind, Edtf)
    if pa.types.is_null(inner):
        return Column([""], np.zeros(len(column), dtype="int32"))
    if not (numbered or dated or pa.types.is_string(inner) or pa.types.is_large_string(inner)):
        return None
    whole = (column if encoded else column.dictionary_encode()).unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # a column without rows has no chunk to combine
        return Column([], np.zeros(0, dtype="int32"))
    texts = ["" if one is None else str(one) for one in whole.dictionary.to_pylist()]
    places = whole.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    return Column.coded([*texts, ""] if whole.indices.null_count else texts, places)
