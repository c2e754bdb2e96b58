"""Toy cases of a few words a row, case folders on disk, and the shipped case.

A row is a line of text: its id, then ``column=value`` for what matters; every other column has a default::

    case(positions=["p1 actor_id=SCHOLZ stance=2 said_on=2022-02-26"])

Actors, issues and sources that are only referred to are added with the defaults.
"""

import csv
import io
import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from crisis import stores
from crisis.model.case import Case
from crisis.model.draft import Draft, DraftTable
from crisis.model.problems import CaseError
from crisis.model.records import TABLES, columns, key_column
from crisis.model.settings import Settings
from crisis.model.values import Key, Reference

hypothesis_settings.register_profile("desk", deadline=None, max_examples=25, derandomize=True)
hypothesis_settings.load_profile("desk")

Lines = Mapping[str, Sequence[str]]

_RESTS = {"certainty": "stated", "credibility": "1", "source_id": "s1", "locator": "excerpt", "summary": "Says so."}

DEFAULTS: dict[str, dict[str, str]] = {
    "sources": {
        "title": "Title",
        "publisher": "Paper",
        "published_on": "2022-02-01",
        "kind": "news",
        "reliability": "A",
    },
    "actors": {"kind": "organisation", "speaks_for_state": "yes"},
    "issues": {"proposition": "It should be done", "kind": "policy", "theme": "security"},
    "positions": {
        "actor_id": "A",
        "issue_id": "I1",
        "stance": "1",
        "said_on": "2022-02-01",
        "act": "statement",
        "basis": "word",
        "condition": "none",
        **_RESTS,
    },
    "relationships": {
        "actor_id": "A",
        "recipient_id": "B",
        "kind": "CONSULT",
        "polarity": "0",
        "starts_on": "2022-02-01",
        "status": "occurred",
        **_RESTS,
    },
    "events": {
        "status": "occurred",
        "title": "Title",
        "kind": "CONSULT",
        "theme": "diplomacy",
        "starts_on": "2022-02-01",
        **_RESTS,
    },
}


def rows(table: str, lines: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a table from lines, every column filled in."""
    found = []
    for line in lines:
        one, *cells = shlex.split(line)
        given = dict(cell.split("=", 1) for cell in cells)
        assert given.keys() <= columns(table).keys(), line
        named = {"name": one} if "name" in columns(table) else {}
        found.append(dict.fromkeys(columns(table), "") | {key_column(table): one} | named | DEFAULTS[table] | given)
    return found


def all_rows(lines: Lines) -> dict[str, list[dict[str, str]]]:
    """Rows of every table; whoever is only referred to is added."""
    whole = {table: rows(table, lines.get(table, ())) for table in TABLES}
    for table in ("events", "relationships", "positions", "issues", "actors"):
        for name, value in columns(table).items():
            if isinstance(value, Reference) and value.table in ("sources", "actors", "issues"):
                key = key_column(value.table)
                there = {row[key] for row in whole[value.table]}
                used = dict.fromkeys(one for row in whole[table] for one in value.ids(row[name]))
                new = [one for one in used if one not in there and Key().fault(one) is None]
                whole[value.table] += rows(value.table, new)
    return whole


def toy_case(*, settings: Mapping[str, object] | None = None, **lines: Sequence[str]) -> Case:
    """A checked case from lines."""
    tables = {
        table: DraftTable.of_rows(f"{table}.csv", columns(table), found, range(2, len(found) + 2))
        for table, found in all_rows(lines).items()
    }
    return Case.from_draft(Draft("toy", Settings(**{"title": "Toy", **(settings or {})}), "case.toml", tables, []))


@pytest.fixture(scope="session")
def case() -> Callable[..., Case]:
    """The builder of toy cases: ``case(positions=["p1 stance=2"], actors=["A part_of=B"])``."""
    return toy_case


@pytest.fixture(scope="session")
def shipped() -> Case:
    """The shipped case, opened once."""
    return stores.open_case(stores.shipped())


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """The writer of case folders: lines a table, then whole ``files`` instead; ``None`` takes a file away."""

    def write(files: Mapping[str, str | bytes | None] | None = None, **lines: Sequence[str]) -> Path:
        path = tmp_path / "toy"
        path.mkdir(exist_ok=True)
        texts: dict[str, str | bytes | None] = {"case.toml": f"title = {json.dumps('Toy')}\n"}
        for table, found in all_rows(lines).items():
            text = io.StringIO()
            writer = csv.DictWriter(text, [*columns(table)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
            texts[f"{table}.csv"] = text.getvalue()
        for name, content in (texts | dict(files or {})).items():
            if content is not None:
                (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture(scope="session")
def complaints() -> Callable[[Path], list[str]]:
    """What the check says of a folder, one sentence a problem, files named as inside it; nothing where it is sound."""

    def check(path: Path) -> list[str]:
        try:
            stores.open_case(path, "toy")
        except CaseError as error:
            return [line.removeprefix("toy/") for line in str(error).splitlines()]
        return []

    return check
