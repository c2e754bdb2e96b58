"""``crisis import-csv``: one mapping, one case, or a sentence why not."""

import json
import tomllib

import pytest
from click.testing import CliRunner

from crisis import cli, stores
from crisis.stores import writing
from crisis.stores.flat_mapping import FIELDS

TEXT = (
    "Datum;Akteur;Thema;Haltung;Titel;Zeitung;Notiz\n"
    "27.1.2022;SPD;Kohle;Pro;Ausstieg;FAZ;x\n"
    "28.1.2022;CDU;Kohle;contra;Streit um Kohle;FAZ;\n"
)
MAPS = ["--map", "actor=Akteur", "--map", "issue=Thema", "--map", "date=Datum", "--map", "source=Titel"]
MORE = ["--map", "stance=Haltung", "--map", "publisher=Zeitung", "--stance", "pro=2", "--stance", "contra=-2"]
FORM = ["--dates", "DMY", "--separator", ";"]
EVERY = [*MAPS, *MORE, *FORM]


def crisis(*arguments):
    result = CliRunner().invoke(cli.group, [*map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture
def flat(tmp_path):
    path = tmp_path / "flat.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def refused(code, *arguments):
    """The last line of what is said; nothing is on stdout."""
    result = crisis("import-csv", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    return result.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["mine", "mine.xlsx", "mine.parquet"])
def test_a_flat_file_becomes_a_case_that_passes_the_check(flat, tmp_path, name):
    target = tmp_path / name
    result = crisis("import-csv", flat, "--to", target, *EVERY)
    assert result.exit_code == 0
    assert (
        result.stdout == f"{target} is there: positions 2, actors 2, issues 1, sources 2. Now: crisis check {target}\n"
    )
    assert result.stderr.splitlines() == [
        "Not read: 'Notiz'.",
        "Each day of a source is a document of its own; map one of title, url, published_on to tell them apart.",
        "Not said by the file, so in every row of sources: kind news, reliability F, title its source, published_on "
        "the last day of its statements, or later.",
        "Not said by the file, so in every row of actors: kind organisation, speaks_for_state no.",
        "Not said by the file, so in every row of issues: kind policy, theme concepts.",
        "Not said by the file, so in every row of positions: act statement, basis word, condition none, certainty "
        "reported, credibility 6, locator unknown, position_id L and its line, summary its side and issue.",
    ]
    checked = json.loads(crisis("check", target, "--json").stdout)
    assert checked["sound"]
    assert {one["reason"] for one in checked["warnings"]} == {"undated_source"}
    assert crisis("matrix", target).stdout == "actor_id,Kohle\nSPD,2\nCDU,-2\n"


def test_a_kept_mapping_makes_the_same_case(flat, tmp_path):
    first, second, kept = (tmp_path / name for name in ("first", "second", "kept.toml"))
    assert crisis("import-csv", flat, "--to", first, *EVERY, "--keep", kept).exit_code == 0
    assert tomllib.loads(kept.read_text())["map"] == {
        "actor": "Akteur",
        "issue": "Thema",
        "date": "Datum",
        "source": "Titel",
        "stance": "Haltung",
        "publisher": "Zeitung",
    }
    again = tmp_path / "again.toml"
    assert crisis("import-csv", flat, "--to", second, "--mapping", kept, "--keep", again).exit_code == 0
    assert stores.open_case(second).version == stores.open_case(first).version
    assert again.read_bytes() == kept.read_bytes()


def test_options_go_before_a_kept_mapping(flat, tmp_path):
    kept = tmp_path / "kept.toml"
    crisis("import-csv", flat, "--to", tmp_path / "a", *EVERY, "--keep", kept)
    result = crisis(
        *("import-csv", flat, "--to", tmp_path / "b", "--mapping", kept, "--stance", "pro=1", "--map", "source=Zeitung")
    )
    assert result.exit_code == 0
    case = stores.open_case(tmp_path / "b")
    assert [*case.tables["positions"]["stance"]] == [1, -2]
    assert [*case.tables["sources"]["title"]] == ["FAZ", "FAZ"]


def test_a_field_alone_has_a_column_of_its_name(tmp_path):
    path = tmp_path / "flat.csv"
    path.write_text("actor\tissue\tdate\tsource\nA\tI=1\t2022-01-27\tS\n")
    maps = [part for name in ("actor", "issue", "date", "source") for part in ("--map", name)]
    assert crisis("import-csv", path, "--to", tmp_path / "b", *maps, "--separator", "tab").exit_code == 0
    assert [*stores.open_case(tmp_path / "b").tables["issues"]["name"]] == ["I=1"]


def test_a_header_and_a_word_may_hold_an_equals_sign(tmp_path):
    path = tmp_path / "flat.csv"
    path.write_text("a=b,I,D,S,P\nA,I,2022-01-27,S,x=y\n")
    maps = ["--map", "actor=a=b", "--map", "issue=I", "--map", "date=D", "--map", "source=S", "--map", "stance=P"]
    assert crisis("import-csv", path, "--to", tmp_path / "b", *maps, "--stance", "x=y=-1").exit_code == 0
    assert [*stores.open_case(tmp_path / "b").tables["positions"]["stance"]] == [-1]


def test_bad_cells_are_problems_and_nothing_is_written(flat, tmp_path):
    result = crisis(
        "import-csv", flat, "--to", tmp_path / "b", *MAPS, *FORM, "--map", "stance=Haltung", "--keep", tmp_path / "k"
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.partition(" is ")[0] for line in result.stderr.splitlines()] == [
        f"{flat}:2: Haltung 'Pro'",
        f"{flat}:3: Haltung 'contra'",
    ]
    assert [one.name for one in tmp_path.iterdir()] == ["flat.csv"]


WRONG_USE = {
    "no target": (["--map", "actor"], "Error: Missing option '--to'."),
    "unmapped": (
        ["--to", "{}/b", *MAPS[:-2]],
        "Error: field 'source' is not mapped; say which column it is: --map source=HEADER.",
    ),
    "unknown field": (
        ["--to", "{}/b", *MAPS, "--map", "actr=A"],
        f"Error: field 'actr' is not one of a statement; use {', '.join(FIELDS)}. Did you mean 'actor'?",
    ),
    "field in two ways": (
        ["--to", "{}/b", *MAPS, "--map", "actor=Zeitung"],
        "Error: --map actor is given twice: 'Akteur' and 'Zeitung'.",
    ),
    "word in two ways": (
        ["--to", "{}/b", *MAPS, "--stance", "pro=1", "--stance", "pro=2"],
        "Error: --stance pro is given twice: '1' and '2'.",
    ),
    "word without number": (
        ["--to", "{}/b", *MAPS, "--stance", "pro"],
        "Error: --stance pro says no number; write --stance 'pro=2'.",
    ),
    "stance off the scale": (
        ["--to", "{}/b", *MAPS, "--stance", "pro=3"],
        "Error: stance of 'pro' '3' is off the scale; use -2 (strongly opposes) to +2 (strongly supports).",
    ),
    "no header": (["--to", "{}/b", *MAPS, "--map", "via="], "Error: field 'via' has no header; name a column."),
    "separator": (
        ["--to", "{}/b", *MAPS, "--separator", ";;"],
        "Error: separator ';;' does not separate cells; use one character, or tab.",
    ),
    "encoding": (
        ["--to", "{}/b", *MAPS, "--encoding", "klingon"],
        "Error: encoding 'klingon' is not a known encoding; use a name such as utf-8, utf-16 or cp1252.",
    ),
    "order": (
        ["--to", "{}/b", *MAPS, "--dates", "DYM"],
        "Error: Invalid value for '--dates': 'DYM' is not one of 'DMY', 'MDY', 'YMD'.",
    ),
    "kind of target": (
        ["--to", "{}/b.csv", *MAPS],
        "Error: no case is written as .csv; name a folder, FILE.xlsx or FOLDER.parquet.",
    ),
    "target that is there": (["--to", "{}", *MAPS], "Error: ‘{}’ is there already; choose another name or remove it."),
    "mapping that is there": (
        ["--to", "{}/b", *MAPS, "--keep", "{}/flat.csv"],
        "Error: ‘{}/flat.csv’ is there already; choose another name or remove it.",
    ),
    "one place for both": (
        ["--to", "{}/b", *MAPS, "--keep", "{}/b"],
        "Error: --keep and --to name the same place; the mapping is a file of its own.",
    ),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use(flat, tmp_path, arguments, sentence):
    place = str(tmp_path)
    said = refused(2, flat, *(one.replace("{}", place) for one in arguments))
    assert said == sentence.replace("{}", place)
    assert [one.name for one in tmp_path.iterdir()] == ["flat.csv"]


MAPPINGS = {
    "gone": (None, "cannot be read: No such file or directory."),
    "binary": (b"\xff\xfe\x00", "cannot be read: it is not UTF-8."),
    "not TOML": (b"map", "is not TOML: "),
    "too large": (b"#" * (2**20 + 1), "holds more than a mapping; at most 1,048,576 bytes are read."),
    "of another kind": (b"[map]\nactor = 1.5", "is of the wrong type; use a table [map] of text."),
}


@pytest.mark.parametrize(("data", "sentence"), MAPPINGS.values(), ids=MAPPINGS)
def test_mappings_that_cannot_be_used(flat, tmp_path, data, sentence):
    kept = tmp_path / "kept.toml"
    if data is not None:
        kept.write_bytes(data)
    said = refused(1, flat, "--to", tmp_path / "b", "--mapping", kept)
    assert said.startswith(f"{kept}: ")
    assert sentence in said


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 9, b"\xff\xfe", b"PK\x03\x04", b'"', b"a;b", "\ufeff".encode(), b"a,b\n1,2,3\n", None]
)
def test_no_file_is_a_traceback(tmp_path, data):
    path = tmp_path / "flat.csv"
    if data is not None:
        path.write_bytes(data)
    assert refused(1, path, "--to", tmp_path / "b", *MAPS).startswith(f"{path}:")
    assert not (tmp_path / "b").exists()


def test_a_disk_that_is_full_leaves_nothing_behind(flat, tmp_path, monkeypatch):
    def full(case, target):
        target.mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "writer_of", lambda _: full)
    said = refused(2, flat, "--to", tmp_path / "b", *EVERY, "--keep", tmp_path / "k.toml")
    assert said == f"Error: ‘{tmp_path / 'b'}’ cannot be written (No space left on device); nothing was left behind."
    assert [one.name for one in tmp_path.iterdir()] == ["flat.csv"]


def test_the_help_names_every_field():
    told = crisis("import-csv", "--help").stdout
    for one in FIELDS.values():
        assert f"  {one.name}{'*' if one.needed else ''} " in told
        assert one.meaning in told
