"""Statements on one row each, in a flat CSV file, as a case: actors, issues and documents are made on the way.

What the file does not say is filled in so that nothing is claimed, and told: see `crisis.stores.unsaid`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crisis.model import dates, flat_problems, problems
from crisis.model.draft import Draft, DraftTable
from crisis.model.problems import CaseError, Fault, Problem, shortened
from crisis.model.records import TABLES, columns
from crisis.model.settings import FILE, Settings
from crisis.model.values import Edtf
from crisis.stores import flat_csv, unsaid
from crisis.stores.dna_rows import Rows, ids, one_line
from crisis.stores.flat_csv import FlatTable
from crisis.stores.flat_mapping import FIELDS, SOURCE_FIELDS, STANCE, FlatField, FlatMapping

_NUMBERS = re.compile(r"(\d{1,4})\s?([./ -])\s?(\d{1,2})\s?\2\s?(\d{1,4})", re.ASCII)

DATED = ("title", "url", "published_on")
"""Fields that tell documents apart. Where a file has none of them, each day of a source is a document of its own."""

Cells = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read.

    Attributes
    ----------
    draft
        The case, before it is checked.
    unread
        Headers that are mapped to no field, as `shown` in a note.
    unsaid
        By table, what stands in every row because the file does not say it, in words.
    split
        Whether each day of a source is a document of its own, because nothing tells documents apart.
    """

    draft: Draft
    unread: tuple[str, ...]
    unsaid: Mapping[str, Mapping[str, str]]
    split: bool


def read(path: Path, shown: str, mapping: FlatMapping) -> Imported:
    """Read a file of statements.

    Parameters
    ----------
    path
        The file.
    shown
        How problems name it.
    mapping
        Which column is which field; it has no problems and lacks no field.

    Raises
    ------
    CaseError
        With every cell that cannot be read, by line and column.
    """
    flat = flat_csv.read(path, shown, mapping.separator, mapping.encoding)
    _check_headers(flat, shown, mapping)
    found: list[Problem] = []
    cells = {name: _cells(FIELDS[name], flat, shown, mapping, found) for name in mapping.map}
    if "position_id" in cells:
        found += _repeated(cells["position_id"], flat, shown, mapping)
    if found:
        raise CaseError(sorted(found, key=lambda one: one.line))
    rows, lines = _rows(cells, flat.lines)
    tables = {
        name: DraftTable.of_rows(shown, columns(name), rows.get(name, []), lines.get(name, [])) for name in TABLES
    }
    unread = _unread(flat, mapping)
    draft = Draft(path.stem, _settings(path, len(flat.lines), unread), f"{shown}/{FILE}", tables, [])
    return Imported(draft, unread, _unsaid(mapping), _split(mapping.map))


def _unread(flat: FlatTable, mapping: FlatMapping) -> tuple[str, ...]:
    """Columns that are no field, by their names."""
    return tuple(
        f"'{shortened(name)}'" if name else f"column {place} (without a header)"
        for place, name in enumerate(flat.headers, 1)
        if name not in mapping.map.values()
    )


def _settings(path: Path, count: int, unread: Sequence[str]) -> Settings:
    """Settings of the case: its file, and what of it was not read."""
    # a name may hold bytes that are no text
    title, file = (one_line(name.encode(errors="replace").decode()) for name in (path.stem, path.name))
    left = f" Not read: {', '.join(unread)}." if unread else ""
    return Settings(title=title or "Statements", description=f"{count:,} statements of {file}.{left}")


def _check_headers(flat: FlatTable, shown: str, mapping: FlatMapping) -> None:
    """Refuse a mapping to columns that are not there, or twice."""
    found = [
        flat_problems.repeated_header(shown, name, header)
        if header in flat.headers
        else flat_problems.missing_header(shown, name, header, flat.headers)
        for name, header in mapping.map.items()
        if flat.headers.count(header) != 1
    ]
    if found:
        raise CaseError(found)


def _cells(one: FlatField, flat: FlatTable, shown: str, mapping: FlatMapping, found: list[Problem]) -> list[str]:
    """Cells of a field as a case has them; those that cannot be read are problems."""
    header = mapping.map[one.name]
    texts = flat.columns[flat.headers.index(header)]
    known = {text: _read(one, text, mapping) for text in dict.fromkeys(texts)}
    for line, text in zip(flat.lines, texts, strict=True):
        fault = known[text]
        if isinstance(fault, Fault):
            found.append(Problem.at(fault, shown, line, shortened(header), text))
    return ["" if isinstance(known[text], Fault) else str(known[text]) for text in texts]


def _read(one: FlatField, text: str, mapping: FlatMapping) -> str | Fault:
    """A cell as a case has it, or what is wrong with it."""
    text = one_line(text)
    if not text:
        return problems.missing_value() if one.needed else ""
    if one.name == STANCE:
        text = mapping.stance_of(text)
        if text and one.kind.fault(text):
            return flat_problems.unknown_stance(text, one.kind.allowed())
        return str(int(text)) if text else ""
    if isinstance(one.kind, Edtf):
        text = day(text, mapping.dates)
        return flat_problems.unread_day(mapping.dates) if one.kind.fault(text) else text
    return one.kind.fault(text) or text


