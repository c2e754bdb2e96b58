"""Evidence as cards: a statement, a report or a tie with actor, day, grade, source and a citation to copy.

All text from data is escaped; the HTML is our own.
"""

import pandas as pd

from crisis.charts.theme import STANCE_FILL, STANCE_TEXT, signed
from crisis.exports import citation
from crisis.model import dates
from crisis.model.additions import MARK
from crisis.model.plover import TIE_KINDS
from crisis.model.vocabulary import (
    ACTS,
    BASES,
    CERTAINTIES,
    CHANNELS,
    CONDITIONS,
    CREDIBILITIES,
    POLARITIES,
    RELIABILITIES,
    STANCES,
)
from crisis.tables.clocks import undated_sources
from crisis.tables.view import View
from crisis.ui.markdown import html


def link(token: str, text: str) -> str:
    """A button that opens evidence."""
    return f'<button class="link" data-open="{html(token)}">{html(text)}</button>'


def stance(value: object) -> str:
    """A stance as its coloured, signed number; words where no stand was taken."""
    if pd.isna(value):  # type: ignore[call-overload]
        return '<span class="badge">no stand taken</span>'
    number = int(value)  # type: ignore[call-overload]
    colours = f"background:{STANCE_FILL[number]};color:{STANCE_TEXT[number]}"
    return f'<span class="stance" style="{colours}">{signed(number)}</span>{html(STANCES.label(str(number)))}'


def statement(view: View, row: pd.Series) -> str:
    """A position as a card."""
    names = view.case.names
    facts = [ACTS.label(row["act"]), BASES.label(row["basis"]), CHANNELS.label(row["channel"])]
    said = f"{_who(view, row['actor_id'])} · {html(dates.parse(row['said_on']).words())}"
    about = link(f"cell|{row['row_id']}|{row['issue_id']}", view.case.issue_names[row["issue_id"]])
    condition = "" if row["condition"] == "none" else f" · condition: {html(CONDITIONS.label(row['condition']))}"
    via = f" · relayed by {html(names.get(row['via'], row['via']))}" if row["via"] else ""
    return _card(
        view,
        row,
        f"{said} · {about}",
        f"{stance(row['stance'])} <span class='quiet'>· {html(', '.join(filter(None, facts)))}{condition}{via}</span>",
        citation.position_claim(view, row),
        "positions",
    )


def report(view: View, row: pd.Series) -> str:
    """One report of an event as a card."""
    names = view.case.names
    sides = [
        ", ".join(names[one] for one in row[column].split(";") if one) for column in ("actor_ids", "recipient_ids")
    ]
    who = " → ".join(filter(None, sides))
    where = f" · {html(row['place'])}" if row["place"] else ""
    line = f"{html(row['status'])} · {html(dates.parse(row['starts_on']).words())}{where} · {html(who)}"
    return _card(
        view, row, html(row["title"]), f"<span class='quiet'>{line}</span>", citation.event_claim(row), "events"
    )


def tie(view: View, row: pd.Series) -> str:
    """A tie as a card."""
    day = html(dates.parse(row["starts_on"]).words())
    head = f"{_who(view, row['actor_id'])} → {_who(view, row['recipient_id'])} · {html(TIE_KINDS.label(row['kind']))}"
    event = f" · {link('event|' + row['event_id'], 'reports of the event')}" if row["event_id"] else ""
    polarity = html(POLARITIES.label(str(row["polarity"])))
    line = f"<span class='quiet'>{day} · {html(row['state'])} · {polarity}</span>{event}"
    claim = f"{view.case.names[row['actor_id']]} toward {view.case.names[row['recipient_id']]}: {row['summary']}"
    return _card(view, row, head, line, claim, "relationships")


def _who(view: View, actor_id: str) -> str:
    return link(f"actor|{actor_id}", view.case.names[actor_id])


def _card(view: View, row: pd.Series, head: str, line: str, claim: str, table: str) -> str:
    copy = html(citation.cited(view, row, claim))
    sources = "".join(f"<li>{_source(view, one)}</li>" for one in row["source_list"])
    certainty = CERTAINTIES.label(row["certainty"])
    claim_grade = f"credibility {row['credibility']} ({CREDIBILITIES.label(str(row['credibility']))})"
    return (
        f'<div class="card"><h4>{head}{_added(view, row, table)}</h4><p>{line}</p><p>{html(row["summary"])}</p>'
        f'<p class="quiet">{html(certainty)} · {html(claim_grade)} · at {html(row["locator"])}</p>'
        f'<ul>{sources}</ul><button class="copy" data-copy="{copy}">Copy with citation</button></div>'
    )


def _added(view: View, row: pd.Series, table: str) -> str:
    """A badge for what was added in this session."""
    own = view.case.own(table).iloc[:, :3]
    if tuple(row[[*own.columns]]) in [*own.itertuples(index=False, name=None)]:
        return f' <span class="badge">{MARK} added in this session</span>'
    return ""


def _source(view: View, source_id: str) -> str:
    table = view.case.tables["sources"]
    row = table.loc[table["source_id"] == source_id].iloc[0]
    title = html(row["title"])
    if row["url"]:
        title = f'<a href="{html(row["url"])}" target="_blank" rel="noopener noreferrer">{title}</a>'
    unknown = ", publication day unknown" if source_id in undated_sources(view.case) else ""
    day = dates.parse(row["published_on"]).words()
    grade = f"{row['reliability']} ({RELIABILITIES.label(row['reliability'])})"
    said = f"{row['publisher']}, {day}{unknown} · reliability {grade}"
    return f'{title} <span class="quiet">{html(said)}</span>'
