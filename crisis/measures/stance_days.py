"""The stance matrix on every day of a case: for each cell the days its state changes, and nothing between."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables import events, selection
from crisis.tables.clocks import dated, let_in_on, whole_days
from crisis.tables.rollup import spells
from crisis.tables.selection import NEVER
from crisis.tables.statements import oldest_first
from crisis.tables.view import View

SPOKE, EMPTY = 7, 9
"""States beside the stances -2 to +2: spoke and took no stand; nothing there."""


@dataclass(frozen=True, eq=False)
class StanceDays:
    """Every state of every cell.

    Attributes
    ----------
    rows, columns
        Keys of rows and issue ids with a stance on any day, in the order of the registers. An actor of an opened row
        has the key ``row/actor``.
    row, column, day, state
        One entry a change, by cell and day: places in `rows` and `columns`; the first day of the new state, in days
        since 1970, which may lie before the case begins; a stance, `SPOKE` or `EMPTY`. Before its first change a cell
        is empty.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    row: np.ndarray
    column: np.ndarray
    day: np.ndarray
    state: np.ndarray

    def on(self, day: pd.Timestamp) -> dict[tuple[str, str], int]:
        """Key and issue of every cell that is not empty on a day, and its state."""
        past = self.day <= day.to_datetime64().astype("datetime64[D]").astype("int64")
        cells = zip(self.row[past].tolist(), self.column[past].tolist(), self.state[past].tolist(), strict=True)
        last = {(self.rows[row], self.columns[column]): state for row, column, state in cells}
        return {place: state for place, state in last.items() if state != EMPTY}


def stance_days(view: View, opened: Sequence[str] = ()) -> StanceDays:
    """The matrix of all issues but facts in dispute, on every day.

    Parameters
    ----------
    view
        Its case and its lens; the day of the lens does not matter.
    opened
        Row ids to open into their parts.

    Returns
    -------
    StanceDays
        On any day the same stances as `crisis.measures.stance_matrix.stance_matrix` of a view of that day.

    Notes
    -----
    A statement comes in on the first day both clocks and the grade let it in, and stays. A cell changes when one comes
    in that is later than all before; and when an office becomes known, and with it the row of who holds it, when the
    latest of those left or joined is another.
    """
    said, comes = _let_in(view.case, view.lens)
    latest = np.empty(len(said), dtype="int64")
    latest[oldest_first(said)] = np.arange(len(said))
    stance = said["stance"].to_numpy(dtype="float64", na_value=np.nan)
    stand = ~np.isnan(stance)
    state = np.where(stand, stance, SPOKE).astype("int64")
    latest += len(said) * stand  # any stand outweighs silence

    held = spells(view.case, view.lens.level, said["actor_id"], said["last_day"])
    place = held["place"].to_numpy()
    until = held["since"].shift(-1, fill_value=NEVER).to_numpy(copy=True)
    until[_ends(place)] = NEVER
    start = np.maximum(comes[place], held["since"].to_numpy())
    stays = pd.DataFrame({"key": held["row_id"], "place": place, "start": start, "until": until})
    stays = pd.concat([stays, _parts(stays, said, opened)])
    stays = stays[stays["start"] < stays["until"]]

    place = stays["place"].to_numpy()
    column, columns = pd.factorize(said["issue_id"].to_numpy()[place])
    row, keys = pd.factorize(stays["key"])
    cell, day, found = _changes(
        row * len(columns) + column, stays["start"].to_numpy(), stays["until"].to_numpy(), latest[place], state[place]
    )
    return _ordered(view.case, keys, columns, *np.divmod(cell, max(len(columns), 1)), day, found)


def _let_in(case: Case, lens: Lens) -> tuple[pd.DataFrame, np.ndarray]:
    """Statements that come in on any day, and on which."""
    said = dated(case, "positions")
    kept = selection.by_names(said, "positions", case, lens) & ~said["issue_id"].isin(case.facts).to_numpy()
    comes = let_in_on(case, "positions", lens.hindsight)
    if lens.min_reliability or lens.max_credibility is not None:
        comes = np.maximum(comes, selection.graded_from(said, case, lens))
        kept &= comes < NEVER
    return said[kept].reset_index(drop=True), comes[kept]


def _parts(stays: pd.DataFrame, said: pd.DataFrame, opened: Sequence[str]) -> pd.DataFrame:
    """Stays of the actors of opened rows, each under its own key."""
    inside = stays[stays["key"].isin(opened)]
    return inside.assign(key=inside["key"] + "/" + said["actor_id"].to_numpy()[inside["place"]])


