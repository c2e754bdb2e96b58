"""The command that takes a case from one store to another."""

import sys
from pathlib import Path

import click

from crisis.cli.options import opened, path_of
from crisis.exports import saving
from crisis.model.problems import CaseError
from crisis.stores import writing


@click.command()
@click.argument("case", metavar="A")
@click.argument("target", type=click.Path(path_type=Path), metavar="B")
def convert(case: str, target: Path) -> None:
    """Convert case A to B: a workbook where B ends in .xlsx, a folder of Parquet files where it ends in .parquet, else
    a folder of CSV files.

    A is any case: a folder, a workbook, a DNA database (.dna). It is checked first; B must not be there yet. Both hold
    the same case.
    """  # noqa: D205  (the command's help is one paragraph)
    writer = writing.writer_of(target)
    if writer is None:
        ending = target.suffix.lower()
        raise click.UsageError(f"no case is written as {ending}; name a folder, FILE.xlsx or FOLDER.parquet.")
    try:
        saving.check(target)  # before the work, not after it
        writing.write(opened(path_of(case)), target, writer)
    except CaseError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        sys.exit(1)
    except saving.SaveError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        why = error.strerror or "unknown cause"
        raise click.UsageError(f"‘{target}’ cannot be written ({why}); nothing was left behind.") from error
    click.echo(f"{target} is there. It holds the same case as {case}.")
