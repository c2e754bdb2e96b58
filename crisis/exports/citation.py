"""Citations: what an analyst pastes into a paper, with the grade and the day it was known."""

import pandas as pd

from crisis import __version__
from crisis.charts.theme import signed
from crisis.model import dates
from crisis.model.case import Case
from crisis.model.vocabulary import STANCES
from crisis.tables.view import View


def source_line(case: Case, source_id: str) -> str:
    """One source in a line: title, publisher, day, address.

    Returns
    -------
    str
        ``Title. Publisher, 7 February 2022. https://…``; "publication day unknown" where its date is open.
    """
    table = case.tables["sources"]
    source = table.loc[table["source_id"] == source_id].iloc[0]
    published = dates.parse(source["published_on"])
    day = published.words() + (", publication day unknown" if published.latest is None else "")
    return " ".join(part for part in (f"{source['title']}. {source['publisher']}, {day}.", source["url"]) if part)


def grade(row: pd.Series, case: Case) -> str:
    """Admiralty grade of a row: reliability of its main source, credibility of the row; two fields, never fused."""
    table = case.tables["sources"]
    reliability = table.loc[table["source_id"] == row["source_id"], "reliability"].iloc[0]
    return f"reliability {reliability}, credibility {row['credibility']}"


def cited(view: View, row: pd.Series, claim: str) -> str:
    """A claim with its sources, place, grade and the day it is known by.

    Parameters
    ----------
    view
        The view it is cited from.
    row
        A row of one of its tables.
    claim
        The claim in words.
    """
    sources = "; ".join(source_line(view.case, one) for one in row["source_list"])
    clock = "with hindsight" if view.lens.hindsight else "as known that day"
    case = view.case
    return (
        f"{claim} [{row['locator']}; {grade(row, case)}] {sources} "
        f"({case.settings.title}, version {case.version[:8]}, as of {dates.in_words(view.lens.day(case))}, {clock}; "
        f"Crisis Desk {__version__})"
    )


def position_claim(view: View, row: pd.Series) -> str:
    """A statement in words: ``Olaf Scholz on Arm Ukraine: −2 strongly opposes, 14 February 2022. Summary.``."""
    names, issues = view.case.names, view.case.issue_names
    stance = (
        "took no stand" if pd.isna(row["stance"]) else f"{signed(row['stance'])} {STANCES.label(str(row['stance']))}"
    )
    said = dates.parse(row["said_on"]).words()
    return f"{names[row['actor_id']]} on {issues[row['issue_id']]}: {stance}, {said}. {row['summary']}"


def event_claim(row: pd.Series) -> str:
    """An event in words: ``Scholz meets Biden at the White House, 7 February 2022 (occurred). Summary.``."""
    began = dates.parse(row["starts_on"]).words()
    return f"{row['title']}, {began} ({row.get('state', row['status'])}). {row['summary']}"
