"""Documents, entities and statements of a DNA database as rows of a case."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from crisis.model.vocabulary import ACTOR_KINDS
from crisis.stores import unsaid

LONGEST_ID = 40

KINDS = {word.casefold(): term.code for term in ACTOR_KINDS.terms for word in (term.code, term.label)}
"""Kinds of actors by the words that mean them and nothing else."""

Rows = dict[str, list[dict[str, str]]]
Lines = dict[str, list[int]]


class Statement(NamedTuple):
    """A statement with the values of its variables as text."""

    number: int
    document: int
    locator: str
    organization: str
    concept: str
    person: str
    stance: str | None
    """``None`` where it is reported that it cannot be told."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What a database holds.

    Attributes
    ----------
    documents
        ID, title, author, source, section, notes, type, date.
    organizations, concepts
        ID and name.
    statements
        Those of the types that are read.
    attributes
        Values of the attributes of an organization, by its name and theirs in small letters.
    """

    documents: list[tuple[Any, ...]]
    organizations: list[tuple[int, str]]
    concepts: list[tuple[int, str]]
    statements: list[Statement]
    attributes: Mapping[str, Mapping[str, str]]


def rows(coded: Coded) -> tuple[Rows, Lines, int]:
    """Rows of the tables and the ID each has in the database, and how many statements lack an actor or issue."""
    actors = ids(name for _, name in coded.organizations)
    issues = ids(name for _, name in coded.concepts)
    found: Rows = {"sources": [], "actors": [], "issues": [], "positions": []}
    lines: Lines = {name: [] for name in found}
    days: dict[int, str] = {}
    for number, title, author, source, section, notes, kind, seconds in coded.documents:
        days[number] = day(seconds)
        told = {"Author": author, "Section": section, "Type": kind, "Notes": notes}
        note = "; ".join(f"{name}: {one_line(text)}" for name, text in told.items() if one_line(text))
        found["sources"].append(
            unsaid.row(
                "sources",
                source_id=f"D{number}",
                title=one_line(title) or f"(document {number})",
                publisher=one_line(source) or one_line(author),
                published_on=days[number],
                note=note,
            )
        )
        lines["sources"].append(number)
    for table, entities, known in (("actors", coded.organizations, actors), ("issues", coded.concepts, issues)):
        seen: set[str] = set()
        for number, name in entities:
            if name not in seen:  # the same name in two statement types is the same actor or issue
                seen.add(name)
                attributes = coded.attributes.get(name, {})
                found[table].append(
                    _actor(known[name], name, attributes) if table == "actors" else _issue(known[name], name)
                )
                lines[table].append(number)
    incomplete = 0
    for one in coded.statements:
        if one.organization not in actors or one.concept not in issues:
            incomplete += 1
            continue
        found["positions"].append(_position(one, actors[one.organization], issues[one.concept], days))
        lines["positions"].append(one.number)
    return found, lines, incomplete


def _actor(actor_id: str, name: str, told: Mapping[str, str]) -> dict[str, str]:
    """An actor. Its type is what it is said to be, and a kind only where it is the very word for one."""
    role = told.get("type", "")
    kind = KINDS.get(role.casefold(), "")
    return unsaid.row("actors", actor_id=actor_id, name=name, kind=kind, role=role, aliases=told.get("alias", ""))


def _issue(issue_id: str, name: str) -> dict[str, str]:
    return unsaid.row("issues", issue_id=issue_id, name=name, proposition=name)


def _position(one: Statement, actor_id: str, issue_id: str, days: dict[int, str]) -> dict[str, str]:
    row = unsaid.row(
        "positions",
        position_id=f"S{one.number}",
        actor_id=actor_id,
        issue_id=issue_id,
        stance=one.stance or "",
        said_on=days.get(one.document, ""),
        via=one.person,
        source_id=f"D{one.document}",
        locator=one.locator,
        summary=unsaid.summary(one.stance or "", one.concept),
    )
    if one.document not in days:
        del row["said_on"]  # that the document is missing is reported already
    if one.stance is None:
        del row["stance"]
    return row


def ids(names: Iterable[str]) -> dict[str, str]:
    """An id for every name, made of the name alone: a new name changes no other id, unless the two look alike.

    Parameters
    ----------
    names
        Names, equal ones once or more.

    Returns
    -------
    dict of str to str
        Name to id. Names that give the same letters, and those with none an id may have, end in a digest of the name.
    """
    plain = {name: _letters(name) for name in names}
    used = Counter(one.lower() for one in plain.values())
    return {
        name: one if one and used[one.lower()] == 1 else f"{one or 'N'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        for name, one in plain.items()
    }


def _letters(name: str) -> str:
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "_", latin).strip("_.")[:LONGEST_ID]


def one_line(text: object) -> str:
    """Text on one line without control characters; nothing for nothing."""
    kept = (" " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one for one in str(text or ""))
    return " ".join("".join(kept).split())


def day(seconds: object) -> str:
    """UTC day of a moment in seconds since 1970; what is none is left for the check to find."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        return one_line(seconds) or "no date"


def stance(value: object, *, integer: bool) -> str:
    """Stance of an agreement: its two sides, or the number itself."""
    if value is None:
        return ""
    return str(value) if integer else {"0": "-2", "1": "2"}.get(str(value), f"agreement {value}")
