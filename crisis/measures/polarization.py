"""Polarization: how far apart the latest stances stand, per issue and overall."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.measures import counts, partition
from crisis.measures.agreement import AgreementParameters, eligible
from crisis.model.parameters import checked, switch
from crisis.tables.statements import Statements
from crisis.tables.view import View


@dataclass(frozen=True, slots=True)
class PolarizationParameters:
    """What a reader may choose about polarization."""

    deeds: bool = switch("Deeds", "Count what was done, not only what was said or voted.", default=False)
    valence: bool = switch("Valence issues", "Count issues everybody is for or against.", default=True)

    def __post_init__(self) -> None:
        checked(self)

    @property
    def network(self) -> AgreementParameters:
        """What counts: the latest statements, on the graded scale."""
        return AgreementParameters(scale="graded", statements="latest", deeds=self.deeds, valence=self.valence)


@lru_cache(maxsize=64)
def polarization(view: View, parameters: PolarizationParameters) -> pd.DataFrame:
    """Polarization of every issue two rows or more are coded on, and over all of them.

    Parameters
    ----------
    view
        Its latest stances, at the level of its lens; facts in dispute are left out.
    parameters
        What counts.

    Returns
    -------
    DataFrame
        First all issues together, with an empty ``issue_id``, then the issues, most polarized first:

        - ``polarization``: 0 where all agree, 1 where two equal camps stand at the two ends;
        - ``rows``: rows coded; ``against``, ``balanced``, ``for``: how many below, at and above 0, for all issues
          together the cells.

        Empty where no issue has two rows: nobody disagrees alone.

    Notes
    -----
    Of an issue: the variance of the n stances over its largest possible value,
    ``sum((q - mean)**2) / n / 4``.

    Over all issues: the best division of the rows in two halves, scored by `score`. It asks for more than distance:
    that the same actors stand together on every issue.

    References
    ----------
    DiMaggio, P., Evans, J. and Bryson, B. (1996). Have Americans' social attitudes become more polarized? American
    Journal of Sociology 102, 690-755 (dispersion and bimodality).
    """
    said = eligible(view, parameters.network).latest().compact()
    columns = _per_issue(said)
    if len(columns["rows"]):
        opposed = opposition(said)
        whole = {
            "issue_id": "",
            "polarization": score(opposed, partition.halves(-opposed), capacity(said)),
            "rows": len(said.rows),
            **{side: columns[side].sum() for side in ("against", "balanced", "for")},
        }
        columns = {name: np.concatenate(([whole[name]], column)) for name, column in columns.items()}
    return pd.DataFrame(columns | {"issue_id": pd.array(columns["issue_id"], dtype="str")})


def opposition(said: Statements) -> np.ndarray:
    """How opposed each pair of rows is on the issues it shares.

    Parameters
    ----------
    said
        Latest statements, one a row and issue.

    Returns
    -------
    ndarray
        Rows x rows: sum over the shared issues of ``2 |q - q'| / 4 - 1``, which is -1 where both say the same and 1 at
        opposite ends; 0 for a pair that shares none, and on the diagonal.
    """
    opposed = -counts.subtract(counts.count(said, graded=True))
    np.fill_diagonal(opposed, 0)
    return opposed


def capacity(said: Statements) -> float:
    """Largest opposition two camps could reach: on each issue two equal camps of its n rows, ``n**2 / 4`` pairs."""
    rows = np.bincount(said.issue, minlength=len(said.issues))
    return float((rows[rows > 1] ** 2).sum() / 4)


def score(opposed: np.ndarray, camps: np.ndarray, most: float) -> float:
    """How well a division into camps is one of two equal camps at the two ends.

    Parameters
    ----------
    opposed
        `opposition` of each pair.
    camps
        Camp of each row; any number of camps.
    most
        `capacity`.

    Returns
    -------
    float
        Opposition between camps over the largest there could be. Of two camps at most 1, where all stand together 0.
        Parting who agrees costs what parting who disagrees gains, so the true division scores best.
    """
    across = camps[:, None] != camps
    return float((opposed * across).sum() / 2 / most) if most else 0.0


def _per_issue(said: Statements) -> dict[str, np.ndarray]:
    """The columns of the issues, most polarized first."""
    issue, stance = said.issue, said.stance
    rows = np.bincount(issue, minlength=len(said.issues))
    mean = np.bincount(issue, stance, minlength=len(rows)) / np.maximum(rows, 1)
    spread = np.bincount(issue, (stance - mean[issue]) ** 2, minlength=len(rows)) / np.maximum(rows, 1)
    sides = {"against": stance < 0, "balanced": stance == 0, "for": stance > 0}
    columns = {
        "issue_id": said.issues,
        "polarization": spread / 4,
        "rows": rows,
        **{name: np.bincount(issue[mask], minlength=len(rows)) for name, mask in sides.items()},
    }
    ranked = np.lexsort((-rows, -spread))
    several = ranked[rows[ranked] > 1]
    return {name: column[several] for name, column in columns.items()}
