"""The command that adds rows to a case."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from crisis.cli.options import opened, path_of
from crisis.model import additions
from crisis.model.draft import DraftTable
from crisis.model.problems import CaseError
from crisis.stores import merging, rows


@click.command()
@click.argument("case", metavar="CASE")
@click.argument("files", type=click.Path(path_type=Path), metavar="ROWS...", nargs=-1, required=True)
def merge(case: str, files: tuple[Path, ...]) -> None:
    """Add ROWS to CASE: a workbook or CSV files, as the desk gives them along, or a folder with what is new.

    The rows are checked together with the case; nothing is written unless all is sound. A row the case has already is
    left out, so that the same rows can be merged twice. What else lies in the case stays as it is.
    """
    path = path_of(case)
    merger = merging.merger_of(path)
    whole = opened(path)
    if merger is None:
        raise click.UsageError(f"‘{case}’ is only read; convert it first: crisis convert {case} FOLDER.")
    try:
        read, found = rows.read(files)
        done = additions.merged(whole, _one_each(read), found)
        if done.case.added:
            merging.write(done.case, path, merger)
    except CaseError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        sys.exit(1)
    except OSError as error:
        why = error.strerror or "unknown cause"
        raise click.UsageError(f"‘{case}’ cannot be written ({why}); it is as it was.") from error
    click.echo(_told(case, done.case.added, done.known))


def _one_each(read: Sequence[Mapping[str, DraftTable]]) -> dict[str, DraftTable]:
    """Tables of all files in one; a problem must be able to name its file."""
    found: dict[str, DraftTable] = {}
    for tables in read:
        twice = next((name for name in tables if name in found), None)
        if twice:
            raise click.UsageError(f"two files hold rows of {twice}; merge one after the other.")
        found |= tables
    return found


def _told(case: str, added: Mapping[str, int], known: Mapping[str, int]) -> str:
    new = additions.counted(added) or "nothing"
    there = additions.counted(known)
    return f"{new} added to {case}" + (f"; {there} there already." if there else ".")
