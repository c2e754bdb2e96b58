"""Agreement as a network: camps by colour, agreement as solid lines, disagreement dashed."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from crisis.charts import theme
from crisis.charts.theme import LIGHT, Ink, Trace, counted, escaped, short, signed
from crisis.measures.agreement import AgreementNetwork
from crisis.measures.layout import label_lines
from crisis.model import parameters

HEIGHT = 680
LIMIT = 80
"""Most actors a picture shows; beyond it a sentence says what to do."""

WEAK, STRONG = 0.25, 0.75
"""Shares of the strongest tie: weaker ones are not drawn, stronger ones are drawn broad."""

AGREE, DISAGREE = "#6a51a3", "#b35806"
"""Lines: purple agrees, orange disagrees; both stand out on a light and on a dark ground."""

LEGEND = (
    "Solid purple: agreement; dashed orange: disagreement; broad from 3/4 of the strongest tie on, not drawn below "
    "1/4. Colour: camp; grey stands in none."
)


def agreement_network_figure(
    network: AgreementNetwork,
    camps: Sequence[Sequence[str]],
    positions: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    *,
    ink: Ink = LIGHT,
    empty: str = "",
) -> go.Figure:
    """Draw a one-mode network.

    Parameters
    ----------
    network
        A one-mode network.
    camps
        Row ids to draw, camp by camp; who stands in none is grey.
    positions
        Where each stands, of `crisis.measures.layout.place`.
    names
        Printed name of each row.
    ink
        Colours of text and lines.
    empty
        Sentence shown where no two share an issue.

    Returns
    -------
    Figure
        Actors carry ``customdata`` ``["actor", row]``, the middle of each line ``["agreement", row, row, choices]``.
    """
    order = [*positions]
    if len(order) > LIMIT:
        many = f"{len(order)} actors are too many to draw: choose fewer countries, or more statements at least."
        return theme.sentence(many, ink)
    places = [network.rows.index(one) for one in order]
    values = np.triu(network.values[np.ix_(places, places)], 1)
    most = np.abs(values).max(initial=0)
    ties = np.argwhere(np.abs(values) >= max(WEAK * most, 1e-12)).tolist()
    if not order:
        return theme.sentence(empty, ink)
    points = np.array([positions[one] for one in order])
    traces = [*_lines(points, values, ties, most), _middles(network, order, points, values, ties, names)]
    traces.append(_marks(order, points, camps, names, ink))
    low, high = points.min(axis=0), points.max(axis=0)
    pad = np.maximum((high - low) * 0.06, 0.05)
    settings = {
        "xaxis": {"visible": False, "range": [low[0] - pad[0], high[0] + pad[0]]},
        "yaxis": {"visible": False, "range": [low[1] - pad[1], high[1] + pad[1]]},
        "hovermode": "closest",
        "annotations": [
            {
                "x": point[0],
                "y": point[1],
                "yshift": -12,
                "yanchor": "top",
                "showarrow": False,
                "borderpad": 0,
                "bgcolor": theme.veil(ink),
                "text": "<br>".join(escaped(line) for line in label_lines(short(names[one]))),
                "font": {"size": theme.TEXT, "color": ink.text},
            }
            for one, point in zip(order, points.tolist(), strict=True)
        ],
    }
    base = theme.layout(ink, height=HEIGHT, margin={"l": 12, "r": 12, "t": 12, "b": 24})
    return theme.drawn(theme.calm(traces, ink), theme.combined(base, settings))


def alt_text(network: AgreementNetwork, drawn: int, camps: int) -> str:
    """The picture in a sentence, for screen readers."""
    return (
        f"Network of {counted(drawn, 'actor')} in {counted(camps, 'camp')}, tied by what they say on shared issues. "
        f"The table below holds {counted(int((np.triu(network.shared, 1) > 0).sum()), 'tie')}."
    )


def _lines(points: np.ndarray, values: np.ndarray, ties: Sequence[Sequence[int]], most: float) -> list[Trace]:
    """One trace for each side and strength; broad lines lie above."""
    found = []
    for strong in (False, True):
        for sign, colour, dash in ((-1, DISAGREE, "dash"), (1, AGREE, "solid")):
            some = [
                [one, other]
                for one, other in ties
                if values[one, other] * sign > 0 and (abs(values[one, other]) >= STRONG * most) == strong
            ]
            x, y = ([part for pair in some for part in (*points[pair, axis].tolist(), None)] for axis in (0, 1))
            found.append(
                theme.scatter(
                    x=x,
                    y=y,
                    mode="lines",
                    line={"color": colour, "width": 4 if strong else 1.5, "dash": dash},
                    opacity=0.9 if strong else 0.55,
                    hoverinfo="skip",
                    name=("agreement" if sign > 0 else "disagreement") + (", strong" if strong else ""),
                )
            )
    return found


def _middles(
    network: AgreementNetwork,
    order: Sequence[str],
    points: np.ndarray,
    values: np.ndarray,
    ties: Sequence[Sequence[int]],
    names: Mapping[str, str],
) -> Trace:
    """The middle of each line: what is pointed at and clicked."""
    choices = parameters.told(network.parameters)
    middle = np.array([(points[one] + points[other]) / 2 for one, other in ties]).reshape(-1, 2)
    return theme.scatter(
        x=middle[:, 0].tolist(),
        y=middle[:, 1].tolist(),
        mode="markers",
        marker={"size": 14, "color": "rgba(0,0,0,0)", "line": {"width": 0}, "opacity": 1},
        customdata=[["agreement", order[one], order[other], choices] for one, other in ties],
        hovertext=[
            f"{escaped(names[order[one]])} · {escaped(names[order[other]])}: {signed(values[one, other], 2)}<br>"
            "Click to see why"
            for one, other in ties
        ],
        hoverinfo="text",
        name="ties",
    )


def _marks(
    order: Sequence[str], points: np.ndarray, camps: Sequence[Sequence[str]], names: Mapping[str, str], ink: Ink
) -> Trace:
    camp = {one: place for place, group in enumerate(camps) for one in group}
    told = {one: f"camp {camp[one] + 1}" if one in camp else "in no camp" for one in order}
    last = len(theme.CATEGORIES) - 1
    return theme.scatter(
        x=points[:, 0].tolist(),
        y=points[:, 1].tolist(),
        mode="markers",
        marker={
            "size": 20,
            "color": [theme.CATEGORIES[min(camp[one], last)] if one in camp else theme.CONTACT for one in order],
            "line": {"color": ink.ground, "width": 1.5},
            "opacity": 1,
        },
        customdata=[["actor", one] for one in order],
        hovertext=[f"{escaped(names[one])}, {told[one]}<br>Click for the profile" for one in order],
        hoverinfo="text",
        name="actors",
    )
