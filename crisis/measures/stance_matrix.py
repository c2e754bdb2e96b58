"""The stance matrix: who stands where on which issue, how old and how sure it is."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import leaves_list, linkage

from crisis.model.vocabulary import CERTAINTIES
from crisis.tables.view import View

CONTRADICTION_DAYS = 30
"""Opposite stances said fewer days apart contradict each other; from there on they are a change of mind."""

VALUES = ("latest", "mean")
_CELL = ["row_id", "issue_id"]
_ORDER = ["last_day", "open_start", "first_day", "certainty", "credibility"]
_USED = [*_CELL, *_ORDER, "stance", "position_id", "actor_id", "basis", "source_list"]


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

    def only(self, issues: set[str]) -> "StanceMatrix":
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
    return _matrix(view, view.positions)


def parts(view: View, row_id: str) -> StanceMatrix:
    """The matrix of one row opened into its parts: one row an actor that spoke or acted for it, as coded."""
    return _matrix(view, said_by_parts(view, row_id))


def said_by_parts(view: View, row_id: str) -> pd.DataFrame:
    """Statements of one row, each under the actor that made it: rows of ``view.positions`` with that ``row_id``."""
    said = view.positions[view.positions["row_id"] == row_id]
    return said.assign(row_id=said["actor_id"])


def silent(said: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """``(row_id, issue_id)`` of those who spoke and took no stand; rows of ``view.positions``."""
    mute = said[said["stance"].isna()]
    return frozenset(zip(mute["row_id"], mute["issue_id"], strict=True))


def _matrix(view: View, positions: pd.DataFrame) -> StanceMatrix:
    said = _sorted(positions.loc[positions["stance"].notna(), _USED])
    if said.empty:
        return StanceMatrix(_no_cells(), (), ())
    row, rows = pd.factorize(said["row_id"])
    issue, issues = pd.factorize(said["issue_id"])
    cell, keys = pd.factorize(row * len(issues) + issue)
    last = _last(cell)
    shown = said.iloc[last]
    stance = said["stance"].to_numpy(dtype="int64")
    day = said["last_day"].to_numpy()
    count = np.bincount(cell)
    cells = pd.DataFrame(
        {
            "row_id": rows[keys // len(issues)],
            "issue_id": issues[keys % len(issues)],
            "stance": shown["stance"].array,
            "position_id": shown["position_id"].array,
            "actor_id": shown["actor_id"].array,
            "basis": shown["basis"].array,
            "day": day[last],
            "age": (np.datetime64(view.day, "D") - day[last].astype("datetime64[D]")).astype("int64"),
            "mean": np.bincount(cell, stance) / count,
            "count": count,
            "sources": _source_count(said["source_list"], cell, len(keys)),
        }
    )
    actor, _ = pd.factorize(said["actor_id"])
    cells["contradiction"] = _contradicted(cell, actor, stance, day, len(keys))
    cells["word_and_deed"] = _word_and_deed(cell, stance, said["basis"].to_numpy(), len(keys))
    cells["single_source"] = cells["sources"] == 1
    return _ordered(view, cells)


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
    down = cells["row_id"].map({one: place for place, one in enumerate(matrix.rows)})
    across = cells["issue_id"].map({one: place for place, one in enumerate(matrix.columns)})
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
    said = view.positions
    return _sorted(said[(said["row_id"] == row_id) & (said["issue_id"] == issue_id)]).iloc[::-1]


def _sorted(said: pd.DataFrame) -> pd.DataFrame:
    """Statements from oldest to latest, by the rule of `stance_matrix`."""
    certainty = said["certainty"].map({code: -CERTAINTIES.rank(code) for code in CERTAINTIES})
    keys = (-said["credibility"].to_numpy(dtype="int64"), certainty, said["first_day"], ~said["open_start"])
    return said.iloc[np.lexsort((*keys, said["last_day"]))]


def _last(group: np.ndarray) -> np.ndarray:
    """Place of the last member of each group, by the order of the groups' numbers."""
    _, from_end = np.unique(group[::-1], return_index=True)
    return len(group) - 1 - from_end


def _source_count(lists: pd.Series, cell: np.ndarray, cells: int) -> np.ndarray:
    """Distinct sources behind each cell."""
    sizes = np.fromiter(map(len, lists), dtype="int64", count=len(lists))
    source, names = pd.factorize(np.array([*chain.from_iterable(lists)], dtype=object))
    pairs = np.unique(np.repeat(cell, sizes) * len(names) + source)
    return np.bincount(pairs // len(names), minlength=cells)


def _opposite(cell: np.ndarray, group: np.ndarray, stance: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Cells with two statements of opposite sign, close in time, in one group.

    Between any two opposite statements of a group lies a neighbouring opposite pair at most as far apart.
    """
    signs = np.flatnonzero(stance)
    signs = signs[np.lexsort((day[signs], group[signs]))]
    before, after = signs[:-1], signs[1:]
    close = (day[after] - day[before]) / np.timedelta64(1, "D") < CONTRADICTION_DAYS
    found = (group[after] == group[before]) & (stance[after] * stance[before] < 0) & close
    contradicted: np.ndarray = cell[after[found]]
    return contradicted


def _contradicted(cell: np.ndarray, actor: np.ndarray, stance: np.ndarray, day: np.ndarray, cells: int) -> np.ndarray:
    """Whether one actor of a cell, or the latest statements of two, contradict each other."""
    part = cell * (actor.max() + 1) + actor
    latest = _last(part)
    found = np.zeros(cells, dtype=bool)
    found[_opposite(cell, part, stance, day)] = True
    found[_opposite(cell[latest], cell[latest], stance[latest], day[latest])] = True
    return found


def _word_and_deed(cell: np.ndarray, stance: np.ndarray, basis: np.ndarray, cells: int) -> np.ndarray:
    """Whether the latest word and the latest deed of each cell have opposite signs."""
    last = {}
    for kind in ("word", "deed"):
        found = np.zeros(cells, dtype="int64")
        chosen = basis == kind
        found[cell[chosen]] = stance[chosen]  # of several, the last is kept: statements stand in their order
        last[kind] = found
    product: np.ndarray = last["word"] * last["deed"]
    return product < 0


def _ordered(view: View, cells: pd.DataFrame) -> StanceMatrix:
    """The cells with rows and columns in the order of the case."""
    actors, issues = view.case.tables["actors"], view.case.tables["issues"]
    as_country = actors["country"].where(actors["kind"] == "state", "")
    present = set(cells["row_id"])
    names = [one for pair in zip(as_country, actors["actor_id"], strict=True) for one in pair]
    rows = tuple(dict.fromkeys(one for one in names if one in present))
    coded = set(cells["issue_id"])
    columns = tuple(one for one in issues["issue_id"] if one in coded)
    down = cells["row_id"].map({one: place for place, one in enumerate(rows)}).to_numpy()
    across = cells["issue_id"].map({one: place for place, one in enumerate(columns)}).to_numpy()
    return StanceMatrix(cells.iloc[np.lexsort((across, down))].reset_index(drop=True), rows, columns)


def _no_cells() -> pd.DataFrame:
    columns = [*_CELL, "stance", "position_id", "actor_id", "basis", "day", "age", "mean", "count", "sources"]
    marks = ["contradiction", "word_and_deed", "single_source"]
    return pd.DataFrame(columns=[*columns, *marks]).astype(
        {"stance": "Int8", "day": "datetime64[us]", **dict.fromkeys(marks, bool)}
    )
