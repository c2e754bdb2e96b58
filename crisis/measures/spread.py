"""Spread: how far the members of a body, or the parts of a state, stand apart on an issue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from crisis.model.values import MANY
from crisis.tables.clocks import clocked
from crisis.tables.register import register
from crisis.tables.rollup import members as meant
from crisis.tables.rollup import standing
from crisis.tables.statements import Statements, statements
from crisis.tables.ties import placed
from crisis.tables.view import View

MEMBER = "member_of"

COLUMNS = ("group_id", "issue_id", "lowest", "highest", "spread", "coded", "members", "dissenters", "not_coded")


@dataclass(frozen=True, eq=False, slots=True)
class Stands:
    """Latest stances as a matrix.

    Attributes
    ----------
    rows, issues
        Ids.
    stance
        Rows x issues, -2 to +2, ``nan`` where nothing is coded.
    """

    rows: pd.Index
    issues: np.ndarray
    stance: np.ndarray


def spread(view: View) -> pd.DataFrame:
    """How far each group stands apart on each issue, and who leaves its majority.

    Parameters
    ----------
    view
        Its statements; facts in dispute are left out.

    Returns
    -------
    DataFrame
        One row a group and issue with a coded member: ``group_id`` (a body, or the code of a state), ``issue_id``;
        ``lowest``, ``highest``: latest stances, -2 to +2; ``spread`` = highest - lowest, 0 (all alike, or one member
        coded) to 4 (both ends held); ``coded``: members with a stance; ``members``: members of the group;
        ``dissenters``, ``not_coded``: ids of members, joined by ``;``. Bodies first, then states, in the order of the
        case; the widest spread of a group first, then the most coded.

    Notes
    -----
    *Groups* are found in the case: every body with at least two members, and every state with at least two parts.

    - Members of a body are those whose ``member_of`` tie holds on the day and is known by it, whatever issues and
      grades the lens keeps; of chosen countries only theirs are members. A member is a state with everyone who speaks
      for it, whatever the level of the lens; states named together without names are none.
    - Parts of a state are whoever is known by the day to have taken a stand for it: as coded, or rolled up to
      organisations where the lens is.

    *Majority* is the sign, for or against, that more members take in their latest statement. *Dissenters* take the
    opposite sign. A balanced stance has no sign: it makes no majority and does not dissent, and still counts for
    ``lowest`` and ``highest``. Where as many are for as against there is no majority and nobody dissents: the spread
    tells the split. *Not coded* says that no stance of the member is coded under the lens; whether it was silent is not
    known.
    """
    found: list[dict[str, object]] = []
    stands = _stands(_said(view, "country"), view)
    for group, inside in bodies(view).items():
        found += _of_group(group, inside, stands)
    own = _stands(_said(view, _part_level(view)), view)
    for group, inside in parts(view).items():
        found += _of_group(group, inside, own)
    whole = dict.fromkeys(("lowest", "highest", "spread", "coded", "members"), "int64")
    words = dict.fromkeys(("group_id", "issue_id", "dissenters", "not_coded"), "str")
    table = pd.DataFrame(found, columns=[*COLUMNS]).astype(whole | words)
    order = np.lexsort((-table["coded"], -table["spread"], pd.factorize(table["group_id"])[0]))
    return table.iloc[order].reset_index(drop=True)


def bodies(view: View) -> dict[str, tuple[str, ...]]:
    """Members of every body with at least two, as rows of the country level; bodies in the order of the case."""
    case, lens = view.case, view.lens
    day = lens.day(case)
    reports = clocked(case, "relationships", day, lens.hindsight).rows
    reports = reports[reports["kind"] == MEMBER]
    rows = standing(case, "relationships", day, lens.hindsight, "country").loc[reports.index]
    ties = placed(reports, rows, view.states, view.day)
    actors = case.tables["actors"].set_index("actor_id")
    own = actors["country"].where((actors["kind"] == "state") & (actors["country"] != ""), actors.index.to_series())
    kept = (ties["fate"] == "") & ties["state"].isin(["occurred", "ongoing"])
    for end, row in (("actor_id", "row_id"), ("recipient_id", "recipient_row_id")):
        kept &= ties[end].map(own) == ties[row]  # who stands under another is no member by itself
    kept &= ties["actor_id"].map(actors["kind"]) != "group"  # named together: its members are members already
    if lens.country:
        kept &= ties["actor_id"].isin(frozenset().union(*(meant(case, one) for one in lens.country)))
    return _in_order(view, ties.loc[kept, "recipient_row_id"], ties.loc[kept, "row_id"], "country")


def parts(view: View) -> dict[str, tuple[str, ...]]:
    """Parts of every state for which at least two have taken a stand by the day; states in the order of the case."""
    case, clock = view.case, view.lens.clock(view.case)
    whole = statements(case, replace(clock, level="country"))
    part = statements(case, replace(clock, level=_part_level(view)))
    taken = ~np.isnan(whole.stance) & _policy(whole, view)
    actors = case.tables["actors"]
    states = actors.loc[(actors["kind"] == "state") & (actors["country"] != ""), "country"]
    taken &= np.isin(whole.rows.astype(object), [*states])[whole.row]
    pairs = np.unique(np.stack([whole.row, part.row])[:, taken], axis=1)
    return _in_order(view, pd.Series(whole.rows[pairs[0]]), pd.Series(part.rows[pairs[1]]), _part_level(view))


def _part_level(view: View) -> str:
    return "organisation" if view.lens.level == "organisation" else "actor"


def _in_order(view: View, group: pd.Series, inside: pd.Series, level: str) -> dict[str, tuple[str, ...]]:
    """Groups of at least two, groups and members in the order of the case, each member once."""
    found: dict[str, set[str]] = {}
    for one, member in zip(group, inside, strict=True):
        found.setdefault(one, set()).add(member)
    groups, members = register(view.case, "country").index, register(view.case, level).index
    return {
        one: tuple(member for member in members if member in found[one])
        for one in groups
        if len(found.get(one, ())) > 1
    }


def _said(view: View, level: str) -> Statements:
    """Statements the lens keeps, at another level."""
    said = statements(view.case, replace(view.lens.clock(view.case), level=level))
    return said.only(view.kept["positions"][said.place])


def _policy(said: Statements, view: View) -> np.ndarray:
    """Statements that are not about a fact in dispute."""
    about: np.ndarray = np.array([one not in view.case.facts for one in said.issues], dtype=bool)[said.issue]
    return about


def _stands(said: Statements, view: View) -> Stands:
    said = said.only(~np.isnan(said.stance) & _policy(said, view)).latest()
    stance = np.full((len(said.rows), len(said.issues)), np.nan)
    stance[said.row, said.issue] = said.stance
    return Stands(pd.Index(said.rows), said.issues, stance)


def _of_group(group: str, inside: Sequence[str], stands: Stands) -> list[dict[str, object]]:
    place = stands.rows.get_indexer(pd.Index([*inside]))
    stance = np.full((len(inside), len(stands.issues)), np.nan)
    stance[place >= 0] = stands.stance[place[place >= 0]]
    return [
        {"group_id": group, "issue_id": issue, **_on_issue(inside, stance[:, column])}
        for column, issue in enumerate(stands.issues)
        if not np.isnan(stance[:, column]).all()
    ]


def _on_issue(inside: Sequence[str], stance: np.ndarray) -> Mapping[str, object]:
    coded = ~np.isnan(stance)
    lowest, highest = stance[coded].min(), stance[coded].max()
    majority = np.sign(np.sign(stance[coded]).sum())
    return {
        "lowest": lowest,
        "highest": highest,
        "spread": highest - lowest,
        "coded": coded.sum(),
        "members": len(inside),
        "dissenters": MANY.join(_chosen(inside, stance * majority < 0)),
        "not_coded": MANY.join(_chosen(inside, ~coded)),
    }


def _chosen(ids: Sequence[str], mask: np.ndarray) -> Iterator[str]:
    return (one for one, chosen in zip(ids, mask, strict=True) if chosen)
