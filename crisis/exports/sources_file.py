"""The sources a view rests on, as Markdown: who published what, how good it is, and what rests on it."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime

from crisis import __version__
from crisis.measures.rows import Row
from crisis.measures.source_conflicts import ABOUT, Conflict, source_conflicts
from crisis.model import dates
from crisis.model.records import STATEMENTS
from crisis.model.vocabulary import RELIABILITIES, SOURCE_KINDS
from crisis.tables.clocks import undated_sources
from crisis.tables.view import View

CONTRADICTED = 4
"""From this credibility on a row is contradicted: 4 on a material point, 5 by other information; 6 is no judgement."""

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#!|~&$@^=]|^[-+]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST = re.compile(r"^(\d+)([.)])")
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINK = re.compile(r"https?://[^\s<>\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)

_ROWS = {
    "positions": ("statement", "statements"),
    "relationships": ("report of a tie", "reports of ties"),
    "events": ("report of an event", "reports of events"),
}


def write(view: View, at: datetime) -> bytes:
    """``SOURCES.md``: every source the rows of a view rest on, numbered in the order of the case.

    Parameters
    ----------
    view
        Its `View.sources`: with hindsight off none that was published after the day.
    at
        The moment it is made, UTC.

    Returns
    -------
    bytes
        Markdown in UTF-8. Each source with its title, id, publisher and day (an unknown publication day is said so),
        kind, reliability in words, address, the coder's note, how many rows of each table rest on it, how many of them
        are graded as contradicted, and every conflict with another source of the list. Text from data is escaped: it
        prints as it is coded and is never markup; addresses are links where they begin with http or https.
    """
    case, sources = view.case, view.sources()
    numbers = {one: number for number, one in enumerate(sources["source_id"], 1)}
    lines = [
        f"# Sources of {escaped(case.settings.title)}",
        "",
        escaped(view.lens.words(case)),
        "",
        f"Version {case.version[:8]}, {at:%Y-%m-%d %H:%M:%S} UTC, Crisis Desk {__version__}",
        "",
        "Reliability (A to F) grades a source, whatever it says; F means that it cannot be judged, not that it is bad.",
        "Sources of one family are not independent of each other.",
        "",
    ]
    rests, contradicted = _rests(view), _contradicted(view)
    conflicts = _conflicts(view, numbers)
    undated = undated_sources(case)
    for source in sources.to_dict("records"):
        one = source["source_id"]
        facts = [
            *_facts(source, one in undated),
            f"Rests on it: {_counted(rests, one)}",
            *([f"Contradicted: {contradicted[one]} of these rows, by their credibility"] if contradicted[one] else []),
            *conflicts.get(one, ()),
        ]
        number = f"{numbers[one]}. "
        lines.append(f"{number}{escaped(source['title'])} \\[{escaped(one)}\\]")
        lines += [f"{' ' * len(number)}- {fact}" for fact in facts]  # as deep as the number is long, or it is no part
    if sources.empty:
        lines.append("No source: the lens leaves no row that rests on one.")
    return ("\n".join(lines) + "\n").encode()


def escaped(text: str) -> str:
    """Markdown that prints this text on one line: whatever could be markup, a tag or a link is escaped.

    Commas, brackets and hyphens inside a text are left alone, so that the file can be read as it is. White space, line
    breaks among it, becomes one space; control characters print as ``�``.
    """
    flat = _UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", flat))


def _facts(source: Mapping[Hashable, str], undated: bool) -> Iterator[str]:
    """What a source is, each fact already Markdown."""
    unknown = ", publication day unknown" if undated else ""
    yield f"{escaped(source['publisher'])}, {escaped(dates.parse(source['published_on']).words())}{unknown}"
    family = f", family {escaped(source['family'])}" if source["family"] else ""
    yield f"Kind: {SOURCE_KINDS.label(source['kind'])}{family}"
    yield f"Reliability {source['reliability']}: {RELIABILITIES.label(source['reliability'])}"
    url = source["url"]
    if url:
        yield f"<{url}>" if _LINK.fullmatch(url) else escaped(url)
    else:
        yield "No address is known"
    if source["note"]:
        yield f"Note: {escaped(source['note'])}"


def _rests(view: View) -> dict[str, Counter[str]]:
    """Rows that rest on each source, by table."""
    return {table: Counter(view.rows(table)["source_list"].explode()) for table in STATEMENTS}


def _contradicted(view: View) -> Counter[str]:
    """Rows that rest on each source and are graded as contradicted."""
    found: Counter[str] = Counter()
    for table in STATEMENTS:
        rows = view.rows(table)
        found.update(rows.loc[rows["credibility"].isin([CONTRADICTED, CONTRADICTED + 1]), "source_list"].explode())
    return found


def _counted(rests: Mapping[str, Counter[str]], one: str) -> str:
    counts = ((rests[table][one], words) for table, words in _ROWS.items())
    return ", ".join(f"{count} {words[count != 1]}" for count, words in counts if count)


def _conflicts(view: View, numbers: Mapping[str, int]) -> dict[str, list[str]]:
    """Sentences on the conflicts of each source with others; a source that says both is in no conflict with itself."""
    found: dict[str, list[str]] = {}
    titles = dict(zip(view.states["event_id"], view.states["title"], strict=True))
    for conflict in source_conflicts(view):
        subject = f"{ABOUT.label(conflict.about)} of {escaped(_subject(view, conflict, titles))}"
        sides = [(escaped(words), _behind(side)) for words, side in conflict.sides]
        for words, ours in sides:
            others = [(said, theirs - ours) for said, theirs in sides if said != words]
            against = "; ".join(f"{_listed(theirs, numbers)} {said}" for said, theirs in others if theirs)
            for one in ours.difference(*(theirs for said, theirs in sides if said != words)):
                found.setdefault(one, []).append(f"Conflict on the {subject}: {words}; {against}")
    return found


def _behind(side: Iterable[Row]) -> frozenset[str]:
    return frozenset(one for row in side for one in row["source_list"])


def _listed(some: Iterable[str], numbers: Mapping[str, int]) -> str:
    """``source 3 says`` or ``sources 3 and 12 say``."""
    found = sorted(numbers[one] for one in some)
    if len(found) == 1:
        return f"source {found[0]} says"
    return f"sources {', '.join(map(str, found[:-1]))} and {found[-1]} say"


def _subject(view: View, conflict: Conflict, titles: Mapping[str, str]) -> str:
    if conflict.about == "stance":
        row_id, issue_id = conflict.key
        return f"{view.case.names[row_id]} on {view.case.issue_names[issue_id]}"
    return titles[conflict.key[0]]
