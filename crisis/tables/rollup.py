"""Roll-up: under which row an actor stands at a level.

It follows ``part_of``, never ``country``, and only for actors who speak for the state or body above them. A person
rolls up through the office held on the day; failing that through ``part_of``, unless an office of theirs ended before
that day: then they stand for themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.model import dates
from crisis.model.case import Case
from crisis.tables.clocks import clocked, dated

OFFICE = "holds_office_in"


@dataclass(frozen=True, slots=True)
class Office:
    """One office of a person: where, from and to which day, and from which day we know."""

    actor_id: str
    starts: pd.Timestamp
    ends: pd.Timestamp | None
    known_on: pd.Timestamp


@lru_cache(maxsize=8)
def offices(case: Case) -> Mapping[str, tuple[Office, ...]]:
    """Offices by person, in the order of the table."""
    ties = dated(case, "relationships")
    ties = ties[(ties["kind"] == OFFICE) & (ties["status"] != "cancelled")]
    found: dict[str, tuple[Office, ...]] = {}
    columns = ("actor_id", "recipient_id", "first_day", "ends_on", "known_on")
    for person, office, starts, ends_on, known_on in zip(*(ties[name] for name in columns), strict=True):
        ends = pd.Timestamp(dates.parse(ends_on).last_day) if ends_on else None
        found[person] = (*found.get(person, ()), Office(office, starts, ends, known_on))
    return found


@dataclass(frozen=True)
class Rollup:
    """Roll-up of one case at one level, as far as offices are known.

    Parameters
    ----------
    case
        The case.
    level
        ``actor``, ``organisation`` or ``country``.
    clock
        Only offices known by this day count; ``None`` for all.
    """

    case: Case
    level: str
    clock: pd.Timestamp | None = None

    def rows(self, actor_ids: pd.Series, days: pd.Series) -> pd.Series:
        """Row id of each actor on each day.

        Parameters
        ----------
        actor_ids, days
            Of equal index: who, and the day it was said or done.

        Returns
        -------
        Series of str
            Actor ids; at country level the ISO code of a state and the id of a body. Whoever rolls up to nobody stands
            under their own id.
        """
        if self.level == "actor":
            return actor_ids.astype("str")
        register, held = _register(self.case), offices(self.case)
        who, actors = pd.factorize(actor_ids)
        when, different = pd.factorize(days)
        # Whoever never held an office stands in one row, whatever the day.
        moves = np.array([one in held for one in actors], dtype=bool)[who]
        code, pairs = pd.factorize(np.where(moves, when + 1, 0) * len(actors) + who)
        found: list[str] = []
        for pair in pairs.tolist():
            day, one = divmod(pair, len(actors))
            office = self._office(actors[one], different[day - 1]) if day else None
            found.append(self._row(actors[one], register, office))
        return pd.Series(pd.array(found, dtype="str").take(code), index=actor_ids.index)

    def _office(self, person: str, day: pd.Timestamp) -> str | None:
        """Office a person rolls up through on a day: ``None`` for ``part_of``, the person where an office has ended."""
        known = [one for one in offices(self.case)[person] if self.clock is None or one.known_on <= self.clock]
        held = [one for one in known if one.starts <= day and (one.ends is None or one.ends >= day)]
        if held:
            home = _register(self.case)[person].part_of
            return max(held, key=lambda one: (one.starts, one.actor_id == home)).actor_id
        return person if any(one.ends is not None and one.ends < day for one in known) else None

    def _row(self, one: str, register: Mapping[str, "Member"], office: str | None) -> str:
        """Climb from an actor as far as the level goes."""
        member = register[one]
        if office == one:
            return one
        first = True
        while member.speaks:
            upper = office if first and office else member.part_of
            if self.level == "organisation" and member.kind != "person":
                break
            if not upper:
                break
            one, member, first = upper, register[upper], False
        return member.code if self.level == "country" else one


ENDS = {"positions": ("actor_id",), "relationships": ("actor_id", "recipient_id")}
"""Columns whose actors are rolled up."""

DAY = {"positions": "last_day", "relationships": "first_day"}
"""Day an actor's office is looked up on: when it was said; when the tie began."""


