"""The check: everything that must hold before a draft becomes a case. All problems are found in one pass."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from pydantic import TypeAdapter, ValidationError

from crisis.model import dates, plover, problems
from crisis.model.draft import Draft, DraftTable
from crisis.model.problems import Fault, Problem
from crisis.model.records import TABLES, UNIQUE, columns, key_column
from crisis.model.values import Reference


def check(draft: Draft) -> list[Problem]:
    """Every problem of a draft, by file and line.

    Cells first; what depends on several rows is checked where the cells it needs are good, so that one mistake is
    reported once.

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
    bad: set[tuple[str, int, str]] = set()
    for name, table in draft.tables.items():
        for row, field, fault in _cells(name, table):
            bad.add((name, row, field))
            found.append(_at(table, row, field, fault))
    across = chain(
        _duplicates(draft),
        _references(draft, bad),
        _modes(draft, bad),
        _cycles(draft),
        _ties(draft),
        _times(draft, bad),
    )
    found.extend(across)
    found.extend(_anchor(draft))
    return sorted(found, key=lambda problem: (_place(draft, problem.path), problem.line))


def _place(draft: Draft, path: str) -> int:
    """Place of a file in the order of the tables, be it read or not; the settings come first."""
    read = {table.path: [name] for name, table in draft.tables.items()}
    named = read.get(path) or [name for name in TABLES if name in path.rsplit("/", 1)[-1]]
    return [*TABLES].index(named[0]) if named else -1


def _at(table: DraftTable, row: int, field: str, fault: Fault, got: str | None = None) -> Problem:
    value = table.rows[row].get(field, "") if got is None else got
    return Problem.at(fault, table.path, table.lines[row], field, value)


def _cells(name: str, table: DraftTable) -> Iterator[tuple[int, str, Fault]]:
    """Bad cells, found by the record kind; columns that the header lacks are the store's to report."""
    try:
        TypeAdapter(list[TABLES[name]]).validate_python(table.rows)  # type: ignore[valid-type]
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            row, field = fault["loc"][0], str(fault["loc"][1])
            if fault["type"] == "fault":
                yield int(row), field, fault["ctx"]["fault"]


def _ids(draft: Draft, name: str) -> dict[str, int]:
    """Row of the first use of each id of a table."""
    found: dict[str, int] = {}
    if name in draft.tables:
        key = key_column(name)
        for row, cells in enumerate(draft.tables[name].rows):
            found.setdefault(cells.get(key, ""), row)
    return found


def _duplicates(draft: Draft) -> Iterator[Problem]:
    for name in UNIQUE:
        if name not in draft.tables:
            continue
        table, first, key = draft.tables[name], _ids(draft, name), key_column(name)
        for row, cells in enumerate(table.rows):
            used = first[cells.get(key, "")]
            if cells.get(key) and used != row:
                yield _at(table, row, key, problems.duplicate_id(table.lines[used]))


def _references(draft: Draft, bad: set[tuple[str, int, str]]) -> Iterator[Problem]:
    whole = [name for name, table in draft.tables.items() if all(key_column(name) in cells for cells in table.rows)]
    known = {name: _ids(draft, name) for name in whole}
    for name, table in draft.tables.items():
        references = [(field, value) for field, value in columns(name).items() if isinstance(value, Reference)]
        for row, cells in enumerate(table.rows):
            for field, value in references:
                if (name, row, field) in bad or value.table not in known:
                    continue
                for one in value.ids(cells.get(field, "")):
                    if one not in known[value.table]:
                        file = draft.tables[value.table].path.rsplit("/", 1)[-1]
                        yield _at(table, row, field, problems.unknown_id(one, file, known[value.table]), one)


def _modes(draft: Draft, bad: set[tuple[str, int, str]]) -> Iterator[Problem]:
    for name in ("relationships", "events"):
        table = draft.tables.get(name, DraftTable(""))
        for row, cells in enumerate(table.rows):
            kind, mode = cells.get("kind", ""), cells.get("mode", "")
            if mode and (name, row, "kind") not in bad and mode not in plover.modes_of(kind):
                yield _at(table, row, "mode", problems.wrong_mode(kind, plover.modes_of(kind)))


def _cycles(draft: Draft) -> Iterator[Problem]:
    """Each actor or issue that is part of itself, once, at its first member."""
    for name, field in (("actors", "part_of"), ("issues", "parent_id")):
        table = draft.tables.get(name, DraftTable(""))
        key = key_column(name)
        parent = {cells.get(key, ""): cells.get(field, "") for cells in table.rows}
        reported: set[str] = set()
        for row, cells in enumerate(table.rows):
            path = [cells.get(key, "")]
            while (upper := parent.get(path[-1], "")) and upper not in path:
                path.append(upper)
            if upper and upper == path[0] and upper not in reported:
                reported.update(path)
                yield _at(table, row, field, problems.cycle(field, [*path, upper]))


def _ties(draft: Draft) -> Iterator[Problem]:
    table = draft.tables.get("relationships", DraftTable(""))
    for row, cells in enumerate(table.rows):
        if cells.get("actor_id") and cells.get("actor_id") == cells.get("recipient_id"):
            yield _at(table, row, "recipient_id", problems.self_tie())


def _times(draft: Draft, bad: set[tuple[str, int, str]]) -> Iterator[Problem]:
    """Ends before starts, and reports of events as past by sources that closed before they began."""
    published = _publication(draft)
    for name in ("relationships", "events"):
        table = draft.tables.get(name, DraftTable(""))
        for row, cells in enumerate(table.rows):
            if (name, row, "starts_on") in bad or not cells.get("starts_on"):
                continue
            start = dates.parse(cells["starts_on"])
            if cells.get("ends_on") and (name, row, "ends_on") not in bad:
                end = dates.parse(cells["ends_on"])
                if end.last_day < start.first_day:
                    yield _at(table, row, "ends_on", problems.ends_first(start.text))
            if name == "events" and cells.get("status") in ("occurred", "ongoing"):
                closed = _closed(cells, published)
                if closed is not None and closed < start.first_day:
                    yield _at(table, row, "starts_on", problems.before_event(start.text, closed.isoformat()))


def _publication(draft: Draft) -> dict[str, dates.EdtfDate]:
    found: dict[str, dates.EdtfDate] = {}
    for cells in draft.tables.get("sources", DraftTable("")).rows:
        try:
            found[cells.get("source_id", "")] = dates.parse(cells.get("published_on", ""))
        except ValueError:
            continue  # already reported as a bad cell
    return found


def _closed(cells: dict[str, str], published: dict[str, dates.EdtfDate]) -> date | None:
    """Last day any source of a row was published; ``None`` where one is open or unknown."""
    ids = [cells.get("source_id", ""), *columns("events")["also_source_ids"].ids(cells.get("also_source_ids", ""))]  # type: ignore[attr-defined]
    days = [published[one].latest if one in published else None for one in ids]
    return None if None in days else max(day for day in days if day is not None)


def _anchor(draft: Draft) -> Iterator[Problem]:
    settings = draft.settings
    if settings is None or not settings.timeline_anchor or "events" not in draft.tables:
        return
    known = _ids(draft, "events")
    if settings.timeline_anchor not in known:
        fault = problems.unknown_id(settings.timeline_anchor, "events.csv", known)
        yield Problem.at(fault, draft.settings_path, 0, "timeline_anchor", settings.timeline_anchor)


def counts(draft: Draft) -> dict[str, int]:
    """Rows of every table, in the order of the tables."""
    return {name: len(draft.tables[name].rows) for name in TABLES if name in draft.tables}
