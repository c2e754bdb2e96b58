"""The command that makes a case of a flat file of statements."""

from collections.abc import Mapping
from pathlib import Path

import click

from crisis.cli.options import writer_for, writing_to
from crisis.exports import saving
from crisis.model.case import Case
from crisis.model.flat_problems import ORDERS
from crisis.stores import flat_mapping, statements_csv, writing
from crisis.stores.flat_mapping import FIELDS, FlatMapping
from crisis.stores.statements_csv import Imported

_HELP = """Make a case of FILE, a CSV file with one statement a row, whatever its headers.

Which column is which is said once, with --map, and can be kept: --keep writes the mapping, --mapping reads it. Actors,
issues and documents are made on the way, one for each name. What the file does not say is filled in so that nothing is
claimed, and printed, as are the columns that are not read.

\b
  crisis import-csv speeches.csv --to mycase --map actor=Akteur --map issue=Thema --map date=Datum
    --map source=Titel --map stance=Haltung --stance pro=2 --stance contra=-2 --dates DMY --keep mapping.toml

Fields, those with * are needed:

\b
"""


def _help() -> str:
    width = max(map(len, FIELDS))
    return _HELP + "\n".join(
        f"  {one.name + ('*' if one.needed else ''):<{width + 1}}  {one.meaning}" for one in FIELDS.values()
    )


@click.command(name="import-csv", help=_help())
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="A folder, .xlsx or .parquet.")
@click.option(
    "--map",
    "headers",
    multiple=True,
    metavar="FIELD=HEADER",
    help="Which column a field is; FIELD alone where the column is called so. Repeatable.",
)
@click.option(
    "--stance",
    "stances",
    multiple=True,
    metavar="WORD=NUMBER",
    help="What a word means, -2 to 2; WORD= where it takes no stand. Repeatable.",
)
@click.option(
    "--dates", type=click.Choice([*ORDERS]), help="Order of day, month and year; never guessed. [default: EDTF]"
)
@click.option("--separator", help="Character between cells, or tab.  [default: ,]")
@click.option("--encoding", help="Encoding of the text.  [default: utf-8]")
@click.option(
    "--mapping", "kept", type=click.Path(path_type=Path), help="A mapping that was kept; options go before it."
)
@click.option("--keep", type=click.Path(path_type=Path), metavar="FILE.toml", help="Keep the mapping in a new file.")
def import_csv(
    file: Path,
    target: Path,
    headers: tuple[str, ...],
    stances: tuple[str, ...],
    kept: Path | None,
    keep: Path | None,
    **plain: str | None,
) -> None:
    """See `_HELP`."""
    writer = writer_for(target)
    if keep is not None and keep.absolute() == target.absolute():
        raise click.UsageError("--keep and --to name the same place; the mapping is a file of its own.")
    with writing_to(target):
        for one in filter(None, (target, keep)):
            saving.check(one)  # before the work, not after it
        mapping = _mapping(kept, _headers(headers), _stances(stances), plain)
        read = statements_csv.read(file, str(file), mapping)
        case = Case.from_draft(read.draft)
        writing.write(case, target, writer)
        if keep is not None:
            saving.save(keep, flat_mapping.write(mapping).encode())
    _tell(read, case, target)


def _headers(given: tuple[str, ...]) -> dict[str, str]:
    """Field to header; a field alone has a column of its own name."""
    return _once("map", [one.partition("=") if "=" in one else (one, "=", one) for one in given])


def _stances(given: tuple[str, ...]) -> dict[str, str]:
    """Word to stance; the word may hold an equals sign."""
    for one in given:
        if "=" not in one:
            raise click.UsageError(f"--stance {one} says no number; write --stance '{one}=2'.")
    return _once("stance", [one.rpartition("=") for one in given])


def _once(option: str, pairs: list[tuple[str, str, str]]) -> dict[str, str]:
    """Pairs by their left side; one that is said in two ways is wrong use."""
    found: dict[str, str] = {}
    for pair in pairs:
        # an argument may hold bytes that are no text
        left, _, right = (one.encode(errors="replace").decode().strip() for one in pair)
        if found.setdefault(left, right) != right:
            raise click.UsageError(f"--{option} {left} is given twice: '{found[left]}' and '{right}'.")
    return found


def _mapping(
    kept: Path | None, headers: Mapping[str, str], stances: Mapping[str, str], plain: Mapping[str, str | None]
) -> FlatMapping:
    """The mapping that was kept and what the options say besides."""
    before = FlatMapping() if kept is None else flat_mapping.open_mapping(kept, str(kept))
    said = {name: "\t" if text == "tab" else text for name, text in plain.items() if text is not None}
    mapping = before.with_more(headers, stances, said)
    wrong = mapping.problems() or mapping.lacking()
    if wrong:
        raise click.UsageError("\n".join(one.sentence for one in wrong))
    return mapping


def _tell(read: Imported, case: Case, target: Path) -> None:
    """What was made, and on stderr what was not read and what the file does not say."""
    counts = ", ".join(f"{name} {len(case.tables[name]):,}" for name in ("positions", "actors", "issues", "sources"))
    click.echo(f"{target} is there: {counts}. Now: crisis check {target}")
    if read.unread:
        click.echo(f"Not read: {', '.join(read.unread)}.", err=True)
    if read.split:
        apart = ", ".join(statements_csv.DATED)
        click.echo(f"Each day of a source is a document of its own; map one of {apart} to tell them apart.", err=True)
    for table, told in read.unsaid.items():
        if told:
            words = ", ".join(f"{name} {text}" for name, text in told.items())
            click.echo(f"Not said by the file, so in every row of {table}: {words}.", err=True)
