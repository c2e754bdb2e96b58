"""Who says the same, who the opposite, and how firmly do they stand together?"""

import plotly.graph_objects as go
import streamlit as st

from crisis.charts import agreement as agreement_chart
from crisis.charts import agreement_network
from crisis.charts.theme import Ink, counted, short
from crisis.measures import agreement, agreement_tables, camps, layout, polarization
from crisis.measures.agreement import AgreementNetwork, AgreementParameters
from crisis.measures.camps import CampParameters
from crisis.measures.polarization import PolarizationParameters
from crisis.measures.windows import WindowParameters
from crisis.tables.view import View
from crisis.ui import agreement_sections, desk, figure_card, method, over_time, page
from crisis.ui.figure_card import Card
from crisis.ui.form import form

START = AgreementParameters(statements="latest", normalize="average")
PICTURES = ("Matrix", "Network")
ONLY = {
    "mode": (),
    "facts": (),
    "tie": ("subtract", "congruence", "conflict", "ignore"),
    "normalize": agreement.ONE_MODE,
}
EMPTY = "No two actors share an issue under this lens. Choose a later day, more countries or issues, or a wider grade."


def render() -> None:
    """Draw the page."""
    with page.frame(
        "Agreement", "Who says the same, who the opposite, and how firmly do they stand together?"
    ) as frame:
        view = frame.view
        picture, chosen, least = _controls()
        camp = CampParameters(chosen.scale, chosen.statements, chosen.deeds, chosen.valence)
        spread = PolarizationParameters(chosen.deeds, chosen.valence)
        windows = WindowParameters(scale=chosen.scale, deeds=chosen.deeds, valence=chosen.valence)
        frame.answer(desk.remembered(_answer, view, camp, spread))
        figure_card.show(view, _card, picture, chosen, camp, least)
        agreement_sections.camps(view, camp)
        agreement_sections.polarization(view, spread)
        over_time.section(view, desk.remembered(_camps, view, camp), windows)
        method.section("agreement", "camps", "polarization", "windows")


def _controls() -> tuple[str, AgreementParameters, int]:
    """Matrix or network, what counts and how, who is drawn."""
    picture = st.segmented_control(
        "Picture", PICTURES, default=PICTURES[0], required=True, key="picture", bind="query-params"
    )
    with st.expander("Change what counts, and how", key="agree-form"):
        chosen = form(START, "agree", ONLY)
        least = st.number_input(
            "Statements at least", 1, 100, 2, key="agree_least", bind="query-params", width=190,
            help="Actors with fewer statements that count are left out of the picture, not out of the camps.",
        )  # fmt: skip
    return picture or PICTURES[0], chosen, int(least)


def _camps(view: View, camp: CampParameters) -> list[list[str]]:
    """Row ids, camp by camp."""
    return camps.members(camps.camps(view, camp))


def _answer(view: View, camp: CampParameters, spread: PolarizationParameters) -> str:
    found = desk.remembered(_camps, view, camp)
    groups = [camp for camp in found if len(camp) > 1]
    if not groups:
        return "Nobody stands together: no two actors share an issue and a side."
    told = [_few([short(view.case.names[one]) for one in camp]) for camp in groups[:3]]
    without = len(camps.camps(view, camp)) - sum(map(len, found))
    apart = {"stand alone": len(found) - len(groups), "share no issue with anyone": without}
    told += [f"{count} {words}" for words, count in apart.items() if count]
    scored = polarization.polarization(view, spread)["polarization"].to_numpy()
    score = f" Polarization {scored[0]:.2f} of 1." if len(scored) else ""
    return f"{counted(len(groups), 'camp')}: {'; '.join(told)}.{score}"


def _few(names: list[str]) -> str:
    """The first three, and how many more."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _card(view: View, picture: str, chosen: AgreementParameters, camp: CampParameters, least: int) -> Card:
    network = agreement.agreement(view, chosen)
    groups = camps.of_rows(camps.camps(view, camp), network.rows, least)
    chart = agreement_chart if picture == "Matrix" else agreement_network
    return Card(
        "agreement",
        agreement.TIES.label(chosen.tie).capitalize(),
        lambda ink: _figure(view, picture, network, groups, ink),
        chart.alt_text(network, sum(map(len, groups)), len(groups) - 1),
        lambda: agreement_tables.pairs(view, network),
        (agreement_tables.words(chosen), chart.LEGEND),
    )


def _figure(view: View, picture: str, network: AgreementNetwork, groups: list[list[str]], ink: Ink) -> go.Figure:
    names = view.case.names
    if picture == "Matrix":
        return agreement_chart.agreement_figure(network, [*filter(None, groups)], names, ink=ink, empty=EMPTY)
    places = layout.place(agreement_tables.pulls(view, network, groups[:-1]))
    return agreement_network.agreement_network_figure(network, groups[:-1], places, names, ink=ink, empty=EMPTY)


if __name__ == "__main__":
    render()
