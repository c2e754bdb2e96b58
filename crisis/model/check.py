"""The check: everything that must hold before a draft becomes a case. All problems are found in one pass.

What is wrong with a text, or with a combination of texts, is wrong in every row that holds it: each is judged once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, takewhile

import numpy as np

from crisis.model import dates, file_problems, plover, problems
from crisis.model.draft import UNREAD, Column, Draft, DraftTable
from crisis.model.problems import Fault, Problem
from crisis.model.records import TABLES, UNIQUE, columns, key_column
from crisis.model.values import Reference

COMPARED, HINTED = 5_000, 50
"""An unknown id is compared with at most so many known ones, and so many of a column are: each takes milliseconds."""

MOST = 1_000
"""Problems of one kind that are told of one column; further ones are counted."""

Known = dict[str, frozenset[str]]
"""Ids of the tables whose ids could all be read."""

_SOURCES = Reference(table="sources", many=True)


def check(draft: Draft) -> list[Problem]:
    """Every problem of a draft, by file and line.

    Cells first; what depends on several rows or cells is checked where the cells it needs are good, so that one mistake
    is reported once.

    Parameters
    ----------
    draft
        What a store read.

    Returns
    -------
    list of Problem
        Empty for a sound case.
    """
    found = [*draft.problems]
    good = {name: _good_cells(name, table, found) for name, table in draft.tables.items()}
    known = {name: table.columns[key].held() for name, table, key in _keyed(draft) if table.columns[key].whole}
    found.extend(
        _some(
            chain(
                _duplicates(draft),
                _references(good, known),
                _modes(good),
                _cycles(good),
                _ties(good),
                _times(good),
                _anchor(draft, known),
            )
        )
    )
    places = {path: _place(draft, path) for path in {problem.path for problem in found}}
    return sorted(found, key=lambda problem: (places[problem.path], problem.line))


def _some(found: Iterable[Problem]) -> Iterator[Problem]:
    """The first `MOST` problems of each kind and column, and how many more there are."""
    counts: Counter[tuple[str, str, str]] = Counter()
    next_one: dict[tuple[str, str, str], Problem] = {}
    for problem in found:
        kind = (problem.path, problem.field, str(problem.reason))
        counts[kind] += 1
        if counts[kind] <= MOST:
            yield problem
        else:
            next_one.setdefault(kind, problem)
    for kind, one in next_one.items():
        yield Problem.at(file_problems.further(counts[kind] - MOST), one.path, one.line, one.field, one.got)


def _place(draft: Draft, path: str) -> int:
    """Place of a file in the order of the tables, be it read or not; the settings come first."""
    read = {table.path: [name] for name, table in draft.tables.items()}
    named = read.get(path) or [name for name in TABLES if name in path.rsplit("/", 1)[-1]]
    return [*TABLES].index(named[0]) if named else -1


def _at(table: DraftTable, row: int, field: str, fault: Fault, got: str | None = None) -> Problem:
    value = table.cell(row, field) if got is None else got
    return Problem.at(fault, table.path, table.lines[row], field, value)


def _good_cells(name: str, table: DraftTable, found: list[Problem]) -> DraftTable:
    """The table without its bad cells, which are told; columns that the header lacks are the store's to report."""
    good: dict[str, Column] = {}
    for field, value in columns(name).items():
        if field not in table.columns:
            continue
        column = table.columns[field]
        bad = column.rows(value.bad(column.texts))
        told = bad[:MOST].tolist()
        faults = {text: value.check(text) for text in {column[row] for row in told}}
        found += [_at(table, row, field, fault) for row in told if (fault := faults[column[row]]) is not None]
        if len(bad) > MOST:
            found.append(_at(table, int(bad[MOST]), field, file_problems.further(len(bad) - MOST)))
        good[field] = column.without(bad)
    return replace(table, columns=good)


def _keyed(draft: Draft) -> Iterator[tuple[str, DraftTable, str]]:
    """Tables whose header has their id."""
    for name, table in draft.tables.items():
        if key_column(name) in table.columns:
            yield name, table, key_column(name)


def _duplicates(draft: Draft) -> Iterator[Problem]:
    for name, table, key in _keyed(draft):
        column = table.columns[key]
        if name not in UNIQUE:
            continue
        first = np.append(column.first(), UNREAD)[column.places]
        again = (first != np.arange(len(column))) & (column.places != UNREAD)
        for row in np.flatnonzero(again).tolist():
            if column[row]:
                yield _at(table, row, key, problems.duplicate_id(table.lines[int(first[row])]))


def _references(good: dict[str, DraftTable], known: Known) -> Iterator[Problem]:
    for name, table in good.items():
        for field, value in columns(name).items():
            if isinstance(value, Reference) and value.table in known and field in table.columns:
                file = good[value.table].path.rsplit("/", 1)[-1]
                for row, one, fault in _unknown(table.columns[field], value, file, known[value.table]):
                    yield _at(table, row, field, fault, one)


