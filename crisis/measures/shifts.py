"""Shifts: who moved on which issue, how far, from which statement to which."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crisis.measures.stance_matrix import CONTRADICTION_DAYS
from crisis.model.parameters import switch
from crisis.model.vocabulary import BASES, Term, Vocabulary
from crisis.tables.statements import Statements
from crisis.tables.view import View

SHIFTS = Vocabulary(
    "shift",
    Term("reversal", "reversal", "The sign changes between two consecutive statements, whatever lies between them."),
    Term("hardening", "hardening", "The same side, held more firmly than in the statement before."),
    Term("softening", "softening", "The same side, held less firmly than in the statement before."),
    Term(
        "contradiction", "contradiction", f"Consecutive opposite statements fewer than {CONTRADICTION_DAYS} days apart."
    ),
    Term("word_and_deed", "word against deed", "The latest word and the latest deed have opposite signs."),
)


@dataclass(frozen=True, slots=True)
class ShiftParameters:
    """What a reader may choose about shifts."""

    facts: bool = switch("Facts in dispute", "Count facts in dispute.", default=False)


PLAIN = ShiftParameters()
"""As a command prints them and a page opens with."""


def shifts(view: View, parameters: ShiftParameters = PLAIN) -> pd.DataFrame:
    """Every change of a stance, the largest first.

    Parameters
    ----------
    view
        Its statements, at the level of its lens: words, deeds and votes.
    parameters
        Whether facts in dispute count: to affirm what one denied is another thing than to change sides.

    Returns
    -------
    DataFrame
        One row a shift: ``actor_id`` (the row it stands in at the level of the lens), ``issue_id``, ``shift`` (a code
        of `SHIFTS`), ``from_stance``, ``to_stance`` (-2 to +2, never 0), ``from_day``, ``to_day`` (last day each may
        have been said), ``from_position_id``, ``to_position_id``. Sorted by size of the change, ``|to - from|``, 4 to
        1, the largest first, then by ``to_day``, then in the order of the case.

    Notes
    -----
    Statements of a row on an issue are read oldest first; those that take no side, balanced or without a stance, are
    passed over. Of two consecutive ones,

    - opposite signs are a *reversal*, whatever the gap; fewer than 30 days apart they are a *contradiction* as well, in
      a row of its own;
    - opposite signs of one day are a contradiction only: nobody knows which came first;
    - the same sign with another strength is a *hardening* or a *softening*; of one day it is nothing, because the order
      within a day is a convention and not an observation.

    *Word and deed*: the latest word and the latest deed have opposite signs; the earlier of the two is ``from``. Here a
    balanced latest word or deed counts, and has no sign.

    A row of several actors moves when another of them says otherwise: `curve` names who spoke. What was said between
    two coded statements is not known; an omitted statement may move, split or make a shift.
    """
    said = _counted(view, parameters)
    before, after = _neighbours(said)
    step = said.stance[after] * said.stance[before]
    size = np.abs(said.stance[after]) - np.abs(said.stance[before])
    gap = (said.day[after] - said.day[before]).astype("int64")
    masks = {
        "reversal": (step < 0) & (gap > 0),
        "hardening": (step > 0) & (size > 0) & (gap > 0),
        "softening": (step > 0) & (size < 0) & (gap > 0),
        "contradiction": (step < 0) & (gap < CONTRADICTION_DAYS),
    }
    pairs = {kind: (before[mask], after[mask]) for kind, mask in masks.items()}
    return _table(said, pairs | {"word_and_deed": _word_and_deed(said)})


def curve(view: View, row_id: str, issue_id: str) -> pd.DataFrame:
    """Statements of one row on one issue, oldest first: the steps of its stance.

    Parameters
    ----------
    view
        Its statements, at the level of its lens.
    row_id, issue_id
        The row and the issue.

    Returns
    -------
    DataFrame
        ``day`` (last day it may have been said), ``stance`` (-2 to +2, balanced ones among them), ``actor_id`` (who
        made it), ``basis``, ``position_id``. Empty where nothing is coded; statements without a stance are left out.
    """
    said = view.statements
    chosen = (said.rows[said.row] == row_id) & (said.issues[said.issue] == issue_id) & ~np.isnan(said.stance)
    said = said.only(chosen)
    return pd.DataFrame(
        {
            "day": said.day.astype("datetime64[us]"),
            "stance": said.stance.astype("int8"),
            "actor_id": said.actors[said.actor],
            "basis": np.array([*BASES], dtype=object)[said.basis],
            "position_id": said.position,
        }
    )


def _counted(view: View, parameters: ShiftParameters) -> Statements:
    said = view.statements
    kept = ~np.isnan(said.stance)
    if not parameters.facts:
        kept &= ~np.isin(said.issue, [place for place, one in enumerate(said.issues) if one in view.case.facts])
    return said.only(kept)


def _neighbours(said: Statements) -> tuple[np.ndarray, np.ndarray]:
    """Places of consecutive statements of a row on an issue that take a side: the earlier, the later."""
    key = _key(said)
    sided = np.flatnonzero(said.stance)
    sided = sided[np.argsort(key[sided], kind="stable")]
    before, after = sided[:-1], sided[1:]
    same = key[before] == key[after]
    return before[same], after[same]


def _word_and_deed(said: Statements) -> tuple[np.ndarray, np.ndarray]:
    """Places of the latest word and the latest deed of each cell where they have opposite signs, the earlier first."""
    key = _key(said)
    last = np.full((2, len(said.rows) * len(said.issues)), -1)
    for latest, kind in zip(last, ("word", "deed"), strict=True):
        chosen = np.flatnonzero(said.basis == BASES.rank(kind))
        latest[key[chosen]] = chosen  # of several, the last is kept
    word, deed = last[:, (last >= 0).all(axis=0)]
    opposite = said.stance[word] * said.stance[deed] < 0
    return np.minimum(word, deed)[opposite], np.maximum(word, deed)[opposite]


def _key(said: Statements) -> np.ndarray:
    """One number a row and issue."""
    key: np.ndarray = said.row * len(said.issues) + said.issue
    return key


def _table(said: Statements, pairs: dict[str, tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
    kind = np.repeat([SHIFTS.rank(one) for one in pairs], [len(after) for _, after in pairs.values()])
    before, after = (np.concatenate([pair[end] for pair in pairs.values()]) for end in (0, 1))
    size = np.abs(said.stance[after] - said.stance[before])
    order = np.lexsort((kind, after, said.issue[after], said.row[after], said.day[after], -size))
    kind, before, after = kind[order], before[order], after[order]
    return pd.DataFrame(
        {
            "actor_id": said.rows[said.row[after]],
            "issue_id": said.issues[said.issue[after]],
            "shift": np.array([*SHIFTS], dtype=object)[kind],
            "from_stance": said.stance[before].astype("int8"),
            "to_stance": said.stance[after].astype("int8"),
            "from_day": said.day[before].astype("datetime64[us]"),
            "to_day": said.day[after].astype("datetime64[us]"),
            "from_position_id": said.position[before],
            "to_position_id": said.position[after],
        }
    )
