"""The linter: what is sound and may still be a mistake of the coding. The case decides by its settings what stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from crisis.model import dates, lint_problems
from crisis.model.case import Case
from crisis.model.draft import Draft
from crisis.model.lint_problems import CodingWarning
from crisis.model.problems import Fault, Problem
from crisis.model.records import TABLES, columns, key_column
from crisis.model.values import Reference

STATEMENT = ["actor_id", "issue_id", "stance", "said_on", "act", "basis", "condition", "via", "source_id", "locator"]
"""Columns of a position that make it this statement; another place of the same source is another statement."""

NOT_DISPUTED = "valence"
"""Kind of issue that is one-sided by its nature."""


class Finding(NamedTuple):
    """A doubt about one cell: the table, the place of its row from 0, the column."""

    table: str
    row: int
    field: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Lint:
    """Warnings about a case, by file and line.

    Attributes
    ----------
    warnings
        Those that nothing silences, and silencings that silence nothing.
    silenced
        Those the settings silence, with the reason they give.
    """

    warnings: tuple[CodingWarning, ...]
    silenced: tuple[tuple[CodingWarning, str], ...]


def lint(case: Case, draft: Draft) -> list[Problem]:
    """Every warning about a case that its settings do not silence.

    Parameters
    ----------
    case
        A sound case.
    draft
        What it was made of; it knows files and lines.

    Returns
    -------
    list of Problem
        `CodingWarning` all of them, in the order of tables and lines; those about the settings come first.
    """
    return [*examine(case, draft).warnings]


def examine(case: Case, draft: Draft) -> Lint:
    """Warnings about a case and which of them are silenced; see `lint`."""
    reasons = case.settings.silenced
    warnings: list[CodingWarning] = []
    silenced: list[tuple[CodingWarning, str]] = []
    needed: set[str] = set()
    for warning in _warnings(case, draft):
        by = {warning.key, str(warning.reason)} & reasons.keys()
        needed |= by
        if by:
            silenced.append((warning, reasons[max(by, key=len)]))  # the reason of this row before that of all rows
        else:
            warnings.append(warning)
    idle = lint_problems.silences_nothing()
    place = (draft.settings_path, 0)
    of_settings = [CodingWarning.of(idle, place, "silenced", key) for key in reasons if key not in needed]
    return Lint((*of_settings, *warnings), tuple(silenced))


def _warnings(case: Case, draft: Draft) -> list[CodingWarning]:
    """Every warning, silenced or not, by table and line."""
    order = [*TABLES]
    found = [finding for search in SEARCHES for finding in search(case)]
    for compare in COMPARISONS:
        found += compare(case, draft.tables["positions"].lines)
    found.sort(key=lambda one: (order.index(one.table), one.row))
    return [_placed(one, case.tables[one.table], draft) for one in found]


def _placed(one: Finding, table: pd.DataFrame, draft: Draft) -> CodingWarning:
    read = draft.tables[one.table]
    got, row_id = (str(table[column].iat[one.row]) for column in (one.field, key_column(one.table)))
    return CodingWarning.of(one.fault, (read.path, int(read.lines[one.row])), one.field, got, row_id)


def _undated_sources(case: Case) -> Iterator[Finding]:
    published = case.tables["sources"]["published_on"]
    read = {text: dates.parse(text) for text in published.unique()}
    vague = [text for text, day in read.items() if day.earliest is None or day.latest is None]
    for row in _rows(published.isin(vague)):
        yield Finding("sources", row, "published_on", lint_problems.undated_source())


def _unused_actors(case: Case) -> Iterator[Finding]:
    used = {*case.tables["positions"]["via"].unique()}  # a name, or the id of an actor
    for name, table in case.tables.items():
        for column, value in columns(name).items():
            if isinstance(value, Reference) and value.table == "actors":
                used.update(one for cell in table[column].unique() for one in value.ids(cell))
    for row in _rows(~case.tables["actors"]["actor_id"].isin(used)):
        yield Finding("actors", row, "actor_id", lint_problems.unused_actor())


def _persons_without_office(case: Case) -> Iterator[Finding]:
    actors, ties = case.tables["actors"], case.tables["relationships"]
    holders = ties.loc[ties["kind"] == "holds_office_in", "actor_id"].unique()
    alone = (actors["kind"] == "person") & (actors["part_of"] == "") & ~actors["actor_id"].isin(holders)
    for row in _rows(alone):
        yield Finding("actors", row, "actor_id", lint_problems.no_office())


def _one_sided_issues(case: Case) -> Iterator[Finding]:
    issues = case.tables["issues"]
    sides = pd.crosstab(_sides(case)["issue_id"], _sides(case)["side"]).reindex(
        index=issues["issue_id"], columns=[-1, 1], fill_value=0
    )
    against, in_favour = sides[-1].to_numpy(), sides[1].to_numpy()
    disputed = (issues["kind"] != NOT_DISPUTED).to_numpy()
    for row in _rows(disputed & ((against > 0) != (in_favour > 0))):
        count, supports = int(against[row] + in_favour[row]), bool(in_favour[row])
        yield Finding("issues", row, "issue_id", lint_problems.one_sided_issue(count, supports=supports))


def _duplicate_statements(case: Case, lines: Sequence[int]) -> Iterator[Finding]:
    positions = case.tables["positions"]
    again = positions[positions.duplicated(STATEMENT, keep=False)].reset_index(names="row")
    first = again.groupby(STATEMENT, dropna=False, sort=False)["row"].transform("first")
    for row, before in zip(again["row"], first, strict=True):
        if row != before:
            yield Finding("positions", row, "position_id", lint_problems.duplicate_statement(lines[before]))


def _contradictions_in_a_day(case: Case, lines: Sequence[int]) -> Iterator[Finding]:
    sides = _sides(case).reset_index(names="row")
    read = {text: dates.parse(text) for text in sides["said_on"].unique()}
    sure = {text: day.last_day.toordinal() for text, day in read.items() if day.exact and not day.doubtful}
    sides = sides.assign(day=sides["said_on"].map(sure)).dropna(subset="day")
    of_a_day = ["actor_id", "issue_id", "day"]
    first = sides.groupby(of_a_day, sort=False)[["row", "side"]].transform("first")
    against = sides[sides["side"] != first["side"]].drop_duplicates(of_a_day)
    for row, before in zip(against["row"], first.loc[against.index, "row"], strict=True):
        yield Finding("positions", row, "stance", lint_problems.contradiction_in_a_day(lines[before]))


def _unconfirmed_events(case: Case) -> Iterator[Finding]:
    events = case.tables["events"]
    settled = events.loc[events["status"] != "scheduled", "event_id"].unique()
    waiting = events[~events["event_id"].isin(settled)]
    ends = waiting["ends_on"].where(waiting["ends_on"] != "", waiting["starts_on"])
    over = _last_days(ends).groupby(waiting["event_id"]).max()  # an event that was put off is not over by its first day
    late = over.index[over < _last_report(case).toordinal()]
    latest = waiting.index[waiting["event_id"].isin(late) & ~waiting.duplicated("event_id", keep="last")]
    for row in latest:
        yield Finding("events", int(row), "starts_on", lint_problems.unconfirmed_event())


SEARCHES = (
    _undated_sources,
    _unused_actors,
    _persons_without_office,
    _one_sided_issues,
    _unconfirmed_events,
)
"""How warnings about rows by themselves are found."""

COMPARISONS = (_duplicate_statements, _contradictions_in_a_day)
"""How positions that do not go together are found; they name the line of the other one."""


def _rows(mask: "pd.Series[bool] | npt.NDArray[np.bool_]") -> list[int]:
    """Places of the rows a mask keeps, from 0."""
    return [int(row) for row in np.flatnonzero(mask)]


def _sides(case: Case) -> pd.DataFrame:
    """Positions that take a side, with ``side`` +1 or -1."""
    positions = case.tables["positions"]
    sided = positions[positions["stance"].fillna(0) != 0]
    return sided.assign(side=sided["stance"].gt(0).astype(int) * 2 - 1)


def _last_days(texts: "pd.Series[str]") -> "pd.Series[int]":
    """Number of the last day of each date."""
    return texts.map({text: dates.parse(text).last_day.toordinal() for text in texts.unique()})


def _last_report(case: Case) -> date:
    """Last day something was said or took place: what was to come by then could have been reported."""
    events = case.tables["events"]
    past = events.loc[events["status"].isin(["occurred", "ongoing"]), "starts_on"].unique()
    said = case.tables["positions"]["said_on"].unique()
    days = [dates.parse(text).last_day for text in said] + [dates.parse(text).first_day for text in past]
    return max(days, default=date.min)
