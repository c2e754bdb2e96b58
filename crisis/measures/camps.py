"""Camps: who stands together, and how firmly."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from pandas.arrays import FloatingArray, IntegerArray
from scipy.optimize import linear_sum_assignment

from crisis.measures import counts, partition
from crisis.measures.agreement import SCALES, STATEMENTS, AgreementParameters, eligible, reduced
from crisis.measures.counts import Counts
from crisis.model.parameters import checked, choice, switch
from crisis.tables.statements import Statements
from crisis.tables.view import View

RUNS = 100
LEFT_OUT = 0.1
"""Sensitivity: in each of `RUNS` runs, every statement is left out with this probability. Seeded."""

STARTS = 4
"""Orders tried in each run of the sensitivity, where the partition is not exact."""

AT_ONCE = 2**20
"""Statements, cells and pairs of the runs that are counted together: bounds the memory."""


@dataclass(frozen=True, slots=True)
class CampParameters:
    """What a reader may choose about camps."""

    scale: str = choice(SCALES, "sign", "Scale", "How far apart two stances are.")
    statements: str = choice(STATEMENTS, "latest", "Statements", "Every statement, or the latest on each issue.")
    deeds: bool = switch("Deeds", "Count what was done, not only what was said or voted.", default=False)
    valence: bool = switch("Valence issues", "Count issues everybody is for or against.", default=True)

    def __post_init__(self) -> None:
        checked(self)

    @property
    def network(self) -> AgreementParameters:
        """The network the camps are camps of: agreement less disagreement, not normalized."""
        return AgreementParameters(scale=self.scale, statements=self.statements, deeds=self.deeds, valence=self.valence)


@lru_cache(maxsize=64)
def camps(view: View, parameters: CampParameters) -> pd.DataFrame:
    """Divide those who speak on shared issues into camps.

    Parameters
    ----------
    view
        Its statements, at the level of its lens.
    parameters
        What counts.

    Returns
    -------
    DataFrame
        One row for each actor that takes a side, camps by size, then in the order of the case:

        - ``row_id``; ``camp``: 1 for the largest, ``<NA>`` where the actor shares no issue with anyone;
        - ``size``: members of its camp;
        - ``within``: agreement less disagreement with its own camp, pairs of statements; ``across``: with the others;
        - ``statements``: how many were counted;
        - ``stays``: sensitivity to omitted statements, 0 to 1: the share of `RUNS` runs, each without a random tenth
          of the statements, in which it stands in the same camp; ``<NA>`` where it has none, or every statement of it
          was left out in every run.

        Silent actors are not in it: they belong to no camp.

    Notes
    -----
    Camps maximise agreement less disagreement inside them, their number is free: see `crisis.measures.partition`. The
    camps of a run are matched to the camps of the whole so that most members match (Kuhn 1955). This is a coded
    sample, not the world: `stays` says how far the division hangs on single statements, not how likely it is.

    References
    ----------
    Doreian, P. and Mrvar, A. (1996). A partitioning approach to structural balance. Social Networks 18, 149-168.
    Kuhn, H. W. (1955). The Hungarian method for the assignment problem. Naval Research Logistics 2, 83-97.
    """
    said = eligible(view, parameters.network).compact()
    kept = reduced(said, parameters.network)
    present = np.unique(kept.row)
    ties, shared = _ties(counts.count(kept, graded=parameters.scale == "graded").only(present))
    found = _camps(ties[None], shared[None], partition.STARTS)[0]
    together = (found[:, None] == found) & (found >= 0)
    camp, stays = _by_size(found), _stays(said, parameters, present, found)
    none = camp == 0
    columns = {
        "row_id": kept.rows[present],
        "camp": IntegerArray(camp, none),
        "size": together.sum(axis=1),
        "within": (ties * together).sum(axis=1),
        "across": (ties * ~together).sum(axis=1),
        "statements": np.bincount(kept.row, minlength=len(kept.rows))[present],
        "stays": FloatingArray(stays, none | np.isnan(stays)),
    }
    order = np.lexsort((camp, none))
    return pd.DataFrame({name: column[order] for name, column in columns.items()})


def members(found: pd.DataFrame) -> list[list[str]]:
    """Row ids of each of the `camps`, the largest camp first; those without a camp are left out."""
    camps: dict[int, list[str]] = {}
    for row_id, camp in zip(found["row_id"], found["camp"].to_numpy("int64", na_value=0).tolist(), strict=True):
        if camp:
            camps.setdefault(camp, []).append(row_id)
    return [camps[number] for number in sorted(camps)]


def of_rows(found: pd.DataFrame, rows: Collection[str], least: int) -> list[list[str]]:
    """Row ids of each of the `camps`, those without a camp in a last list of their own.

    Parameters
    ----------
    found
        `camps`.
    rows
        Only these are kept.
    least
        Only those with at least so many statements are.
    """
    there, of = {*rows}, zip(*(found[name].tolist() for name in ("row_id", "camp", "statements")), strict=True)
    kept: dict[int, list[str]] = {}
    for row_id, camp, statements in of:
        if statements >= least and row_id in there:
            kept.setdefault(0 if camp is pd.NA else camp, []).append(row_id)
    without = kept.pop(0, [])
    return [*(kept[number] for number in sorted(kept)), without]


def table(view: View, parameters: CampParameters) -> pd.DataFrame:
    """`camps` for other programs: the row id as ``actor_id``."""
    return camps(view, parameters).rename(columns={"row_id": "actor_id"})


def _ties(counted: Counts) -> tuple[np.ndarray, np.ndarray]:
    """Agreement less disagreement between rows, and whether they share an issue."""
    ties, shared = counts.subtract(counted), counts.ignore(counted) > 0
    own = np.arange(ties.shape[-1])
    ties[..., own, own], shared[..., own, own] = 0, False
    return ties, shared


def _camps(ties: np.ndarray, shared: np.ndarray, starts: int) -> np.ndarray:
    """Camp of each member of each network, -1 for who shares no issue with anyone: networks x members."""
    tied = shared.sum(axis=2) > 0
    networks = [square[who][:, who] for square, who in zip(ties, tied, strict=True)]
    found = np.full(tied.shape, -1)
    found[tied] = np.concatenate(partition.best_of_each(networks, starts))
    return found


def _by_size(found: np.ndarray) -> np.ndarray:
    """Camps numbered from 1 by size, of one size in the order of their first members; 0 for none."""
    sizes = np.bincount(found[found >= 0])
    place = np.empty(len(sizes) + 1, dtype="int64")
    place[np.argsort(-sizes, kind="stable")] = np.arange(1, len(sizes) + 1)
    place[-1] = 0
    numbers: np.ndarray = place[found]
    return numbers


def _stays(said: Statements, parameters: CampParameters, rows: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Share of runs in which each row stands in the camp of the whole; ``nan`` where it stands nowhere in all."""
    if (whole < 0).all():
        return np.full(len(rows), np.nan)
    stayed, stood = np.zeros((2, len(rows)))
    for run, times in Counter(map(tuple, _runs(said, parameters, rows))).items():  # many runs find the same camps
        camps = np.array(run)
        placed = (whole >= 0) & (camps >= 0)
        stood += times * placed
        stayed += times * (placed & (_matched(camps, whole, placed) == whole))
    share: np.ndarray = np.divide(stayed, stood, out=np.full(len(rows), np.nan), where=stood > 0)
    return share


