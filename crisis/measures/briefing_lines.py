"""Sentences of a briefing: each says one thing the rows hold, in names and days, and cites them."""

from itertools import combinations

import pandas as pd

from crisis.measures.briefing_line import Line, Part, affirmed, counted, held, listed, part, said, stance
from crisis.measures.source_conflicts import ABOUT, Conflict
from crisis.measures.stance_matrix import CONTRADICTION_DAYS, StanceMatrix, statements
from crisis.model import dates
from crisis.model.vocabulary import ACTS, CONDITIONS, STATUSES, UNCONFIRMED
from crisis.tables.view import View

PUBLISHERS = 3
"""Publishers named as saying one thing; further ones are counted."""


def moved(view: View, before: View, cell: pd.Series, *, earlier: StanceMatrix) -> Line:
    """A stance that moved: what it was and since when, what it is, who said so."""
    was = earlier.cells[(earlier.cells["row_id"] == cell["row_id"]) & (earlier.cells["issue_id"] == cell["issue_id"])]
    old, new = said(before).loc[was["position_id"]], said(view).loc[[cell["position_id"]]]
    issue = cell["issue_id"]
    then = f"{_about(view, cell)}: from {stance(view, issue, int(cell['before']))} ({_who(view, old.iloc[0])})"
    now = f"to {stance(view, issue, int(cell['stance']))} ({_who(view, new.iloc[0])}). {new.iloc[0]['summary']}"
    return Line((part(before, then, old), part(view, now, new)))


def newly_coded(view: View, issue_id: str, cells: pd.DataFrame) -> Line:
    """Who is newly coded on one issue, by stance."""
    return Line(_sides(view, issue_id, cells, f"{view.case.issue_names[issue_id]}, newly coded:"))


def contradiction(view: View, cell: pd.Series) -> Line:
    """A cell that now contradicts itself: the latest two opposite statements less than 30 days apart."""
    found = statements(view, cell["row_id"], cell["issue_id"])
    found = found[found["stance"].fillna(0) != 0]
    records = found[["stance", "last_day"]].to_dict("records")
    pairs = [
        (later, earlier)
        for later, earlier in combinations(range(len(records)), 2)  # the statements stand latest first
        if records[later]["stance"] * records[earlier]["stance"] < 0
        and (records[later]["last_day"] - records[earlier]["last_day"]).days < CONTRADICTION_DAYS
    ]
    both = found.iloc[[*pairs[0]]].iloc[::-1]
    head = f"{_about(view, cell)}, both within {CONTRADICTION_DAYS} days:"
    texts = [f"{stance(view, row['issue_id'], int(row['stance']))} ({_who(view, row)})" for _, row in both.iterrows()]
    return Line((part(view, f"{head} {texts[0]}", both[:1]), part(view, f"and {texts[1]}.", both[1:])))


def event(view: View, row: pd.Series) -> Line:
    """An event with its day, place and state, and what the state was before."""
    before = row.get("before", "")
    turned = f"; before: {_state(before)}" if before else ""
    when = dates.parse(row["starts_on"]).words()
    until = f" until {dates.parse(row['ends_on']).words()}" if row["ends_on"] else ""
    where = f", {row['place']}" if row["place"] else ""
    text = f"{when}{until}{where}: {row['title']} ({_state(row['state'])}{turned})."
    return Line((part(view, text, row.to_frame().T),))


def ends(view: View, issue_id: str, cells: pd.DataFrame) -> Line:
    """Who stands at either end of an issue: its highest and its lowest stance, and the names."""
    extremes = cells[cells["stance"].isin([cells["stance"].max(), cells["stance"].min()])]
    return Line(_sides(view, issue_id, extremes, f"{view.case.issue_names[issue_id]}:"))


def disagreement(view: View, row: pd.Series, cells: pd.DataFrame) -> Line:
    """How far the stances on an issue lie apart, and how many rows stand on either side."""
    issue = row["issue_id"]
    low, high = (stance(view, issue, int(row[name])) for name in ("lowest", "highest"))
    count = f"{row['for']} for, {row['against']} against, {row['balanced']} balanced of {row['rows']} rows coded"
    text = f"{view.case.issue_names[issue]}: from {low} to {high}; {count}."
    return Line((part(view, text, said(view).loc[cells["position_id"]]),))


def fact(view: View, issue_id: str, cells: pd.DataFrame) -> Line:
    """A fact in dispute: who affirms it, who denies it, who leaves it open."""
    return Line(_sides(view, issue_id, cells, f"{view.case.issue_names[issue_id]}:"))