def _unknown(column: Column, value: Reference, file: str, known: frozenset[str]) -> Iterator[tuple[int, str, Fault]]:
    """Rows and ids of a column that nothing has."""
    unknown = {place: ids for place, text in enumerate(column.texts) if (ids := _lacking(value.ids(text), known))}
    faults: dict[str, Fault] = {}
    for row in column.rows(unknown).tolist():
        for one in unknown[column.places[row]]:
            if one not in faults:
                near = known if len(faults) < HINTED and len(known) <= COMPARED else ()
                faults[one] = problems.unknown_id(one, file, near)
            yield row, one, faults[one]


def _lacking(ids: list[str], known: frozenset[str]) -> list[str]:
    return [one for one in ids if one not in known]


def _rows(
    table: DraftTable | None, fields: tuple[str, ...], fault_of: Callable[..., Fault | None], at: str
) -> Iterator[Problem]:
    """Problems of rows by the texts of some of their cells; of one that is missing or bad, ``None``."""
    if table is None:
        return
    texts, places = table.combined(*fields)
    faults = {place: fault for place, cells in enumerate(texts) if (fault := fault_of(*cells)) is not None}
    if faults:
        for row in np.flatnonzero(np.isin(places, [*faults])).tolist():
            yield _at(table, row, at, faults[places[row]])


def _modes(good: dict[str, DraftTable]) -> Iterator[Problem]:
    def fault_of(kind: str | None, mode: str | None) -> Fault | None:
        if not (kind and mode) or mode in plover.modes_of(kind):
            return None
        return problems.wrong_mode(kind, plover.modes_of(kind))

    for name in ("relationships", "events"):
        yield from _rows(good.get(name), ("kind", "mode"), fault_of, "mode")


def _cycles(good: dict[str, DraftTable]) -> Iterator[Problem]:
    """Each actor or issue that is part of itself, once, at its first member."""
    for name, field in (("actors", "part_of"), ("issues", "parent_id")):
        table, key = good.get(name), key_column(name)
        if table is None or not {key, field} <= table.columns.keys():
            continue
        ids = table.columns[key].cells()
        parent = dict(zip(ids, table.columns[field].cells(), strict=True))
        done: set[str | None] = {"", None}
        for row, one in enumerate(ids):
            if one and one not in done:
                path, upper = _chain(one, parent, done)
                if upper == one:
                    yield _at(table, row, field, problems.cycle(field, [*path, one]))
                done.update(path if upper == one else takewhile(upper.__ne__, path))


def _chain(one: str, parent: dict[str | None, str | None], done: set[str | None]) -> tuple[list[str], str]:
    """What an id is part of, itself first, and where that leads: to one that was judged before, or back into it."""
    path = {one: None}
    last = one
    while (upper := parent.get(last) or "") not in path and upper not in done:
        path[upper] = None
        last = upper
    return [*path], upper


def _ties(good: dict[str, DraftTable]) -> Iterator[Problem]:
    def fault_of(actor: str | None, recipient: str | None) -> Fault | None:
        return problems.self_tie() if actor and actor == recipient else None

    yield from _rows(good.get("relationships"), ("actor_id", "recipient_id"), fault_of, "recipient_id")


def _times(good: dict[str, DraftTable]) -> Iterator[Problem]:
    """Ends before starts, and reports of events as past by sources that closed before they began."""
    published = _publication(good.get("sources"))

    def ends_first(start: str | None, end: str | None) -> Fault | None:
        if not (start and end) or dates.parse(end).last_day >= dates.parse(start).first_day:
            return None
        return problems.ends_first(start)

    def before_event(status: str | None, start: str | None, source: str | None, also: str | None) -> Fault | None:
        if status not in ("occurred", "ongoing") or not start or source is None or also is None:
            return None
        closed = _closed([source, *_SOURCES.ids(also)], published)
        if closed is None or closed >= dates.parse(start).first_day:
            return None
        return problems.before_event(start, closed.isoformat())

    for name in ("relationships", "events"):
        yield from _rows(good.get(name), ("starts_on", "ends_on"), ends_first, "ends_on")
    reported = ("status", "starts_on", "source_id", "also_source_ids")
    yield from _rows(good.get("events"), reported, before_event, "starts_on")


def _publication(sources: DraftTable | None) -> dict[str | None, date | None]:
    """Last day each source with a good date may have been published; ``None`` where that is open."""
    pairs = sources.combined("source_id", "published_on")[0] if sources else []
    return {one: dates.parse(text).latest for one, text in pairs if text}


def _closed(ids: list[str], published: dict[str | None, date | None]) -> date | None:
    """Last day any source of a row was published; ``None`` where one is open or unknown."""
    days = [published.get(one) for one in ids]
    return None if None in days else max(day for day in days if day is not None)


def _anchor(draft: Draft, known: Known) -> Iterator[Problem]:
    settings = draft.settings
    if settings is None or not settings.timeline_anchor or "events" not in known:
        return
    if settings.timeline_anchor not in known["events"]:
        fault = problems.unknown_id(settings.timeline_anchor, "events.csv", known["events"])
        yield Problem.at(fault, draft.settings_path, 0, "timeline_anchor", settings.timeline_anchor)


def counts(draft: Draft) -> dict[str, int]:
    """Rows of every table, in the order of the tables."""
    return {name: len(draft.tables[name]) for name in TABLES if name in draft.tables}
