"""How much was coded, of whom, about what and when, and on how many sources?"""

import pandas as pd
import streamlit as st

from crisis.charts import coverage as chart
from crisis.charts.theme import counted
from crisis.measures import coverage
from crisis.model.dates import in_words
from crisis.tables.view import View
from crisis.ui import desk, figure_card, page
from crisis.ui.figure_card import Card

EMPTY = "No statement is coded under this lens. Choose a later day, more countries or issues, or a wider grade."
NOTE = (
    "Statements coded per week, by the day they were said. A blank week means nothing was coded, not that nobody spoke."
)


def render() -> None:
    """Draw the page."""
    with page.frame("Coverage", "How much of it have we covered at all, and on how many sources?") as frame:
        view = frame.view
        frame.answer(desk.remembered(_answer, view))
        for by, title in (("actor", "Actor by week"), ("issue", "Issue by week")):
            st.subheader(title)
            figure_card.show(view, _card, by, title)


def _answer(view: View) -> str:
    said = view.positions
    share = coverage.single_source_share(view)
    if share is None or said.empty:
        return EMPTY
    first = said["last_day"].min()
    return (
        f"{counted(len(said), 'statement')} of {counted(said['row_id'].nunique(), 'row')} on "
        f"{counted(said['issue_id'].nunique(), 'issue')}, the first of {in_words(first)}; {share:.0%} of all rows "
        "shown rest on a single source."
    )


def _card(view: View, by: str, title: str) -> Card:
    counts, names = coverage.by_week(view, by), _names(view, by)
    return Card(
        f"coverage_{by}",
        f"Coverage: {title.lower()}",
        lambda ink: chart.coverage_figure(counts, names, by, ink=ink, empty=EMPTY),
        chart.alt_text(counts, by),
        lambda: (_twin(view, by), ()),
        (NOTE,),
    )


def _names(view: View, by: str) -> dict[str, str]:
    return view.case.names if by == "actor" else view.case.issue_names


def _twin(view: View, by: str) -> pd.DataFrame:
    """Summary and weeks, one row an actor or issue."""
    summary = coverage.summary(view, by)
    weeks = coverage.by_week(view, by).reindex(summary.index)
    weeks.columns = [f"{monday:%Y-%m-%d}" for monday in weeks.columns]
    names = _names(view, by)
    head = pd.DataFrame(
        {
            by.capitalize(): [names[one] for one in summary.index],
            "Statements": summary["statements"],
            "First coded": summary["first_day"].dt.date,
            "Last coded": summary["last_day"].dt.date,
            "Sources": summary["sources"],
            "Single-source share": summary["single_source"].round(2),
        },
        index=summary.index,
    )
    return pd.concat([head, weeks], axis=1).reset_index(drop=True)


if __name__ == "__main__":
    render()
