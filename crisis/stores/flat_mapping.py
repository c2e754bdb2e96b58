"""Which column of a flat file of statements is which field: said once, kept as TOML."""

import codecs
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from crisis.model import file_problems, flat_problems, problems
from crisis.model.flat_problems import ORDERS
from crisis.model.problems import CaseError, Problem
from crisis.model.records import TABLES, columns
from crisis.model.settings import quoted
from crisis.model.values import Reference, Text, Value

STANCE = "stance"
SOURCE_FIELDS = ("source", "title", "publisher", "published_on", "url")
"""Fields that make a document. Statements that agree on all of them rest on one source."""

_PLAIN = {"separator": ",", "encoding": "utf-8", "dates": ""}
MOST_BYTES = 2**20
"""Bytes of a mapping file."""

_BREAKS = '"\r\n'


@dataclass(frozen=True, slots=True)
class FlatField:
    """A field of a statement on one row.

    Attributes
    ----------
    name
        What a mapping calls it.
    kind
        What may stand in it.
    meaning
        A sentence for the help.
    needed
        Whether every file must have it, and every row.
    """

    name: str
    kind: Value
    meaning: str
    needed: bool = False


def _fields() -> Iterator[FlatField]:
    yield FlatField("actor", Text(), "Name of who said or did it.", needed=True)
    yield FlatField("issue", Text(), "Name of the issue.", needed=True)
    yield FlatField("date", columns("positions")["said_on"], _meaning("positions", "said_on"), needed=True)
    yield FlatField("source", Text(), "Title of the document, or what else names it.", needed=True)
    for name in SOURCE_FIELDS[1:]:
        yield FlatField(name, columns("sources")[name], _meaning("sources", name))
    for name, kind in columns("positions").items():
        if name != "said_on" and not isinstance(kind, Reference):
            yield FlatField(name, kind, _meaning("positions", name))


def _meaning(table: str, name: str) -> str:
    return TABLES[table].model_fields[name].description or ""


FIELDS: Mapping[str, FlatField] = {one.name: one for one in _fields()}
"""Every field by its name: names instead of ids, the document, and what else a position holds."""


@dataclass(frozen=True, slots=True)
class FlatMapping:
    """How a flat file is read.

    Attributes
    ----------
    map
        Field to the header of its column. A column may be several fields.
    stance
        Word of the file to a stance, or to nothing where it takes no stand; case does not matter.
    separator
        Character between cells.
    encoding
        Name of the text encoding.
    dates
        Order of day, month and year, one of `ORDERS`; empty where dates are EDTF.
    """

    map: Mapping[str, str] = field(default_factory=dict)
    stance: Mapping[str, str] = field(default_factory=dict)
    separator: str = _PLAIN["separator"]
    encoding: str = _PLAIN["encoding"]
    dates: str = _PLAIN["dates"]

    def with_more(
        self, headers: Mapping[str, str], stances: Mapping[str, str], plain: Mapping[str, str]
    ) -> "FlatMapping":
        """The same mapping with what is said besides, which goes before."""
        return replace(self, map={**self.map, **headers}, stance={**self.stance, **stances}, **plain)

    def stance_of(self, word: str) -> str:
        """Stance of a word; the word itself where it is none."""
        return {one.casefold(): number for one, number in self.stance.items()}.get(word.casefold(), word)

    def problems(self, path: str = "") -> list[Problem]:
        """What it says that it cannot mean; `path` is where it stands."""
        wrong = flat_problems.wrong_choice
        found = [flat_problems.unknown_field(path, name, FIELDS) for name in self.map if name not in FIELDS]
        found += [
            wrong(path, "field", name, "has no header", "name a column") for name in self.map if not self.map[name]
        ]
        found += _stance_problems(self.stance, path)
        if len(self.separator) != 1 or self.separator in _BREAKS:
            found.append(
                wrong(path, "separator", self.separator, "does not separate cells", "use one character, or tab")
            )
        if self.dates and self.dates not in ORDERS:
            found.append(wrong(path, "dates", self.dates, "is not an order of a date", f"use {', '.join(ORDERS)}"))
        if not _known(self.encoding):
            allowed = "use a name such as utf-8, utf-16 or cp1252"
            found.append(wrong(path, "encoding", self.encoding, "is not a known encoding", allowed))
        return found

    def lacking(self, path: str = "") -> list[Problem]:
        """Fields that every file must have and that nobody mapped."""
        return [
            flat_problems.unmapped(path, one.name) for one in FIELDS.values() if one.needed and one.name not in self.map
        ]


