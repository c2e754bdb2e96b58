"""The stance matrix: who stands where on which issue, how old and how sure it is."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage

from crisis.model.vocabulary import BASES
from crisis.tables.statements import Statements
from crisis.tables.view import View

CONTRADICTION_DAYS = 30
"""Opposite stances said fewer days apart contradict each other; from there on they are a change of mind."""

VALUES = ("latest", "mean")
_CELL = ["row_id", "issue_id"]


@dataclass(frozen=True, eq=False)
class StanceMatrix:
    """Cells of the matrix.

    Attributes
    ----------
    cells
        One row a cell that is coded, in the order of `rows` and `columns`:

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

    cells: pd.DataFrame
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    def wide(self, value: str = "latest") -> pd.DataFrame:
        """The matrix: one row a `rows`, one column a `columns`; ``<NA>`` is *not coded*.

        Parameters
        ----------
        value
            ``latest`` (whole numbers) or ``mean``.
        """
        column = "stance" if value == "latest" else "mean"
        wide = self.cells.pivot(index="row_id", columns="issue_id", values=column)
        wide = wide.reindex(index=[*self.rows], columns=[*self.columns]).rename_axis(columns=None)
        return wide.astype("Int8") if value == "latest" else wide.astype("Float64")

    def only(self, issues: Collection[str]) -> "StanceMatrix":
        """The same matrix of some of its issues; rows that lose their last cell go."""
        cells = self.cells[self.cells["issue_id"].isin(issues)]
        left = set(cells["row_id"])
        columns = tuple(one for one in self.columns if one in issues)
        return replace(self, cells=cells, columns=columns, rows=tuple(one for one in self.rows if one in left))


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
    between two statements of one actor. *Word and deed*: the latest word and the latest deed have opposite signs.
    *Single source*: all statements of the cell rest on one source. 0 has no sign.

    The result is kept for the last views: half of the desk asks for it.
    """
    return _matrix(view.statements, view.day)


def parts(view: View, row_id: str) -> StanceMatrix:
    """The matrix of one row opened into its parts: one row an actor that spoke or acted for it, as coded."""
    return _matrix(said_by_parts(view, row_id), view.day)


def said_by_parts(view: View, row_id: str) -> Statements:
    """Statements of one row, each under the actor that made it."""
    said = view.statements
    return said.only(said.rows[said.row] == row_id).of_actors()


def _matrix(said: Statements, day: pd.Timestamp) -> StanceMatrix:
    said = said.only(~np.isnan(said.stance))
    if not len(said):
        return StanceMatrix(_no_cells(), (), ())
    key = said.row * len(said.issues) + said.issue
    count = np.bincount(key)
    keys = np.flatnonzero(count)
    number = np.zeros(len(count), dtype="int64")
    number[keys] = np.arange(len(keys))
    cell, count = number[key], count[keys]
    last = _last(cell, len(keys))
    row, issue = np.divmod(keys, len(said.issues))
    sources = _source_count(said, cell, len(keys))
    cells = pd.DataFrame(
        {
            "row_id": said.rows[row],
            "issue_id": said.issues[issue],
            "stance": said.stance[last].astype("int8"),
            "position_id": said.position[last],
            "actor_id": said.actors[said.actor[last]],
            "basis": np.array([*BASES], dtype=object)[said.basis[last]],
            "day": said.day[last].astype("datetime64[us]"),
            "age": (np.datetime64(day, "D") - said.day[last]).astype("int64"),
            "mean": np.bincount(cell, said.stance) / count,
            "count": count,
            "sources": sources,
            "contradiction": _contradicted(said, cell, len(keys)),
            "word_and_deed": _word_and_deed(said, cell, len(keys)),
            "single_source": sources == 1,
        }
    )
    return StanceMatrix(cells, (*said.rows[np.unique(row)],), (*said.issues[np.unique(issue)],))


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
    cells = matrix.cells
    down = pd.Index(matrix.rows).get_indexer(pd.Index(cells["row_id"]))
    across = pd.Index(matrix.columns).get_indexer(pd.Index(cells["issue_id"]))
    coded, filled = np.zeros((2, len(matrix.rows), len(matrix.columns)))
    coded[down, across] = 1
    filled[down, across] = cells["stance"]
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


def _source_count(said: Statements, cell: np.ndarray, cells: int) -> np.ndarray:
    """Distinct sources behind each cell."""
    pairs = np.unique(cell[said.cited] * len(said.sources) + said.citation)
    return np.bincount(pairs // len(said.sources), minlength=cells)


def _contradicted(said: Statements, cell: np.ndarray, cells: int) -> np.ndarray:
    """Whether one actor of a cell, or the latest statements of two, contradict each other."""
    part, parts = pd.factorize(cell * len(said.actors) + said.actor)
    latest = _last(part, len(parts))
    found = np.zeros(cells, dtype=bool)
    found[_opposite(cell, part, said.stance, said.day)] = True
    latest.sort()
    found[_opposite(cell[latest], cell[latest], said.stance[latest], said.day[latest])] = True
    return found


def _opposite(cell: np.ndarray, group: np.ndarray, stance: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Cells with two statements of opposite sign, close in time, in one group; statements stand oldest first.

    Between any two opposite statements of a group lies a neighbouring opposite pair at most as far apart.
    """
    signs = np.flatnonzero(stance)
    signs = signs[np.argsort(group[signs], kind="stable")]
    before, after = signs[:-1], signs[1:]
    close = day[after] - day[before] < np.timedelta64(CONTRADICTION_DAYS, "D")
    found = (group[after] == group[before]) & (stance[after] * stance[before] < 0) & close
    contradicted: np.ndarray = cell[after[found]]
    return contradicted


def _word_and_deed(said: Statements, cell: np.ndarray, cells: int) -> np.ndarray:
    """Whether the latest word and the latest deed of each cell have opposite signs."""
    last = np.zeros((2, cells))
    for latest, kind in zip(last, ("word", "deed"), strict=True):
        chosen = said.basis == BASES.rank(kind)
        latest[cell[chosen]] = said.stance[chosen]  # of several, the last is kept
    product: np.ndarray = last[0] * last[1]
    return product < 0


def _no_cells() -> pd.DataFrame:
    columns = [*_CELL, "stance", "position_id", "actor_id", "basis", "day", "age", "mean", "count", "sources"]
    marks = ["contradiction", "word_and_deed", "single_source"]
    return pd.DataFrame(columns=[*columns, *marks]).astype(
        {"stance": "int8", "day": "datetime64[us]", **dict.fromkeys(marks, bool)}
    )
