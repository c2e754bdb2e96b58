"""Groups: the members of a body and the parts of a state, and where each of them stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables.clocks import clocked
from crisis.tables.register import register
from crisis.tables.rollup import members as meant
from crisis.tables.rollup import standing
from crisis.tables.statements import Statements, statements
from crisis.tables.ties import placed
from crisis.tables.view import View, look

MEMBER = "member_of"


@dataclass(frozen=True, eq=False, slots=True)
class Stands:
    """Latest stances as a matrix.

    Attributes
    ----------
    rows, issues
        Ids.
    stance
        Rows x issues, -2 to +2, ``nan`` where nothing is coded.
    position
        Rows x issues, the statement each rests on, ``""`` where nothing is coded.
    """

    rows: tuple[str, ...]
    issues: np.ndarray
    stance: np.ndarray
    position: np.ndarray

    def of(self, groups: Mapping[str, Sequence[str]]) -> "dict[str, Stands]":
        """The stances of groups of rows, in their order; a row without a stance has none on any issue."""
        place = {one: place for place, one in enumerate(self.rows)}
        stance = np.vstack([self.stance, np.full(len(self.issues), np.nan)])  # the last row is that of who has none
        position = np.vstack([self.position, np.full(len(self.issues), "", dtype=object)])
        found = {}
        for group, rows in groups.items():
            places = [place.get(one, -1) for one in rows]
            found[group] = Stands(tuple(rows), self.issues, stance[places], position[places])
        return found


@lru_cache(maxsize=20)
def groups(view: View) -> dict[str, Stands]:
    """Every group with the latest stances of its members, facts in dispute left out; bodies first, then states.

    Parameters
    ----------
    view
        Its statements.

    Returns
    -------
    dict
        By the id of a body or the code of a state, in the order of the case. See `bodies` and `parts`.
    """
    whole = _stands(_said(view, "country"), view)
    part = _stands(_said(view, _part_level(view)), view)
    found = whole.of(bodies(view))
    return found | part.of({group: inside for group, inside in parts(view).items() if group not in found})


def bodies(view: View) -> dict[str, tuple[str, ...]]:
    """Members of every body with at least two, as rows of the country level; bodies in the order of the case."""
    ties = _memberships(view.case, view.lens.clock(view.case))
    if view.lens.country:
        meant_by = frozenset().union(*(meant(view.case, one) for one in view.lens.country))
        ties = tuple(tie for tie in ties if tie[0] in meant_by)
    return _in_order(view.case, ((body, member) for _, member, body in ties), "country")


@lru_cache(maxsize=20)
def _memberships(case: Case, clock: Lens) -> tuple[tuple[str, str, str], ...]:
    """Ties of members to bodies that hold, whatever the filters: who is coded, its row, the row of the body."""
    view = look(case, clock)
    reports = clocked(case, "relationships", clock.day(case), clock.hindsight).rows
    reports = reports[reports["kind"] == MEMBER]
    rows = standing(case, "relationships", clock.day(case), clock.hindsight, "country").loc[reports.index]
    ties = placed(reports, rows, view.states, view.day)
    actors = case.tables["actors"].set_index("actor_id")
    own = actors["country"].where((actors["kind"] == "state") & (actors["country"] != ""), actors.index.to_series())
    kept = (ties["fate"] == "") & ties["state"].isin(["occurred", "ongoing"])
    for end, row in (("actor_id", "row_id"), ("recipient_id", "recipient_row_id")):
        kept &= ties[end].map(own) == ties[row]  # who stands under another is no member by itself
    kept &= ties["actor_id"].map(actors["kind"]) != "group"  # named together: its members are members already
    held = ties[kept]
    return (*zip(*(held[name].tolist() for name in ("actor_id", "row_id", "recipient_row_id")), strict=True),)


def parts(view: View) -> dict[str, tuple[str, ...]]:
    """Parts of every state for which at least two have taken a stand by the day; states in the order of the case."""
    return _parts(view.case, view.lens.clock(view.case), _part_level(view))


@lru_cache(maxsize=20)
def _parts(case: Case, clock: Lens, level: str) -> dict[str, tuple[str, ...]]:
    whole = statements(case, replace(clock, level="country"))
    part = statements(case, replace(clock, level=level))
    taken = ~np.isnan(whole.stance) & _policy(whole, case)
    actors = case.tables["actors"]
    states = actors.loc[(actors["kind"] == "state") & (actors["country"] != ""), "country"]
    taken &= np.isin(whole.rows.astype(object), [*states])[whole.row]
    pairs = np.unique(np.stack([whole.row, part.row])[:, taken], axis=1)
    return _in_order(case, zip(whole.rows[pairs[0]], part.rows[pairs[1]], strict=True), level)


def _part_level(view: View) -> str:
    return "organisation" if view.lens.level == "organisation" else "actor"


def _in_order(case: Case, pairs: Iterable[tuple[str, str]], level: str) -> dict[str, tuple[str, ...]]:
    """Groups of at least two, groups and members in the order of the case, each member once."""
    found: dict[str, set[str]] = {}
    for group, member in pairs:
        found.setdefault(group, set()).add(member)
    groups, members = _order(case, "country"), _order(case, level)
    several = [one for one, inside in found.items() if len(inside) > 1 and one in groups]
    return {
        one: tuple(sorted(found[one] & members.keys(), key=members.__getitem__))
        for one in sorted(several, key=groups.__getitem__)
    }


@lru_cache(maxsize=8)
def _order(case: Case, level: str) -> dict[str, int]:
    """Place of each row in the register."""
    return {one: place for place, one in enumerate(register(case, level).index)}


def _said(view: View, level: str) -> Statements:
    """Statements the lens keeps, at another level."""
    said = statements(view.case, replace(view.lens.clock(view.case), level=level))
    return said.only(view.kept["positions"][said.place])


def _policy(said: Statements, case: Case) -> np.ndarray:
    """Statements that are not about a fact in dispute."""
    about: np.ndarray = np.array([one not in case.facts for one in said.issues], dtype=bool)[said.issue]
    return about


def _stands(said: Statements, view: View) -> Stands:
    said = said.only(~np.isnan(said.stance) & _policy(said, view.case)).latest()
    stance = np.full((len(said.rows), len(said.issues)), np.nan)
    position = np.full(stance.shape, "", dtype=object)
    stance[said.row, said.issue] = said.stance
    position[said.row, said.issue] = said.position
    return Stands(tuple(said.rows), said.issues, stance, position)
