"""The briefing as one file to mail: HTML that opens offline and prints on A4, and Markdown."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

import plotly.io.json
from plotly.offline import get_plotlyjs

from crisis.exports.briefing_figures import WIDTH, Exhibit, Picture, Table, exhibits
from crisis.exports.briefing_head import NUMBERED, Head, Numbers, Source, head, numbered, source
from crisis.exports.briefing_markdown import markdown
from crisis.measures.briefing import briefing
from crisis.measures.briefing_line import EVIDENCE, Line, Section
from crisis.tables.view import View

__all__ = ["html", "markdown"]

_UNBROKEN = "\u00a0"
"""A space no line breaks at: a kind of evidence and its count stay together."""

_HERE = Path(__file__).parent
_JSON = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Characters that could end a script, as JSON escapes them."""


def html(view: View, before: View, at: datetime) -> bytes:
    """A briefing as one HTML file.

    Parameters
    ----------
    view, before
        The day, and the earlier one it is compared with.
    at
        The moment it is made.

    Returns
    -------
    bytes
        The same for the same views and moment. Charts are drawn where it is opened, by the script inside; it asks
        nothing of any network, and its policy forbids that it could. Every chart has its numbers as a table beside it.
    """
    told, top = briefing(view, before), head(view, before, at)
    numbers, shown = numbered(told), [*exhibits(view, before)]
    headings = [*(section.heading for section in told.sections), "Charts and tables", "Sources"]
    places = [*(f"section-{place}" for place in range(1, len(told.sections) + 1)), "charts", "sources"]
    scripts = [_figure_script(place, picture) for place, picture in enumerate(_pictures(shown), start=1)]
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        _page_head(told.title),
        "<body>",
        *_header(told.title, top),
        _contents(headings, places),
        "<main>",
        *(_section(one, numbers, place) for one, place in zip(told.sections, places, strict=False)),
        *_charts(shown),
        *_sources([source(view, one) for one in told.source_ids]),
        "</main>",
        f"<footer><p><bdi>{_text(top.foot)}</bdi></p></footer>",
        *scripts,
        *(f"<script>{script}</script>" for script in _scripts()),
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _text(text: str) -> str:
    return escape(text, quote=True)


@cache
def _scripts() -> tuple[str, str]:
    """Plotly's script and the one that draws: both our own, the same in every briefing."""
    return get_plotlyjs(), (_HERE / "briefing.js").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    """A policy that runs these two scripts and no other, and lets nothing be fetched."""
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in _scripts()]
    scripts = " ".join(f"'sha256-{one}'" for one in hashes)
    return f"default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src {scripts}"


def _page_head(title: str) -> str:
    style = (_HERE / "briefing.css").read_text(encoding="utf-8")
    return (
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{style}</style></head>"
    )


def _header(title: str, top: Head) -> Iterator[str]:
    yield f"<header><h1><bdi>{_text(title)}</bdi></h1>"
    yield f"<p><bdi>{_text(top.lens)}</bdi></p>"
    facts = (f"<dt>{_text(name)}</dt><dd><bdi>{_text(value)}</bdi></dd>" for name, value in top.facts)
    yield f"<dl>{''.join(facts)}</dl>"
    yield f'<p class="quiet">{_text(NUMBERED)}</p>'
    kinds = (f"<dt>{EVIDENCE.label(code)}</dt><dd>{_text(EVIDENCE.meaning(code))}</dd>" for code in EVIDENCE)
    yield f'<dl class="key">{"".join(kinds)}</dl></header>'


def _contents(headings: Sequence[str], places: Sequence[str]) -> str:
    entries = (f'<li><a href="#{place}">{_text(one)}</a></li>' for one, place in zip(headings, places, strict=True))
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{"".join(entries)}</ol></nav>'


