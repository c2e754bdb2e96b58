"""The evidence as flat tables of names: what the Evidence page lists and searches."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from crisis.model.additions import MARK
from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.plover import TIE_KINDS
from crisis.model.values import MANY
from crisis.model.vocabulary import ACTS, BASES, CONDITIONS, THEMES
from crisis.tables import known
from crisis.tables.view import View

OPENS = "opens"
"""Column that names what a row opens; not shown."""


def statements(view: View) -> pd.DataFrame:
    """Statements, the latest first: who, on what, when, how sure, on whose word."""
    table, places = _statements(view.case, view.lens.clock(view.case))
    return _kept(table, view.kept["positions"][places])


def ties(view: View) -> pd.DataFrame:
    """Ties that hold, the latest first."""
    table, places = _ties(view.case, view.lens.clock(view.case))
    return _kept(table, view.shown_ties[places])


def reports(view: View) -> pd.DataFrame:
    """Reports of events, the latest first."""
    table, places = _reports(view.case, view.lens.clock(view.case))
    return _kept(table, view.kept["events"][places])


Listed = tuple[pd.DataFrame, np.ndarray]
"""All rows of a kind that the clocks let in, the latest first, and the place of each among them: a view only cuts."""


@lru_cache(maxsize=4)
def _statements(case: Case, clock: Lens) -> Listed:
    said, places = _latest(known.said(case, clock), "last_day")
    table = _with_sources(
        case,
        said,
        {
            "Day": said["last_day"].dt.date,
            "Actor": said["actor_id"].map(case.names),
            "Issue": said["issue_id"].map(case.issue_names),
            "Stance": said["stance"],
            "Summary": _marked(case, "positions", said),
        },
        "position|" + said["position_id"],
        {
            "Act": said["act"].map(ACTS.label),
            "Basis": said["basis"].map(BASES.label),
            "Condition": said["condition"].map(CONDITIONS.label),
        },
    )
    return table, places


@lru_cache(maxsize=4)
def _ties(case: Case, clock: Lens) -> Listed:
    found, places = _latest(known.holding(case, clock), "first_day")
    table = _with_sources(
        case,
        found,
        {
            "Day": found["first_day"].dt.date,
            "Actor": found["actor_id"].map(case.names),
            "Recipient": found["recipient_id"].map(case.names),
            "Kind": found["kind"].map(TIE_KINDS.label),
            "Polarity": found["polarity"],
            "State": found["state"],
            "Summary": _marked(case, "relationships", found),
        },
        "tie|" + found["row_id"] + "|" + found["recipient_row_id"],
    )
    return table, places


@lru_cache(maxsize=4)
def _reports(case: Case, clock: Lens) -> Listed:
    found, places = _latest(known.clocked(case, "events", clock).rows, "first_day")
    table = _with_sources(
        case,
        found,
        {
            "Day": found["first_day"].dt.date,
            "Title": found["title"],
            "Status": found["status"],
            "Theme": found["theme"].map(THEMES.label),
            "Place": found["place"],
            "Summary": _marked(case, "events", found),
        },
        "event|" + found["event_id"],
    )
    return table, places


def _latest(rows: pd.DataFrame, day: str) -> Listed:
    """Rows, the latest first, and their places."""
    order = rows[day].reset_index(drop=True).sort_values(ascending=False, kind="stable")
    places = order.index.to_numpy()
    return rows.iloc[places], places


def _kept(table: pd.DataFrame, kept: np.ndarray) -> pd.DataFrame:
    return table[kept].reset_index(drop=True)


def events(view: View) -> pd.DataFrame:
    """Events in their state on the day, in the order they begin."""
    found = view.events
    return _with_sources(
        view.case,
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
    words = search.casefold().split()
    if not words:
        return pd.Series(True, index=table.index)
    cells = zip(*(table[column] for column in table if column != OPENS), strict=True)
    texts = [" ".join("" if pd.isna(cell) else str(cell) for cell in row).casefold() for row in cells]
    text = pd.Series(texts, index=table.index, dtype="str")
    found = pd.Series(True, index=table.index)
    for word in words:
        found &= text.str.contains(word, regex=False)
    return found


def _marked(case: Case, table: str, rows: pd.DataFrame) -> pd.Series:
    """Summaries, those of rows added in this session behind a mark."""
    if not case.added:
        return rows["summary"]
    return rows["summary"].mask(rows.index.isin(case.own(table).index), f"{MARK} " + rows["summary"])


def _joined(view: View, ids: str) -> str:
    return ", ".join(view.case.names[one] for one in ids.split(MANY) if one)


def _with_sources(
    case: Case,
    rows: pd.DataFrame,
    columns: dict[str, pd.Series],
    opens: pd.Series,
    further: Mapping[str, pd.Series] = MappingProxyType({}),
) -> pd.DataFrame:
    """The columns, then grade and source, then what else there is to know, and what the row opens."""
    sources = case.tables["sources"].set_index("source_id").loc[rows["source_id"]]
    return pd.DataFrame(
        {
            **columns,
            "Reliability": sources["reliability"].to_numpy(),
            "Credibility": rows["credibility"],
            "Source": (sources["publisher"] + ": " + sources["title"]).to_numpy(),
            **further,
            "Sources": rows["source_list"].map(len),
            "Place in source": rows["locator"],
            "Address": sources["url"].to_numpy(),
            OPENS: opens,
        }
    ).reset_index(drop=True)
