"""Where the marks and labels of the timeline go, in pixels."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from crisis.charts.timeline_labels import CHARACTER, FLOOR, LINE, labelled
from crisis.charts.timeline_marks import Label, Mark
from crisis.measures.timeline import DAY, Timeline
from crisis.model.vocabulary import UNCONFIRMED

MOST_MARKS = 1500
"""More marks than that are counted per lane and week instead."""

PAD, RIGHT = 14, 16
"""Pixels: room beside the first and last day, right of the lanes."""

STEPS = (1, 2, 4, 13, 26, 52)
"""Weeks a bar or a counted square may stand for."""

_TOP = 5
"""Pixels between the top of a lane and what stands highest in it."""


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """The plan of a figure, in pixels from the upper left corner of its lanes.

    Attributes
    ----------
    marks
        None where there are more than `MOST_MARKS`.
    labels
        Of key events, once each. No two overlap and none covers a mark; one that finds no room is left out.
    names
        Lines of the label of every lane, its number of marks last.
    edges
        Top of every lane, then the bottom of the last.
    margin, across, per_day
        Width left of the lanes, of the lanes, and of a day.
    first
        Day the lanes begin with.
    """

    marks: Sequence[Mark]
    labels: Sequence[Label]
    names: Sequence[Sequence[str]]
    edges: Sequence[float]
    margin: int
    across: float
    per_day: float
    first: datetime

    def px(self, midnight: datetime, days: float = 0) -> float:
        """Pixels of the midnight a day begins at, or of so many days after it."""
        return PAD + self.per_day * ((midnight - self.first) / DAY + days)

    def moments(self, pixels: Iterable[float]) -> list[str]:
        """Moments at several places, as plotly reads them: the inverse of `px`."""
        seconds = np.rint(86_400 * (np.array([*pixels], dtype=float) - PAD) / self.per_day)
        found: list[str] = (np.datetime64(self.first, "s") + seconds.astype("timedelta64[s]")).astype(str).tolist()
        return found

    def moment(self, pixels: float) -> str:
        """Moment at a place."""
        return self.moments([pixels])[0]

    @property
    def step(self) -> int:
        """Weeks counted together, so that a number of three digits fits."""
        return next((step for step in STEPS if step * 7 * self.per_day >= 30), STEPS[-1])


def laid_out(timeline: Timeline, width: int) -> Sheet:
    """Place marks and labels for a figure of a width in pixels; higher where more must stand above each other."""
    counts = Counter(mark.lane for mark in timeline.marks)
    texts = [f"{label} {counts[lane]:,}" for lane, label in enumerate(timeline.lanes)]
    margin = int(min(CHARACTER * max(map(len, texts), default=0) + 26, 200 if width >= 900 else 140))
    names = [textwrap.wrap(text, int((margin - 20) / CHARACTER)) for text in texts]
    across = max(200.0, width - margin - RIGHT)
    per_day = (across - 2 * PAD) / ((timeline.last - timeline.first) / DAY + 1)
    edges = [38.0 * place for place in range(len(texts) + 1)]
    sheet = Sheet((), (), names, edges, margin, across, per_day, timeline.first)
    return sheet if len(timeline.marks) > MOST_MARKS else _with_marks(sheet, timeline)


def _with_marks(sheet: Sheet, timeline: Timeline) -> Sheet:
    size = 13 if sheet.per_day >= 8 else 11
    now = sheet.px(timeline.day, 1)
    placed: list[Mark] = []
    for event, lane, slot, *ends in timeline.packed((size + 3) / sheet.per_day):
        left, x, right = (PAD + sheet.per_day * end for end in ends)
        if event.state == UNCONFIRMED:
            right = min(right, max(now, x + size / 2))
        placed.append(Mark(event, lane, x, -(size + 3.0) * slot, size + 2 * event.key, left, right))
    inside: list[list[Mark]] = [[] for _ in sheet.names]
    for mark in placed:
        inside[mark.lane].append(mark)
    labels: list[Label] = []
    bases: list[float] = []
    edges = [0.0]
    for marks, name in zip(inside, sheet.names, strict=True):
        here = labelled(marks, {one.event_id for one in labels}, sheet.across, now)
        top = min([*(mark.y - size / 2 for mark in marks), *(one.box[2] for one in here)])
        bases.append(edges[-1] + max(_TOP - top, LINE * len(name) + 14 - FLOOR))
        labels += [one.lowered(bases[-1]) for one in here]
        edges.append(bases[-1] + FLOOR)
    lowered = [mark._replace(y=mark.y + bases[mark.lane]) for mark in placed]
    return replace(sheet, marks=lowered, labels=labels, edges=edges)
