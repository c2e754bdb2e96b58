"""The timeline: what happened and what is announced, in lanes, each mark with a place of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from crisis.measures import attestation
from crisis.model import dates
from crisis.model.additions import MARK
from crisis.model.case import Case
from crisis.model.values import MANY
from crisis.model.vocabulary import THEMES, UNCONFIRMED, Term, Vocabulary
from crisis.tables import selection
from crisis.tables.clocks import told_apart
from crisis.tables.rollup import Rollup
from crisis.tables.view import View

LANES = Vocabulary(
    "kind of lane",
    Term("theme", "by theme", "A lane per theme; every event stands in one."),
    Term("country", "by country", "A lane per country or body that acts; a joint act stands in each of theirs."),
    Term("issue", "by issue", "A lane per issue, or per theme of issues where there are many."),
)

OTHER, NOBODY, NO_ISSUE = "Other", "No actor named", "No issue"
HAPPENED = ("occurred", "ongoing")
LEAST_DAYS = 14
DAY = pd.Timedelta(days=1)
_WHAT, _WHERE_AND_WHO = ("kind", "theme"), ("place", "country", "actor_ids", "recipient_ids", "issue_ids")
_TABLE = ("event_id", "title", "status", *_WHAT, "starts_on", "ends_on", *_WHERE_AND_WHO, "source_id")


class Anchor(NamedTuple):
    """The event a timeline starts from: its id, its title, its first day."""

    event_id: str
    title: str
    day: pd.Timestamp


@dataclass(frozen=True, eq=False)
class Timeline:
    """Events with the place of every mark.

    Attributes
    ----------
    events
        One row an event, in the order they begin, indexed by ``event_id``:

        - ``title``, ``state``, ``kind``, ``theme``, ``place``, ``country``, ``actor_ids``, ``recipient_ids``,
          ``issue_ids``: as in the view; ``when``: its date in words; ``actors``, ``recipients``: names;
        - ``starts``, ``ends``: first and last day drawn. What happened is never drawn beyond the day of the lens;
        - ``vague``: its date means more than one day; ``span``: it has a last day of its own;
        - ``open_start``: by then at the latest; ``open_end``: no known end, or one later than the day;
        - ``tail``: an announcement without an end, or past and never confirmed: a point with a short open tail;
        - ``sources``: independent sources; ``reports``; ``rank``: 1 for the most widely attested; ``key``; ``label``.
    marks
        One row an event and lane: ``event_id``, ``lane`` (place in `lanes`), ``slot`` (row inside the lane, 0 lowest).
    lanes
        Labels of the lanes, top first; none is empty.
    by
        A code of `LANES`.
    first, last
        First day of the lens; its day or the end of the last event; at least `LEAST_DAYS` in all.
    day, anchor
        The day of the lens, perhaps before `first`; ``None`` where the case has no anchor or it is not yet known.
    weeks, earlier
        See `weekly`; number of events that only the first day of the lens keeps out.
    """

    events: pd.DataFrame
    marks: pd.DataFrame
    lanes: tuple[str, ...]
    by: str
    first: pd.Timestamp
    last: pd.Timestamp
    day: pd.Timestamp
    anchor: Anchor | None
    weeks: pd.DataFrame
    earlier: int

    def extents(self, mark_days: float) -> pd.DataFrame:
        """Measure the room every event takes with marks and tails `mark_days` wide.

        Returns
        -------
        DataFrame
            By event, in days from the midnight `first` begins at: ``middle`` of its mark (noon of its first day; the
            middle of a vague date), ``left`` and ``right`` of mark, bar and tail together.
        """
        start = (self.events["starts"] - self.first) / DAY
        end = (self.events["ends"] - self.first) / DAY + 1
        middle = (start + 0.5).where(~self.events["vague"] | self.events["span"], (start + end) / 2)
        half, bar = mark_days / 2, end - start > 1
        left = (middle - half).where(~bar, np.minimum(start, middle - half))
        right = (middle + half).where(~bar, np.maximum(end, middle + half))
        left = left - mark_days * self.events["open_start"]
        return pd.DataFrame({"left": left, "middle": middle, "right": right + mark_days * self.events["tail"]})

    def packed(self, mark_days: float) -> "Timeline":
        """Pack again for marks of another width; of two events that begin alike the key one lies higher."""
        marks = self.marks.assign(key=self.marks["event_id"].map(self.events["key"]))
        marks = marks.sort_values("key", kind="stable").drop(columns="key")
        room = self.extents(mark_days).loc[marks["event_id"]]
        slots = pack(room["left"].to_numpy(), room["right"].to_numpy(), marks["lane"].to_numpy())
        return replace(self, marks=marks.assign(slot=slots).sort_index())


def table(view: View) -> pd.DataFrame:
    """List the events as the command line does: one row each, in the order they begin; ``status`` is the state."""
    return view.events.assign(status=view.events["state"])[[*_TABLE]].reset_index(drop=True)


def timeline(view: View, by: str = "theme", *, most: int = 12, keys: int = 14, mark_days: float = 1.0) -> Timeline:
    """Lay the events of a view out in lanes.

    Parameters
    ----------
    view
        Its events; with hindsight off nothing that rests only on later sources is among them.
    by
        A code of `LANES`; another raises ``KeyError``.
    most
        Countries beyond the `most` active share the lane "Other"; more issues than `most` stand by their theme.
    keys
        How many events are key.
    mark_days
        Width of a mark in days, see `Timeline.packed`.

    Notes
    -----
    Key events are chosen by rule: the anchor of the case, then by the number of independent sources (distinct families
    of known sources over all reports; a source without a family is its own) times the number of actors at either end,
    then more independent sources, then the earlier. It measures how widely an event is attested and how many it
    involves in what was coded, not how much it mattered.
    """
    LANES.meaning(by)
    events = _events(view, keys)
    marks, lanes = _lanes(view, by, most)
    first, last = _range(view, events["ends"])
    weeks = weekly(view, first, last)
    whole = Timeline(events, marks, lanes, by, first, last, view.day, _anchor(view), weeks, _earlier(view))
    return whole.packed(mark_days)


def weekly(view: View, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Count what was coded per ISO week; it says nothing about how much happened.

    Parameters
    ----------
    view
        Its positions (by the last day they may have been said) and events (by their first day).
    first, last
        The range drawn.

    Returns
    -------
    DataFrame
        One row a week, empty ones included: ``week`` (its Monday), ``statements``, ``events``, ``rows`` (their sum).
    """
    monday = first - first.weekday() * DAY
    found = pd.DataFrame({"week": pd.date_range(monday, last, freq="7D")})
    for name, days in (("statements", view.positions["last_day"]), ("events", view.events["first_day"])):
        inside = days[(days >= first) & (days <= last)]
        place = ((inside - monday) // pd.Timedelta(days=7)).to_numpy(dtype="int64")
        found[name] = np.bincount(place, minlength=len(found))
    return found.assign(rows=found["statements"] + found["events"])


def pack(left: np.ndarray, right: np.ndarray, lane: np.ndarray) -> np.ndarray:
    """Give each interval the lowest slot of its lane that is free: no two of one lane and slot overlap.

    Parameters
    ----------
    left, right
        Ends of the intervals; one may begin where another ends.
    lane
        The lane of each.

    Returns
    -------
    ndarray of int
        Slots from 0, as few a lane as can be; of intervals that begin alike the earlier row gets the lower one.
    """
    slots = np.zeros(len(left), dtype="int64")
    taken: dict[int, list[float]] = {}
    for row in np.argsort(left, kind="stable"):
        ends = taken.setdefault(int(lane[row]), [])
        slot = next((place for place, end in enumerate(ends) if end <= left[row]), len(ends))
        ends[slot:] = [float(right[row]), *ends[slot + 1 :]]
        slots[row] = slot
    return slots


def _range(view: View, ends: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    first = pd.Timestamp(view.lens.since or view.case.timeline_from)
    return first, max([view.day, first + (LEAST_DAYS - 1) * DAY, *ends])


def _events(view: View, keys: int) -> pd.DataFrame:
    shown = view.events
    kept = shown[["event_id", "title", "state", *_WHAT, *_WHERE_AND_WHO, "reports"]]
    events = pd.concat([kept, drawn(shown, view.day)], axis=1)
    words = {text: dates.parse(text).words() for text in {*shown["starts_on"], *shown["ends_on"]} if text}
    until = shown["ends_on"].map(lambda text: f" until {words[text]}" if text else "")
    events["when"] = shown["starts_on"].map(words) + until
    for column, names in (("actor_ids", "actors"), ("recipient_ids", "recipients")):
        events[names] = events[column].map(lambda ids: ", ".join(view.case.names[one] for one in _ids(ids)))
    events["sources"] = shown["event_id"].map(attestation.independent(view)).astype("int64")
    events["rank"] = attestation.rank(events, view.case.settings.timeline_anchor)
    events["key"] = events["rank"] <= keys
    if view.case.added:
        events.loc[shown.index.isin(view.case.own("events").index), "title"] = f"{MARK} " + events["title"]
    events["label"] = events["title"].where(events["key"], "")
    return events.set_index("event_id")


def drawn(shown: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Columns of `Timeline.events` that say from when to when each event is drawn, and what is open or vague."""
    begins = [dates.parse(text) for text in shown["starts_on"]]
    finishes = [dates.parse(text or start) for text, start in zip(shown["ends_on"], shown["starts_on"], strict=True)]
    found = pd.DataFrame({"starts": shown["first_day"], "open_start": shown["open_start"]})
    found["vague"] = np.array([None not in (one.earliest, one.latest) and not one.exact for one in begins], dtype=bool)
    found["span"] = span = shown["ends_on"] != ""
    happened, ongoing = shown["state"].isin(HAPPENED), shown["state"] == "ongoing"
    unended = np.array([one.latest is None for one in finishes], dtype=bool) & (shown["state"] != "cancelled")
    unended |= ongoing & ~span
    beyond = happened & (shown["until"] > day)
    found["open_end"] = unended | (beyond & span)
    found["tail"] = ~happened & ((shown["state"] == UNCONFIRMED) | unended)
    ends = shown["until"].mask((happened & unended) | beyond, day)
    found["ends"] = ends.where(ends > shown["first_day"], shown["first_day"])
    return found


def _ids(*cells: str) -> list[str]:
    return [one for cell in cells for one in cell.split(MANY) if one]


def _anchor(view: View) -> Anchor | None:
    found = view.states[view.states["event_id"] == view.case.settings.timeline_anchor]
    return Anchor(*found[["event_id", "title", "first_day"]].iloc[0]) if len(found) else None


def _earlier(view: View) -> int:
    states = view.states
    country = selection.by_country(len(states), lambda one: told_apart(states[one]), "events", view.case, view.lens)
    wanted = country & selection.by_issue(states, "events", view.lens)
    return int((wanted & ~selection.by_since(states, "events", view.lens)).sum())


def _lanes(view: View, by: str, most: int) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Pair events with lanes; labels of the lanes, top first."""
    shown = view.events[["event_id", "theme", "actor_ids", "issue_ids", "first_day"]].reset_index(drop=True)
    if by == "theme":
        pairs = shown[["event_id"]].assign(label=shown["theme"].map(THEMES.label))
        order: Sequence[str] = [term.label for term in THEMES.terms]
    else:
        pairs, order = _by_country(view, shown, most) if by == "country" else _by_issue(view.case, shown, most)
    pairs = pairs.drop_duplicates(ignore_index=True)
    lanes = tuple(one for one in dict.fromkeys(order) if one in set(pairs["label"]))
    lane = pairs["label"].map({one: place for place, one in enumerate(lanes)}).astype("int64")
    return pairs[["event_id"]].assign(lane=lane, slot=0), lanes


def _by_country(view: View, shown: pd.DataFrame, most: int) -> tuple[pd.DataFrame, list[str]]:
    who = shown.assign(actor_id=shown["actor_ids"].str.split(MANY)).explode("actor_id", ignore_index=True)
    named = who[who["actor_id"] != ""]
    row = Rollup(view.case, "country", view.clock).rows(named["actor_id"], named["first_day"])
    who["label"] = row.map(view.case.names).reindex(who.index).fillna(NOBODY)
    pairs = who[["event_id", "label"]].drop_duplicates()
    counts = pairs.loc[pairs["label"] != NOBODY, "label"].value_counts()
    order = sorted(counts.index, key=lambda label: (-counts[label], label))[:most]
    pairs["label"] = pairs["label"].where(pairs["label"].isin([*order, NOBODY]), OTHER)
    return pairs, [*order, OTHER, NOBODY]


def _by_issue(case: Case, shown: pd.DataFrame, most: int) -> tuple[pd.DataFrame, list[str]]:
    issues = case.tables["issues"]
    what = shown.assign(issue_id=shown["issue_ids"].str.split(MANY)).explode("issue_id", ignore_index=True)
    themes = issues["theme"].str[:1].str.upper() + issues["theme"].str[1:]
    labels = case.issue_names
    if what.loc[what["issue_id"] != "", "issue_id"].nunique() > most:
        labels = dict(zip(issues["issue_id"], themes, strict=True))
    what["label"] = what["issue_id"].map(labels).fillna(NO_ISSUE)
    return what[["event_id", "label"]], [*labels.values(), NO_ISSUE]
