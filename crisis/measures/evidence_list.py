"""The evidence as flat tables of names: what the Evidence page lists and searches."""

from collections.abc import Callable

import pandas as pd

from crisis.model.additions import MARK
from crisis.model.plover import TIE_KINDS
from crisis.model.values import MANY
from crisis.model.vocabulary import ACTS, BASES, CONDITIONS, THEMES
from crisis.tables.view import View

OPENS = "opens"
"""Column that names what a row opens; not shown."""


def statements(view: View) -> pd.DataFrame:
    """Statements, the latest first: who, on what, when, how sure, on whose word."""
    said = view.positions.sort_values("last_day", ascending=False, kind="stable")
    return _with_sources(
        view,
        said,
        {
            "Day": said["last_day"].dt.date,
            "Actor": _names(view, said["actor_id"]),
            "Issue": said["issue_id"].map(view.case.issue_names),
            "Stance": said["stance"],
            "Act": said["act"].map(ACTS.label),
            "Basis": said["basis"].map(BASES.label),
            "Condition": said["condition"].map(CONDITIONS.label),
            "Summary": _marked(view, "positions", said),
        },
        "position|" + said["position_id"],
    )


def ties(view: View) -> pd.DataFrame:
    """Ties that hold, the latest first."""
    found = view.ties.sort_values("first_day", ascending=False, kind="stable")
    return _with_sources(
        view,
        found,
        {
            "Day": found["first_day"].dt.date,
            "Actor": _names(view, found["actor_id"]),
            "Recipient": _names(view, found["recipient_id"]),
            "Kind": found["kind"].map(TIE_KINDS.label),
            "Polarity": found["polarity"],
            "State": found["state"],
            "Summary": _marked(view, "relationships", found),
        },
        "tie|" + found["row_id"] + "|" + found["recipient_row_id"],
    )


def reports(view: View) -> pd.DataFrame:
    """Reports of events, the latest first."""
    found = view.rows("events").sort_values("first_day", ascending=False, kind="stable")
    return _with_sources(
        view,
        found,
        {
            "Day": found["first_day"].dt.date,
            "Title": found["title"],
            "Status": found["status"],
            "Theme": found["theme"].map(THEMES.label),
            "Place": found["place"],
            "Summary": _marked(view, "events", found),
        },
        "event|" + found["event_id"],
    )


def events(view: View) -> pd.DataFrame:
    """Events in their state on the day, in the order they begin."""
    found = view.events
    return _with_sources(
        view,
        found,
        {
            "Day": found["first_day"].dt.date,
            "Title": found["title"],
            "State": found["state"],
            "Theme": found["theme"].map(THEMES.label),
            "Place": found["place"],
            "Actors": found["actor_ids"].map(lambda ids: _joined(view, ids)),
            "Recipients": found["recipient_ids"].map(lambda ids: _joined(view, ids)),
            "Reports": found["reports"],
        },
        "event|" + found["event_id"],
    )


KINDS: dict[str, Callable[[View], pd.DataFrame]] = {"Statements": statements, "Ties": ties, "Event reports": reports}
"""What can be listed, by the word of the control."""


def with_tokens(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """A list as it is shown, and what each of its rows opens."""
    return table.drop(columns=OPENS), [*table[OPENS]]


def matches(table: pd.DataFrame, search: str) -> pd.Series:
    """Rows in which every word of a search occurs, in any column, whatever its case."""
    cells = zip(*(table[column] for column in table if column != OPENS), strict=True)
    texts = [" ".join("" if pd.isna(cell) else str(cell) for cell in row).casefold() for row in cells]
    text = pd.Series(texts, index=table.index, dtype="str")
    found = pd.Series(True, index=table.index)
    for word in search.casefold().split():
        found &= text.str.contains(word, regex=False)
    return found


def _names(view: View, ids: pd.Series) -> pd.Series:
    return ids.map(view.case.names)


def _marked(view: View, table: str, rows: pd.DataFrame) -> pd.Series:
    """Summaries, those of rows added in this session behind a mark."""
    if not view.case.added:
        return rows["summary"]
    return rows["summary"].mask(rows.index.isin(view.case.own(table).index), f"{MARK} " + rows["summary"])


def _joined(view: View, ids: str) -> str:
    return ", ".join(view.case.names[one] for one in ids.split(MANY) if one)


def _with_sources(view: View, rows: pd.DataFrame, columns: dict[str, pd.Series], opens: pd.Series) -> pd.DataFrame:
    """The columns, then grade and source, then what the row opens."""
    sources = view.case.tables["sources"].set_index("source_id").loc[rows["source_id"]]
    return pd.DataFrame(
        {
            **columns,
            "Credibility": rows["credibility"],
            "Reliability": sources["reliability"].to_numpy(),
            "Source": (sources["publisher"] + ": " + sources["title"]).to_numpy(),
            "Sources": rows["source_list"].map(len),
            "Place in source": rows["locator"],
            "Address": sources["url"].to_numpy(),
            OPENS: opens,
        }
    ).reset_index(drop=True)
