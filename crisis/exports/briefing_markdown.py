"""The briefing as Markdown."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from crisis.exports.briefing_figures import Table, matrix_tables
from crisis.exports.briefing_head import NUMBERED, Head, Numbers, Source, head, numbered, source
from crisis.measures.briefing import briefing
from crisis.measures.briefing_line import EVIDENCE, Line, Section
from crisis.tables.view import View

_MARKS = re.compile(r"([\\`*_\[\]<>~&|$])")
_FIRST = re.compile(r"^([#+\-=:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where a reader of Markdown would make a link of text."""


def plain(text: str) -> str:
    r"""Markdown that prints this text: what marks emphasis, links, tags, lists and headings is escaped.

    No more than that, because a briefing is also read as it is; a word joiner keeps addresses in text from becoming
    links.
    """
    return _FIRST.sub(lambda match: _escaped_first(match[1]), _marked(text))


def markdown(view: View, before: View, at: datetime) -> bytes:
    """A briefing as Markdown: what the HTML says, without its charts.

    Parameters
    ----------
    view, before
        The day, and the earlier one it is compared with.
    at
        The moment it is made.

    Returns
    -------
    bytes
        The same for the same views and moment.
    """
    told, top = briefing(view, before), head(view, before, at)
    numbers = numbered(told)
    parts = [f"# {plain(told.title)}", "", *_head(top), ""]
    for section in told.sections:
        parts += _section(section, numbers, 2)
    tables = [*matrix_tables(view)]
    if tables:
        parts += ["## The matrix in numbers", ""]
        for table in tables:
            parts += _table(table)
    parts += ["## Sources", ""]
    parts += [f"{place}. {_source(source(view, one))}" for place, one in enumerate(told.source_ids, start=1)]
    parts += ["" if told.source_ids else "No source is cited.", "---", "", plain(top.foot)]
    return ("\n".join(parts) + "\n").encode()


def _marked(text: str) -> str:
    """The same inside a line, where nothing starts a list or a heading."""
    return _MARKS.sub(r"\\\1", _ADDRESS.sub("\u2060", " ".join(text.split())))


def _escaped_first(text: str) -> str:
    return f"{text}\\" if text[0].isdigit() else f"\\{text}"


def _head(top: Head) -> Iterator[str]:
    yield plain(top.lens)
    yield ""
    yield from (f"- {plain(name)}: {plain(value)}" for name, value in top.facts)
    yield ""
    yield plain(NUMBERED)
    yield ""
    yield from (f"- *{EVIDENCE.label(code)}*: {plain(EVIDENCE.meaning(code))}" for code in EVIDENCE)


def _section(section: Section, numbers: Numbers, depth: int) -> list[str]:
    parts = [f"{'#' * depth} {plain(section.heading)}", ""]
    if section.note:
        parts += [f"*{plain(section.note)}*", ""]
    if section.lines:
        parts += [*(_line(line, numbers) for line in section.lines), ""]
    elif not section.parts:
        parts += [plain(section.empty), ""]
    for part in section.parts:
        parts += _section(part, numbers, depth + 1)
    return parts


def _line(line: Line, numbers: Numbers) -> str:
    told = " ".join(f"{plain(part.text)} {_cited(part.source_ids, numbers)}" for part in line.parts)
    return f"- {told} *{line.told}*"


def _cited(source_ids: Sequence[str], numbers: Numbers) -> str:
    """``[1–3, 7]``: numbers of the list of sources."""
    return f"[{', '.join('–'.join(map(str, dict.fromkeys(run))) for run in numbers.runs(source_ids))}]"


def _table(table: Table) -> list[str]:
    head, *rows = ("| " + " | ".join(map(_marked, row)) + " |" for row in (table.head, *table.rows))
    return [plain(table.caption), "", head, "|" + " --- |" * len(table.head), *rows, ""]


def _source(one: Source) -> str:
    address = f" <{one.url}>" if one.link else f" {plain(one.url)}" if one.url else ""
    return f"{plain(one.title)}. {_marked(one.published)} {_marked(one.grade)}{address}"
