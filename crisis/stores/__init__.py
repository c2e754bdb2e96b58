"""Where cases live: one file a format, one list of them."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from crisis.model import problems
from crisis.model.case import Case
from crisis.model.draft import Draft
from crisis.model.problems import CaseError
from crisis.stores import csv_folder, dna_file, parquet_folder, workbook

Reader = Callable[[Path, str], Draft]

STORES: list[tuple[Callable[[Path], bool], Reader]] = [
    (parquet_folder.recognises, parquet_folder.read),
    (csv_folder.recognises, csv_folder.read),
    (workbook.recognises, workbook.read),
    (dna_file.recognises, dna_file.read),
]
"""Every store: whether a path is one of its own, and how it is read."""

SHIPPED = "ukraine-2022"

CHOSEN = "CRISIS_CASE"
"""Environment variable that names the case a desk opens on."""


def read(path: Path, shown: str = "") -> Draft:
    """Read whatever store a path is, without checking it.

    Parameters
    ----------
    path
        A case.
    shown
        How problems name it; the path itself by default.

    Raises
    ------
    CaseError
        If no store knows the path.
    """
    for recognises, reader in STORES:
        if recognises(path):
            return reader(path, shown or str(path))
    why = "there is no such folder or file" if not path.exists() else "no known kind of store"
    raise CaseError([problems.no_case(shown or str(path), why)])


def open_case(path: Path, shown: str = "") -> Case:
    """Read and check a case.

    Raises
    ------
    CaseError
        With every problem.
    """
    return Case.from_draft(read(path, shown))


def cases() -> dict[str, Path]:
    """Cases under ``data`` by their names, whatever store they are in."""
    folder = data_folder()
    try:
        return _cases(folder, folder.stat().st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError):
        return {}


@lru_cache(maxsize=4)
def _cases(folder: Path, changed: int) -> dict[str, Path]:
    """Cases of a folder, looked for again when something came into it or went: every run of a page asks."""
    return {path.name: path for path in sorted(folder.iterdir()) if any(is_one(path) for is_one, _ in STORES)}


def data_folder() -> Path:
    """Folder of the shipped cases: beside the package, or under the working directory."""
    return _beside(__file__) or Path("data")


@lru_cache(maxsize=1)
def _beside(file: str) -> Path | None:
    """The folder ``data`` beside the package, where there is one; every run of a page asks, several times."""
    beside = Path(file).resolve().parents[2] / "data"
    return beside if beside.is_dir() else None


def shipped() -> Path:
    """The shipped case."""
    return data_folder() / SHIPPED
