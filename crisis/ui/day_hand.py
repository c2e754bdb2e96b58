"""A hand that moves through the days: play or drag in the browser, let go, and the lens stands on the day."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from crisis.charts import matrix_days, timeline_days
from crisis.charts.matrix_drawing import Drawing
from crisis.measures import event_days, stance_days
from crisis.measures import timeline as measure
from crisis.model.case import Case
from crisis.tables.view import View
from crisis.ui import desk, lens_bar

_HTML = """<div class="hand"><div class="bar"><button type="button">▶ Play</button>
<input type="range" min="0" step="1" aria-label="As of, by hand"><output aria-hidden="true"></output></div>
<div class="over" aria-hidden="true" hidden></div></div>"""

Plain = dict[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Moving:
    """What moves under the hand.

    Attributes
    ----------
    chart
        Key of the chart it moves over.
    painter
        The script that draws it: the name of a file beside this one.
    view
        What the page shows.
    told
        What tells its states from others, beside case and lens without the day.
    of
        What tells its places from others of the same states.
    states, places
        Asked when the reader reaches for the hand: the states of all days, and where they are drawn on this page.
    """

    chart: str
    painter: str
    view: View
    told: tuple[object, ...]
    of: str
    states: Callable[[View], Plain]
    places: Callable[[View], Plain]

    @property
    def always(self) -> View:
        """The same view on the day of the case: one for all days."""
        return desk.view(self.view.case, replace(self.view.lens, as_of=None))

    @property
    def token(self) -> str:
        """What tells its states from others, in short."""
        return _short(self.chart, self.view.case.version, replace(self.view.lens, as_of=None), self.told)


@contextmanager
def over(moving: Moving) -> Iterator[None]:
    """Put the hand above a chart; what moves is laid over it while it moves."""
    view = moving.view
    day = view.lens.day(view.case).isoformat()
    _hand(moving.painter)(
        key=f"hand-{moving.chart}",
        data={
            "chart": moving.chart,
            "token": moving.token,
            "day": day,
            "places": moving.of,
            "stops": _runs(view.case),
        },
        on_day_change=lambda: _settle(f"hand-{moving.chart}", view.case),
    )
    yield
    _states(moving, day)


def stance_matrix(view: View, shown: Drawing, opened: tuple[str, ...]) -> Moving:
    """The stance matrix: its cells."""
    return Moving(
        "stance_matrix",
        "matrix_days.js",
        view,
        opened,
        _short(view.lens.day(view.case), [row.key for row in shown.rows], desk.ink().ground),
        lambda one: matrix_days.states(desk.remembered(_stances, one, opened), _stops(one.case)),
        lambda one: matrix_days.places(one.case, desk.remembered(_stances, one, opened), shown, desk.ink()),
    )


def timeline(view: View, lanes: str, width: int) -> Moving:
    """The timeline: its marks, on the places they have on the last day, so that none moves before the reader's eyes."""
    return Moving(
        "timeline",
        "timeline_days.js",
        view,
        (lanes,),
        desk.ink().ground,
        lambda one: timeline_days.states(desk.remembered(_events, one), _last(one, lanes), _stops(one.case)),
        lambda one: timeline_days.places(_last(one, lanes), width, desk.ink()),
    )


def _events(view: View) -> event_days.EventDays:
    return event_days.event_days(view)


def _last(view: View, lanes: str) -> measure.Timeline:
    """The timeline of the last day the hand can stand on."""
    last = desk.view(view.case, replace(view.lens, as_of=lens_bar.days(view.case)[1]))
    return desk.remembered(measure.timeline, last, lanes)


def _short(*parts: object) -> str:
    """What tells these parts from others, in short."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _stances(view: View, opened: tuple[str, ...]) -> stance_days.StanceDays:
    return stance_days.stance_days(view, opened)


def _stops(case: Case) -> np.ndarray:
    first, last = lens_bar.days(case)
    return stance_days.stops(case, pd.Timestamp(first), pd.Timestamp(last))


@lru_cache(maxsize=8)
def _runs(case: Case) -> list[tuple[str, int]]:
    """The stops as runs of days: the first of each, and how many there are; those of the case, whatever the lens."""
    stops = _stops(case)
    begins = np.flatnonzero(np.append(True, np.diff(stops) > 1))
    counts = np.diff(np.append(begins, len(stops)))
    days = stops[begins].astype("datetime64[D]").astype(str)
    return [*zip(days.tolist(), counts.tolist(), strict=True)]


def _settle(key: str, case: Case) -> None:
    """The hand was let go on a day: it is that of the lens bar now."""
    day = str(st.session_state[key].get("day"))
    if day in map(str, _stops(case).astype("datetime64[D]")):
        st.session_state["as_of"] = date.fromisoformat(day)


@st.fragment
def _states(moving: Moving, day: str) -> None:
    """What the browser needs to move through the days, when it asks for it; the rest of the page does not run again."""
    key = f"days-{moving.chart}"
    asked = (st.session_state.get(key) or {}).get("wanted") or {}
    data: Plain = {"token": moving.token, "day": day}
    if (asked.get("token"), asked.get("places")) == (moving.token, moving.of):
        always = moving.always
        data["places"] = {**moving.places(always), "of": moving.of}
        if not asked.get("have"):
            data["states"] = moving.states(always)
    _keeper()(key=key, data=data, on_wanted_change=lambda: None)


@cache
def _hand(painter: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  (Streamlit exports no name for it)
    """The hand with one painter: its script is sent in every run, so a page is not sent the other's."""
    script = f"{_text(painter)}\n{_text('day_hand.js')}"
    name = f"crisis_desk_hand_{Path(painter).stem}"
    return st.components.v2.component(name, html=_HTML, css=_text("day_hand.css"), js=script)


@cache
def _keeper():  # type: ignore[no-untyped-def]  # noqa: ANN202
    return st.components.v2.component("crisis_desk_days", html="<span></span>", js=_text("day_states.js"))


def _text(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
