"""Lines of a briefing: one fact each, with a link to its evidence and its sources named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from crisis.charts.theme import counted
from crisis.measures import rows
from crisis.measures.rows import Row
from crisis.model import dates
from crisis.model.vocabulary import CONDITIONS
from crisis.tables.view import View
from crisis.ui import cards
from crisis.ui.markdown import html

NAMED = 2
"""Publishers a line names; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines as they are sent; the rest of a long list opens.

    Attributes
    ----------
    heading
        HTML of the heading, with how many lines there are.
    lines
        HTML of the lines shown at once; empty where there are none.
    more, rest
        What opens the lines beyond, and their HTML; empty where all are shown at once.
    """

    heading: str
    lines: str
    more: str
    rest: str

    @classmethod
    def of(cls, title: str, lines: Sequence[str], most: int) -> "Section":
        """A section of its lines.

        Parameters
        ----------
        title
            The heading.
        lines
            HTML of each line, text from data escaped.
        most
            Lines shown before the rest is folded.
        """
        count = f" ({len(lines)})" if lines else ""
        more = f"{len(lines) - most} more" if len(lines) > most else ""
        return cls(f"<h3>{html(title + count)}</h3>", _block(lines[:most]), more, _block(lines[most:]))


def show(section: Section, empty: str) -> None:
    """Draw a section, or the sentence that says why it has no line: one piece, as each has its price in every run."""
    st.html(section.heading + (section.lines or _block([f'<span class="quiet">{html(empty)}</span>'])))
    if section.more:
        with st.expander(section.more):
            st.html(section.rest)


def sources(view: View, source_ids: Sequence[str]) -> str:
    """Who a line rests on: ``Reuters, Tagesschau and 3 more``."""
    names = [*dict.fromkeys(view.case.publishers[one] for one in source_ids)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f' <span class="quiet">— {html(", ".join(names[:NAMED]) + more)}</span>'


def stance(view: View, cell: Row) -> str:
    """A stance that moved or is new."""
    before = "newly coded" if cell["before"] is None else f"was {cards.stance(cell['before'])}"
    behind = rows.statements(view)[cell["position_id"]]["source_list"]
    return f"{cards.stance(cell['stance'])} · {_cell(view, cell)}, {before}{sources(view, behind)}"


def contradiction(view: View, cell: Row) -> str:
    """A cell that now contradicts itself."""
    behind = _behind(view)[cell["row_id"], cell["issue_id"]]
    return f"{_cell(view, cell)} has said both within 30 days{sources(view, behind)}"


def event(view: View, row: Row) -> str:
    """An event with its day and state."""
    before = row.get("before", "")
    turned = f", was {before}" if before else ""
    day = dates.parse(row["starts_on"]).words()
    return (
        f"{html(day)} · {cards.link('event|' + row['event_id'], row['title'])} "
        f'<span class="badge">{html(row["state"] + turned)}</span>{sources(view, row["source_list"])}'
    )


def commitment(view: View, row: Row) -> str:
    """A promise or threat with its condition and what came of it."""
    who = cards.link(f"actor|{row['actor_id']}", view.case.names[row["actor_id"]])
    condition = "" if row["condition"] == "none" else f", {CONDITIONS.label(row['condition'])}"
    issue = view.case.issue_names[row["issue_id"]]
    said = dates.parse(row["said_on"]).words()
    if row["event_id"]:
        late = f"after {counted(row['delay'], 'day')}"
        done = f'<span class="badge">carried out {late}</span> {cards.link("event|" + row["event_id"], row["title"])}'
    else:
        done = '<span class="badge">open</span>'
    return (
        f"{who} · {cards.link('position|' + row['position_id'], issue)} "
        f'<span class="quiet">{html(row["act"] + condition)}, {html(said)}</span> · {html(row["summary"])} {done}'
        f"{sources(view, row['source_list'])}"
    )


def disagreement(view: View, row: Row) -> str:
    """An issue on which stances lie far apart."""
    count = f"{row['for']} for, {row['against']} against, {row['balanced']} balanced of {row['rows']} rows coded"
    return (
        f"{html(view.case.issue_names[row['issue_id']])} <span class='quiet'>from</span> {cards.stance(row['lowest'])} "
        f"<span class='quiet'>to</span> {cards.stance(row['highest'])} <span class='quiet'>· {html(count)}</span>"
        f"{sources(view, _behind(view)['', row['issue_id']])}"
    )


def fact(view: View, issue_id: str) -> str:
    """A fact in dispute: who affirms and who denies it; nothing where nobody does."""
    names: dict[str, list[str]] = {"affirmed": [], "denied": [], "left open": []}
    for cell in rows.cells(view).get(issue_id, ()):
        side = "affirmed" if cell["stance"] > 0 else "denied" if cell["stance"] < 0 else "left open"
        names[side].append(cards.link(f"cell|{cell['row_id']}|{issue_id}", view.case.names[cell["row_id"]]))
    words = [f"{side} by {', '.join(who)}" for side, who in names.items() if who]
    if not words:
        return ""
    return f"{html(view.case.issue_names[issue_id])}: {'; '.join(words)}{sources(view, _behind(view)['', issue_id])}"


def _cell(view: View, cell: Row) -> str:
    """Who on what, as a link to the statements behind it."""
    what = f"{view.case.names[cell['row_id']]} · {view.case.issue_names[cell['issue_id']]}"
    return cards.link(f"cell|{cell['row_id']}|{cell['issue_id']}", what)


@lru_cache(maxsize=4)
def _behind(view: View) -> Mapping[tuple[str, str], Sequence[str]]:
    """Sources of all that one row said on an issue, and under no row of all that was said on it."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows.statements(view).values():
        for row_id in (row["row_id"], ""):
            found.setdefault((row_id, row["issue_id"]), []).extend(row["source_list"])
    return found


def _block(lines: Sequence[str]) -> str:
    return "".join(f'<div class="line">{line}</div>' for line in lines)