def _section(section: Section, numbers: Numbers, place: str, depth: int = 2) -> str:
    parts = [f'<section id="{place}"><h{depth}>{_text(section.heading)}</h{depth}>']
    if section.note:
        parts.append(f'<p class="quiet">{_text(section.note)}</p>')
    if section.lines:
        parts.append("<ul>" + "\n".join(_line(line, numbers) for line in section.lines) + "</ul>")
    elif not section.parts:
        parts.append(f"<p>{_text(section.empty)}</p>")
    inner = enumerate(section.parts, start=1)
    return "\n".join([*parts, *(_section(one, numbers, f"{place}-{n}", depth + 1) for n, one in inner), "</section>"])


def _line(line: Line, numbers: Numbers) -> str:
    told = " ".join(f"<bdi>{_text(part.text)}</bdi> {_cited(part.source_ids, numbers)}" for part in line.parts)
    kind = _text(line.told).replace(" ", _UNBROKEN).replace(f",{_UNBROKEN}", ", ")
    return f'<li>{told} <span class="kind">{kind}</span></li>'


def _cited(source_ids: Sequence[str], numbers: Numbers) -> str:
    """``[1–3, 7]``, each number a link into the list of sources."""
    runs = (dict.fromkeys(run) for run in numbers.runs(source_ids))
    told = ", ".join("–".join(f'<a href="#source-{one}">{one}</a>' for one in run) for run in runs)
    return f'<span class="cite">[{told}]</span>'


def _pictures(shown: Sequence[Exhibit]) -> Iterator[Picture]:
    for exhibit in shown:
        yield from exhibit.pictures


def _charts(shown: Sequence[Exhibit]) -> Iterator[str]:
    yield '<section id="charts"><h2>Charts and tables</h2>'
    number = 0
    for exhibit in shown:
        yield f"<section><h3>{_text(exhibit.heading)}</h3>"
        for picture in exhibit.pictures:
            number += 1
            yield _figure(picture, number)
        yield from map(_table, exhibit.tables)
        yield "</section>"
    yield "</section>"


def _figure(picture: Picture, number: int) -> str:
    notes = " ".join(picture.notes)
    title = f"<strong>Figure {number}. <bdi>{_text(picture.title)}</bdi></strong>"
    return (
        f'<figure><div role="img" aria-label="{_text(picture.alt)}" data-figure="figure-{number}">'
        f"A chart, drawn when this page is opened with scripts allowed. {_text(picture.alt)}</div>"
        f"<figcaption>{title} {_text(notes)}</figcaption></figure>"
    )


def _figure_script(number: int, picture: Picture) -> str:
    """The chart as data: no script, and nothing in it can end the element it stands in."""
    figure = picture.figure.to_plotly_json()
    size = {"width": int(figure["layout"].get("width") or WIDTH)}
    plain = {"data": figure["data"], "layout": figure["layout"] | size}
    text = json.dumps(json.loads(plotly.io.json.to_json_plotly(plain)), ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/json" id="figure-{number}">{text.translate(_JSON)}</script>'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col"><bdi>{_text(cell)}</bdi></th>' for cell in table.head)
    rows = "\n".join(
        f'<tr><th scope="row"><bdi>{_text(row[0])}</bdi></th>'
        + "".join(f"<td><bdi>{_text(cell)}</bdi></td>" if cell else "<td></td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    caption = f"<caption><bdi>{_text(table.caption)}</bdi></caption>"
    return f'<table class="{table.word}">{caption}<thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table>'


def _sources(found: Sequence[Source]) -> Iterator[str]:
    yield '<section id="sources"><h2>Sources</h2>'
    if found:
        yield "<ol>"
        yield from (_source(one, place) for place, one in enumerate(found, start=1))
        yield "</ol>"
    else:
        yield "<p>No source is cited.</p>"
    yield "</section>"


def _source(one: Source, place: int) -> str:
    url = _text(one.url)
    address = f' <a href="{url}" rel="noopener noreferrer">{url}</a>' if one.link else f" {url}" if url else ""
    words = " ".join(f"<bdi>{_text(text)}</bdi>" for text in (f"{one.title}.", one.published, one.grade))
    return f'<li id="source-{place}">{words}{address}</li>'