def _runs(said: Statements, parameters: CampParameters, rows: np.ndarray) -> Iterator[list[int]]:
    """Camps of rows in each run, as many runs at once as fit the memory."""
    kept = np.random.default_rng(0).random((RUNS, len(said))) >= LEFT_OUT
    size = len(said) + len(said.rows) * (len(said.rows) + len(said.issues))
    for masks in np.array_split(kept, min(RUNS, 1 + RUNS * size // AT_ONCE)):
        left = reduced(said.repeated(masks), parameters.network)
        counted = counts.count(left, graded=parameters.scale == "graded")
        cubes = counted.cube.reshape(len(masks), len(said.rows), *counted.cube.shape[1:])[:, rows]
        yield from _camps(*_ties(Counts(cubes, counted.levels)), STARTS).tolist()


def _matched(run: np.ndarray, whole: np.ndarray, placed: np.ndarray) -> np.ndarray:
    """Camps of a run by the numbers of the whole, so that most of those placed match; -1 for a camp without one."""
    overlap = np.zeros((whole.max() + 1, run.max() + 1))
    np.add.at(overlap, (whole[placed], run[placed]), 1)
    one, other = linear_sum_assignment(overlap, maximize=True)
    match = np.full(overlap.shape[1] + 1, -1)  # the last is for who has no camp in the run
    match[other] = one
    found: np.ndarray = match[run]
    return found
