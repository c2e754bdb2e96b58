"""The command that makes a template to begin a case with."""

from pathlib import Path

import click

from crisis.exports import moment, saving, template, template_workbook

WORKBOOK = ".xlsx"

_OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".json", ".toml", ".txt", ".zip", ".dna", ".parquet")
"""Endings of files; a folder that ends in one was meant to be something else."""


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FOLDER|FILE.xlsx")
def new(path: Path) -> None:
    """Make a case to begin with: a folder of CSV files, or a workbook with lists to choose from.

    Each table holds three invented rows that show how rows are coded; the codebook lies beside them. The template
    passes the check as it is.
    """
    ending = path.suffix.lower()
    if ending in _OTHERS:
        raise click.UsageError(f"‘{path}’ ends in {ending}; name a folder, or a workbook that ends in {WORKBOOK}.")
    try:
        if ending == WORKBOOK:
            saving.save(path, template_workbook.write(moment.now()))
        else:
            template.save_folder(path, template.files())
    except saving.SaveError as error:
        raise click.UsageError(str(error)) from error
    click.echo(
        f"{path} is there, with three invented rows a table. Put yours in their place, then: crisis check {path}"
    )
