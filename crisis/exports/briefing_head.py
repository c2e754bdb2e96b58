"""What every form of the briefing prints around its sentences: head, foot, and the numbered sources."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from crisis import __version__
from crisis.measures.briefing import Briefing
from crisis.measures.text_direction import contained, isolated
from crisis.model import dates
from crisis.model.vocabulary import RELIABILITIES
from crisis.tables.clocks import undated_sources
from crisis.tables.view import View

NUMBERED = (
    "Numbers in brackets name the sources at the end. After each line stands what kind of evidence it rests on; where "
    "rows of several kinds stand behind it, they are counted, and the line is as weak as the weakest. A reported fact "
    "is that something was said or done; it does not follow that what was said is true."
)

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The lens in words, the days, versions and moment as names and values, and all of it as one line for the foot."""

    lens: str
    facts: tuple[tuple[str, str], ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Source:
    """One source in words: title, who published it when, its grade, its address and whether that is a link."""

    title: str
    published: str
    grade: str
    url: str
    link: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """Number of every cited source, from 1."""

    of: dict[str, int]

    def runs(self, source_ids: Iterable[str]) -> Iterator[tuple[int, int]]:
        """First and last of each run of consecutive numbers, in order; pairs stay apart."""
        found = sorted(self.of[one] for one in source_ids)
        start = 0
        for place in range(1, len(found) + 1):
            if place < len(found) and found[place] == found[place - 1] + 1:
                continue
            if place - start > 2:
                yield found[start], found[place - 1]
            else:
                yield from ((one, one) for one in found[start:place])
            start = place


def head(view: View, before: View, at: datetime) -> Head:
    """What stands at the head and the foot.

    Parameters
    ----------
    view, before
        The day, and the earlier one it is compared with.
    at
        The moment the briefing is made.
    """
    case, moment = view.case, at.astimezone(UTC)
    day, earlier = (dates.in_words(one.lens.day(case)) for one in (view, before))
    title = isolated(case.settings.title)
    made = f"{dates.in_words(moment.date())}, {moment:%H:%M:%S} UTC"
    facts = (
        ("Day", day),
        ("Compared with", earlier),
        ("Case", f"{title}, version {case.version[:8]}"),
        ("Made by", f"Crisis Desk {__version__}, {made}"),
    )
    lens = contained(case, view.lens.words(case))
    foot = f"{lens} · compared with {earlier} · {title}, version {case.version} · {facts[-1][1]}"
    return Head(lens, facts, foot)


def numbered(told: Briefing) -> Numbers:
    """Numbers of the sources of a briefing, in the order of their first citation."""
    return Numbers({one: place for place, one in enumerate(told.source_ids, start=1)})


def source(view: View, source_id: str) -> Source:
    """One source in words."""
    table = view.case.tables["sources"]
    row = table.loc[table["source_id"] == source_id].iloc[0]
    unknown = ", publication day unknown" if source_id in undated_sources(view.case) else ""
    return Source(
        isolated(row["title"]),
        f"{isolated(row['publisher'])}, {dates.parse(row['published_on']).words()}{unknown}.",
        f"Reliability {row['reliability']} ({RELIABILITIES.label(row['reliability'])}).",
        row["url"],
        _LINK.fullmatch(row["url"]) is not None,
    )