@lru_cache(maxsize=60)
def standing(case: Case, table: str, day: date, hindsight: bool, level: str) -> pd.DataFrame:
    """Row id of the actors of every row that both clocks let in, whatever the filters.

    Returns
    -------
    DataFrame of str
        Indexed as `crisis.tables.clocks.clocked`; one column for each of `ENDS`.
    """
    rows = clocked(case, table, day, hindsight).rows
    rollup = Rollup(case, level, None if hindsight else pd.Timestamp(day))
    return pd.DataFrame({end: rollup.rows(rows[end], rows[DAY[table]]) for end in ENDS[table]}, index=rows.index)


_BEFORE_ALL = pd.Timestamp("0001-01-01")


def spells(case: Case, level: str, actor_ids: pd.Series, days: pd.Series) -> pd.DataFrame:
    """Rows that actors stand in as their offices become known.

    Parameters
    ----------
    case, level
        As for `Rollup`.
    actor_ids, days
        As for `Rollup.rows`.

    Returns
    -------
    DataFrame
        By ``place``, that in the arguments: ``row_id``, and the day ``since`` which it holds, in days since 1970; the
        first holds from ever.
    """
    found = [_spell(Rollup(case, level, _BEFORE_ALL), actor_ids, days, np.arange(len(actor_ids)))]
    held = {person: {one.known_on for one in offices(case).get(person, ())} for person in actor_ids.unique()}
    for clock in sorted(set().union(*held.values())):
        moved = np.flatnonzero(actor_ids.isin([person for person, known in held.items() if clock in known]))
        found.append(_spell(Rollup(case, level, clock), actor_ids, days, moved))
    whole = pd.concat(found).sort_values(["place", "since"], kind="stable", ignore_index=True)
    same = (whole["place"] == whole["place"].shift()) & (whole["row_id"] == whole["row_id"].shift())
    return whole[~same].reset_index(drop=True)


def _spell(rollup: Rollup, actor_ids: pd.Series, days: pd.Series, places: np.ndarray) -> pd.DataFrame:
    clock = np.datetime64(rollup.clock or _BEFORE_ALL, "D").astype("int64")
    rows = rollup.rows(actor_ids.iloc[places], days.iloc[places])
    return pd.DataFrame({"place": places, "since": clock, "row_id": rows.to_numpy()})


@dataclass(frozen=True, slots=True)
class Member:
    """What the roll-up needs of an actor; `code` is what it is called at country level."""

    kind: str
    part_of: str
    speaks: bool
    code: str


@lru_cache(maxsize=8)
def _register(case: Case) -> Mapping[str, Member]:
    actors = case.tables["actors"]
    columns = ("actor_id", "kind", "country", "part_of", "speaks_for_state")
    return {
        one: Member(kind, part_of, speaks == "yes", country if kind == "state" and country else one)
        for one, kind, country, part_of, speaks in zip(*(actors[name] for name in columns), strict=True)
    }


@lru_cache(maxsize=8)
def _countries(case: Case) -> Mapping[str, frozenset[str]]:
    """Actors of each country."""
    actors = case.tables["actors"]
    found: dict[str, set[str]] = {}
    for country, one in zip(actors["country"], actors["actor_id"], strict=True):
        found.setdefault(country, set()).add(one)
    return {country: frozenset(some) for country, some in found.items()}


@lru_cache(maxsize=500)
def members(case: Case, selected: str) -> frozenset[str]:
    """Actors a country filter means by one choice.

    Parameters
    ----------
    case
        The case.
    selected
        The code of a country: everyone whose ``country`` it is. The id of a body: the body and all that is part of it.
    """
    if selected in _countries(case):
        return _countries(case)[selected]
    actors = case.tables["actors"]
    inside = {selected}
    parent = dict(zip(actors["actor_id"], actors["part_of"], strict=True))
    for one in parent:
        chain = [one]
        while chain[-1] not in inside and (upper := parent.get(chain[-1], "")):
            chain.append(upper)
        if chain[-1] in inside:
            inside.update(chain)
    return frozenset(inside & {*parent})
