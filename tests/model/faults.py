"""Faults to put into a sound case, one at a time: which there are, in which columns, and what is then reported where.

A table is its header and its rows, every cell as text; `Fault.put` alters one and says where the fault stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from crisis.model import dates
from crisis.model.records import SUMMARY_WORDS, TABLES, UNIQUE, columns, key_column
from crisis.model.values import Code, Country, Edtf, Key, Reference, Scale, Text, Value, Web

Rows = list[list[object]]
Case = dict[str, Rows]
"""Tables of a case, their header first."""

FORMULA = "=1+1"
HEADER = 0
"""Place of the header among the rows of a table."""

WHOLE_COLUMN = -1
"""Row of what is wrong with a column as a whole."""


@dataclass(frozen=True)
class Place:
    """Where a fault stands: table, place of the row among `Rows` (the header is 0), column."""

    table: str
    row: int
    column: str


@dataclass(frozen=True)
class Fault:
    """A kind of fault in one column."""

    kind: str
    table: str
    column: str

    @property
    def value(self) -> Value | None:
        """Type of value of the column; none of one that is not declared."""
        return columns(self.table).get(self.column)

    def put(self, case: Case, random: Random, store: str) -> Place:
        """Put the fault into a case; its rows may be written to, and a store may allow a fault others do not have."""
        return KINDS[self.kind].put(self, case, random, store)


@dataclass(frozen=True)
class Kind:
    """Where a kind of fault is possible, and how it is made."""

    applies: Callable[[str, str, Value], bool]
    put: Callable[[Fault, Case, Random, str], Place]


def _cell(*texts: str | Callable[[str], str]) -> Callable[[Fault, Case, Random, str], Place]:
    """One of some texts in place of that of any row."""

    def put(fault: Fault, case: Case, random: Random, _: str) -> Place:
        text = random.choice(texts)
        return _replace(fault, case, random, lambda old: text(str(old)) if callable(text) else text)

    return put


def _replace(fault: Fault, case: Case, random: Random, new: Callable[[object], object]) -> Place:
    """Another text in a row; an id is put into a new row, so that nothing refers to it."""
    rows, column = case[fault.table], [*columns(fault.table)].index(fault.column)
    row = random.randrange(1, len(rows))
    if isinstance(fault.value, Key):
        rows.insert(row + 1, [*rows[row]])
        row += 1
    rows[row][column] = new(rows[row][column])
    return Place(fault.table, row, fault.column)


def _duplicate(fault: Fault, case: Case, random: Random, _: str) -> Place:
    rows = case[fault.table]
    row = random.randrange(1, len(rows))
    again = random.randrange(row + 1, len(rows) + 1)
    rows.insert(again, [*rows[row]])
    return Place(fault.table, again, fault.column)


def _extra_column(fault: Fault, case: Case, random: Random, _: str) -> Place:
    place = random.randrange(len(columns(fault.table)) + 1)
    for number, row in enumerate(case[fault.table]):
        row.insert(place, fault.column if number == HEADER else "x")
    return Place(fault.table, HEADER, fault.column)


def _missing_column(fault: Fault, case: Case, _: Random, __: str) -> Place:
    place = [*columns(fault.table)].index(fault.column)
    for row in case[fault.table]:
        del row[place]
    return Place(fault.table, HEADER, fault.column)


def _wrong_type(fault: Fault, case: Case, random: Random, store: str) -> Place:
    """A cell, or a column of a Parquet file, that holds something else than its column asks for."""
    if store == "parquet":
        place = [*columns(fault.table)].index(fault.column)
        for row in case[fault.table][1:]:
            row[place] = 1.5
        return Place(fault.table, WHOLE_COLUMN, fault.column)
    new: list[object] = [FORMULA]
    if isinstance(fault.value, Edtf):
        new += [44599, datetime(2022, 2, 7, 12, 30), True]
    elif isinstance(fault.value, Scale):
        new += [1.5, datetime(2022, 2, 7), True, "good"]
    else:
        answers = isinstance(fault.value, Code) and {*(fault.value.vocabulary or ())} == {"yes", "no"}
        new += [datetime(2022, 2, 7)] if answers else [datetime(2022, 2, 7), True]
    value = random.choice(new)
    return _replace(fault, case, random, lambda _: value)


def _before_published(fault: Fault, case: Case, random: Random, _: str) -> Place:
    """An event begins on the day after its last source was published."""
    sources = [*_records(case, "sources")]
    published = {one["source_id"]: dates.parse(one["published_on"]).latest for one in sources}
    closed = {}
    for row, one in enumerate(_records(case, "events"), 1):
        days = [published[name] for name in [one["source_id"], *filter(None, one["also_source_ids"].split(";"))]]
        if one["status"] in ("occurred", "ongoing") and not one["ends_on"] and None not in days:
            closed[row] = max(days)
    row = random.choice([*closed])
    return _set(fault, case, row, f"{closed[row] + timedelta(1)}")


def _ends_first(fault: Fault, case: Case, random: Random, _: str) -> Place:
    return _set(fault, case, random.randrange(1, len(case[fault.table])), "1900-12")


def _self_tie(fault: Fault, case: Case, random: Random, _: str) -> Place:
    row = random.randrange(1, len(case[fault.table]))
    return _set(fault, case, row, str(case[fault.table][row][[*columns(fault.table)].index("actor_id")]))


def _set(fault: Fault, case: Case, row: int, text: str) -> Place:
    case[fault.table][row][[*columns(fault.table)].index(fault.column)] = text
    return Place(fault.table, row, fault.column)


def _records(case: Case, table: str) -> Iterator[dict[str, str]]:
    header, *rows = case[table]
    return (dict(zip(map(str, header), map(str, row), strict=True)) for row in rows)


def _of(*kinds: type[Value]) -> Callable[[str, str, Value], bool]:
    return lambda _, __, value: isinstance(value, kinds)


def _named(*names: str) -> Callable[[str, str, Value], bool]:
    return lambda table, column, _: f"{table}.{column}" in names


def _any(*_: object) -> bool:
    return True


def _and_nowhere(old: str) -> str:
    return f"{old};NOWHERE".strip(";")


KINDS: dict[str, Kind] = {
    "off the scale": Kind(_of(Scale), _cell("7", "-3", "99", "1000", "+9")),
    "unknown code": Kind(
        _of(Code),
        _cell("no_such_code", lambda old: old.swapcase() or "X", lambda old: f"{old}s", lambda old: f" {old}"),
    ),
    "unknown id": Kind(
        lambda _, __, value: isinstance(value, Reference) and not value.many, _cell("NOWHERE", "I999", "no-one.9")
    ),
    "unknown id among several": Kind(
        lambda _, __, value: isinstance(value, Reference) and value.many, _cell("NOWHERE", _and_nowhere)
    ),
    "malformed id": Kind(_of(Key, Reference), _cell("A B", "Київ", "a;", ";", "=A1", "a,b")),
    "malformed date": Kind(_of(Edtf), _cell("27.1.2022", "soon", "2022-2-7", "2022/02/07", "44599", "Feb 2022")),
    "impossible date": Kind(_of(Edtf), _cell("2022-02-30", "2022-13", "2022-00-01", "2022-02-10/2022-02-01")),
    "missing value": Kind(lambda _, __, value: value.required, _cell("", "  ")),
    "duplicate id": Kind(lambda table, column, _: table in UNIQUE and column == key_column(table), _duplicate),
    "wrong type": Kind(_any, _wrong_type),
    "extra column": Kind(lambda table, column, _: column == key_column(table), _extra_column),
    "missing column": Kind(_any, _missing_column),
    "bad country": Kind(_of(Country), _cell("GER", "deu", "Germany", "XXX", "DE")),
    "bad address": Kind(_of(Web), _cell("javascript:alert(1)", "www.example.org", "https://a b")),
    "broken line": Kind(_of(Text), _cell("two\nlines", "bell\x07", "line\u2028separator", "tab\tbed")),
    "too many words": Kind(
        lambda _, __, value: isinstance(value, Text) and value.words > 0, _cell("word " * (SUMMARY_WORDS + 1))
    ),
    "occurred before published": Kind(_named("events.starts_on"), _before_published),
    "ends before it starts": Kind(_named("events.ends_on", "relationships.ends_on"), _ends_first),
    "wrong mode": Kind(_named("events.mode", "relationships.mode"), _cell("no_such_mode")),
    "tie to itself": Kind(_named("relationships.recipient_id"), _self_tie),
}

EXTRA = "remark_of_mine"


def every() -> list[Fault]:
    """Every kind of fault in every column it is possible in: one of each kind first, then all others mixed."""
    found = [
        Fault(kind, table, EXTRA if kind == "extra column" else column)
        for kind, how in KINDS.items()
        for table in TABLES
        for column, value in columns(table).items()
        if how.applies(table, column, value)
    ]
    Random(2022).shuffle(found)
    first = {fault.kind: fault for fault in reversed(found)}
    return [*first.values(), *(fault for fault in found if first[fault.kind] != fault)]
