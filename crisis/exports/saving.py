"""Saving an export: whole or not at all."""

import os
import tempfile
from pathlib import Path


class SaveError(OSError):
    """An export cannot be saved; the message says why and what to change."""


def check(path: Path) -> None:
    """Whether a file may be put there: a `SaveError` says why not."""
    if path.exists():
        raise SaveError(f"‘{path}’ is there already; choose another name or remove it.")
    if not path.parent.is_dir():
        raise SaveError(f"the folder ‘{path.parent}’ does not exist; make it or choose another.")


def save(path: Path, data: bytes) -> None:
    """Write a file aside and move it to its place, so that nothing half-written is ever left.

    Parameters
    ----------
    path
        Where to; nothing may be there.
    data
        What to write.

    Raises
    ------
    SaveError
        If something is there already, the folder is missing or may not be written to, or the disk is full.
    """
    check(path)
    try:
        number, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.", suffix=".part")
    except OSError as error:
        raise SaveError(f"‘{path.parent}’ cannot be written to ({error.strerror}); choose another folder.") from error
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise SaveError(f"‘{path}’ cannot be written ({error.strerror}); nothing was left behind.") from error