def day(text: str, order: str) -> str:
    """A date of numbers in a known order as EDTF; every other text as it is.

    Parameters
    ----------
    text
        E.g. ``27.1.2022``. A year has four figures.
    order
        One of `flat_problems.ORDERS`; empty where none is known.
    """
    match = _NUMBERS.fullmatch(text) if order else None
    if match is None:
        return text
    part = dict(zip(order, match.group(1, 3, 4), strict=True))
    return f"{part['Y']}-{part['M']:0>2}-{part['D']:0>2}" if len(part["Y"]) == 4 else text


def _repeated(keys: Sequence[str], flat: FlatTable, shown: str, mapping: FlatMapping) -> list[Problem]:
    """Statements whose id another one has."""
    first: dict[str, int] = {}
    header = shortened(mapping.map["position_id"])
    return [
        Problem.at(problems.duplicate_id(first[key]), shown, line, header, key)
        for line, key in zip(flat.lines, keys, strict=True)
        if key and first.setdefault(key, line) != line
    ]


def _rows(cells: Cells, lines: Sequence[int]) -> tuple[Rows, dict[str, list[int]]]:
    """Rows of the tables, and the line that speaks of each first."""
    rows: Rows = {"sources": [], "actors": [], "issues": [], "positions": []}
    first: dict[str, list[int]] = {name: [] for name in rows}
    actors, issues = ids(cells["actor"]), ids(cells["issue"])
    documents = _documents(cells, len(lines))
    sources = ids(dict.fromkeys(documents))
    latest = _latest(documents, cells["date"])
    said = [name for name in cells if name in columns("positions")]
    seen: set[tuple[str, str]] = set()

    def put(table: str, key: str, line: int, **told: str) -> None:
        if (table, key) not in seen:
            seen.add((table, key))
            rows[table].append(unsaid.row(table, **told))
            first[table].append(line)

    for row, line in enumerate(lines):
        one = {name: held[row] for name, held in cells.items()}
        actor, issue, document = one["actor"], one["issue"], documents[row]
        told = {name: one.get(name, "") for name in SOURCE_FIELDS[1:]}
        told["title"] = told["title"] or one["source"]
        told["published_on"] = told["published_on"] or f"{latest[document]}/.."
        put("sources", document, line, source_id=sources[document], **told)
        put("actors", actor, line, actor_id=actors[actor], name=actor)
        put("issues", issue, line, issue_id=issues[issue], name=issue, proposition=issue)
        given = {"position_id": f"L{line}", "summary": unsaid.summary(one.get(STANCE, ""), issue)}
        given |= {name: one[name] for name in said if one[name]}
        given |= {"actor_id": actors[actor], "issue_id": issues[issue], "source_id": sources[document]}
        put("positions", str(line), line, said_on=one["date"], **given)
    return rows, first


def _documents(cells: Cells, count: int) -> list[str]:
    """For each row what tells its document from all others; it begins with the source, so that ids read well."""
    empty = [""] * count
    source = cells["source"]
    days = [_last_day(text) for text in cells["date"]] if _split(cells) else empty
    short = [f"{one} {when}".strip() for one, when in zip(source, days, strict=True)]
    others = zip(*(cells.get(name, empty) for name in SOURCE_FIELDS[1:]), strict=True)
    whole = ["\x1f".join([one, *more]) for one, more in zip(short, others, strict=True)]
    alike = Counter(one for one, _ in dict.fromkeys(zip(short, whole, strict=True)))
    return [one if alike[one] == 1 else more for one, more in zip(short, whole, strict=True)]


def _split(fields: Iterable[str]) -> bool:
    return not {*DATED} & {*fields}


def _latest(documents: Sequence[str], said: Sequence[str]) -> dict[str, str]:
    """Last day of the statements of each document: it was not published before."""
    found: dict[str, str] = {}
    for document, text in zip(documents, said, strict=True):
        found[document] = max(found.get(document, ""), _last_day(text))
    return found


@cache
def _last_day(text: str) -> str:
    return dates.parse(text).last_day.isoformat()


def _unsaid(mapping: FlatMapping) -> dict[str, dict[str, str]]:
    """What stands in every row, in words."""
    found = {
        table: {name: text for name, text in told.items() if name not in mapping.map}
        for table, told in unsaid.UNSAID.items()
    }
    made = {
        ("positions", "position_id"): "L and its line",
        ("positions", STANCE): "none",
        ("positions", "summary"): "its side and issue",
        ("sources", "title"): "its source",
        ("sources", "published_on"): "the last day of its statements, or later",
    }
    for (table, name), words in made.items():
        if name not in mapping.map:
            found[table][name] = words
    return found
