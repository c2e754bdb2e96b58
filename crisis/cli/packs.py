"""Commands about evidence packs: take one away, verify one."""

import sys
from pathlib import Path
from typing import Any

import click

from crisis.cli.options import case_argument, lens_options, opened, path_of, view_of
from crisis.exports import images, moment, pack, saving, verification

MOST = verification.MOST_BYTES
"""Bytes of a file that is read at all."""


@click.command()
@case_argument
@lens_options
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="The pack: a new .zip file.")
@click.option("--images", "pictures", is_flag=True, help="Every chart as SVG too; needs the extra ‘images’ and Chrome.")
def export(case: str | None, target: Path, *, pictures: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Export the evidence pack: tables, matrix, networks, timeline, charts, briefing and sources, with their proof.

    SOURCE_DATE_EPOCH fixes the time it is stamped with: then the same case and lens give the same bytes.
    """
    view = view_of(case, chosen)
    try:
        saving.check(target)  # before the work, not after it
        saving.save(target, pack.write(view, moment.now(), pictures=pictures))
    except (saving.SaveError, images.ImagesError) as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.zip")
@click.option("--case", "case", metavar="CASE", help="Make every file anew from CASE and compare.")
def verify(file: Path, case: str | None) -> None:
    """Verify an evidence pack: 0 = whole and unaltered; 1 = flaws, one a line."""
    try:
        if file.stat().st_size > MOST:
            raise click.UsageError(f"‘{file}’ is larger than {MOST:,} bytes; it is no evidence pack.")
        data = file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"‘{file}’ cannot be read ({error.strerror}).") from error
    flaws = verification.verify(data, None if case is None else opened(path_of(case)))
    if flaws:
        click.echo("\n".join(map(str, flaws)))
        sys.exit(1)
    proof = "every file is what the case gives" if case else "no byte was altered since it was made"
    click.echo(f"{file.name}: sound; {proof}.")
