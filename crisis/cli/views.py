"""Commands that print what a lens shows: tables, the stance matrix, the timeline."""

from typing import Any

import click

from crisis import exports
from crisis.cli.options import case_argument, echo, format_option, lens_options, view_of
from crisis.exports import csv_file, json_file
from crisis.measures import timeline
from crisis.measures.stance_matrix import stance_matrix
from crisis.measures.stance_numbers import VALUES, wide
from crisis.model.records import TABLES


@click.command()
@click.argument("name", type=click.Choice([*TABLES]), metavar="NAME")
@case_argument
@lens_options
@format_option(*exports.TABLE_FORMATS)
def table(name: str, case: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print a table as the lens leaves it: known rows, reports and ended ties too, neither merged nor rolled up."""
    echo(exports.TABLE_FORMATS[form](view_of(case, chosen).table(name)))


@click.command()
@case_argument
@lens_options
@click.option("--value", type=click.Choice(VALUES), default=VALUES[0], show_default=True, help="Which stance.")
@format_option("csv", "json")
def matrix(case: str | None, value: str, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print the stance matrix; an empty cell is not coded. JSON says which statement, how many, how old."""
    view = view_of(case, chosen)
    corner = "actor_id"
    if form == "json":
        echo(json_file.write(stance_matrix(view).cells.rename(columns={"row_id": corner, "actor_id": "said_by"})))
    else:
        echo(csv_file.write_matrix(wide(view.statements, value), corner))


@click.command(name="timeline")
@case_argument
@lens_options
@format_option(*exports.TABLE_FORMATS)
def timeline_command(case: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print the timeline: one row an event, in its state on the day."""
    echo(exports.TABLE_FORMATS[form](timeline.table(view_of(case, chosen))))
