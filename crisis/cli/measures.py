"""Commands that print a measure as a table: who moved, how far groups stand apart, what was promised."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
import pandas as pd

from crisis.cli.options import case_argument, echo, format_option, lens_options, parameter_options, taken, view_of
from crisis.exports import csv_file, json_file
from crisis.measures import camps, commitments, polarization, shifts, spread
from crisis.tables.view import View


@dataclass(frozen=True, slots=True)
class TableMeasure:
    """A measure a command prints.

    Attributes
    ----------
    name
        The command.
    table
        The measure: a view, and its parameters where it has some, to a table of ids, codes, numbers and days.
    help
        What the command prints.
    parameters
        Class of its parameters; ``None`` where there is nothing to choose.
    """

    name: str
    table: Callable[..., pd.DataFrame]
    help: str
    parameters: type | None = None


MEASURES = (
    TableMeasure(
        "camps",
        camps.table,
        "Print who stands together: camps of the agreement network, and how often each actor stays in its camp when "
        "statements are left out.",
        camps.CampParameters,
    ),
    TableMeasure(
        "polarization",
        polarization.polarization,
        "Print how far apart the latest stances stand, 0 to 1: first all issues together, with an empty issue_id, then "
        "each.",
        polarization.PolarizationParameters,
    ),
    TableMeasure(
        "shifts",
        shifts.shifts,
        "Print who moved on which issue, the largest change first: reversal, hardening, softening, contradiction, "
        "word_and_deed.",
        shifts.ShiftParameters,
    ),
    TableMeasure(
        "spread",
        spread.spread,
        "Print how far the members of each body and the parts of each state stand apart: lowest, highest, dissenters, "
        "not coded.",
    ),
    TableMeasure(
        "commitments",
        commitments.table,
        "Print every promise and threat, open ones first: condition, whether it was met, what carried it out, the "
        "delay in days.",
    ),
)
"""Every measure that is one table."""


def _command(measure: TableMeasure) -> click.Command:
    """The command of a measure. An empty result is its header."""

    def command(case: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
        parameters: list[object] = [] if measure.parameters is None else [taken(measure.parameters, chosen)]
        view: View = view_of(case, chosen)
        table = measure.table(view, *parameters)
        echo(json_file.write(table) if form == "json" else csv_file.write(table))

    command.__doc__ = measure.help
    command = format_option("csv", "json")(command)
    if measure.parameters is not None:
        command = parameter_options(measure.parameters)(command)
    return click.command(name=measure.name)(case_argument(lens_options(command)))


COMMANDS = tuple(_command(measure) for measure in MEASURES)
