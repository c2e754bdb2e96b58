"""A database of Discourse Network Analyzer 3 (``.dna``, SQLite) as a case; it is read, never written.

Statements of every type that has the variables organization, concept and agreement become positions. What such a
database does not say is filled in so that nothing is claimed: grade F6, reported, a statement of words.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crisis.model import file_problems, problems
from crisis.model.draft import Draft, DraftTable
from crisis.model.file_problems import Refused
from crisis.model.problems import Problem
from crisis.model.records import TABLES, columns
from crisis.model.settings import Settings
from crisis.stores import dna_queries, dna_rows, file_signs
from crisis.stores.dna_rows import Coded

SUFFIX = ".dna"

LAYOUT = {
    "DOCUMENTS": {"ID", "TITLE", "AUTHOR", "SOURCE", "SECTION", "NOTES", "TYPE", "DATE"},
    "STATEMENTS": {"ID", "STATEMENTTYPEID", "DOCUMENTID", "START", "STOP"},
    "STATEMENTTYPES": {"ID", "LABEL"},
    "VARIABLES": {"ID", "VARIABLE", "DATATYPE", "STATEMENTTYPEID"},
    "ENTITIES": {"ID", "VARIABLEID", "VALUE"},
    "DATASHORTTEXT": {"STATEMENTID", "VARIABLEID", "ENTITY"},
    "DATABOOLEAN": {"STATEMENTID", "VARIABLEID", "VALUE"},
    "DATAINTEGER": {"STATEMENTID", "VARIABLEID", "VALUE"},
}
"""Tables and columns that are read."""

MOST_BYTES = 2**30
MOST_STATEMENTS = 200_000
MOST_SECONDS = 20


def recognises(path: Path) -> bool:
    """Whether a path is a file named like a DNA database, whatever it holds."""
    return path.suffix.lower() == SUFFIX and path.is_file()


def read(path: Path, shown: str) -> Draft:
    """Read a database as text.

    Parameters
    ----------
    path
        The file. It is opened read-only; nothing is written beside it.
    shown
        How problems name it; a table is named behind it, and a row by the ID it has in the database.

    Returns
    -------
    Draft
        A document is a source dated in UTC, an organization an actor, a concept an issue. Agreement 1 and 0 are +2 and
        -2, an integer is the stance itself; another scale is a problem, as nothing tells which of its numbers are
        against. The person goes to ``via``, the type of an organization to ``role`` and its alias to ``aliases``. The
        description of the case names what has no place: statements of other types, and those without an organization
        or concept, further variables and attributes.
    """
    draft = Draft(path.stem, None, shown, {}, [])
    try:
        _check_beginning(path)
        until = time.monotonic() + MOST_SECONDS
        with _address(path) as address, closing(sqlite3.connect(address, uri=True)) as database:
            database.text_factory = lambda raw: raw.decode("utf-8", "replace")
            database.set_progress_handler(lambda: time.monotonic() > until, 100_000)
            database.execute("PRAGMA trusted_schema = OFF")
            _check_layout(database)
            _read(database, shown, draft)
    except Refused as error:
        draft.problems.append(Problem.at(error.fault, shown))
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where the name of a table is no text
        slow = "interrupted" in str(error)
        fault = file_problems.too_slow(MOST_SECONDS) if slow else file_problems.damaged(str(error))
        draft.problems.append(Problem.at(fault, shown))
    except OSError as error:
        draft.problems.append(problems.unreadable(shown, error.strerror or "unknown cause"))
    return draft


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """The address SQLite opens, so that nothing is written beside the file.

    A program that still has the file open keeps its last changes beside it. Only then a copy of both is opened, as
    reading them writes.
    """
    beside = [one for end in ("-wal", "-journal") if (one := path.with_name(path.name + end)).is_file()]
    if not any(one.stat().st_size for one in beside):
        yield f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return
    for one in beside:
        _check_size(one)
    with tempfile.TemporaryDirectory(prefix="crisis-desk-") as place:
        for one in (path, *beside):
            shutil.copyfile(one, Path(place) / one.name)
        yield f"{(Path(place) / path.name).as_uri()}?mode=rw"


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(file_problems.too_large(f"{size // 2**20:,} MB", f"{MOST_BYTES // 2**20:,} MB", ""))


def _check_beginning(path: Path) -> None:
    _check_size(path)
    with path.open("rb") as file:
        head = file.read(512)
    if not head.startswith(file_signs.SQLITE):
        raise Refused(file_problems.wrong_kind("a DNA database", file_signs.looks(head)))


def _check_layout(database: sqlite3.Connection) -> None:
    """Refuse databases of another program, and of an older version of this one."""
    named = database.execute("SELECT upper(name) FROM sqlite_master WHERE type = 'table'")
    tables = {str(name) for (name,) in named}
    lacking = [
        f"{table}.{column}" if table in tables else table
        for table, needed in LAYOUT.items()
        for column in sorted(needed - dna_queries.table_columns(database, table))
    ]
    if not lacking:
        return
    if {"DOCUMENTS", "STATEMENTS"} <= tables:
        raise Refused(file_problems.older_database(lacking[0]))
    raise Refused(file_problems.wrong_kind("a DNA database", f"has no table {lacking[0]}"))


def _read(database: sqlite3.Connection, shown: str, draft: Draft) -> None:
    (count,) = database.execute("SELECT count(*) FROM STATEMENTS").fetchone()
    if count > MOST_STATEMENTS:
        raise Refused(file_problems.too_large(f"{count:,} statements", f"{MOST_STATEMENTS:,}", ""))
    types = dna_queries.statement_types(database, shown, draft.problems)
    organizations = [one["organization"] for one in types.whole.values()]
    attributes, without_place = dna_queries.attributes(database, organizations)
    coded = Coded(
        documents=database.execute(
            "SELECT CAST(ID AS INTEGER), Title, Author, Source, Section, Notes, Type, Date FROM DOCUMENTS ORDER BY ID"
        ).fetchall(),
        organizations=dna_queries.entities(database, organizations),
        concepts=dna_queries.entities(database, [one["concept"] for one in types.whole.values()]),
        statements=[*dna_queries.statements(database, types, shown, draft.problems)],
        attributes=attributes,
    )
    rows, lines, incomplete = dna_rows.rows(coded)
    for name in TABLES:
        draft.tables[name] = DraftTable.of_rows(
            f"{shown}/{name}", columns(name), rows.get(name, []), lines.get(name, [])
        )
    left = dna_queries.other_statements(database, types)
    left += [f"{incomplete:,} statements without organization or concept"] if incomplete else []
    left += [f"variables {', '.join(types.unread)}"] if types.unread else []
    left += [f"attributes {', '.join(without_place)}"] if without_place else []
    description = f"Not read: {'; '.join(left)}." if left else ""
    draft.settings = Settings(title=dna_rows.one_line(draft.name) or "DNA", description=description)
