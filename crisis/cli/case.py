"""Commands about a case as a whole: open it, check it."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pandas as pd

from crisis import stores
from crisis.cli.options import case_argument, echo, opened, path_of
from crisis.exports import csv_file, json_file
from crisis.model import check as checking
from crisis.model.problems import CaseError


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
    sys.exit(subprocess.call(command, cwd=root, env={**os.environ, stores.CHOSEN: str(path)}))  # noqa: S603  (our own interpreter and file)


@click.command()
@case_argument
@click.option("--json", "as_json", is_flag=True, help="Counts and problems as JSON.")
def check(case: str | None, as_json: bool) -> None:
    """Check CASE: 0 = sound, prints the counts; 1 = problems, one a line."""
    path = path_of(case)
    try:
        draft = stores.read(path, str(case or path.name))
        found = checking.check(draft)
        counts = checking.counts(draft)
    except CaseError as error:
        found, counts = [*error.problems], {}
    if as_json:
        echo(json_file.dump({"sound": not found, "counts": counts, "problems": [p.as_record() for p in found]}))
    elif found:
        click.echo("\n".join(map(str, found)), err=False)
    else:
        echo(csv_file.write(pd.DataFrame({"table": [*counts], "rows": [*counts.values()]})))
    sys.exit(1 if found else 0)