def _changes(
    cell: np.ndarray, start: np.ndarray, until: np.ndarray, latest: np.ndarray, state: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cells, days and states of the changes, by cell and day."""
    left = np.isin(cell, np.unique(cell[until < NEVER]))
    few = [_with_leaving(one, *(each[cell == one] for each in (start, until, latest, state))) for one in {*cell[left]}]
    parts = [_without_leaving(*(each[~left] for each in (cell, start, latest, state))), *few]
    cells, days, states = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((days, cells))
    cells, days, states = cells[order], days[order], states[order]
    changed = np.roll(_ends(cells, states), 1)
    changed[:1] = True
    return cells[changed], days[changed], states[changed]


def _without_leaving(
    cell: np.ndarray, start: np.ndarray, latest: np.ndarray, state: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for cells that no statement leaves: the latest so far, at the end of each day one came in."""
    order = np.lexsort((latest, start, cell))
    cell, start, latest, state = cell[order], start[order], latest[order], state[order]
    width = int(latest.max(initial=0)) + 1
    by_rank = np.zeros(width, dtype="int64")
    by_rank[latest] = state
    _, number = np.unique(cell, return_inverse=True)
    so_far = np.maximum.accumulate(number * width + latest) % width
    last = _ends(cell, start)
    return cell[last], start[last], by_rank[so_far[last]]


def _ends(*columns: np.ndarray) -> np.ndarray:
    """Where a run of equal entries ends, in any of the columns."""
    found = np.ones(len(columns[0]), dtype=bool)
    found[:-1] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def _with_leaving(
    cell: int, start: np.ndarray, until: np.ndarray, latest: np.ndarray, state: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for a cell that statements come to and leave."""
    days = np.unique([*start, *until[until < NEVER]])
    coming = np.argsort(start, kind="stable").tolist()
    inside: list[tuple[int, int]] = []
    found = []
    for day in days.tolist():
        while coming and start[coming[0]] <= day:
            one = coming.pop(0)
            heappush(inside, (-int(latest[one]), one))
        while inside and until[inside[0][1]] <= day:
            heappop(inside)
        found.append(int(state[inside[0][1]]) if inside else EMPTY)
    return np.full(len(days), cell), days, np.array(found, dtype="int64")


def _ordered(
    case: Case,
    keys: pd.Index,
    issues: np.ndarray,
    row: np.ndarray,
    column: np.ndarray,
    day: np.ndarray,
    state: np.ndarray,
) -> StanceDays:
    """Rows and columns that ever hold a stance, in the order of the case."""
    stand = np.abs(state) <= 2
    held, asked = {*keys[np.unique(row[stand])]}, {*issues[np.unique(column[stand])]}
    actors = case.tables["actors"]
    codes = actors["country"].where(actors["kind"] == "state", "")
    places = {one: place for place, pair in enumerate(zip(codes, actors["actor_id"], strict=True)) for one in pair}
    rows = sorted(held, key=lambda key: [places[one] for one in key.split("/")])
    columns = [one for one in case.issue_names if one in asked]
    to_row, to_column = pd.Index(rows).get_indexer(keys), pd.Index(columns).get_indexer(pd.Index(issues))
    row, column = to_row[row], to_column[column]
    order = np.lexsort((day, column, row))
    order = order[(row[order] >= 0) & (column[order] >= 0)]
    return StanceDays((*rows,), (*columns,), row[order], column[order], day[order], state[order])


def stops(case: Case, first: pd.Timestamp, last: pd.Timestamp, quiet: int = 30) -> np.ndarray:
    """Days worth standing on: all but those of long stretches in which nothing can change.

    Parameters
    ----------
    case
        The case; its lens does not matter.
    first, last
        First and last day to stand on.
    quiet
        How many days without a change are kept after one.

    Returns
    -------
    ndarray of int
        In days since 1970, in order; `first` and `last` among them.
    """
    ends = [int(whole_days(pd.Series([one]))[0]) for one in (first, last)]
    frames = [dated(case, name) for name in ("positions", "events", "relationships")]
    known = [whole_days(frame[name]) for frame in frames for name in ("known_on", "all_known_on")]
    true = [whole_days(frame[name]) for frame in frames[:2] for name in ("counts_on", "last_day")]
    over = whole_days(events.until(frames[1])) + 1
    changes = np.unique(np.concatenate([*known, *true, over, ends]))
    days = np.unique(changes[:, None] + np.arange(quiet + 1))
    found: np.ndarray = days[(days >= ends[0]) & (days <= ends[1])]
    return found
