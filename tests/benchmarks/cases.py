"""A large case from its files to the first matrix, and its check, against the bare libraries on the same data."""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from crisis.measures.stance_matrix import stance_matrix
from crisis.model.case import Case
from crisis.model.check import check
from crisis.model.lens import Lens
from crisis.model.records import Position
from crisis.stores import open_case, parquet_folder, read, shipped
from crisis.tables.view import look
from tests.benchmarks.measures import FEW, MANY, Ratio, timed

DAYS = pd.date_range("2021-12-01", "2022-12-21").strftime("%Y-%m-%d")


def enlarged(case: Case, size: int) -> Case:
    """The case with so many positions: its own, and copies of them by anyone, on anything, on any day of a year."""
    random = np.random.default_rng(size)
    own = case.tables["positions"]
    more = own.iloc[random.integers(0, len(own), size - len(own))].reset_index(drop=True)
    every = range(len(more))
    more = more.assign(
        position_id=pd.Series([f"N{one:07}" for one in every], dtype="str"),
        summary=pd.Series([f"Says in statement {one} that it should be done." for one in every], dtype="str"),
        said_on=pd.Series(random.choice(DAYS, len(more)), dtype="str"),
        **{
            column: pd.Series(random.choice(case.tables[table][column], len(more)), dtype="str")
            for table, column in (("actors", "actor_id"), ("issues", "issue_id"), ("sources", "source_id"))
        },
    )
    positions = pd.concat([own, more], ignore_index=True)
    return Case(case.name, case.settings, {**case.tables, "positions": positions})


def ratios() -> list[Ratio]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        many, few = Path(folder) / "many", Path(folder) / "few"
        for path, size in ((many, MANY), (few, FEW)):
            parquet_folder.write(enlarged(open_case(shipped()), size), path)
        opened, cells = timed(lambda: first_matrix(many), rounds=2)
        bare, frames = timed(lambda: [pd.read_parquet(path) for path in sorted(many.glob("*.parquet"))], rounds=2)
        assert cells > 0
        assert max(map(len, frames)) == MANY
        large, draft = read(many), read(few)
    checked, found = timed(lambda: check(draft))
    longer, none = timed(lambda: check(large), rounds=2)
    assert found == none == []
    table = draft.tables["positions"]
    rows = [
        dict(zip(table.columns, cells, strict=True))
        for cells in zip(*(column.cells() for column in table.columns.values()), strict=True)
    ]
    plain, _ = timed(lambda: TypeAdapter(list[Position]).validate_python(rows))  # which asks for text, no more
    return [
        Ratio("1 M positions, Parquet to first matrix, against read_parquet", opened, bare, 10),
        Ratio("check of 100 k rows, times faster than pydantic row by row", checked, plain, 3, least=True),
        Ratio("check of 1 M rows against 100 k", longer, checked, 15),
    ]


def first_matrix(path: Path) -> int:
    """Cells of the first matrix a case shows."""
    return len(stance_matrix(look(open_case(path), Lens())).cells)
