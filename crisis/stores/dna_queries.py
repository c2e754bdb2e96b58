"""What a DNA database holds, by queries: statement types, entities with their attributes, statements."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from crisis.model import file_problems
from crisis.model.problems import Problem
from crisis.stores import dna_rows
from crisis.stores.dna_rows import Statement

ATTRIBUTES = {
    "ATTRIBUTEVARIABLES": {"ID", "ATTRIBUTEVARIABLE"},
    "ATTRIBUTEVALUES": {"ID", "ENTITYID", "ATTRIBUTEVARIABLEID", "ATTRIBUTEVALUE"},
}
"""Tables and columns that are read where they are all there."""

READ_ATTRIBUTES = ("type", "alias")
"""Attributes of organizations that an actor has a place for."""

NEEDED = {"organization": ("short text",), "concept": ("short text",), "agreement": ("boolean", "integer")}
"""Variables of a statement type that can be read, and of which type they may be."""

PERSON = "person"

_SCALE = range(-2, 3)


@dataclass(slots=True)
class Types:
    """Statement types.

    Attributes
    ----------
    labels
        Name of each.
    whole
        ID of every variable that is read, by type and name, of the types that can be read.
    lacking
        What the others lack.
    unread
        Names of the variables of the former that are not read.
    """

    labels: dict[int, str]
    whole: dict[int, dict[str, int]] = field(default_factory=dict)
    lacking: dict[int, list[str]] = field(default_factory=dict)
    unread: dict[str, None] = field(default_factory=dict)

    def label(self, number: int) -> str:
        """Name of a type, its number where it has none."""
        return dna_rows.one_line(self.labels.get(number)) or str(number)


def table_columns(database: sqlite3.Connection, table: str) -> set[str]:
    """Names of the columns of a table in capitals; none where it does not exist."""
    found = database.execute("SELECT upper(name) FROM pragma_table_info(?)", (table,))
    return {str(name) for (name,) in found}


def statement_types(database: sqlite3.Connection, shown: str, found: list[Problem]) -> Types:
    """Statement types; that none can be read is a problem of each that comes near."""
    types = Types(dict(database.execute("SELECT CAST(ID AS INTEGER), Label FROM STATEMENTTYPES ORDER BY ID")))
    variables: dict[int, dict[str, tuple[int, str]]] = {number: {} for number in types.labels}
    query = "SELECT StatementTypeId, Variable, ID, DataType FROM VARIABLES ORDER BY ID"
    for number, name, one, data_type in database.execute(query):
        plain = dna_rows.one_line(name).lower().replace("organisation", "organization")
        variables.setdefault(number, {})[plain] = (one, dna_rows.one_line(data_type).lower())
    for number, given in variables.items():
        lacking = [name for name, allowed in NEEDED.items() if name not in given or given[name][1] not in allowed]
        if lacking:
            types.lacking[number] = lacking
            continue
        read = {name: one for name, (one, _) in given.items() if name in NEEDED or name == PERSON}
        types.whole[number] = {**read, "integer": int(given["agreement"][1] == "integer")}
        types.unread.update(dict.fromkeys(name for name in given if name not in read))
    if not types.whole:
        near = {number: lacking for number, lacking in types.lacking.items() if len(lacking) < len(NEEDED)}
        told = [file_problems.missing_variables(shown, types.label(one), lacking) for one, lacking in near.items()]
        found += told or [file_problems.missing_variables(shown, "any", [*NEEDED])]
    return types


def other_statements(database: sqlite3.Connection, types: Types) -> list[str]:
    """How many statements are of types that cannot be read, and of which."""
    counted = database.execute("SELECT StatementTypeId, count(*) FROM STATEMENTS GROUP BY 1 ORDER BY 1")
    other = {number: count for number, count in counted if number not in types.whole}
    names = ", ".join(types.label(number) for number in other)
    return [f"{sum(other.values()):,} statements of other types ({names})"] if other else []


def attributes(
    database: sqlite3.Connection, organizations: list[int]
) -> tuple[dict[str, dict[str, str]], dict[str, None]]:
    """Attributes of organizations, by name of the organization and theirs; which further ones have a value."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    without_place: dict[str, None] = {}
    if any(needed - table_columns(database, table) for table, needed in ATTRIBUTES.items()):
        return told, without_place
    query = """
        SELECT e.VariableId, e.Value, v.Variable, a.AttributeVariable, n.AttributeValue
        FROM ATTRIBUTEVALUES n JOIN ATTRIBUTEVARIABLES a ON a.ID = n.AttributeVariableId
        JOIN ENTITIES e ON e.ID = n.EntityId LEFT JOIN VARIABLES v ON v.ID = e.VariableId ORDER BY n.ID
    """
    for variable, *texts in database.execute(query):
        organization, of, name, value = map(dna_rows.one_line, texts)
        if value and variable in organizations and name.lower() in READ_ATTRIBUTES:
            told[organization].setdefault(name.lower(), value)
        elif value:
            without_place[f"{of} {name}"] = None
    return told, without_place


def entities(database: sqlite3.Connection, variables: list[int]) -> list[tuple[int, str]]:
    """ID and name of every entity of some variables; the empty one, which each variable has, is left out."""
    found: dict[int, str] = {}
    for variable in variables:
        for one, value in database.execute(
            "SELECT CAST(ID AS INTEGER), Value FROM ENTITIES WHERE VariableId = ? ORDER BY ID", (variable,)
        ):
            if name := dna_rows.one_line(value):
                found[one] = name
    return [*found.items()]


def statements(database: sqlite3.Connection, types: Types, shown: str, found: list[Problem]) -> Iterator[Statement]:
    """Statements of the types that can be read, in the order of the database."""
    short = (
        "SELECT d.StatementId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity WHERE d.VariableId = ?"
    )
    for number, variables in types.whole.items():
        texts = {
            name: dict(database.execute(short, (variables[name],)))
            for name in ("organization", "concept", PERSON)
            if name in variables
        }
        stances = _stances(database, variables)
        values = [
            int(text) for text in stances.values() if variables["integer"] and re.fullmatch("-?[0-9]{1,19}", text)
        ]
        other_scale = any(value not in _SCALE for value in values)
        if other_scale:
            found.append(file_problems.other_scale(shown, types.label(number), min(values), max(values)))
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
                None if other_scale else stances.get(one, ""),
            )


def _stances(database: sqlite3.Connection, variables: dict[str, int]) -> dict[int, str]:
    """Stance of every statement of a type that has an agreement."""
    integer = bool(variables["integer"])
    integers = "SELECT StatementId, Value FROM DATAINTEGER WHERE VariableId = ?"
    booleans = "SELECT StatementId, Value FROM DATABOOLEAN WHERE VariableId = ?"
    given = database.execute(integers if integer else booleans, (variables["agreement"],))
    return {one: dna_rows.stance(value, integer=integer) for one, value in given}
