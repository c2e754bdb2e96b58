"""Camps and polarization: sections of the agreement page."""

import streamlit as st

from crisis.charts import camps as camps_chart
from crisis.charts import polarization as polarization_chart
from crisis.measures import agreement_tables
from crisis.measures import camps as measure
from crisis.measures import polarization as polarization_measure
from crisis.measures.camps import CampParameters
from crisis.measures.polarization import PolarizationParameters
from crisis.tables.view import View
from crisis.ui import desk, figure_card
from crisis.ui.figure_card import Card

EMPTY = "No two actors share an issue under this lens. Choose a later day, more countries or issues, or a wider grade."


def camps(view: View, camp: CampParameters) -> None:
    """Draw the camps: what holds each actor in its camp, and how often it stays."""
    st.subheader("Camps")
    figure_card.show(view, _camps, camp)


def _camps(view: View, camp: CampParameters) -> Card:
    found, names = desk.remembered(measure.camps, view, camp), view.case.names
    return Card(
        "camps",
        "Camps",
        lambda ink: camps_chart.camps_figure(found, names, ink=ink, empty=EMPTY),
        camps_chart.alt_text(found, names),
        lambda: agreement_tables.camps_table(view, found),
        (camps_chart.LEGEND,),
    )


def polarization(view: View, parameters: PolarizationParameters) -> None:
    """Draw polarization, issue by issue."""
    st.subheader("Polarization")
    figure_card.show(view, _polarization, parameters)


def _polarization(view: View, parameters: PolarizationParameters) -> Card:
    found = desk.remembered(polarization_measure.polarization, view, parameters)
    return Card(
        "polarization",
        "Polarization",
        lambda ink: polarization_chart.polarization_figure(found, view.case.issue_names, ink=ink, empty=EMPTY),
        polarization_chart.alt_text(found),
        lambda: agreement_tables.polarization_table(view, found),
    )
