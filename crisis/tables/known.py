"""Tables as the clocks and the grade of a lens let them in, whatever else it keeps out: one for all views of a day."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables import clocks, events, selection, ties
from crisis.tables.clocks import Clocked
from crisis.tables.events import Happening
from crisis.tables.rollup import standing
from crisis.tables.ties import Tie


def clocked(case: Case, table: str, lens: Lens) -> Clocked:
    """`crisis.tables.clocks.clocked` on the day of a lens."""
    return clocks.clocked(case, table, lens.day(case), lens.hindsight)


@lru_cache(maxsize=20)
def said(case: Case, lens: Lens) -> pd.DataFrame:
    """Statements that the clocks of a lens let in, each with its row at the lens's level."""
    rows = standing(case, "positions", lens.day(case), lens.hindsight, lens.level)
    return clocked(case, "positions", lens).rows.assign(row_id=rows["actor_id"])


@lru_cache(maxsize=20)
def states(case: Case, lens: Lens) -> pd.DataFrame:
    """`crisis.tables.events.states` of the reports that the clocks and the grade of a lens let in."""
    return events.states(graded(case, "events", lens), pd.Timestamp(lens.day(case)))


@lru_cache(maxsize=20)
def begun(case: Case, lens: Lens) -> np.ndarray:
    """Places of events in `states`, in the order they begin."""
    found = states(case, lens)
    keys = [*zip(found["first_day"].to_numpy().tolist(), found["event_id"].tolist(), strict=True)]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype="int64")


@lru_cache(maxsize=4)  # each takes several times the memory of the table
def happenings(case: Case, lens: Lens) -> Sequence[Happening]:
    """`crisis.tables.events.happenings` of events that the clocks and the grade of a lens let in, as they begin."""
    return events.happenings(states(case, lens).iloc[begun(case, lens)])


@lru_cache(maxsize=20)
def placed(case: Case, lens: Lens) -> pd.DataFrame:
    """`crisis.tables.ties.placed` of the reports that the clocks and the grade of a lens let in."""
    reports = graded(case, "relationships", lens)
    rows = standing(case, "relationships", lens.day(case), lens.hindsight, lens.level).loc[reports.index]
    return ties.placed(reports, rows, states(case, lens), pd.Timestamp(lens.day(case)))


@lru_cache(maxsize=20)
def holding(case: Case, lens: Lens) -> pd.DataFrame:
    """The reports of `placed` that are ties that hold."""
    found = placed(case, lens)
    return found[found["fate"] == ""].drop(columns="fate")


@lru_cache(maxsize=20)
def tied(case: Case, lens: Lens) -> tuple[Tie, ...]:
    """The same as records."""
    return ties.records(holding(case, lens), {*case.own("relationships")["relationship_id"]})


def graded(case: Case, table: str, lens: Lens) -> pd.DataFrame:
    """Rows of a table that the clocks and the grade of a lens let in."""
    rows = clocked(case, table, lens).rows
    return rows[selection.by_grade(rows, lens)]
