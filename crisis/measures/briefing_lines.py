"""Sentences of a briefing: each says one thing the rows hold, in names and days, and cites them."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import pandas as pd

from crisis.measures import rows
from crisis.measures import stance_matrix as matrix
from crisis.measures.briefing_line import Line, Part, affirmed, counted, held, listed, part, stance
from crisis.measures.rows import Row
from crisis.measures.source_conflicts import ABOUT, Conflict
from crisis.model import dates
from crisis.model.vocabulary import ACTS, CONDITIONS, STATUSES, UNCONFIRMED
from crisis.tables.view import View

PUBLISHERS = 3
"""Publishers named as saying one thing; further ones are counted."""


def moved(view: View, before: View, cell: Row) -> Line:
    """A stance that moved: what it was and since when, what it is, who said so."""
    old, new = rows.statements(before)[cell["position_before"]], rows.statements(view)[cell["position_id"]]
    issue = cell["issue_id"]
    then = f"{_about(view, cell)}: from {stance(view, issue, cell['before'])} ({_who(view, old)})"
    now = f"to {stance(view, issue, cell['stance'])} ({_who(view, new)}). {new['summary']}"
    return Line((part(before, then, [old]), part(view, now, [new])))


def newly_coded(view: View, issue_id: str, cells: Sequence[Row]) -> Line:
    """Who is newly coded on one issue, by stance."""
    return Line(_sides(view, issue_id, cells, f"{view.case.issue_names[issue_id]}, newly coded:"))


def contradiction(view: View, cell: Row) -> Line:
    """A cell that now contradicts itself: the latest two opposite statements less than 30 days apart."""
    said = rows.statements(view)
    latest_first = [said[one] for one in matrix.statements(view, cell["row_id"], cell["issue_id"])["position_id"]]
    earlier, later = next(
        (earlier, later)
        for later, earlier in combinations([row for row in latest_first if row["stance"] is not pd.NA], 2)
        if later["stance"] * earlier["stance"] < 0
        and (later["last_day"] - earlier["last_day"]).days < matrix.CONTRADICTION_DAYS
    )
    one = f"{_about(view, cell)}, both within {matrix.CONTRADICTION_DAYS} days: {_said(view, earlier)}"
    other = f"and {_said(view, later)}."
    return Line((part(view, one, [earlier]), part(view, other, [later])))


def event(view: View, row: Row) -> Line:
    """An event with its day, place and state, and what the state was before."""
    before = row.get("before", "")
    turned = f"; before: {_state(before)}" if before else ""
    when = dates.parse(row["starts_on"]).words()
    until = f" until {dates.parse(row['ends_on']).words()}" if row["ends_on"] else ""
    where = f", {row['place']}" if row["place"] else ""
    text = f"{when}{until}{where}: {row['title']} ({_state(row['state'])}{turned})."
    return Line((part(view, text, [row]),))


def ends(view: View, issue_id: str, cells: Sequence[Row]) -> Line:
    """Who stands at either end of an issue: its highest and its lowest stance, and the names."""
    stances = [cell["stance"] for cell in cells]
    extremes = [cell for cell in cells if cell["stance"] in (max(stances), min(stances))]
    return Line(_sides(view, issue_id, extremes, f"{view.case.issue_names[issue_id]}:"))


def disagreement(view: View, row: Row, cells: Sequence[Row]) -> Line:
    """How far the stances on an issue lie apart, and how many rows stand on either side."""
    issue = row["issue_id"]
    low, high = (stance(view, issue, row[name]) for name in ("lowest", "highest"))
    count = f"{row['for']} for, {row['against']} against, {row['balanced']} balanced of {row['rows']} rows coded"
    text = f"{view.case.issue_names[issue]}: from {low} to {high}; {count}."
    return Line((part(view, text, _behind(view, cells)),))


def fact(view: View, issue_id: str, cells: Sequence[Row]) -> Line:
    """A fact in dispute: who affirms it, who denies it, who leaves it open."""
    return Line(_sides(view, issue_id, cells, f"{view.case.issue_names[issue_id]}:"))


def shift(view: View, row: Row, kinds: Iterable[str]) -> Line:
    """A shift: from which statement to which, and which kinds of shift it is at once, in words."""
    old, new = (rows.statements(view)[row[name]] for name in ("from_position_id", "to_position_id"))
    issue = row["issue_id"]
    head = f"{view.case.names[row['actor_id']]} on {view.case.issue_names[issue]}: {', '.join(kinds)}"
    then = f"{head}, from {stance(view, issue, row['from_stance'])} ({_who(view, old)})"
    now = f"to {stance(view, issue, row['to_stance'])} ({_who(view, new)}). {new['summary']}"
    return Line((part(view, then, [old]), part(view, now, [new])))


def commitment(view: View, row: Row) -> Line:
    """A promise or threat with its condition, and the event that carried it out."""
    case, said = view.case, rows.statements(view)[row["position_id"]]
    condition = "" if row["condition"] == "none" else f", {CONDITIONS.label(row['condition'])}"
    day = dates.parse(row["said_on"]).words()
    head = f"{case.names[row['actor_id']]} on {case.issue_names[row['issue_id']]}"
    promise = part(view, f"{head}: {ACTS.label(row['act'])}{condition}, {day}. {row['summary']}", [said])
    if not row["event_id"]:
        return Line((promise,))
    done = rows.states(view)[row["event_id"]]
    began = dates.parse(done["starts_on"]).words()
    return Line((promise, part(view, f"Carried out {_delay(row['delay'])}: {row['title']}, {began}.", [done])))


def conflict(view: View, found: Conflict) -> Line:
    """What sources say against one another, and which says what."""
    if found.about == "stance":
        head = " on ".join((view.case.names[found.key[0]], view.case.issue_names[found.key[1]]))
        texts = [listed([_said(view, row) for row in side]) for _, side in found.sides]
    else:
        head = f"{rows.states(view)[found.key[0]]['title']}, {ABOUT.label(found.about)}"
        texts = [words for words, _ in found.sides]
    heads, marks = [f"{head}: ", *[""] * (len(texts) - 1)], [*[";"] * (len(texts) - 1), "."]
    return Line(
        tuple(
            part(view, f"{before}{text} according to {_publishers(view, side)}{mark}", side)
            for before, text, mark, (_, side) in zip(heads, texts, marks, found.sides, strict=True)
        )
    )


def _sides(view: View, issue_id: str, cells: Sequence[Row], head: str) -> tuple[Part, ...]:
    """One sentence: a clause for each stance, the highest first, with the names of those who hold it.

    Of a fact in dispute only the side counts. Each clause cites the latest statements of its cells.
    """
    is_fact = issue_id in view.case.facts
    by_value: dict[int, list[Row]] = {}
    for cell in cells:
        value = max(-1, min(1, cell["stance"])) if is_fact else cell["stance"]
        by_value.setdefault(value, []).append(cell)
    told = sorted(by_value.items(), reverse=True)
    words = affirmed if is_fact else held
    heads, marks = [f"{head} ", *[""] * (len(told) - 1)], [*[";"] * (len(told) - 1), "."]
    return tuple(
        part(view, f"{before}{words(value)} {_names(view, some)}{mark}", _behind(view, some))
        for before, (value, some), mark in zip(heads, told, marks, strict=True)
    )


def _behind(view: View, cells: Iterable[Row]) -> list[Row]:
    """The statements shown in some cells."""
    return [rows.statements(view)[cell["position_id"]] for cell in cells]


def _names(view: View, cells: Iterable[Row]) -> str:
    return listed([view.case.names[cell["row_id"]] for cell in cells])


def _about(view: View, cell: Row) -> str:
    return f"{view.case.names[cell['row_id']]} on {view.case.issue_names[cell['issue_id']]}"


def _said(view: View, row: Row) -> str:
    """A statement in brief: its stance, who said it and when."""
    return f"{stance(view, row['issue_id'], row['stance'])} ({_who(view, row)})"


def _who(view: View, row: Row) -> str:
    """Who said it and when; the name is left out where it is that of the row."""
    names, day = view.case.names, dates.parse(row["said_on"]).words()
    return day if names[row["actor_id"]] == names[row["row_id"]] else f"{names[row['actor_id']]}, {day}"


def _publishers(view: View, side: Iterable[Row]) -> str:
    return listed([view.case.publishers[one] for row in side for one in row["source_list"]], PUBLISHERS)


def _state(state: str) -> str:
    return "announced, not confirmed" if state == UNCONFIRMED else STATUSES.label(state)


def _delay(days: int) -> str:
    if days == 0:
        return "the same day"
    return f"{counted(days, 'day')} later" if days > 0 else f"by what began {counted(-days, 'day')} before"
