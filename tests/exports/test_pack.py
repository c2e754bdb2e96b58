"""The evidence pack: the same bytes every time, every byte in the proof, every number that of the command line."""

import csv
import io
import json
import random
import shlex
import zipfile
from datetime import UTC, date, datetime

import networkx as nx
import pytest
from click.testing import CliRunner

from crisis import cli
from crisis.exports import pack
from crisis.exports.pack import MANIFEST, PARTS, digest
from crisis.exports.verification import verify
from crisis.model.lens import Lens
from crisis.tables.view import look

AT = datetime(2022, 3, 1, 12, 0, 30, tzinfo=UTC)
MARCH = Lens(as_of=date(2022, 3, 1), level="country")


@pytest.fixture(scope="module")
def toy(case):
    return case(
        actors=["A name=Ann", "B name=Ben"],
        positions=["p1 stance=2", "p2 actor_id=B stance=-1 act=threat", "p3 issue_id=I2 stance="],
        relationships=["r1"],
        events=["e1 actor_ids=A", "e2 status=scheduled starts_on=2022-03-02"],
    )


@pytest.fixture(scope="module")
def packed(toy):
    return pack.write(look(toy, MARCH), AT)


def files(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def zipped(found, comment=b"", stamp=(2022, 3, 1, 12, 0, 30)):
    """An archive of files, sealed as a pack is unless a comment is given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items() if isinstance(found, dict) else found:
            archive.writestr(zipfile.ZipInfo(name, stamp), data)
        archive.comment = comment or b"0" * 64
    data = out.getvalue()
    return data if comment else data[:-64] + digest(data[:-64]).encode()


def resealed(data, **changes):
    """A pack with some files changed and the manifest made to fit: what a careful forger would do."""
    found = files(data) | {name.replace("__", "."): text for name, text in changes.items()}
    told = json.loads(found[MANIFEST])
    told["files"] = {
        path: {"size": len(text), "sha256": digest(text)} for path, text in found.items() if path != MANIFEST
    }
    return zipped(found | {MANIFEST: json.dumps(told).encode()})


def told(flaws):
    return [*map(str, flaws)]


def test_the_same_view_and_moment_give_the_same_bytes(toy, packed):
    assert pack.write(look(toy, MARCH), AT) == packed


def test_the_manifest_names_every_other_file_with_its_hash(toy, packed):
    found = files(packed)
    manifest = json.loads(found.pop(MANIFEST))
    assert {*manifest["files"]} == {*found} == {part.path for part in PARTS}
    assert all(manifest["files"][path]["sha256"] == digest(data) for path, data in found.items())
    assert manifest["case"] == {"title": "Toy", "version": toy.version}
    assert manifest["made_at"] == "2022-03-01T12:00:30Z"
    assert manifest["lens"]["as_of"] == ["2022-03-01"]
    assert "As of 1 March 2022" in manifest["lens_in_words"]


def test_the_comment_proves_all_bytes_before_it(packed):
    assert packed[-64:].decode() == digest(packed[:-64])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.comment == packed[-64:]
        assert archive.testzip() is None


def test_a_sound_pack_is_sound_alone_and_against_its_case(toy, packed):
    assert verify(packed) == verify(packed, toy) == []


def test_every_flipped_byte_is_found(packed):
    dice = random.Random(4)
    for _ in range(200):
        place = dice.randrange(len(packed))
        broken = bytearray(packed)
        broken[place] ^= 1 << dice.randrange(8)
        assert verify(bytes(broken)), place


@pytest.mark.parametrize("change", [lambda data: data + b"x", lambda data: data[:-1], lambda data: data[1:]])
def test_an_added_or_lost_byte_is_found(packed, change):
    assert verify(change(packed))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        (lambda found: found | {"timeline.csv": b"x"}, "timeline.csv: altered: its SHA-256 or size is not that of"),
        (lambda found: {name: data for name, data in found.items() if name != "lens.toml"}, "lens.toml: missing: the"),
        (lambda found: found | {"more.txt": b"x"}, "more.txt: extra: the manifest does not name it."),
        (lambda found: {name: data for name, data in found.items() if name != MANIFEST}, "manifest.json: missing"),
        (lambda found: found | {MANIFEST: b"{"}, "manifest.json: cannot be read (JSONDecodeError)."),
        (lambda found: found | {MANIFEST: b"[]"}, "manifest.json: cannot be read (TypeError)."),
        (lambda found: found | {MANIFEST: b"[" * 100_000}, "manifest.json: cannot be read (RecursionError)."),
    ],
)
def test_a_changed_file_is_named_even_in_a_sealed_archive(packed, change, flaw):
    (found,) = told(verify(zipped(change(files(packed)))))
    assert found.startswith(flaw)


def test_an_unsealed_archive_is_told(packed):
    assert told(verify(zipped(files(packed), comment=b"1" * 64))) == [
        "archive: altered: its comment is not the SHA-256 of the bytes before it."
    ]


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\b", "C:x", "folder/"])
def test_a_name_that_leads_out_is_refused(name):
    (flaw,) = told(verify(zipped({name: b"x"})))
    assert flaw.endswith("refused: the name leads out of the pack.")


def test_a_name_that_is_there_twice_is_refused(packed):
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([("a", b"1"), ("a", b"2")])
    assert told(verify(twice)) == ["a: refused: it is in the archive twice."]


def test_an_archive_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr("crisis.exports.verification.MOST_BYTES", 1000)
    assert told(verify(zipped({"a": b"0" * 1001}))) == [
        "archive: refused: it unpacks to 1,001 bytes, at most 1,000 are allowed."
    ]


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr("crisis.exports.verification.MOST_FILES", 2)
    assert told(verify(zipped({"a": b"", "b": b"", "c": b""}))) == [
        "archive: refused: it holds 3 files, at most 2 are allowed."
    ]


@pytest.mark.parametrize("data", [b"", b"x" * 100, b"PK\x05\x06" + b"\x00" * 18, b"PK\x03\x04" + b"x" * 500])
def test_what_is_no_archive_is_refused(data):
    assert len(verify(data)) == 1


def test_a_forged_table_is_named_by_the_case(toy, packed):
    forged = resealed(
        packed, **{"tables/positions__csv": files(packed)["tables/positions.csv"].replace(b",2,", b",1,")}
    )
    assert verify(forged) == []
    flaws = told(verify(forged, toy))
    assert flaws[0].startswith("tables/positions.csv: line 2 is ‘p1,")
    assert "the case gives ‘p1," in flaws[0]


def test_a_file_the_case_does_not_give_is_named(toy, packed):
    flaws = told(verify(resealed(packed, more__txt=b"x"), toy))
    assert flaws == ["more.txt: extra: the case does not give it."]


def test_a_forged_manifest_is_named_by_the_case(toy, packed):
    manifest = files(packed)[MANIFEST].replace(b'"Toy"', b'"Joy"')
    assert told(verify(zipped(files(packed) | {MANIFEST: manifest}), toy)) == [
        "manifest.json: differs from the one the case gives."
    ]


def test_another_version_of_the_case_is_told_with_what_differs(case, packed):
    other = case(actors=["A name=Anna", "B name=Ben"], positions=["p1 stance=2"])
    flaws = told(verify(packed, other))
    assert flaws[0].startswith("archive: made from version ")
    assert any(flaw.startswith("tables/actors.csv: line 2 is ‘A,Ann") for flaw in flaws)


def test_a_lens_that_does_not_fit_the_case_is_told(case, toy):
    packed = pack.write(look(toy, Lens(as_of=date(2022, 3, 1), issue=("I2",))), AT)
    flaws = told(verify(packed, case(positions=["p1"])))
    assert flaws[-1] == "manifest.json: Ignored issue ‘I2’ in the address: not in this case."


def printed(*arguments):
    result = CliRunner().invoke(cli.group, [*arguments])
    assert result.exit_code == 0, result.output
    return result.stdout.encode()


def random_lens(case, dice):
    return Lens(
        country=tuple(dice.sample(case.selectable, dice.choice([0, 0, 1, 3]))),
        issue=tuple(dice.sample([*case.issue_names], dice.choice([0, 0, 2, 5]))),
        as_of=date.fromordinal(dice.randint(date(2022, 1, 1).toordinal(), date(2022, 12, 21).toordinal())),
        hindsight=dice.random() < 0.5,
        level=dice.choice(["actor", "organisation", "country"]),
        min_reliability=dice.choice(["", "", "B"]),
        max_credibility=dice.choice([None, None, 2]),
    )


def options(lens):
    found = ["--as-of", str(lens.as_of), "--level", lens.level, "--hindsight" if lens.hindsight else "--no-hindsight"]
    found += [part for one in lens.country for part in ("--country", one)]
    found += [part for one in lens.issue for part in ("--issue", one)]
    found += ["--min-reliability", lens.min_reliability] if lens.min_reliability else []
    return found + (["--max-credibility", str(lens.max_credibility)] if lens.max_credibility else [])


SAME = {
    "stance_matrix.csv": ["matrix"],
    "stance_matrix_mean.csv": ["matrix", "--value", "mean"],
    "stance_matrix.json": ["matrix", "--format", "json"],
    "networks/relations.csv": ["network", "--tie", "relations"],
    "networks/agreement.csv": ["network", "--tie", "subtract", "--statements", "latest"],
    "networks/agreement.graphml": ["network", "--tie", "subtract", "--statements", "latest", "--format", "graphml"],
    "timeline.csv": ["timeline"],
    "measures/camps.csv": ["camps"],
    "measures/polarization.csv": ["polarization"],
    "measures/shifts.csv": ["shifts"],
    "measures/spread.csv": ["spread"],
    "measures/commitments.csv": ["commitments"],
    "tables/positions.csv": ["table", "positions"],
    "tables/events.csv": ["table", "events"],
    "tables/sources.csv": ["table", "sources"],
}


@pytest.mark.parametrize("seed", range(10))
def test_the_numbers_of_the_pack_are_those_of_the_command_line(shipped, seed):
    lens = random_lens(shipped, random.Random(seed))
    view = look(shipped, lens)
    parts = {part.path: part for part in PARTS}
    for path, command in SAME.items():
        assert parts[path].write(view, AT) == printed(*command, *options(lens)), path


HOSTILE = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "../../x", "\u202ertl\u200f", "😀", "x" * 10_000]


def test_hostile_text_passes_through_every_file_as_text(case):
    said = [shlex.quote(text) for text in HOSTILE]
    toy = case(
        actors=[f"A{i} name={text} role={text}" for i, text in enumerate(said)],
        issues=[f"I{i} name={text} proposition={text} theme={text}" for i, text in enumerate(said)],
        positions=[f"p{i} actor_id=A{i} issue_id=I0 stance=1 summary={text}" for i, text in enumerate(said)],
        events=[f"e{i} title={text} place={text} actor_ids=A{i}" for i, text in enumerate(said)],
    )
    packed = pack.write(look(toy, MARCH), AT)
    assert verify(packed, toy) == []
    found = files(packed)
    assert {*found} == {MANIFEST, *(part.path for part in PARTS)}
    names = [row["name"] for row in csv.DictReader(io.StringIO(found["tables/actors.csv"].decode()))]
    assert names == HOSTILE
    for path, data in found.items():
        if path.endswith((".html", ".md", ".graphml", ".gexf")):
            assert b"<script>alert(1)" not in data, path


def test_the_network_of_stances_is_the_stance_matrix(toy, packed, tmp_path):
    (tmp_path / "stances.graphml").write_bytes(files(packed)["networks/stances.graphml"])
    graph = nx.read_graphml(tmp_path / "stances.graphml")
    edges = {(one, other.removeprefix("issue:")): said["weight"] for one, other, said in graph.edges(data=True)}
    cells = json.loads(files(packed)["stance_matrix.json"])
    assert edges == {(cell["actor_id"], cell["issue_id"]): cell["stance"] for cell in cells}