def shift(view: View, row: pd.Series) -> Line:
    """A shift: from which statement to which; ``kinds`` of the row are the kinds of shift it is, in words."""
    old, new = row_of(view, row["from_position_id"]), row_of(view, row["to_position_id"])
    issue = row["issue_id"]
    head = f"{view.case.names[row['actor_id']]} on {view.case.issue_names[issue]}: {row['kinds']}"
    then = f"{head}, from {stance(view, issue, int(row['from_stance']))} ({_who(view, old.iloc[0])})"
    now = f"to {stance(view, issue, int(row['to_stance']))} ({_who(view, new.iloc[0])}). {new.iloc[0]['summary']}"
    return Line((part(view, then, old), part(view, now, new)))


def commitment(view: View, row: pd.Series) -> Line:
    """A promise or threat with its condition, and the event that carried it out."""
    case = view.case
    condition = "" if row["condition"] == "none" else f", {CONDITIONS.label(row['condition'])}"
    day = dates.parse(row["said_on"]).words()
    head = f"{case.names[row['actor_id']]} on {case.issue_names[row['issue_id']]}"
    promise = part(
        view, f"{head}: {ACTS.label(row['act'])}{condition}, {day}. {row['summary']}", row_of(view, row["position_id"])
    )
    if not row["event_id"]:
        return Line((promise,))
    done = view.states[view.states["event_id"] == row["event_id"]]
    began = dates.parse(done.iloc[0]["starts_on"]).words()
    return Line((promise, part(view, f"Carried out {_delay(int(row['delay']))}: {row['title']}, {began}.", done)))


def conflict(view: View, found: Conflict) -> Line:
    """What sources say against one another, and which says what."""
    if found.about == "stance":
        rows, head = view.positions, " on ".join((view.case.names[found.key[0]], view.case.issue_names[found.key[1]]))
    else:
        rows = view.rows("events")
        title = view.states.loc[view.states["event_id"] == found.key[0], "title"].iloc[0]
        head = f"{title}, {ABOUT.label(found.about)}"
    sides = [(words, rows.loc[[*labels]]) for words, labels in found.sides]
    texts = [f"{_content(view, words, some)} according to {_publishers(view, some)}" for words, some in sides]
    heads, marks = [f"{head}: ", *[""] * (len(sides) - 1)], [*[";"] * (len(sides) - 1), "."]
    told = zip(heads, texts, marks, sides, strict=True)
    return Line(tuple(part(view, f"{before}{text}{mark}", some) for before, text, mark, (_, some) in told))


def row_of(view: View, position_id: str) -> pd.DataFrame:
    """One statement as a table of one row."""
    return said(view).loc[[position_id]]


def _content(view: View, words: str, rows: pd.DataFrame) -> str:
    """What one side says: of an event the words themselves, of a stance its statements."""
    if "stance" not in rows:
        return words
    told = [f"{stance(view, row['issue_id'], int(row['stance']))} ({_who(view, row)})" for _, row in rows.iterrows()]
    return listed(told)


def _sides(view: View, issue_id: str, cells: pd.DataFrame, head: str) -> tuple[Part, ...]:
    """One sentence: a clause for each stance, the highest first, with the names of those who hold it.

    Of a fact in dispute only the side counts. Each clause cites the latest statements of its cells.
    """
    values = cells["stance"].astype("int64")
    if issue_id in view.case.facts:
        values = values.clip(-1, 1)
    words = affirmed if issue_id in view.case.facts else held
    told = [(words(int(one)), cells[values == one]) for one in sorted(set(values), reverse=True)]
    heads, marks = [f"{head} ", *[""] * (len(told) - 1)], [*[";"] * (len(told) - 1), "."]
    return tuple(
        part(view, f"{before}{text} {_names(view, some)}{mark}", said(view).loc[some["position_id"]])
        for before, (text, some), mark in zip(heads, told, marks, strict=True)
    )


def _names(view: View, cells: pd.DataFrame) -> str:
    return listed([view.case.names[one] for one in cells["row_id"]])


def _about(view: View, cell: pd.Series) -> str:
    return f"{view.case.names[cell['row_id']]} on {view.case.issue_names[cell['issue_id']]}"


def _who(view: View, row: pd.Series) -> str:
    """Who said it and when; the name is left out where it is that of the row."""
    names, day = view.case.names, dates.parse(row["said_on"]).words()
    return day if names[row["actor_id"]] == names[row["row_id"]] else f"{names[row['actor_id']]}, {day}"


def _publishers(view: View, rows: pd.DataFrame) -> str:
    return listed([view.case.publishers[one] for ids in rows["source_list"] for one in ids], PUBLISHERS)


def _state(state: str) -> str:
    return "announced, not confirmed" if state == UNCONFIRMED else STATUSES.label(state)


def _delay(days: int) -> str:
    if days == 0:
        return "the same day"
    return f"{counted(days, 'day')} later" if days > 0 else f"by what began {counted(-days, 'day')} before"
