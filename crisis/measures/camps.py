"""Camps: who stands together, and how firmly."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from crisis.measures import counts, partition
from crisis.measures.agreement import SCALES, STATEMENTS, AgreementParameters, eligible, reduced
from crisis.model.parameters import checked, choice, switch
from crisis.tables.statements import Statements
from crisis.tables.view import View

RUNS = 100
LEFT_OUT = 0.1
"""Sensitivity: in each of `RUNS` runs, every statement is left out with this probability. Seeded."""

STARTS = 4
"""Orders tried in each run of the sensitivity, where the partition is not exact."""


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
    said = eligible(view, parameters.network)
    kept = reduced(said, parameters.network)
    present = np.unique(kept.row)
    ties, shared = _ties(kept, parameters, present)
    found = _camps(ties, shared, partition.STARTS)
    together = (found[:, None] == found) & (found >= 0)
    frame = pd.DataFrame(
        {
            "row_id": kept.rows[present],
            "camp": _by_size(found),
            "size": together.sum(axis=1),
            "within": (ties * together).sum(axis=1),
            "across": (ties * ~together).sum(axis=1),
            "statements": np.bincount(kept.row, minlength=len(kept.rows))[present],
            "stays": _stays(said, parameters, present, found),
        }
    ).astype({"camp": "Int64", "stays": "Float64"})
    frame.loc[frame["camp"] == 0, ["camp", "stays"]] = pd.NA
    return frame.sort_values("camp", kind="stable", ignore_index=True)


def members(found: pd.DataFrame) -> list[list[str]]:
    """Row ids of each of the `camps`, the largest camp first; those without a camp are left out."""
    camps: dict[int, list[str]] = {}
    for row_id, camp in zip(found["row_id"], found["camp"], strict=True):
        if not pd.isna(camp):
            camps.setdefault(int(camp), []).append(row_id)
    return [camps[number] for number in sorted(camps)]


def table(view: View, parameters: CampParameters) -> pd.DataFrame:
    """`camps` for other programs: the row id as ``actor_id``."""
    return camps(view, parameters).rename(columns={"row_id": "actor_id"})


def _ties(said: Statements, parameters: CampParameters, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Agreement less disagreement between rows, and whether they share an issue."""
    counted = counts.count(said, graded=parameters.scale == "graded").only(rows)
    ties, shared = counts.subtract(counted), counts.ignore(counted) > 0
    np.fill_diagonal(ties, 0)
    np.fill_diagonal(shared, val=False)
    return ties, shared


def _camps(ties: np.ndarray, shared: np.ndarray, starts: int) -> np.ndarray:
    """Camp of each member, -1 for who shares no issue with anyone."""
    tied = shared.any(axis=1)
    found = np.full(len(ties), -1)
    found[tied] = partition.best(ties[np.ix_(tied, tied)], starts)
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
    draws = np.random.default_rng(0)
    stayed, stood = np.zeros((2, len(rows)))
    for _ in range(RUNS if len(rows) else 0):
        left = reduced(said.only(draws.random(len(said)) >= LEFT_OUT), parameters.network)
        run = _camps(*_ties(left, parameters, rows), STARTS)
        placed = (whole >= 0) & (run >= 0)
        if not placed.any():
            continue
        overlap = np.zeros((whole.max() + 1, run.max() + 1))
        np.add.at(overlap, (whole[placed], run[placed]), 1)
        one, other = linear_sum_assignment(overlap, maximize=True)
        match = np.full(run.max() + 1, -1)
        match[other] = one
        stood += placed
        stayed[placed] += match[run[placed]] == whole[placed]
    share: np.ndarray = np.divide(stayed, stood, out=np.full(len(rows), np.nan), where=stood > 0)
    return share
