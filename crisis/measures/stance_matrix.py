"""The stance matrix: who stands where on which issue, how old and how sure it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage

from crisis.model.vocabulary import BASES
from crisis.tables.statements import Statements, distinct, grouped
from crisis.tables.view import View

CONTRADICTION_DAYS = 30
"""Opposite stances said fewer days apart contradict each other; from there on they are a change of mind."""

_CELL = ["row_id", "issue_id"]
_TEXTS = (*_CELL, "position_id", "actor_id", "basis")
_BASES = np.array([*BASES], dtype=object)


@dataclass(frozen=True, eq=False)
class StanceMatrix:
    """Cells of the matrix, one array of each column of `cells`, in the order of `rows` and `columns`.

    Attributes
    ----------
    arrays
        Equally long, one entry a cell that is coded:

        - ``row_id``, ``issue_id``;
        - ``stance``: latest stance, -2 (strongly opposes) to +2 (strongly supports) the proposition, whole number;
        - ``position_id``, ``actor_id``, ``basis``: the statement shown, who made it, whether word, deed or vote;
        - ``day``: last day it may have been said; ``age``: days from it to the day of the lens, 0 or more;
        - ``mean``: mean stance of all statements of the cell;
        - ``count``: statements with a stance; ``sources``: distinct known sources behind them;
        - ``contradiction``, ``word_and_deed``, ``single_source``: marks, see `stance_matrix`.
    rows, columns
        Row ids and issue ids with at least one cell, in the order of the case.
    """

    arrays: Mapping[str, np.ndarray]
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.arrays["stance"])

    def column(self, name: str) -> list[Any]:
        """One value a cell, as plain numbers, texts, dates and truth values."""
        values: list[Any] = self.arrays[name].tolist()
        return values

    @cached_property
    def cells(self) -> pd.DataFrame:
        """The cells as a table."""
        texts = {name: pd.array(self.arrays[name], dtype="str") for name in _TEXTS}
        return pd.DataFrame({**self.arrays, **texts, "day": self.arrays["day"].astype("datetime64[us]")})

    def only(self, issues: Collection[str]) -> "StanceMatrix":
        """The same matrix of some of its issues; rows that lose their last cell go."""
        kept = np.array([one in issues for one in self.column("issue_id")], dtype=bool)
        if kept.all():
            return self
        arrays = {name: values[kept] for name, values in self.arrays.items()}
        left = {*arrays["row_id"].tolist()}
        columns = tuple(one for one in self.columns if one in issues)
        return StanceMatrix(arrays, tuple(one for one in self.rows if one in left), columns)


@lru_cache(maxsize=64)
def stance_matrix(view: View) -> StanceMatrix:
    """Latest stance per row and issue, and what must be known to trust it.

    Parameters
    ----------
    view
        Its positions, at the level of its lens. Statements without a stance are evidence, never a cell.

    Returns
    -------
    StanceMatrix

    Notes
    -----
    *Latest* is the greatest last day, then the greatest first day (``2022-01-27`` beats ``../2022-01-27``), then
    certainty (stated, reported, inferred), then the better credibility, then the later row of the case.

    *Contradiction*: opposite signs fewer than 30 days apart, between the latest statements of two actors of the row, or
    between two statements of one actor; between any two of a group lies a neighbouring pair at most as far apart, so
    only neighbours are compared. *Word and deed*: the latest word and the latest deed have opposite signs.
    *Single source*: all statements of the cell rest on one source. 0 has no sign.

    The result is kept for the last views: half of the desk asks for it.
    """
    return matrix_of(view.statements, view.day)


def parts(view: View, row_id: str) -> StanceMatrix:
    """The matrix of one row opened into its parts: one row an actor that spoke or acted for it, as coded."""
    return matrix_of(said_by_parts(view, row_id), view.day)


def said_by_parts(view: View, row_id: str) -> Statements:
    """Statements of one row, each under the actor that made it."""
    said = view.statements
    return said.only(said.rows[said.row] == row_id).of_actors()


def matrix_of(said: Statements, day: pd.Timestamp) -> StanceMatrix:
    """The matrix of any statements, as of a day none of them is later than."""
    said = said.only(~np.isnan(said.stance))
    key = said.row * len(said.issues) + said.issue
    count = np.bincount(key)
    keys = np.flatnonzero(count)
    number = np.zeros(len(count), dtype="int64")
    number[keys] = np.arange(len(keys))
    cell, count = number[key], count[keys]
    last = _last(cell, len(keys))
    row, issue = np.divmod(keys, max(len(said.issues), 1))
    sources = distinct(cell[said.cited], len(keys), said.citation, len(said.sources))
    arrays = {
        "row_id": said.rows[row],
        "issue_id": said.issues[issue],
        "stance": said.stance[last].astype("int8"),
        "position_id": said.position[last],
        "actor_id": said.actors[said.actor[last]],
        "basis": _BASES[said.basis[last]],
        "day": said.day[last],
        "age": (np.datetime64(day, "D") - said.day[last]).astype("int64"),
        "mean": np.bincount(cell, said.stance, len(keys)) / count,
        "count": count,
        "sources": sources,
        "contradiction": _contradicted(said, cell, len(keys)),
        "word_and_deed": _word_and_deed(said, cell, len(keys)),
        "single_source": sources == 1,
    }
    present = [np.flatnonzero(np.bincount(one)) for one in (row, issue)]
    return StanceMatrix(arrays, (*said.rows[present[0]],), (*said.issues[present[1]],))


def silent(said: Statements) -> frozenset[tuple[str, str]]:
    """``(row_id, issue_id)`` of those who spoke and took no stand."""
    mute = said.only(np.isnan(said.stance))
    return frozenset(zip(said.rows[mute.row], said.issues[mute.issue], strict=True))


def by_agreement(matrix: StanceMatrix) -> tuple[str, ...]:
    """Rows ordered so that those who agree stand together.

    Returns
    -------
    tuple of str
        The rows of the matrix: leaves of an average-linkage tree. The distance of two rows is the mean of
        ``|q - q'| / 4`` over the issues both are coded on, 0 (same) to 1 (opposite ends); two rows that share no issue
        stand half apart, so that silence neither joins nor parts them. Ties keep the order of the case.

    References
    ----------
    Sokal, R. R. and Michener, C. D. (1958), A statistical method for evaluating systematic relationships, University of
    Kansas Science Bulletin 38, 1409-1438 (average linkage); optimal leaf order: Bar-Joseph et al. (2001),
    Bioinformatics 17, S22-S29.
    """
    if len(matrix.rows) < 3:
        return matrix.rows
    places = [{one: place for place, one in enumerate(ids)} for ids in (matrix.rows, matrix.columns)]
    down, across = ([place[one] for one in matrix.column(name)] for place, name in zip(places, _CELL, strict=True))
    coded, filled = np.zeros((2, len(matrix.rows), len(matrix.columns)))
    coded[down, across] = 1
    filled[down, across] = matrix.arrays["stance"]
    shared = coded @ coded.T
    apart = np.zeros_like(shared)
    for has, stance in zip(coded.T, filled.T, strict=True):
        apart += np.outer(has, has) * np.abs(stance[:, None] - stance)
    distance = np.where(shared > 0, apart / (4 * np.maximum(shared, 1)), 0.5)
    pairs = distance[np.triu_indices(len(distance), 1)]
    leaves = leaves_list(linkage(pairs, "average", optimal_ordering=len(distance) <= 200))
    return tuple(matrix.rows[leaf] for leaf in leaves)


def moved(now: StanceMatrix, before: StanceMatrix) -> pd.DataFrame:
    """Cells whose latest statement differs from an earlier day's.

    Parameters
    ----------
    now, before
        Matrices of one case at one level, on two days.

    Returns
    -------
    DataFrame
        ``row_id``, ``issue_id``, ``stance``, ``before`` (``<NA>`` where the cell was not coded), ``position_id``; in
        the order of `now`. Cells restated with the same stance are left out.
    """
    old = before.cells[[*_CELL, "stance"]].rename(columns={"stance": "before"})
    both = now.cells.merge(old, on=_CELL, how="left")
    changed = both["before"].isna() | (both["stance"] != both["before"]).fillna(value=True)
    return both.loc[changed, [*_CELL, "stance", "before", "position_id"]]


def statements(view: View, row_id: str, issue_id: str) -> pd.DataFrame:
    """Statements behind a cell, the one shown first, those without a stance among them.

    Returns
    -------
    DataFrame
        Rows of ``view.positions``; empty where nothing is coded.
    """
    said = view.statements
    chosen = said.only((said.rows[said.row] == row_id) & (said.issues[said.issue] == issue_id))
    found = view.positions.set_index("position_id", drop=False)
    return found.loc[chosen.position[::-1]].reset_index(drop=True)


def _last(group: np.ndarray, groups: int) -> np.ndarray:
    """Place of the last member of each group; every group has one."""
    last = np.zeros(groups, dtype="int64")
    last[group] = np.arange(len(group))  # of several, the last is kept
    return last


def _contradicted(said: Statements, cell: np.ndarray, cells: int) -> np.ndarray:
    """Whether one actor of a cell, or the latest statements of two, contradict each other."""
    speaker = np.zeros(len(said.rows), dtype=said.actor.dtype)
    speaker[said.row] = said.actor
    found = np.zeros(cells, dtype=bool)
    if not (speaker[said.row] == said.actor).all():  # several actors in a row: each is compared with itself, then
        part, parts = pd.factorize(cell * len(said.actors) + said.actor)
        found[cell[_opposite(said, part, len(parts))]] = True
        said, cell = _latest_of(said, cell, part, len(parts))
    found[cell[_opposite(said, cell, cells)]] = True
    return found


def _latest_of(said: Statements, cell: np.ndarray, part: np.ndarray, parts: int) -> tuple[Statements, np.ndarray]:
    """The latest statement of each part, and the cell each belongs to."""
    latest = np.zeros(len(said), dtype=bool)
    latest[_last(part, parts)] = True
    return said.only(latest), cell[latest]


def _opposite(said: Statements, group: np.ndarray, groups: int) -> np.ndarray:
    """Statements whose neighbour before, in their group and of those that take a side, is opposite and close in time.

    Between any two opposite statements of a group lies a neighbouring opposite pair at most as far apart.
    """
    sided = np.flatnonzero(said.stance)
    order = sided[grouped(group[sided], groups)]
    side, at = (said.stance > 0)[order], group[order]
    place = np.flatnonzero((side[1:] != side[:-1]) & (at[1:] == at[:-1]))
    before, after = order[place], order[place + 1]
    close = said.day[after] - said.day[before] < np.timedelta64(CONTRADICTION_DAYS, "D")
    found: np.ndarray = after[close]
    return found


def _word_and_deed(said: Statements, cell: np.ndarray, cells: int) -> np.ndarray:
    """Whether the latest word and the latest deed of each cell have opposite signs."""
    last = np.zeros((len(BASES), cells))
    last[said.basis, cell] = said.stance  # of several, the last is kept
    product: np.ndarray = last[BASES.rank("word")] * last[BASES.rank("deed")]
    return product < 0
