"""The profile of one actor: who it is, where it stands, its ties and events, under the lens."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from crisis.measures.stance_matrix import stance_matrix
from crisis.model.dates import in_words
from crisis.model.values import MANY
from crisis.model.vocabulary import ACTOR_KINDS
from crisis.tables.view import View
from crisis.ui import cards
from crisis.ui.markdown import html, plain

LATEST = 12


def actor(view: View, parts: Sequence[str]) -> None:
    """Draw the profile of an actor id, or of a row of the level the page shows."""
    one = parts[0]
    register = view.case.tables["actors"]
    found = register[(register["actor_id"] == one) | ((register["country"] == one) & (register["kind"] == "state"))]
    if found.empty:
        st.info("This actor is not in the register of the case.")
        return
    person = found.iloc[0]
    st.caption(plain(_who(view, person)))
    _stances(view, one)
    _ties(view, one)
    _events(view, one, str(person["actor_id"]))


def _who(view: View, person: pd.Series) -> str:
    names = view.case.names
    parts = [ACTOR_KINDS.label(person["kind"]), person["role"]]
    parts += [f"part of {names[person['part_of']]}"] if person["part_of"] else []
    parts += [f"also known as {', '.join(person['aliases'].split(';'))}"] if person["aliases"] else []
    return " · ".join(filter(None, parts))


def _stances(view: View, one: str) -> None:
    """Its cells where it is a row; else the latest statements it made itself."""
    cells = stance_matrix(view).cells
    mine = cells[cells["row_id"] == one].sort_values("day", ascending=False)
    st.markdown("**Where it stands**")
    issues = view.case.issue_names
    if not mine.empty:
        _lines([_stance(cell, f"cell|{one}|{cell['issue_id']}", cell["day"], issues) for _, cell in mine.iterrows()])
        return
    said = view.positions[view.positions["actor_id"] == one].sort_values("last_day", ascending=False)
    _lines([_stance(row, f"position|{row['position_id']}", row["last_day"], issues) for _, row in said.iterrows()])


def _stance(row: pd.Series, opens: str, day: date, issues: Mapping[str, str]) -> str:
    about = cards.link(opens, issues[row["issue_id"]])
    return f"{cards.stance(row['stance'])} · {about} <span class='quiet'>{in_words(day)}</span>"


def _ties(view: View, one: str) -> None:
    ties = view.ties
    names = view.case.names
    mine = ties[
        (ties["row_id"] == one)
        | (ties["recipient_row_id"] == one)
        | (ties["actor_id"] == one)
        | (ties["recipient_id"] == one)
    ]
    pairs = mine.groupby(["row_id", "recipient_row_id"], sort=False).size().sort_values(ascending=False, kind="stable")
    st.markdown("**Ties**")
    _lines(
        [
            f"{cards.link(f'tie|{a}|{b}', f'{names[a]} → {names[b]}')} <span class='quiet'>{count} coded</span>"
            for a, b, count in pairs.head(LATEST).reset_index(name="count").itertuples(index=False)
        ],
        len(pairs),
    )


def _events(view: View, row_id: str, actor_id: str) -> None:
    """Events it takes part in itself, or through someone who stands under its row."""
    events = view.events
    sides = (events["actor_ids"] + MANY + events["recipient_ids"]).str.split(MANY).explode()
    sides = sides[sides != ""]
    rows = view.rollup.rows(sides, events["first_day"].loc[sides.index])
    mine = events[events.index.isin(sides.index[(sides == actor_id) | (rows == row_id)])].iloc[::-1]
    st.markdown("**Events**")
    _lines(
        [
            f"{cards.link('event|' + row['event_id'], row['title'])} "
            f"<span class='quiet'>{in_words(row['first_day'])} · {html(row['state'])}</span>"
            for _, row in mine.head(LATEST).iterrows()
        ],
        len(mine),
    )


def _lines(lines: list[str], total: int | None = None) -> None:
    if not lines:
        st.caption("Nothing coded under this lens.")
        return
    more = (total or len(lines)) - len(lines)
    rest = f'<div class="line quiet">and {more} more</div>' if more > 0 else ""
    st.html("".join(f'<div class="line">{line}</div>' for line in lines) + rest)
