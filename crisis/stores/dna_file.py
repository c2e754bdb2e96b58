"""A database of Discourse Network Analyzer 3 (``.dna``, SQLite) as a case; it is read, never written.

Statements of every type that has the variables organization, concept and agreement become positions. What such a
database does not say is filled in so that nothing is claimed: grade F6, reported, a statement of words.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from crisis.model import file_problems, problems
from crisis.model.draft import Draft, DraftTable
from crisis.model.file_problems import Refused
from crisis.model.problems import Problem
from crisis.model.records import TABLES, columns
from crisis.model.settings import Settings
from crisis.stores import dna_rows, file_signs
from crisis.stores.dna_rows import Coded, Statement

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

NEEDED = {"organization": ("short text",), "concept": ("short text",), "agreement": ("boolean", "integer")}
"""Variables of a statement type that can be read, and of which type they may be."""

PERSON = "person"

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
        -2, an integer is the stance itself. The person goes to ``via``. Statements of other types, and those without an
        organization or concept, are no positions; the description of the case counts them.
    """
    draft = Draft(path.stem, None, shown, {}, [])
    try:
        _check_beginning(path)
        until = time.monotonic() + MOST_SECONDS
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.text_factory = lambda raw: raw.decode("utf-8", "replace")
            database.set_progress_handler(lambda: time.monotonic() > until, 100_000)
            database.execute("PRAGMA trusted_schema = OFF")
            _check_layout(database)
            _read(database, shown, draft)
    except Refused as error:
        draft.problems.append(Problem.at(error.fault, shown))
    except sqlite3.Error as error:
        slow = "interrupted" in str(error)
        fault = file_problems.too_slow(MOST_SECONDS) if slow else file_problems.damaged(str(error))
        draft.problems.append(Problem.at(fault, shown))
    except OSError as error:
        draft.problems.append(problems.unreadable(shown, error.strerror or "unknown cause"))
    return draft


def _check_beginning(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(file_problems.too_large(f"{size // 2**20:,} MB", f"{MOST_BYTES // 2**20:,} MB", ""))
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
        for column in sorted(needed - _columns(database, table))
    ]
    if not lacking:
        return
    if {"DOCUMENTS", "STATEMENTS"} <= tables:
        raise Refused(file_problems.older_database(lacking[0]))
    raise Refused(file_problems.wrong_kind("a DNA database", f"has no table {lacking[0]}"))


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    found = database.execute("SELECT upper(name) FROM pragma_table_info(?)", (table,))
    return {str(name) for (name,) in found}


def _read(database: sqlite3.Connection, shown: str, draft: Draft) -> None:
    (count,) = database.execute("SELECT count(*) FROM STATEMENTS").fetchone()
    if count > MOST_STATEMENTS:
        raise Refused(file_problems.too_large(f"{count:,} statements", f"{MOST_STATEMENTS:,}", ""))
    variables = _variables(database, shown, draft.problems)
    coded = Coded(
        documents=database.execute(
            "SELECT CAST(ID AS INTEGER), Title, Author, Source, Section, Notes, Type, Date FROM DOCUMENTS ORDER BY ID"
        ).fetchall(),
        organizations=_entities(database, [one["organization"] for one in variables.values()]),
        concepts=_entities(database, [one["concept"] for one in variables.values()]),
        statements=[*_statements(database, variables)],
    )
    rows, lines, incomplete = dna_rows.rows(coded)
    for name in TABLES:
        draft.tables[name] = DraftTable.of_rows(
            f"{shown}/{name}", columns(name), rows.get(name, []), lines.get(name, [])
        )
    other = count - len(coded.statements)
    left = [f"{other:,} statements of other types"] if other else []
    left += [f"{incomplete:,} statements without organization or concept"] if incomplete else []
    description = f"Not read: {', '.join(left)}." if left else ""
    draft.settings = Settings(title=dna_rows.one_line(draft.name) or "DNA", description=description)


def _variables(database: sqlite3.Connection, shown: str, found: list[Problem]) -> dict[int, dict[str, int]]:
    """Variables by statement type, of the types that can be read; what a type half has is a problem."""
    labels = dict(database.execute("SELECT CAST(ID AS INTEGER), Label FROM STATEMENTTYPES ORDER BY ID"))
    types: dict[int, dict[str, tuple[int, str]]] = {number: {} for number in labels}
    query = "SELECT StatementTypeId, Variable, ID, DataType FROM VARIABLES ORDER BY ID"
    for number, name, one, data_type in database.execute(query):
        plain = str(name).strip().lower().replace("organisation", "organization")
        types.setdefault(number, {})[plain] = (one, str(data_type))
    whole: dict[int, dict[str, int]] = {}
    for number, given in types.items():
        lacking = [name for name, allowed in NEEDED.items() if name not in given or given[name][1] not in allowed]
        if not lacking:
            whole[number] = {name: one for name, (one, data_type) in given.items() if name in NEEDED or name == PERSON}
            whole[number]["integer"] = int(given["agreement"][1] == "integer")
        elif len(lacking) < len(NEEDED):
            label = dna_rows.one_line(labels.get(number, number))
            found.append(file_problems.missing_variables(shown, label, lacking))
    if not whole and not found:
        found.append(file_problems.missing_variables(shown, "any", [*NEEDED]))
    return whole


def _entities(database: sqlite3.Connection, variables: list[int]) -> list[tuple[int, str]]:
    """ID and name of every entity of some variables; the empty one, which each variable has, is left out."""
    found: dict[int, str] = {}
    for variable in variables:
        for one, value in database.execute(
            "SELECT CAST(ID AS INTEGER), Value FROM ENTITIES WHERE VariableId = ? ORDER BY ID", (variable,)
        ):
            if name := dna_rows.one_line(value):
                found[one] = name
    return [*found.items()]


def _statements(database: sqlite3.Connection, types: dict[int, dict[str, int]]) -> Iterator[Statement]:
    """Statements of the types that can be read, in the order of the database."""
    short = (
        "SELECT d.StatementId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity WHERE d.VariableId = ?"
    )
    for number, variables in types.items():
        texts = {
            name: dict(database.execute(short, (variables[name],)))
            for name in ("organization", "concept", PERSON)
            if name in variables
        }
        table = "DATAINTEGER" if variables["integer"] else "DATABOOLEAN"
        query = f"SELECT StatementId, Value FROM {table} WHERE VariableId = ?"  # noqa: S608  (one of our two)
        agreement = dict(database.execute(query, (variables["agreement"],)))
        query = (
            "SELECT CAST(ID AS INTEGER), DocumentId, Start, Stop FROM STATEMENTS WHERE StatementTypeId = ? ORDER BY ID"
        )
        for one, document, start, stop in database.execute(query, (number,)):
            yield Statement(
                one,
                document,
                f"characters {start}-{stop}",
                dna_rows.one_line(texts["organization"].get(one)),
                dna_rows.one_line(texts["concept"].get(one)),
                dna_rows.one_line(texts.get(PERSON, {}).get(one)),
                dna_rows.stance(agreement.get(one), integer=bool(variables["integer"])),
            )