def _stance_problems(stances: Mapping[str, str], path: str) -> Iterator[Problem]:
    kind, seen = FIELDS[STANCE].kind, set()
    for word, number in stances.items():
        if not word:
            yield flat_problems.wrong_choice(path, STANCE, number, "has no word", "write WORD=NUMBER")
        if word.casefold() in seen:
            yield flat_problems.wrong_choice(path, STANCE, word, "stands twice", "case does not matter")
        if number and kind.fault(number):
            yield flat_problems.wrong_choice(path, f"{STANCE} of '{word}'", number, "is off the scale", kind.allowed())
        seen.add(word.casefold())


def _known(encoding: str) -> bool:
    """Whether a name is that of an encoding of text."""
    try:
        codecs.lookup(encoding)
        " ".encode(encoding)  # codecs of bytes, as hex, are no encodings of text
    except (LookupError, ValueError):  # a ValueError for names no codec can have, and the codec that refuses everything
        return False
    return True


def read(text: str, path: str) -> tuple[FlatMapping, list[Problem]]:
    """A mapping from TOML text, and every problem in it.

    Parameters
    ----------
    text
        What `write` wrote, or a coder.
    path
        Its file, for the problems.
    """
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = "is nested too deep" if isinstance(error, RecursionError) else f"is not TOML: {error}"
        return FlatMapping(), [problems.bad_settings(path, "", "", why, "")]
    known = [*FlatMapping.__dataclass_fields__]
    found = [
        problems.bad_settings(
            path, "setting", name, "is not known", f"use {', '.join(known)}", problems.closest(name, known)
        )
        for name in raw
        if name not in known
    ]
    given: dict[str, object] = {}
    for name in [name for name in known if name in raw]:
        value, wrong = _taken(name, raw[name])
        if wrong:
            found.append(problems.bad_settings(path, name, str(raw[name]), "is of the wrong type", wrong))
        else:
            given[name] = value
    mapping = FlatMapping(**given)  # type: ignore[arg-type]
    return mapping, [*found, *mapping.problems(path)]


def _taken(name: str, value: object) -> tuple[object, str]:
    """A value of a mapping file, or what it should be; whole numbers of stances may stand without quotation marks."""
    if name in _PLAIN:
        return value, "" if isinstance(value, str) else "use text in quotation marks"
    if not isinstance(value, Mapping):
        return None, f"use a table [{name}] of text"
    texts = {
        word: str(one) if isinstance(one, int) and not isinstance(one, bool) else one for word, one in value.items()
    }
    return texts, "" if all(isinstance(one, str) for one in texts.values()) else f"use a table [{name}] of text"


def write(mapping: FlatMapping) -> str:
    """TOML text that reads as this mapping."""
    lines = ["# Which column of a flat file is which field of a statement: crisis import-csv FILE --mapping THIS"]
    lines += [f"{name} = {quoted(getattr(mapping, name))}" for name in _PLAIN]
    for name, pairs in (("map", mapping.map), (STANCE, mapping.stance)):
        lines += ["", f"[{name}]", *(f"{quoted(word)} = {quoted(text)}" for word, text in pairs.items())]
    return "\n".join([*lines, ""])


def open_mapping(path: Path, shown: str) -> FlatMapping:
    """The mapping a file holds.

    Raises
    ------
    CaseError
        With every problem of the file.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            much = file_problems.too_large("more than a mapping", f"{MOST_BYTES:,} bytes", "")
            raise CaseError([Problem.at(much, shown)])
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseError([problems.unreadable(shown, "it is not UTF-8")]) from error
    except (OSError, ValueError) as error:  # a ValueError for names with a NUL
        raise CaseError([problems.unreadable(shown, getattr(error, "strerror", None) or "unknown cause")]) from error
    mapping, found = read(text, shown)
    if found:
        raise CaseError(found)
    return mapping
