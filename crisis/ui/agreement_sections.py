"""Camps and polarization: sections of the agreement page."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from crisis.charts import camps as camps_chart
from crisis.charts import polarization as polarization_chart
from crisis.charts.theme import Ink
from crisis.measures import agreement_tables
from crisis.measures import camps as measure
from crisis.measures import polarization as polarization_measure
from crisis.measures.camps import CampParameters
from crisis.measures.polarization import PolarizationParameters
from crisis.tables.view import View
from crisis.ui import desk, figure_card

EMPTY = "No two actors share an issue under this lens. Choose a later day, more countries or issues, or a wider grade."


def _camps_figure(view: View, camp: CampParameters, ink: Ink) -> go.Figure:
    return camps_chart.camps_figure(desk.remembered(measure.camps, view, camp), view.case.names, ink=ink, empty=EMPTY)


def camps(view: View, found: pd.DataFrame, camp: CampParameters) -> None:
    """Draw the camps: what holds each actor in its camp, and how often it stays."""
    st.subheader("Camps")
    alt = camps_chart.alt_text(found, view.case.names)
    twin = lambda: agreement_tables.camps_table(view, found)  # noqa: E731
    notes = (camps_chart.LEGEND,)
    figure_card.show(figure_card.Card("camps", "Camps", _camps_figure, (camp,), alt, twin, notes), view)


def _polarization_figure(view: View, parameters: PolarizationParameters, ink: Ink) -> go.Figure:
    found = desk.remembered(polarization_measure.polarization, view, parameters)
    return polarization_chart.polarization_figure(found, view.case.issue_names, ink=ink, empty=EMPTY)


def polarization(view: View, found: pd.DataFrame, parameters: PolarizationParameters) -> None:
    """Draw polarization, issue by issue."""
    st.subheader("Polarization")
    alt = polarization_chart.alt_text(found)
    twin = lambda: agreement_tables.polarization_table(view, found)  # noqa: E731
    figure_card.show(
        figure_card.Card("polarization", "Polarization", _polarization_figure, (parameters,), alt, twin), view
    )
