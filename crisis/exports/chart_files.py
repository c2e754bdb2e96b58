"""Every chart of the desk as a page opens it, framed as an export: title, lens, day, sources, case and version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go
import plotly.io

from crisis.charts import agreement as agreement_chart
from crisis.charts import camps as camps_chart
from crisis.charts import commitments as commitments_chart
from crisis.charts import matrix_drawing, network_legend, theme
from crisis.charts import network as network_chart
from crisis.charts import polarization as polarization_chart
from crisis.charts import shifts as shifts_chart
from crisis.charts import stance_matrix as matrix_chart
from crisis.charts import timeline as timeline_chart
from crisis.measures import layout, network, timeline
from crisis.measures.agreement import AgreementParameters, agreement
from crisis.measures.camps import CampParameters, camps, members
from crisis.measures.commitments import commitments
from crisis.measures.polarization import PolarizationParameters, polarization
from crisis.measures.shifts import ShiftParameters, shifts
from crisis.model.dates import in_words
from crisis.tables.view import View

WIDTH = 1400
"""Width of a chart that is as wide as its page, in pixels."""

SCRIPT = "plotly.min.js"
"""Plotly's script, beside the charts: one for all."""

EMPTY = "Nothing is coded under this lens."


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the desk.

    Attributes
    ----------
    word
        Its one word.
    title
        What it shows.
    draw
        The view to a light figure.
    alt
        The view to a sentence, for screen readers.
    """

    word: str
    title: str
    draw: Callable[[View], go.Figure]
    alt: Callable[[View], str]


def footer(notes: Sequence[str], view: View) -> list[str]:
    """What every exported chart carries: its notes, the lens in words, the evidence, the case and its version."""
    case = view.case
    count = theme.counted(len(view.source_ids), "source")
    last = f"{count} · {case.settings.title}, version {case.version[:8]} · Crisis Desk"
    return [*notes, view.lens.words(case), last]


def framed(chart: Chart, view: View) -> go.Figure:
    """A chart of a view in the frame of an export."""
    return theme.framed(chart.draw(view), chart.title, footer((), view), WIDTH)


def html(chart: Chart, view: View) -> bytes:
    """A chart of a view as a page beside `SCRIPT`."""
    figure = plotly.io.to_html(
        framed(chart, view), include_plotlyjs=SCRIPT, full_html=False, div_id=chart.word, config={"displaylogo": False}
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(chart.title)}</title></head>\n"
        f'<body style="margin:0"><div role="img" aria-label="{escape(chart.alt(view), quote=True)}">{figure}</div>'
        "</body></html>\n"
    ).encode()


def _day(view: View) -> str:
    return in_words(view.lens.day(view.case))


def _agreement(view: View) -> go.Figure:
    found = camps(view, CampParameters())
    groups = [*members(found), [*found.loc[found["camp"].isna(), "row_id"]]]
    return agreement_chart.agreement_figure(
        agreement(view, _LATEST), [*filter(None, groups)], view.case.names, empty=EMPTY
    )


def _agreement_alt(view: View) -> str:
    groups = members(camps(view, CampParameters()))
    return agreement_chart.alt_text(agreement(view, _LATEST), sum(map(len, groups)), len(groups))


def _network(view: View) -> go.Figure:
    places = layout.positions(view.case, view.lens.level)
    return network_chart.network_figure(network.actor_network(view), places, empty=EMPTY)


_LATEST = AgreementParameters(statements="latest", normalize="average")
_CAMPS, _HALVES, _SHIFTS = CampParameters(), PolarizationParameters(), ShiftParameters()

CHARTS = (
    Chart(
        "stance_matrix",
        "Who stands where",
        lambda view: matrix_chart.stance_matrix_figure(matrix_drawing.drawing(view), empty=EMPTY),
        lambda view: matrix_chart.alt_text(matrix_drawing.drawing(view), _day(view)),
    ),
    Chart(
        "facts",
        "Facts in dispute",
        lambda view: matrix_chart.stance_matrix_figure(matrix_drawing.facts(view), empty=EMPTY),
        lambda view: matrix_chart.alt_text(matrix_drawing.facts(view), _day(view)),
    ),
    Chart(
        "network",
        "Who acts toward whom",
        _network,
        lambda view: network_legend.alt_text(network.actor_network(view)),
    ),
    Chart(
        "timeline",
        "What happened and what is announced",
        lambda view: timeline_chart.timeline_figure(timeline.timeline(view), width=1120, empty=EMPTY),
        lambda view: timeline_chart.alt_text(timeline.timeline(view)),
    ),
    Chart("agreement", "Agreement less disagreement", _agreement, _agreement_alt),
    Chart(
        "camps",
        "Camps",
        lambda view: camps_chart.camps_figure(camps(view, _CAMPS), view.case.names, empty=EMPTY),
        lambda view: camps_chart.alt_text(camps(view, _CAMPS), view.case.names),
    ),
    Chart(
        "polarization",
        "Polarization",
        lambda view: polarization_chart.polarization_figure(
            polarization(view, _HALVES), view.case.issue_names, empty=EMPTY
        ),
        lambda view: polarization_chart.alt_text(polarization(view, _HALVES)),
    ),
    Chart(
        "shifts",
        "Stances before and after",
        lambda view: shifts_chart.shifts_figure(
            shifts(view, _SHIFTS), view.case.names, view.case.issue_names, empty=EMPTY
        ),
        lambda view: shifts_chart.shifts_alt(shifts(view, _SHIFTS)),
    ),
    Chart(
        "commitments",
        "Promises and threats",
        lambda view: commitments_chart.commitments_figure(
            commitments(view), view.day, view.case.names, view.case.issue_names, empty=EMPTY
        ),
        lambda view: commitments_chart.commitments_alt(commitments(view)),
    ),
)
"""Every chart, in the order of the pages."""
