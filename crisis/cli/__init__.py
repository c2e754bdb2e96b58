"""The command line: what the browser shows, with the same numbers."""

import os
import sys

import click

from crisis import __version__
from crisis.cli import case, conversion, double_coding, flat_file, measures, merging, networks, packs, templates, views

COMMANDS = (
    *(case.run, case.check, views.table, views.matrix, networks.network_command, views.timeline_command),
    *measures.COMMANDS,
    packs.export,
    packs.verify,
    templates.new,
    double_coding.agree,
    conversion.convert,
    flat_file.import_csv,
    merging.merge,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="crisis")
def group() -> None:
    """Crisis Desk: who stands where, who is tied to whom, what happened, as of any day."""


for command in COMMANDS:
    group.add_command(command)


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
