"""Lines of a briefing: one fact each, with a link to its evidence and its sources named."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from crisis.charts.theme import counted
from crisis.measures.stance_matrix import stance_matrix
from crisis.model import dates
from crisis.model.vocabulary import CONDITIONS
from crisis.tables.view import View
from crisis.ui import cards
from crisis.ui.markdown import html, plain

NAMED = 2
"""Publishers a line names; further ones are counted."""


def section(title: str, lines: Sequence[str], empty: str, most: int = 12) -> None:
    """A heading and its lines; the rest of a long list opens.

    Parameters
    ----------
    title
        The heading.
    lines
        HTML of each line, text from data escaped.
    empty
        Sentence shown where there are none.
    most
        Lines shown before the rest is folded.
    """
    count = f" ({len(lines)})" if lines else ""
    st.subheader(plain(title + count))
    if not lines:
        st.caption(plain(empty))
        return
    st.html(_block(lines[:most]))
    if len(lines) > most:
        with st.expander(f"{len(lines) - most} more"):
            st.html(_block(lines[most:]))


def sources(view: View, source_ids: Sequence[str]) -> str:
    """Who a line rests on: ``Reuters, Tagesschau and 3 more``."""
    names = [*dict.fromkeys(view.case.publishers[one] for one in source_ids)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f' <span class="quiet">— {html(", ".join(names[:NAMED]) + more)}</span>'


def stance(view: View, cell: pd.Series) -> str:
    """A stance that moved or is new."""
    position = view.positions.loc[view.positions["position_id"] == cell["position_id"]].iloc[0]
    where = f"cell|{cell['row_id']}|{cell['issue_id']}"
    what = f"{view.case.names[cell['row_id']]} · {view.case.issue_names[cell['issue_id']]}"
    before = "newly coded" if pd.isna(cell["before"]) else f"was {cards.stance(cell['before'])}"
    return (
        f"{cards.stance(cell['stance'])} · {cards.link(where, what)}, {before}{sources(view, position['source_list'])}"
    )


def contradiction(view: View, cell: pd.Series) -> str:
    """A cell that now contradicts itself."""
    said = view.positions
    mine = said[(said["row_id"] == cell["row_id"]) & (said["issue_id"] == cell["issue_id"])]
    what = f"{view.case.names[cell['row_id']]} · {view.case.issue_names[cell['issue_id']]}"
    return (
        f"{cards.link(f'cell|{cell.row_id}|{cell.issue_id}', what)} has said both within 30 days"
        f"{sources(view, [one for ids in mine['source_list'] for one in ids])}"
    )


def event(view: View, row: pd.Series) -> str:
    """An event with its day and state."""
    before = row.get("before", "")
    turned = f", was {before}" if before else ""
    day = dates.parse(row["starts_on"]).words()
    return (
        f"{html(day)} · {cards.link('event|' + row['event_id'], row['title'])} "
        f'<span class="badge">{html(row["state"] + turned)}</span>{sources(view, row["source_list"])}'
    )


def commitment(view: View, row: pd.Series) -> str:
    """A promise or threat with its condition and what came of it."""
    who = cards.link(f"actor|{row['actor_id']}", view.case.names[row["actor_id"]])
    condition = "" if row["condition"] == "none" else f", {CONDITIONS.label(row['condition'])}"
    issue = view.case.issue_names[row["issue_id"]]
    said = dates.parse(row["said_on"]).words()
    if row["event_id"]:
        late = f"after {counted(int(row['delay']), 'day')}"
        done = f'<span class="badge">carried out {late}</span> {cards.link("event|" + row["event_id"], row["title"])}'
    else:
        done = '<span class="badge">open</span>'
    return (
        f"{who} · {cards.link('position|' + row['position_id'], issue)} "
        f'<span class="quiet">{html(row["act"] + condition)}, {html(said)}</span> · {html(row["summary"])} {done}'
        f"{sources(view, row['source_list'])}"
    )


def disagreement(view: View, row: pd.Series) -> str:
    """An issue on which stances lie far apart."""
    count = f"{row['for']} for, {row['against']} against, {row['balanced']} balanced of {row['rows']} rows coded"
    return (
        f"{html(view.case.issue_names[row['issue_id']])} <span class='quiet'>from</span> {cards.stance(row['lowest'])} "
        f"<span class='quiet'>to</span> {cards.stance(row['highest'])} <span class='quiet'>· {html(count)}</span>"
        f"{sources(view, _behind(view, row['issue_id']))}"
    )


def fact(view: View, issue_id: str) -> str:
    """A fact in dispute: who affirms and who denies it; nothing where nobody does."""
    cells = stance_matrix(view).cells
    mine = cells[cells["issue_id"] == issue_id]
    sides = {"affirmed": mine["stance"] > 0, "denied": mine["stance"] < 0, "left open": mine["stance"] == 0}
    words = [
        f"{word} by "
        + ", ".join(cards.link(f"cell|{one}|{issue_id}", view.case.names[one]) for one in mine.loc[side, "row_id"])
        for word, side in sides.items()
        if side.any()
    ]
    if not words:
        return ""
    return f"{html(view.case.issue_names[issue_id])}: {'; '.join(words)}{sources(view, _behind(view, issue_id))}"


def _behind(view: View, issue_id: str) -> list[str]:
    said = view.positions
    return [one for ids in said.loc[said["issue_id"] == issue_id, "source_list"] for one in ids]


def _block(lines: Sequence[str]) -> str:
    return "".join(f'<div class="line">{line}</div>' for line in lines)
