"""The command that takes a case from one store to another."""

from pathlib import Path

import click

from crisis.cli.options import opened, path_of, writer_for, writing_to
from crisis.exports import saving
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
    writer = writer_for(target)
    with writing_to(target):
        saving.check(target)  # before the work, not after it
        writing.write(opened(path_of(case)), target, writer)
    click.echo(f"{target} is there. It holds the same case as {case}.")
