"""Commands about a case as a whole: open it, check it."""

import os
import subprocess  # nosec B404  # starts the server, see `run`
import sys
from pathlib import Path

import click
import pandas as pd

from crisis import stores
from crisis.cli.options import case_argument, echo, opened, path_of
from crisis.exports import csv_file, json_file
from crisis.model import check as checking
from crisis.model import linter
from crisis.model.case import Case
from crisis.model.problems import CaseError, Problem

SERVING = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
"""What a server is told, unless its environment says otherwise.

The desk's matrices are small: a second thread of the linear algebra only takes a core from the other sessions. Every
run of a page has a thread of its own, and glibc would give each a part of memory it never returns: one part for all
takes ten megabytes less, and stops growing. Arrow would keep a store of its own beside it, fourteen megabytes that grow
by four at a time whenever a moment needs more than any before.
"""


@click.command()
@case_argument
@click.option("--port", default=8501, show_default=True, help="Port on this machine.")
def run(case: str | None, port: int) -> None:
    """Open the dashboard on CASE."""
    path = path_of(case).resolve()
    opened(path)
    root = Path(__file__).resolve().parents[2]
    server = root / "crisis" / "ui" / "server.py"
    command = [sys.executable, "-m", "streamlit", "run", str(server), f"--server.port={port}"]
    told = {**SERVING, **os.environ, stores.CHOSEN: str(path)}
    ended = subprocess.call(command, cwd=root, env=told)  # noqa: S603  (our own interpreter and file)  # nosec B603
    sys.exit(ended)


@click.command()
@case_argument
@click.option("--json", "as_json", is_flag=True, help="Counts, problems and warnings as JSON.")
@click.option("--strict", is_flag=True, help="Warnings count as problems.")
def check(case: str | None, *, as_json: bool, strict: bool) -> None:
    """Check CASE: 0 = sound, prints the counts; 1 = problems, one a line.

    What is sound and may still be a mistake of the coding is a warning on stderr; case.toml silences those that stand,
    each with its reason.
    """
    path = path_of(case)
    counts: dict[str, int] = {}
    problems: list[Problem] = []
    found = linter.Lint((), ())
    try:
        draft = stores.read(path, str(case or path.name))
        counts = checking.counts(draft)
        found = linter.examine(Case.from_draft(draft), draft)
    except CaseError as error:
        problems = [*error.problems]
    if as_json:
        echo(json_file.dump({"sound": not problems, "counts": counts, **_told(problems, found)}))
    elif problems:
        click.echo("\n".join(map(str, problems)))
    else:
        echo(csv_file.write(pd.DataFrame({"table": [*counts], "rows": [*counts.values()]})))
        _warn(found)
    sys.exit(1 if problems or (strict and found.warnings) else 0)


def _told(problems: list[Problem], found: linter.Lint) -> dict[str, list[dict[str, str | int]]]:
    return {
        "problems": [one.as_record() for one in problems],
        "warnings": [one.as_record() for one in found.warnings],
        "silenced": [{**one.as_record(), "because": reason} for one, reason in found.silenced],
    }


def _warn(found: linter.Lint) -> None:
    """Warnings, one a line, and how many there are; nothing where there are none."""
    for one in found.warnings:
        click.echo(str(one), err=True)
    count, silenced = len(found.warnings), len(found.silenced)
    if count or silenced:
        click.echo(f"{count} warning{'' if count == 1 else 's'}, {silenced} silenced.", err=True)
