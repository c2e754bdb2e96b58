"""A case: everything coded about one crisis, checked, and immutable once loaded."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from crisis.model import check, dates
from crisis.model.draft import Column, Draft, DraftTable
from crisis.model.problems import CaseError
from crisis.model.records import TABLES, columns
from crisis.model.settings import Settings
from crisis.model.values import Value, countries, day_or_none
from crisis.model.vocabulary import ISSUE_KINDS

EMPTY_DAY = date(2022, 2, 7)
"""Day an empty case opens on; any would do, this one is the desk's anchor."""


@dataclass(frozen=True, eq=False)
class Case:
    """Tables of one crisis. Nobody writes to them; every view is a new frame.

    Attributes
    ----------
    name
        Last part of the path it was read from.
    settings
        Title, timeline, default day.
    tables
        By name. Columns and their order are those of the record kinds; text is ``str`` with ``""`` for empty, scales
        are ``Int8`` with ``<NA>`` for empty; rows stand in the order of the file.
    added
        How many of the last rows of a table were added since it was read; see `crisis.model.additions`.
    """

    name: str
    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    added: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_draft(cls, draft: Draft) -> "Case":
        """Check a draft and make it a case.

        Raises
        ------
        CaseError
            With every problem, if there is one. Nothing is half loaded.
        """
        found = check.check(draft)
        if found or draft.settings is None:
            raise CaseError(found)
        return cls(draft.name, draft.settings, {name: _frame(name, draft.tables[name]) for name in TABLES})

    @cached_property
    def version(self) -> str:
        """SHA-256 over settings and tables; equal for equal contents, whatever the store."""
        digest = hashlib.sha256(self.settings.model_dump_json().encode())
        for name, table in self.tables.items():
            for column, cells in table.items():
                places, different = pd.factorize(cells)
                # No cell holds a line break, so that the head of a column and its texts cannot be read in two ways.
                head = f"{name}.{column} {len(places)} {len(different)}"
                digest.update("\n".join([head, *map(str, different.tolist()), ""]).encode())
                digest.update(places.astype("<i4").tobytes())
        return digest.hexdigest()

    def own(self, table: str) -> pd.DataFrame:
        """Rows of a table that were added since the case was read."""
        whole = self.tables[table]
        return whole.iloc[len(whole) - self.added.get(table, 0) :]

    @cached_property
    def names(self) -> dict[str, str]:
        """Printed name of every actor id and country code; a name several actors share carries their id."""
        actors = self.tables["actors"]
        named = _each_once(dict(zip(actors["actor_id"], actors["name"], strict=True)))
        states = actors[(actors["kind"] == "state") & (actors["country"] != "")]
        codes = dict(zip(states["country"], states["name"], strict=True))
        used = sorted({*actors["country"], *self.tables["events"]["country"]} - {"", *codes})
        return {code: countries()[code] for code in used} | named | codes

    @cached_property
    def issue_names(self) -> dict[str, str]:
        """Printed name of every issue id, each name once."""
        issues = self.tables["issues"]
        return _each_once(dict(zip(issues["issue_id"], issues["name"], strict=True)))

    @cached_property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """Issues by theme, themes by name."""
        issues = self.tables["issues"]
        return {str(name): tuple(group) for name, group in issues.groupby("theme", sort=True)["issue_id"]}

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Ids of the register, in its order."""
        return (*self.tables["actors"]["actor_id"],)

    @property
    def facts(self) -> frozenset[str]:
        """Issues that ask whether something is so; they are kept apart from stances."""
        return self.of_kind["fact"]

    @cached_property
    def of_kind(self) -> Mapping[str, frozenset[str]]:
        """Issues by their kind; every kind is there."""
        issues = self.tables["issues"]
        return {kind: frozenset(issues.loc[issues["kind"] == kind, "issue_id"]) for kind in ISSUE_KINDS}

    @cached_property
    def publishers(self) -> dict[str, str]:
        """Publisher of every source."""
        sources = self.tables["sources"]
        return dict(zip(sources["source_id"], sources["publisher"], strict=True))

    @cached_property
    def selectable(self) -> tuple[str, ...]:
        """What a country filter accepts: codes of countries that occur, then bodies, in the order of the register."""
        actors = self.tables["actors"]
        states = [*actors.loc[actors["kind"] == "state", "country"]]
        other = sorted({*actors["country"], *self.tables["events"]["country"]} - {*states, ""})
        top = (actors["country"] == "") & (actors["part_of"] == "") & (actors["kind"] != "person")
        return tuple(dict.fromkeys([*filter(None, states), *other, *actors.loc[top, "actor_id"]]))

    @cached_property
    def default_day(self) -> date:
        """Day the desk opens on: the one set, or the last day the case reports on.

        Returns
        -------
        date
            The last day of a statement or of an event that was under way or over; the last publication where there is
            none. Today is never used, so that a case opens alike every day.
        """
        chosen = day_or_none(self.settings.default_day)
        said = [dates.parse(text).last_day for text in self.tables["positions"]["said_on"].unique()]
        events = self.tables["events"]
        past = events.loc[events["status"].isin(["occurred", "ongoing"]), "starts_on"].unique()
        happened = [dates.parse(text).first_day for text in past]
        published = [dates.parse(text).last_day for text in self.tables["sources"]["published_on"].unique()]
        return chosen or max(said + happened, default=None) or max(published, default=EMPTY_DAY)

    @cached_property
    def first_day(self) -> date:
        """First day anything in the case is dated, structural ties apart; the default day where nothing is."""
        said = self.tables["positions"]["said_on"].unique()
        began = self.tables["events"]["starts_on"].unique()
        return min((dates.parse(text).first_day for text in [*said, *began]), default=self.default_day)

    @cached_property
    def last_day(self) -> date:
        """Last day anything in the case is dated, announcements among it."""
        said = self.tables["positions"]["said_on"].unique()
        began = self.tables["events"]["starts_on"].unique()
        return max((dates.parse(text).last_day for text in [*said, *began]), default=self.default_day)

    @cached_property
    def timeline_from(self) -> date:
        """First day of the timeline: the one set, or the first day of the case."""
        return day_or_none(self.settings.timeline_from) or self.first_day


def _frame(name: str, table: DraftTable) -> pd.DataFrame:
    arrays = {column: _array(table.columns[column], value) for column, value in columns(name).items()}
    return pd.DataFrame(arrays, copy=False)


def _array(column: Column, value: Value) -> pd.api.extensions.ExtensionArray:
    """Cells of a sound column in the type they are stored in."""
    if value.dtype == "Int8":
        return pd.array([int(text) if text else pd.NA for text in column.texts], dtype="Int8").take(column.places)
    return pd.array(column.texts, dtype="str").take(column.places)


def _each_once(named: dict[str, str]) -> dict[str, str]:
    """The same names, those that several ids share with their id behind."""
    seen: dict[str, int] = {}
    for name in named.values():
        seen[name] = seen.get(name, 0) + 1
    return {one: name if seen[name] == 1 else f"{name} ({one})" for one, name in named.items()}
