"""Agreement, polarization and tempo over time: a section of a page."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from crisis.charts import windows as chart
from crisis.charts.theme import Ink, short
from crisis.measures import windows
from crisis.measures.windows import WindowParameters
from crisis.model.parameters import ParameterError
from crisis.tables.view import View
from crisis.ui import desk, figure_card
from crisis.ui.figure_card import Card, Twin
from crisis.ui.form import form
from crisis.ui.markdown import plain

WHAT = ("Agreement", "Polarization", "Tempo")
EMPTY = {
    "Agreement": "No two share an issue in any window. Look back over more units, or choose others.",
    "Polarization": "In no window two actors speak on one issue. Look back over more units, or choose a later day.",
    "Tempo": "Nothing is coded under this lens. Choose a later day, more countries or issues.",
}
NOTES = {
    "Agreement": "Agreement less disagreement over the pairs of statements on shared issues in the window. A window in "
    "which the two share no issue has no point.",
    "Polarization": "Mean over the issues of the variance of the latest stances in the window over its largest value.",
    "Tempo": "Acts between two actors by sign, hostile ones downward, and statements: coded, not all that happened.",
}


def section(view: View, camps: Sequence[Sequence[str]], start: WindowParameters) -> None:
    """Draw the section.

    Parameters
    ----------
    view
        The view.
    camps
        Row ids by camp, to choose from beside the rows.
    start
        Which statements count, and the windows the page opens on.
    """
    st.subheader("Over time")
    what = st.segmented_control("Show", WHAT, default=WHAT[0], required=True, key="over_time", bind="query-params")
    parameters = form(start, "window", dict.fromkeys(("scale", "deeds", "valence"), ()))
    sides = _sides(view, camps) if what == WHAT[0] else ()
    told = [_told(view, camps, side) for side in sides]
    title = f"Agreement of {told[0]} and {told[1]}" if sides else what
    try:
        figure_card.show(view, _card, what, sides, title, parameters)
    except ParameterError as error:
        st.info(plain(f"{str(error)[0].upper()}{str(error)[1:]}"))


def _card(view: View, what: str, sides: tuple[tuple[str, ...], ...], title: str, parameters: WindowParameters) -> Card:
    found = _table(view, what, sides, parameters)
    columns = [*chart.TEMPO] if what == "Tempo" else [what.lower()]
    return Card(
        "windows",
        f"{title} over time",
        lambda ink: _figure(found, what, sides, ink),
        chart.alt_text(found, title, columns),
        lambda: _twin(found, sides),
        (NOTES[what],),
    )


def _sides(view: View, camps: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two actors or camps to compare."""
    offered: list[tuple[str, ...]] = [tuple(camp) for camp in camps if len(camp) > 1]
    offered += [(one,) for one in desk.remembered(_rows, view)]
    if len(offered) < 2:
        return (), ()
    with st.container(horizontal=True, vertical_alignment="bottom", key="window-sides"):
        chosen = [
            st.selectbox(
                label,
                offered,
                index=place,
                format_func=lambda side: _told(view, camps, side),
                key=key,
                bind="query-params",
                width=260,
            )
            for place, (label, key) in enumerate((("One side", "one"), ("Other side", "other")))
        ]
    one, other = (side or () for side in chosen)
    return one, tuple(row for row in other if row not in one) if one != other else other


def _rows(view: View) -> list[str]:
    """Rows in the order of their names."""
    said = view.statements
    return sorted(said.rows[np.unique(said.row)], key=lambda one: view.case.names[one].casefold())


def _told(view: View, camps: Sequence[Sequence[str]], side: Sequence[str]) -> str:
    """A side in words: the camp with its first members, or the actor."""
    names = view.case.names
    if len(side) == 1:
        return short(names[side[0]])
    number = next((place for place, camp in enumerate(camps, start=1) if tuple(camp) == tuple(side)), 0)
    first = ", ".join(short(names[one]) for one in side[:3])
    more = f" and {len(side) - 3} more" if len(side) > 3 else ""
    return f"camp {number}: {first}{more}" if number else f"{first}{more}"


def _table(view: View, what: str, sides: tuple[tuple[str, ...], ...], parameters: WindowParameters) -> pd.DataFrame:
    if what == "Agreement":
        return windows.agreement_over_time(view, sides[0], sides[1], parameters)
    measure = windows.polarization_over_time if what == "Polarization" else windows.tempo
    return measure(view, parameters)


def _figure(found: pd.DataFrame, what: str, sides: tuple[tuple[str, ...], ...], ink: Ink) -> go.Figure:
    if what == "Tempo":
        return chart.tempo_figure(found, ink=ink, empty=EMPTY[what])
    rows = [one for side in sides for one in side]
    return chart.window_figure(found, what.lower(), rows, ink=ink, empty=EMPTY[what])


def _twin(found: pd.DataFrame, sides: tuple[tuple[str, ...], ...]) -> Twin:
    """Windows as a table; a row opens its statements."""
    rows = ";".join(one for side in sides for one in side)
    edges = zip(found["start"], found["end"], strict=True)
    tokens = [f"window|{start:%Y-%m-%d}|{end:%Y-%m-%d}|{rows}" for start, end in edges]
    last = found["end"] - pd.Timedelta(days=1)
    shown = found.assign(start=found["start"].dt.date, end=last.dt.date).rename(columns=lambda one: one.capitalize())
    return shown.rename(columns={"Start": "First day", "End": "Last day"}), tokens
