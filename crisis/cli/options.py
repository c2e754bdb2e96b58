"""Options that commands share: the case, the lens, the parameters of a measure, the format."""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from crisis import stores
from crisis.exports import saving
from crisis.model.case import Case
from crisis.model.lens import Lens, LensError
from crisis.model.parameters import ParameterError, parameters
from crisis.model.problems import CaseError
from crisis.model.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES
from crisis.stores import writing
from crisis.stores.writing import Writer
from crisis.tables.view import View, look

Chosen = TypeVar("Chosen")
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


def parameter_options(declared: type, without: Collection[str] = ()) -> Callable[[Command], Command]:
    """Give a command the parameters of a measure, without those it declares itself."""

    def give(command: Command) -> Command:
        for one in reversed([one for one in parameters(declared) if one.name not in without]):
            name = one.name.replace("_", "-")
            if one.most:
                bounds = click.IntRange(one.least, one.most)
                option = click.option(f"--{name}", type=bounds, default=one.default, show_default=True, help=one.help)
            elif one.choices is None:
                option = click.option(f"--{name}/--no-{name}", default=one.default, show_default=True, help=one.help)
            else:
                choices = click.Choice([*one.choices])
                option = click.option(f"--{name}", type=choices, default=one.default, show_default=True, help=one.help)
            command = option(command)
        return command

    return give


def taken(declared: type[Chosen], given: dict[str, Any], **fixed: str) -> Chosen:
    """Take the parameters of a measure out of what was given; two that do not go together are wrong use."""
    chosen = {one.name: given.pop(one.name) for one in parameters(declared) if one.name in given}
    try:
        return declared(**chosen, **fixed)
    except ParameterError as error:
        raise click.UsageError(str(error)) from error


def path_of(case: str | None) -> Path:
    """A case by its path, or by its name under ``data``; the shipped one by default."""
    if case is None:
        return stores.shipped()
    named = stores.data_folder() / case
    return named if not Path(case).exists() and named.is_dir() else Path(case)


def opened(path: Path) -> Case:
    """The case, or every problem on stderr and exit 1."""
    try:
        return stores.open_case(path)
    except CaseError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        sys.exit(1)


def writer_for(target: Path) -> Writer:
    """What writes a case under that name; a name no case is written under is wrong use."""
    writer = writing.writer_of(target)
    if writer is None:
        ending = target.suffix.lower()
        raise click.UsageError(f"no case is written as {ending}; name a folder, FILE.xlsx or FOLDER.parquet.")
    return writer


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Write something: problems of a case are printed and exit 1, a place that cannot be written to is wrong use."""
    try:
        yield
    except CaseError as error:
        click.echo("\n".join(map(str, error.problems)), err=True)
        sys.exit(1)
    except saving.SaveError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        why = error.strerror or "unknown cause"
        raise click.UsageError(f"‘{target}’ cannot be written ({why}); nothing was left behind.") from error


def view_of(case: str | None, chosen: dict[str, Any]) -> View:
    """The view the options ask for; a choice the case does not have is wrong use."""
    found = opened(path_of(case))
    given = {name: value for name, value in chosen.items() if value is not None}
    for name in ("as_of", "since"):
        if name in given:
            given[name] = given[name].date()
    if "max_credibility" in given:
        given["max_credibility"] = int(given["max_credibility"])
    try:
        return look(found, Lens(**given))
    except LensError as error:
        raise click.UsageError(str(error)) from error


def echo(data: bytes) -> None:
    """Print bytes as they are."""
    click.echo(data, nl=False)
