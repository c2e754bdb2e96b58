"""Conflicts between sources: what one source says of an event or a stance, and another denies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from crisis.measures import rows
from crisis.measures.rows import CITED, Row
from crisis.model import dates
from crisis.model.vocabulary import STATUSES, Term, Vocabulary
from crisis.tables.events import in_order
from crisis.tables.view import View

ABOUT = Vocabulary(
    "subject of a conflict",
    Term("state", "state", "Whether it happened."),
    Term("date", "date", "When it begins or ends."),
    Term("place", "place", "Where it is."),
    Term("stance", "stance", "On which side one row stood on one day."),
)

_STAGE = {"scheduled": 0, "ongoing": 1, "occurred": 2, "cancelled": 2}
_ANNOUNCED = ("scheduled", "cancelled")

_REPORT = ("event_id", "status", "starts_on", "ends_on", "place", "country", "first_day", *CITED)

Names = Mapping[str, str]
Apart = Callable[[Row, Row, Names], bool]
Words = Callable[[Row, Names], str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more things that cannot both be so, and who says which.

    Attributes
    ----------
    about
        A code of `ABOUT`.
    key
        The event id; of a stance the row id and the issue id.
    sides
        What is said, in words (of a stance ``for`` and ``against``), and the rows that say so: statements, or reports
        in the order they became known.
    """

    about: str
    key: tuple[str, ...]
    sides: tuple[tuple[str, tuple[Row, ...]], ...]


def source_conflicts(view: View) -> list[Conflict]:
    """Every conflict between sources of a view: events in the order they begin, then stances, the latest day first.

    Parameters
    ----------
    view
        Its reports of events and its statements, as coded.

    Notes
    -----
    Two rows conflict only when each rests on a known source the other does not rest on, and

    - *state*: one report says called off and the other under way or over, or a report that became known later goes
      back to an earlier stage. What was announced and then happened or was called off is no conflict;
    - *date*: both announce, or both report what happened, and no day would satisfy both: ``2022-02`` and
      ``2022-02-10`` agree. Doubtful dates (``~ ? %``) contradict nothing;
    - *place*: both announce, or both report what happened, and the places differ, neither holding the other's words,
      or the countries differ. A place that is not given contradicts nothing;
    - *stance*: one row of the matrix, one issue, one last day it may have been said, and opposite signs.
    """
    return [*_events(view), *_stances(view)]


def _events(view: View) -> Iterator[Conflict]:
    reports = view.rows("events")
    several = in_order(reports[reports["event_id"].duplicated(keep=False)])
    of_event = rows.grouped(rows.records(several, _REPORT), lambda report: report["event_id"])
    for event_id in sorted(of_event, key=lambda one: (min(report["first_day"] for report in of_event[one]), one)):
        for about, (apart, words) in _RULES.items():
            sides = _sides(of_event[event_id], apart, words, view.case.names)
            if sides:
                yield Conflict(about, (event_id,), sides)


def _stances(view: View) -> Iterator[Conflict]:
    sided = [row for row in rows.with_stance(view) if row["stance"]]
    sided.sort(key=lambda row: row["last_day"], reverse=True)
    of_cell = rows.grouped(sided, lambda row: (row["last_day"], row["row_id"], row["issue_id"]))
    for (_, row_id, issue_id), group in of_cell.items():
        sides = _sides(group, _opposite, _side, view.case.names)
        if sides:
            yield Conflict("stance", (row_id, issue_id), sides)


def _sides(some: Sequence[Row], apart: Apart, words: Words, names: Names) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """What is said by the rows that contradict another, each with who says so."""
    contrary: set[int] = set()
    for (one, a), (other, b) in combinations(enumerate(some), 2):
        ours, theirs = {*a["source_list"]}, {*b["source_list"]}
        if ours - theirs and theirs - ours and apart(a, b, names):
            contrary |= {one, other}
    sides = rows.grouped([some[place] for place in sorted(contrary)], lambda row: words(row, names))
    return tuple((text, tuple(side)) for text, side in sides.items())


def _states_apart(a: Row, b: Row, _names: Names) -> bool:
    """Whether the later-known report `b` takes back what `a` says, or one calls off what the other saw."""
    if "cancelled" in (a["status"], b["status"]) and a["status"] != b["status"]:
        return "scheduled" not in (a["status"], b["status"]) or b["status"] == "scheduled"
    return bool(_STAGE[b["status"]] < _STAGE[a["status"]])


def _dates_apart(a: Row, b: Row, _names: Names) -> bool:
    if not _one_stage(a, b):
        return False
    return _disjoint(a["starts_on"], b["starts_on"]) or _disjoint(a["ends_on"], b["ends_on"])


def _places_apart(a: Row, b: Row, names: Names) -> bool:
    if not _one_stage(a, b):
        return False
    here, there = (_where(row, names).casefold() if row["place"] else "" for row in (a, b))
    return (here not in there and there not in here) or len({a["country"], b["country"]} - {""}) > 1


def _opposite(a: Row, b: Row, _names: Names) -> bool:
    return bool(a["stance"] * b["stance"] < 0)


def _side(row: Row, _names: Names) -> str:
    return "for" if row["stance"] > 0 else "against"


def _one_stage(a: Row, b: Row) -> bool:
    return (a["status"] in _ANNOUNCED) == (b["status"] in _ANNOUNCED)


def _disjoint(one: str, other: str) -> bool:
    """Whether no day is meant by both dates; an empty or doubtful one may mean any."""
    if not one or not other:
        return False
    a, b = dates.parse(one), dates.parse(other)
    if a.doubtful or b.doubtful:
        return False
    before = a.latest is not None and b.earliest is not None and a.latest < b.earliest
    after = b.latest is not None and a.earliest is not None and b.latest < a.earliest
    return before or after


def _when(row: Row, _names: Names) -> str:
    until = f" until {dates.parse(row['ends_on']).words()}" if row["ends_on"] else ""
    return dates.parse(row["starts_on"]).words() + until


def _where(row: Row, names: Names) -> str:
    country = names.get(row["country"], "")
    return ", ".join(filter(None, (row["place"], country if country != row["place"] else "")))


def _status(row: Row, _names: Names) -> str:
    return STATUSES.label(row["status"])


_RULES: dict[str, tuple[Apart, Words]] = {
    "state": (_states_apart, _status),
    "date": (_dates_apart, _when),
    "place": (_places_apart, _where),
}
