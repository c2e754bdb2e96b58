"""Statements as arrays: what every measure of stances counts with."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.vocabulary import BASES, CERTAINTIES
from crisis.tables.clocks import clocked
from crisis.tables.rollup import standing


@dataclass(frozen=True, eq=False, slots=True)
class Statements:
    """Statements as arrays of equal length, oldest first. Nobody writes to them.

    *Oldest first*: by the last day it may have been said; of one day, by whether the date is exact (``2022-01-27``
    comes after ``../2022-01-27``), the first day, the certainty (inferred, reported, stated), the credibility (worst
    first) and the order of the case. The last statement of any group is therefore its *latest*.

    Attributes
    ----------
    place, position
        Which of the rows that both clocks let in each statement is, and its id.
    row, issue, actor, source
        Places in `rows`, `issues`, `actors` and `sources`: the row it stands in at the level of the lens, what it is
        about, who made it, the main source known by the day.
    stance
        -2 to +2; ``nan`` where no stand was taken.
    day
        Last day it may have been said.
    basis
        Place in the codes of `crisis.model.vocabulary.BASES`.
    cited, citation
        One entry for each statement and source behind it: place of the statement in these arrays, place in `sources`.
    rows, issues, actors, sources
        Ids, in the order of the case.
    """

    place: np.ndarray
    position: np.ndarray
    row: np.ndarray
    issue: np.ndarray
    actor: np.ndarray
    source: np.ndarray
    stance: np.ndarray
    day: np.ndarray
    basis: np.ndarray
    cited: np.ndarray
    citation: np.ndarray
    rows: np.ndarray
    issues: np.ndarray
    actors: np.ndarray
    sources: np.ndarray

    def __len__(self) -> int:
        return len(self.place)

    def only(self, mask: np.ndarray) -> "Statements":
        """Those a mask keeps; places in the lists of ids stay."""
        if mask.all():
            return self
        to = np.cumsum(mask) - 1
        behind = mask[self.cited]
        kept = {name: getattr(self, name)[mask] for name in _EACH}
        return replace(self, **kept, cited=to[self.cited[behind]], citation=self.citation[behind])

    def repeated(self, masks: np.ndarray) -> "Statements":
        """What each of some masks keeps, one after the other: row ``n`` under mask ``m`` is ``m * len(rows) + n``."""
        mask, kept = np.nonzero(masks)
        behind_mask, behind = np.nonzero(masks[:, self.cited])
        to = (np.cumsum(masks) - 1).reshape(masks.shape)
        each = {name: getattr(self, name)[kept] for name in _EACH}
        each["row"] += mask * len(self.rows)
        cited = to[behind_mask, self.cited[behind]]
        rows = np.tile(self.rows, len(masks))
        return replace(self, **each, rows=rows, cited=cited, citation=self.citation[behind])

    def compact(self) -> "Statements":
        """The same with the rows and issues that occur, and no others."""
        rows, row = np.unique(self.row, return_inverse=True)
        issues, issue = np.unique(self.issue, return_inverse=True)
        return replace(self, row=row, issue=issue, rows=self.rows[rows], issues=self.issues[issues])

    def latest(self) -> "Statements":
        """The latest statement of each row on each issue."""
        key = self.row * len(self.issues) + self.issue
        last = np.zeros(len(self.rows) * len(self.issues), dtype="int64")
        last[key] = np.arange(len(key))  # of several, the last is kept
        return self.only(last[key] == np.arange(len(key)))

    def of_actors(self) -> "Statements":
        """The same with one row an actor."""
        return replace(self, row=self.actor, rows=self.actors)


_EACH = ("place", "position", "row", "issue", "actor", "source", "stance", "day", "basis")


def grouped(group: np.ndarray, groups: int) -> np.ndarray:
    """Places of statements group by group, in their order in each; groups are whole numbers below `groups`.

    A sparse matrix of groups by places is built by counting, which is several times faster than sorting.
    """
    places = np.arange(len(group), dtype="int32")
    order: np.ndarray = csr_array((places, (group, places)), shape=(max(groups, 1), max(len(group), 1))).data
    return order


def distinct(group: np.ndarray, groups: int, value: np.ndarray, values: int) -> np.ndarray:
    """How many different values each group has; groups and values are whole numbers below their counts.

    A sparse matrix of groups by values has one entry for each pair, however often it occurs.
    """
    ones = np.ones(len(group), dtype="int8")
    pairs = csr_array((ones, (group, value)), shape=(max(groups, 1), max(values, 1)))
    counts: np.ndarray = np.diff(pairs.indptr)[:groups]
    return counts


@lru_cache(maxsize=20)
def statements(case: Case, lens: Lens) -> Statements:
    """Statements that the clocks of a lens let in, whatever the filters."""
    day = lens.day(case)
    said = clocked(case, "positions", day, lens.hindsight).rows
    order = oldest_first(said)
    row = standing(case, "positions", day, lens.hindsight, lens.level)["actor_id"]
    rows, issues, actors = _rows(case, row), pd.Index(case.issue_names), pd.Index(case.tables["actors"]["actor_id"])
    sources = pd.Index(case.tables["sources"]["source_id"])
    lists = said["source_list"].to_numpy()[order]
    sizes = np.fromiter(map(len, lists), dtype="int64", count=len(lists))
    return Statements(
        place=order,
        position=said["position_id"].to_numpy()[order],
        row=_places(rows, row)[order],
        issue=_places(issues, said["issue_id"])[order],
        actor=_places(actors, said["actor_id"])[order],
        source=_places(sources, said["source_id"])[order],
        stance=said["stance"].to_numpy(dtype="float64", na_value=np.nan)[order],
        day=said["last_day"].to_numpy().astype("datetime64[D]")[order],
        basis=_places(pd.Index([*BASES]), said["basis"])[order],
        cited=np.repeat(np.arange(len(said)), sizes),
        citation=_places(sources, np.array([*chain.from_iterable(lists)], dtype=object)),
        rows=rows.to_numpy(),
        issues=issues.to_numpy(),
        actors=actors.to_numpy(),
        sources=sources.to_numpy(),
    )


def _places(ids: pd.Index, held: pd.Series | np.ndarray) -> np.ndarray:
    """Place of each of many ids among a few; each different one is looked up once."""
    code, different = pd.factorize(held)
    places: np.ndarray = ids.get_indexer(pd.Index(different, dtype="str"))[code]
    return places


def oldest_first(said: pd.DataFrame) -> np.ndarray:
    """Places of statements in the order `Statements` has them, the latest last."""
    certainty = said["certainty"].map({code: -CERTAINTIES.rank(code) for code in CERTAINTIES})
    keys = (-said["credibility"].to_numpy(dtype="int64"), certainty, said["first_day"], ~said["open_start"])
    return np.lexsort((*keys, said["last_day"]))


def _rows(case: Case, present: pd.Series) -> pd.Index:
    """Row ids in the order of the case: a state's code, then its id, as the register has them."""
    actors = case.tables["actors"]
    codes = actors["country"].where(actors["kind"] == "state", "")
    found = {*present.unique()}
    named = [one for pair in zip(codes, actors["actor_id"], strict=True) for one in pair if one in found]
    rows: pd.Index = pd.Index([*dict.fromkeys(named)], dtype="str")
    return rows
