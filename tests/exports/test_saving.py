import errno
import os

import pytest

from crisis.exports.saving import SaveError, save


def test_a_file_is_saved_whole(tmp_path):
    save(tmp_path / "a.zip", b"all")
    assert (tmp_path / "a.zip").read_bytes() == b"all"
    assert [*tmp_path.iterdir()] == [tmp_path / "a.zip"]


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"mine")
    with pytest.raises(SaveError, match="is there already; choose another name or remove it"):
        save(tmp_path / "a.zip", b"all")
    assert (tmp_path / "a.zip").read_bytes() == b"mine"


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(SaveError, match="does not exist; make it or choose another"):
        save(tmp_path / "b" / "a.zip", b"all")


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(SaveError, match=r"cannot be written to \(Permission denied\); choose another folder"):
        save(tmp_path / "a.zip", b"all")


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match=r"\(No space left on device\); nothing was left behind"):
        save(tmp_path / "a.zip", b"all")
    assert [*tmp_path.iterdir()] == []
