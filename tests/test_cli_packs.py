"""Packs on the command line: made again to the same bytes, refused where they may not be written, verified."""

import zipfile

import pytest
from click.testing import CliRunner

from crisis import cli
from crisis.exports import images


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1646136000")


@pytest.fixture
def toy(folder):
    return folder(
        actors=["A name=Ann", "B name=Ben"],
        positions=["p1 stance=2", "p2 actor_id=B stance=-1"],
        events=["e1 actor_ids=A"],
    )


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


def test_a_pack_is_made_again_to_the_same_bytes_and_verified(toy, tmp_path):
    for name in ("one.zip", "two.zip"):
        result = crisis("export", toy, "--as-of", "2022-03-01", "--to", tmp_path / name)
        assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    alone = crisis("verify", tmp_path / "one.zip")
    assert (alone.exit_code, alone.output) == (0, "one.zip: sound; no byte was altered since it was made.\n")
    against = crisis("verify", tmp_path / "one.zip", "--case", toy)
    assert (against.exit_code, against.output) == (0, "one.zip: sound; every file is what the case gives.\n")


def test_an_altered_pack_is_told_one_flaw_a_line(toy, tmp_path):
    path = tmp_path / "pack.zip"
    crisis("export", toy, "--to", path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = crisis("verify", path)
    assert result.exit_code == 1
    assert result.stdout.startswith("archive: ")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "there.zip", "is there already; choose another name or remove it."),
        (lambda folder: folder / "missing" / "pack.zip", "does not exist; make it or choose another."),
    ],
)
def test_a_pack_that_cannot_be_saved_is_told_before_any_work(toy, tmp_path, monkeypatch, make, words):
    (tmp_path / "there.zip").write_bytes(b"mine")
    monkeypatch.setattr("crisis.exports.pack.write", None)
    result = crisis("export", toy, "--to", make(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert (tmp_path / "there.zip").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["missing.zip", "."])
def test_what_cannot_be_read_is_wrong_use(tmp_path, name):
    result = crisis("verify", tmp_path / name)
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_a_file_too_large_for_a_pack_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("crisis.cli.packs.MOST", 3)
    (tmp_path / "large.zip").write_bytes(b"1234")
    assert "is larger than 3 bytes; it is no evidence pack." in crisis("verify", tmp_path / "large.zip").stderr


def test_pictures_are_drawn_where_they_can_be(toy, tmp_path):
    path = tmp_path / "pack.zip"
    result = crisis("export", toy, "--images", "--to", path)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("charts/stance_matrix.svg")
    assert drawing.startswith(b"<svg")
    assert b"Ann" in drawing
    assert crisis("verify", path, "--case", toy).exit_code == 0


def test_pictures_that_cannot_be_drawn_are_told(toy, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    result = crisis("export", toy, "--images", "--to", tmp_path / "pack.zip")
    assert result.exit_code == 2
    assert "pictures need Chrome or Chromium on this machine; install one." in result.stderr
    assert not (tmp_path / "pack.zip").exists()


def test_without_the_extra_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "kaleido", None)
    with pytest.raises(images.ImagesError, match=r"pip install 'crisis-desk\[images\]'"):
        images.svgs({})
