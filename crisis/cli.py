"""The command line: what the browser shows, with the same numbers."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import pandas as pd

from crisis import __version__, exports, stores
from crisis.exports import csv_file, json_file, network_files
from crisis.measures import network, timeline
from crisis.measures.stance_matrix import VALUES, stance_matrix
from crisis.model import check as checking
from crisis.model.case import Case
from crisis.model.lens import Lens, LensError
from crisis.model.problems import CaseError
from crisis.model.records import TABLES
from crisis.model.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES
from crisis.tables.view import View, look

Command = TypeVar("Command", bound=Callable[..., Any])

_DAY = click.DateTime(formats=["%Y-%m-%d"])

LENS_OPTIONS = (
    click.option("--country", multiple=True, metavar="CODE", help="Keep a country (DEU) or body (NATO); repeatable."),
    click.option("--issue", multiple=True, metavar="ID", help="Keep an issue; repeatable."),
    click.option("--as-of", type=_DAY, metavar="DATE", help="The day both clocks stand on. [default: the case's]"),
    click.option("--hindsight/--no-hindsight", default=False, help="Let sources published after the day count."),
    click.option("--level", type=click.Choice([*LEVELS]), default="actor", show_default=True, help="Roll-up."),
    click.option("--since", type=_DAY, metavar="DATE", help="First day of events. [default: the timeline's]"),
    click.option("--min-reliability", type=click.Choice([*RELIABILITIES]), help="Worst source grade let in."),
    click.option("--max-credibility", type=click.Choice([*CREDIBILITIES]), help="Worst credibility let in."),
)


def lens_options(command: Command) -> Command:
    """Give a command the options of the lens."""
    for option in reversed(LENS_OPTIONS):
        command = option(command)
    return command


def case_argument(command: Command) -> Command:
    """Give a command its CASE: a folder, or the name of a case under ``data``."""
    return click.argument("case", required=False, metavar="[CASE]")(command)


def format_option(*names: str) -> Callable[[Command], Command]:
    """Give a command its formats; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="Output."
    )


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="crisis")
def group() -> None:
    """Crisis Desk: who stands where, who is tied to whom, what happened, as of any day."""


@group.command()
@case_argument
@click.option("--port", default=8501, show_default=True, help="Port on this machine.")
def run(case: str | None, port: int) -> None:
    """Open the dashboard on CASE."""
    path = _path(case).resolve()
    _open(path)
    root = Path(__file__).resolve().parent.parent
    server = root / "crisis" / "ui" / "server.py"
    command = [sys.executable, "-m", "streamlit", "run", str(server), f"--server.port={port}"]
    sys.exit(subprocess.call(command, cwd=root, env={**os.environ, stores.CHOSEN: str(path)}))  # noqa: S603  (our own interpreter and file)


@group.command()
@case_argument
@click.option("--json", "as_json", is_flag=True, help="Counts and problems as JSON.")
def check(case: str | None, as_json: bool) -> None:
    """Check CASE: 0 = sound, prints the counts; 1 = problems, one a line."""
    path = _path(case)
    try:
        draft = stores.read(path, str(case or path.name))
        found = checking.check(draft)
        counts = checking.counts(draft)
    except CaseError as error:
        found, counts = [*error.problems], {}
    if as_json:
        _print(json_file.dump({"sound": not found, "counts": counts, "problems": [p.as_record() for p in found]}))
    elif found:
        click.echo("\n".join(map(str, found)), err=False)
    else:
        _print(csv_file.write(pd.DataFrame({"table": [*counts], "rows": [*counts.values()]})))
    sys.exit(1 if found else 0)


@group.command()
@click.argument("name", type=click.Choice([*TABLES]), metavar="NAME")
@case_argument
@lens_options
@format_option(*exports.TABLE_FORMATS)
def table(name: str, case: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print a table as the lens leaves it: known rows, reports and ended ties too, neither merged nor rolled up."""
    _print(exports.TABLE_FORMATS[form](_view(case, chosen).table(name)))


@group.command()
@case_argument
@lens_options
@click.option("--value", type=click.Choice(VALUES), default=VALUES[0], show_default=True, help="Which stance.")
@format_option("csv", "json")
def matrix(case: str | None, value: str, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print the stance matrix; an empty cell is not coded. JSON says which statement, how many, how old."""
    found = stance_matrix(_view(case, chosen))
    corner = "actor_id"
    if form == "json":
        _print(json_file.write(found.cells.rename(columns={"row_id": corner, "actor_id": "said_by"})))
    else:
        _print(csv_file.write_matrix(found.wide(value), corner))


@group.command(name="network")
@case_argument
@lens_options
@click.option("--tie", type=click.Choice(["relations"]), required=True, help="What ties two actors.")
@format_option("csv", "json", *network_files.GRAPH_FORMATS)
def network_command(case: str | None, tie: str, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print a network: the number of ties from row to column, or the graph with one edge a tie."""
    view = _view(case, chosen)
    if form in network_files.GRAPH_FORMATS:
        _print(network_files.GRAPH_FORMATS[form](network.to_graph(view)))
    elif form == "json":
        _print(json_file.write_matrix(network.relations(view)))
    else:
        _print(csv_file.write_matrix(network.relations(view), "actor_id"))


@group.command(name="timeline")
@case_argument
@lens_options
@format_option(*exports.TABLE_FORMATS)
def timeline_command(case: str | None, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print the timeline: one row an event, in its state on the day."""
    _print(exports.TABLE_FORMATS[form](timeline.table(_view(case, chosen))))


def _path(case: str | None) -> Path:
    """A case by its path, or by its name under ``data``; the shipped one by default."""
    if case is None:
        return stores.shipped()
    named = stores.data_folder() / case
    return named if not Path(case).exists() and named.is_dir() else Path(case)


def _open(path: Path) -> Case:
    """The case, or every problem on stderr and exit 1."""
    try:
        return stores.open_case(path)
    except CaseError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        sys.exit(1)


def _view(case: str | None, chosen: dict[str, Any]) -> View:
    """The view the options ask for; a choice the case does not have is wrong use."""
    opened = _open(_path(case))
    given = {name: value for name, value in chosen.items() if value is not None}
    for name in ("as_of", "since"):
        if name in given:
            given[name] = given[name].date()
    if "max_credibility" in given:
        given["max_credibility"] = int(given["max_credibility"])
    try:
        return look(opened, Lens(**given))
    except LensError as error:
        raise click.UsageError(str(error)) from error


def _print(data: bytes) -> None:
    click.echo(data, nl=False)


def main() -> None:
    """Run the command line. An unforeseen fault is one line, never a traceback; CRISIS_DEBUG shows it whole."""
    try:
        group()
    except Exception as error:
        if os.environ.get("CRISIS_DEBUG"):
            raise
        click.echo(
            f"crisis: unexpected fault: {type(error).__name__}: {error}. Set CRISIS_DEBUG=1 to see where.", err=True
        )
        sys.exit(1)
