"""The codebook, made from the record kinds and vocabularies: ``docs/codebook.md``, and the words templates carry."""

import inspect
import re
from collections.abc import Iterable

from crisis.exports import example_case
from crisis.model import dates, plover, vocabulary
from crisis.model.lint_problems import OF, WARNINGS
from crisis.model.problems import Reason
from crisis.model.records import TABLES, UNIQUE, columns, key_column
from crisis.model.settings import FILE, Settings
from crisis.model.values import Code, Edtf, Scale, Value
from crisis.model.vocabulary import Vocabulary

_PARTS = {plover.TIE_KINDS.name: (plover.EVENT_KINDS, plover.STRUCTURAL)}
"""Vocabularies that are others put together; the codebook prints the others."""

_NAMED = {found.name: found for found in vars(vocabulary).values() if isinstance(found, Vocabulary)}


def codes_of(name: str, kind: Value) -> Vocabulary | None:
    """What a column may be chosen from: its vocabulary, or the named steps of its scale; ``None`` for all others."""
    if isinstance(kind, Code):
        return kind.vocabulary
    return _NAMED[name] if isinstance(kind, Scale) else None


def vocabularies() -> list[Vocabulary]:
    """Every vocabulary a column is coded with, in the order of the columns, each once; joined ones by their parts."""
    coded = (codes_of(name, kind) for table in TABLES for name, kind in columns(table).items())
    parts = (part for found in coded if found is not None for part in _PARTS.get(found.name, (found,)))
    return [*dict.fromkeys(parts)]


def type_of(name: str, kind: Value) -> str:
    """The type of a column in words: ``id``, the table it refers to, a date, a code of which vocabulary, a scale."""
    coded = codes_of(name, kind)
    if coded is None:
        return kind.allowed()
    if isinstance(kind, Scale):
        return f"scale {coded.name}: {kind.allowed().removeprefix('use ')}"
    return f"code: {' or '.join(part.name for part in _PARTS.get(coded.name, (coded,)))}"


def meaning_of(table: str, name: str) -> str:
    """What a column means: the sentence of its record kind."""
    return TABLES[table].model_fields[name].description or ""


def about(table: str) -> str:
    """What a row of a table is: the sentence of its record kind."""
    return (inspect.getdoc(TABLES[table]) or "").partition("\n")[0].replace("``", "`")


def columns_of(table: str) -> list[tuple[str, ...]]:
    """A row a column of a table: name, meaning, ``required`` or ``may be empty``, type, first cell of an example."""
    examples = example_case.rows(table)
    return [
        (
            name,
            meaning_of(table, name),
            "required" if kind.required else "may be empty",
            type_of(name, kind),
            next((row[name] for row in examples if row[name]), ""),
        )
        for name, kind in columns(table).items()
    ]


COLUMN_HEADER = ("column", "meaning", "required", "type", "example")


def markdown() -> str:
    """The whole codebook: tables, dates, vocabularies, settings."""
    parts = [
        "# Codebook",
        "",
        f"A case is a folder of `{FILE}` and one CSV a table, or a workbook of one sheet a table. UTF-8. What must not "
        "be empty is *required*. An empty cell means *not coded* or *none*, never zero. `crisis new PATH` makes a "
        "template with three example rows a table, `crisis check PATH` finds every mistake.",
        "",
        "## Tables",
        "",
        *(line for table in TABLES for line in _table(table)),
        "## Dates",
        "",
        "Dates are EDTF (ISO 8601-2, levels 0 and 1): as vague as the source.",
        "",
        *_grid(("written", "read as"), [(f"`{form}`", dates.parse(form).words()) for form in date_forms()]),
        "## Vocabularies",
        "",
        *(line for found in vocabularies() for line in _vocabulary(found)),
        "## Settings",
        "",
        f"`{FILE}` holds:",
        "",
        *_grid(
            ("setting", "meaning", "required"),
            [
                (f"`{name}`", field.description or "", "required" if field.is_required() else "may be left out")
                for name, field in Settings.model_fields.items()
            ],
        ),
        "## Warnings",
        "",
        "`crisis check` warns of what is sound and may still be a mistake of the coding. A warning that stands is "
        f"silenced in the table `[silenced]` of `{FILE}`, by its code or for one row by `code{OF}ID`, with the reason: "
        f'`"{Reason.UNDATED_SOURCE}{OF}S001" = "The page prints no date."`. In a workbook, the setting is called '
        "`silenced.code`.",
        "",
        *_grid(("code", "label", "meaning"), [(f"`{one.code}`", one.label, one.meaning) for one in WARNINGS.terms]),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def date_forms() -> list[str]:
    """Every form of a date the model names, one each."""
    return re.split(r", | or ", dates.FORMS)


def _table(table: str) -> list[str]:
    key = key_column(table)
    names = "names one row" if table in UNIQUE else "may stand in several rows"
    lines = [
        (f"`{name}`", meaning, required, _linked(name, columns(table)[name]), f"`{example}`" if example else "")
        for name, meaning, required, _, example in columns_of(table)
    ]
    return [f"### {table}", "", f"{about(table)} `{key}` {names}.", "", *_grid(COLUMN_HEADER, lines)]


def _linked(name: str, kind: Value) -> str:
    """The type of a column, with the way to its codes or to the forms of a date."""
    if isinstance(kind, Edtf):
        return "a [date](#dates)"
    coded = codes_of(name, kind)
    words = type_of(name, kind)
    for part in _PARTS.get(coded.name, (coded,)) if coded else ():
        words = words.replace(part.name, f"[{part.name}](#{part.name.replace(' ', '-')})", 1)
    return words


def _vocabulary(found: Vocabulary) -> list[str]:
    """Heading and codes; PLOVER types with their side and modes."""
    header = ["code", "label", "meaning"]
    lines = [[f"`{term.code}`", term.label, term.meaning] for term in found.terms]
    told = []
    if found is plover.EVENT_KINDS:
        header += ["side", "modes"]
        told = ["The PLOVER types. A tie or event may carry one of the modes of its kind.", ""]
        for line, kind in zip(lines, plover.EVENT_TYPES.values(), strict=True):
            line += [
                "cooperative" if kind.cooperative else "conflictual",
                ", ".join(f"`{mode}`" for mode in kind.modes),
            ]
    return [f"### {found.name}", "", *told, *_grid(header, lines)]


def _grid(header: Iterable[str], lines: Iterable[Iterable[str]]) -> list[str]:
    """A table of Markdown and the empty line behind it."""
    names = [*header]
    grid = [names, ["---"] * len(names), *lines]
    return [*(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in grid), ""]


if __name__ == "__main__":
    print(markdown(), end="")
