"""Whether an evidence pack is whole, unaltered, and what the case gives: every fault named."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from crisis import __version__
from crisis.exports import pack
from crisis.exports.chart_files import CHARTS
from crisis.exports.pack import MANIFEST, PARTS, digest
from crisis.model.case import Case
from crisis.model.lens import Lens, LensError
from crisis.model.problems import shortened
from crisis.tables.view import look

MOST_BYTES = 2**30
"""Bytes a pack may unpack to; more is refused before it is unpacked."""

MOST_FILES = 1_000
PIECE = 2**20
"""Bytes unpacked at a time."""

PICTURES = frozenset(f"charts/{chart.word}.svg" for chart in CHARTS)
"""Files a browser drew, not always to the same bytes: the manifest proves them, the case does not."""

TEXT = (".csv", ".json", ".md", ".html", ".toml", ".ics", ".graphml", ".gexf")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a pack.

    Attributes
    ----------
    path
        The file in it; empty for the archive as a whole.
    wrong
        What is wrong, in a sentence without its full stop.
    """

    path: str
    wrong: str

    def __str__(self) -> str:
        return f"{self.path or 'archive'}: {self.wrong}."


class RefusedError(Exception):
    """The archive is not read any further; its one argument is the flaw."""


def verify(data: bytes, case: Case | None = None) -> list[Flaw]:
    """Verify a pack.

    Parameters
    ----------
    data
        The archive.
    case
        The case it should be of: every file is made anew through the lens of the pack and compared. ``None`` to verify
        the archive alone.

    Returns
    -------
    list of Flaw
        Every flaw, the archive's first; empty for a sound pack. A pack that climbs out of its folder, unpacks to more
        than `MOST_BYTES`, or is no archive is refused before it is unpacked.
    """
    try:
        flaws = _sealed(data)
        files = _unpacked(data)
        told = _told(files)
    except RefusedError as refused:
        return [refused.args[0]]
    flaws += _listed(files, told)
    if case is not None and not flaws:
        flaws += _rebuilt(files, told, case)
    return flaws


def _sealed(data: bytes) -> list[Flaw]:
    """The comment of the archive against the bytes before it."""
    size = len(digest(b""))
    if data[-size:] != digest(data[:-size]).encode():
        return [Flaw("", "altered: its comment is not the SHA-256 of the bytes before it")]
    return []


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Files by their names, as far as they may be unpacked at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _safe(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except RefusedError:
        raise
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise RefusedError(Flaw("", f"not a sound zip archive ({shortened(str(error))})")) from error
    except Exception as error:  # zlib, lzma and struct have errors of their own for broken data
        raise RefusedError(Flaw("", f"cannot be unpacked ({type(error).__name__})")) from error


def _safe(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse what would climb out, overwrite, or fill the disk."""
    if len(entries) > MOST_FILES:
        raise RefusedError(Flaw("", f"refused: it holds {len(entries):,} files, at most {MOST_FILES:,} are allowed"))
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or name.endswith("/"):
            raise RefusedError(Flaw(shortened(name), "refused: the name leads out of the pack"))
        if name in seen:
            raise RefusedError(Flaw(shortened(name), "refused: it is in the archive twice"))
        seen.add(name)
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        raise RefusedError(Flaw("", f"refused: it unpacks to {size:,} bytes, at most {MOST_BYTES:,} are allowed"))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file, never more bytes than it says it has."""
    pieces, size = [], 0
    with archive.open(entry) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > entry.file_size:
                raise RefusedError(Flaw(shortened(entry.filename), "refused: it unpacks to more than it says"))
            pieces.append(piece)
    return b"".join(pieces)


def _told(files: dict[str, bytes]) -> dict[str, Any]:
    """The manifest."""
    if MANIFEST not in files:
        raise RefusedError(Flaw(MANIFEST, "missing: this is no evidence pack"))
    try:
        told = json.loads(files[MANIFEST])
        valid = all(
            isinstance(one["size"], int) and isinstance(one["sha256"], str) for one in told["files"].values()
        ) and all(isinstance(told[name], dict) for name in ("case", "lens"))
        datetime.strptime(told["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RefusedError(Flaw(MANIFEST, f"cannot be read ({type(error).__name__})")) from error
    if not valid:
        raise RefusedError(Flaw(MANIFEST, "cannot be read (a file without size and hash)"))
    return dict(told)


def _listed(files: dict[str, bytes], told: dict[str, Any]) -> list[Flaw]:
    """Every file against the manifest."""
    flaws = []
    for path in sorted({*files, *told["files"]} - {MANIFEST}):
        if path not in files:
            flaws.append(Flaw(shortened(path), "missing: the manifest names it"))
        elif path not in told["files"]:
            flaws.append(Flaw(shortened(path), "extra: the manifest does not name it"))
        elif digest(files[path]) != told["files"][path]["sha256"] or len(files[path]) != told["files"][path]["size"]:
            flaws.append(Flaw(shortened(path), "altered: its SHA-256 or size is not that of the manifest"))
    return flaws


def _rebuilt(files: dict[str, bytes], told: dict[str, Any], case: Case) -> list[Flaw]:
    """Every file against the one the case gives."""
    flaws = []
    if told["case"].get("version") != case.version:
        made, mine = str(told["case"].get("version"))[:8], case.version[:8]
        flaws.append(Flaw("", f"made from version {made} of the case, this is version {mine}"))
    if told.get("software") != f"Crisis Desk {__version__}":
        flaws.append(Flaw("", f"made by {shortened(str(told.get('software')))}, this is Crisis Desk {__version__}"))
    at = datetime.strptime(told["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    try:
        lens, unknown = Lens.from_params(told["lens"], case)
        if unknown:
            return [*flaws, *(Flaw(MANIFEST, one.rstrip(".")) for one in unknown)]
        view = look(case, lens)
    except (LensError, TypeError, AttributeError) as error:
        return [*flaws, Flaw(MANIFEST, f"its lens does not fit the case ({shortened(str(error))})")]
    again = {part.path: part.write(view, at) for part in PARTS}
    pictures = {path: data for path, data in files.items() if path in PICTURES}
    for path in sorted({*again, *files} - {MANIFEST}):
        if path not in files:
            flaws.append(Flaw(path, "missing: the case gives it"))
        elif path not in again:
            flaws += [] if path in pictures else [Flaw(path, "extra: the case does not give it")]
        elif again[path] != files[path]:
            flaws.append(Flaw(path, _difference(path, again[path], files[path])))
    if not flaws and files[MANIFEST] != pack.manifest(view, at, again | pictures):
        flaws.append(Flaw(MANIFEST, "differs from the one the case gives"))
    return flaws


def _difference(path: str, made: bytes, found: bytes) -> str:
    """Where a file differs from the one the case gives."""
    if not path.endswith(TEXT):
        return "differs from the one the case gives"
    ours, theirs = made.splitlines(), found.splitlines()
    pairs = zip(ours, theirs, strict=False)
    line = next((place for place, (one, other) in enumerate(pairs, start=1) if one != other), None)
    if line is None:
        return f"has {len(theirs):,} lines, the case gives {len(ours):,}"
    got, given = (shortened(side[line - 1].decode(errors="replace")) for side in (theirs, ours))
    return f"line {line} is ‘{got}’, the case gives ‘{given}’"
