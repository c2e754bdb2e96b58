"""Whatever bytes and texts reach the desk end in a case or in problems: no traceback, no hang, nothing left behind.

A few hundred inputs in every run; ``make hardening`` tries a hundred times as many of each.
"""

import random
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from crisis.exports import pack, template, template_workbook, verification
from crisis.model import dates
from crisis.model.case import Case
from crisis.model.check import check
from crisis.model.lens import Lens, LensError
from crisis.model.problems import CaseError
from crisis.model.values import Country, Edtf, Key, Text, Web
from crisis.stores import csv_folder, dropped, open_case, parquet_folder
from crisis.tables.view import look

AT = datetime(2022, 3, 1, tzinfo=UTC)
FEW, MANY = 30, 3_000
"""Altered files of each store in a run of all tests, and in ``make hardening``."""

PIECES = (
    b"\0",
    b"\xff\xfe",
    b"<",
    b"&x;",
    b"PK\3\4",
    b"'",
    b'"',
    b",",
    b";",
    b"\r",
    b"\xf0\x9f\x98\x80",
    b"9" * 40,
    b"-1",
)


def altered(data: bytes, dice: random.Random) -> bytes:
    """The same with one thing changed: bytes flipped, cut out, doubled, moved, or put in."""
    if not data:
        return dice.choice(PIECES)
    at, length = dice.randrange(len(data)), dice.randrange(1, max(2, len(data) // 8))
    piece = data[at : at + length]
    return dice.choice(
        (
            data[:at] + bytes([data[at] ^ dice.randrange(1, 256)]) + data[at + 1 :],
            data[:at],
            data[:at] + data[at + length :],
            data[:at] + piece + data[at:],
            piece + data,
            data[:at] + dice.choice(PIECES) * dice.randrange(1, 4) + data[at:],
        )
    )


def packed_anew(data: bytes, dice: random.Random) -> bytes:
    """An archive with one of its files altered, sound as an archive."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "a", Path(folder) / "b"
        source.write_bytes(data)
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            names = old.namelist()
            chosen = dice.choice(names)
            for name in names:
                new.writestr(name, altered(old.read(name), dice) if name == chosen else old.read(name))
        return target.read_bytes()


def database(toy: Case) -> bytes:
    """A small SQLite file with tables named like those of DNA."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.dna"
        with sqlite3.connect(path) as made:
            for table in ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "ENTITIES", "DATASHORTTEXT"):
                made.execute(f"CREATE TABLE {table} (ID INTEGER, TITLE TEXT, VALUE TEXT)")
                made.execute(f"INSERT INTO {table} VALUES (1, ?, 'x')", (toy.settings.title,))
        made.close()
        return path.read_bytes()


def folder_of(write: Callable[[Case, Path], None], toy: Case) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as place:
        write(toy, Path(place) / "toy")
        return {one.name: one.read_bytes() for one in (Path(place) / "toy").iterdir()}


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Case:
    path = tmp_path_factory.mktemp("toy") / "toy"
    template.save_folder(path, template.files())
    return open_case(path)


@pytest.fixture(scope="module")
def stores_of(toy) -> dict[str, dict[str, bytes]]:
    """The toy as every store keeps it, file by file."""
    return {
        "csv": folder_of(csv_folder.write, toy),
        "parquet": folder_of(parquet_folder.write, toy),
        "xlsx": {"x.xlsx": template_workbook.write(AT)},
        "dna": {"x.dna": database(toy)},
    }


RUNS = [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.hardening)]


@pytest.mark.parametrize("count", RUNS)
@pytest.mark.parametrize("store", ["csv", "parquet", "xlsx", "dna"])
def test_an_altered_file_is_a_case_or_problems(stores_of, store, count, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for seed in range(count):
        dice = random.Random(f"{store} {seed}")
        files = dict(stores_of[store])
        name = dice.choice([*files])
        files[name] = (packed_anew if store == "xlsx" and seed % 2 else altered)(files[name], dice)
        try:
            found = check(dropped.read(files))
        except CaseError as error:
            found = [*error.problems]
        for problem in found:
            assert str(problem).isprintable(), (store, seed)
        assert [*tmp_path.iterdir()] == [], (store, seed)


@pytest.mark.parametrize("count", RUNS)
def test_an_altered_pack_is_never_sound(toy, count):
    whole = pack.write(look(toy, Lens()), AT)
    assert verification.verify(whole) == []
    for seed in range(count):
        broken = altered(whole, random.Random(f"pack {seed}"))
        assert broken == whole or verification.verify(broken), seed


@pytest.fixture(params=RUNS)
def examples(request) -> settings:
    return settings(
        max_examples=request.param * 10, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True
    )


def test_any_text_is_a_date_or_none(examples):
    @examples
    @given(some.text() | some.from_regex(r"[0-9./~?X -]{0,24}", fullmatch=True))
    def run(text):
        try:
            assert dates.parse(text).words()
        except ValueError:
            assert Edtf().fault(text) is not None

    run()


VALUES = (Key(), Text(words=20), Text(words=2), Text(required=False), Web(), Country(), Edtf(required=False))


def test_any_text_is_a_good_cell_or_a_fault(examples):
    @examples
    @given(some.text())
    def run(text):
        for value in VALUES:
            fault = value.check(text)
            assert value.holds(text) is (fault is None)

    run()


def test_cells_looked_at_together_are_as_good_as_one_by_one(examples, monkeypatch):
    monkeypatch.setattr("crisis.model.values.PIECE", 3)
    texts = some.text() | some.text("aB1 _.-\t\n\xa0\u2028", max_size=12)

    @examples
    @given(some.lists(texts))
    def run(column):
        for value in VALUES:
            assert value.bad(column) == [place for place, text in enumerate(column) if value.check(text)]

    run()


def test_any_address_is_a_lens_and_notices(examples, toy):
    names = some.sampled_from(
        ["country", "issue", "as_of", "hindsight", "level", "since", "min_reliability", "case", "x"]
    )

    @examples
    @given(some.dictionaries(names, some.lists(some.text() | some.sampled_from(["DEU", "I1", "2022-02-30", "1e9"]))))
    def run(params):
        lens, notices = Lens.from_params(params, toy)
        assert all(isinstance(one, str) for one in notices)
        try:
            look(toy, lens)
        except LensError:
            pytest.fail("a lens that was read must be good")

    run()
