"""The command that compares two codings of the same documents."""

from typing import Any

import click

from crisis.cli.options import echo, format_option, opened, parameter_options, path_of, taken
from crisis.exports import csv_file, json_file
from crisis.measures.double_coding import DoubleCodingParameters, double_coding

LISTS = ("disagreements", "only_a", "only_b")


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@parameter_options(DoubleCodingParameters)
@click.option("--list", "listed", type=click.Choice(LISTS), help="Print this list instead of the summary.")
@format_option("csv", "json")
def agree(a: str, b: str, listed: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Compare A and B, two codings of the same documents: who found what, and Krippendorff's alpha of the stances.

    The first row is about all issues, its issue_id is empty. found_by_b is the share of A's statements that B found.
    The lists are what both found and coded differently, side by side, and what only one of them found.
    """
    parameters = taken(DoubleCodingParameters, chosen)
    found = double_coding(opened(path_of(a)), opened(path_of(b)), parameters)
    table = getattr(found, listed or "summary")
    echo(json_file.write(table) if form == "json" else csv_file.write(table))
