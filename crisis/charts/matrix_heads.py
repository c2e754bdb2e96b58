"""Heads of a stance matrix: where its columns stand, the names and themes over them, the names beside its rows."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crisis.charts import theme
from crisis.charts.matrix_drawing import Column, Row
from crisis.charts.theme import Ink, Trace, escaped

GRID = 44
"""Distance of two cells in pixels."""

EDGE, FOOT = 20, 12
"""Pixels left and right of a matrix, and below it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a matrix stands in its figure, in pixels.

    Attributes
    ----------
    across, ends
        As of `across_and_ends`.
    down
        Place of each row by its key, 0 for the first, the others below 0.
    left, right, top
        From the first column to the left edge, to the right edge; height of the heads above the first row's cells.
    """

    across: Mapping[str, float]
    ends: Mapping[str, tuple[float, float]]
    down: Mapping[str, float]
    left: float
    right: float
    top: int

    @property
    def low(self) -> float:
        """Lower edge of the last row."""
        return min(self.down.values()) - GRID / 2 - 4

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the figure, margins of `EDGE` and `FOOT` with it."""
        return int(self.left + self.right + 2 * EDGE), int(self.top + GRID / 2 - self.low + FOOT)


def planned(rows: Sequence[Row], columns: Sequence[Column]) -> Plan:
    """Plan a matrix of at least one row and one column."""
    across, ends = across_and_ends(columns)
    return Plan(
        across,
        ends,
        {row.key: -float(GRID * place) for place, row in enumerate(rows)},
        34 + max(8.2 * len(row.label) for row in rows),
        right_edge(columns, across, ends),
        64 + int(7.6 * max(len(line) for column in columns for line in name_lines(column.label))),
    )


@lru_cache(maxsize=2000)
def name_lines(label: str) -> Sequence[str]:
    """A column label on at most two lines, as even as words allow."""
    width = max(16, len(label) // 2)
    while len(lines := textwrap.wrap(label, width)) > 2:
        width += 1
    return lines or [""]


def across_and_ends(columns: Sequence[Column]) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Place of each column, and first and last place of each theme; a theme is as wide as its name needs."""
    places: dict[str, float] = {}
    ends: dict[str, tuple[float, float]] = {}
    at = 0.0
    for name in dict.fromkeys(column.theme for column in columns):
        group = [column.issue_id for column in columns if column.theme == name]
        places |= {issue: at + GRID * place for place, issue in enumerate(group)}
        ends[name] = (at, at + GRID * (len(group) - 1))
        longest = max(len(word) for word in theme_lines(name, len(group)))
        at += max(GRID * len(group), 8 * longest + 8) + 10
    return places, ends


def right_edge(columns: Sequence[Column], across: dict[str, float], ends: dict[str, tuple[float, float]]) -> float:
    """Where the last column ends, or the name of the last theme."""
    name, (first, _) = [*ends.items()][-1]
    longest = max(map(len, theme_lines(name, sum(column.theme == name for column in columns))))
    return max(max(across.values()) + GRID / 2 + 8, first - GRID / 2 + 8.0 * longest)


def theme_lines(name: str, columns: int) -> list[str]:
    """The name of a theme on lines as wide as its columns."""
    return textwrap.wrap(name, max(6, GRID * columns // 8), break_long_words=False) or [name]


def heads(
    columns: Sequence[Column], across: dict[str, float], ends: dict[str, tuple[float, float]], ink: Ink, top: int
) -> list[dict[str, object]]:
    """Column labels standing on their columns, themes above them; the proposition shows on hover."""
    base = {"xref": "x", "yref": "y", "y": GRID / 2, "showarrow": False}
    found: list[dict[str, object]] = [
        {
            **base,
            "x": across[column.issue_id],
            "text": "<br>".join(escaped(line) for line in name_lines(column.label)),
            "hovertext": _hover(column.proposition),
            "textangle": -90,
            "yanchor": "bottom",
            "yshift": 6,
            "align": "left",
            "font": {"size": theme.TEXT, "color": ink.text},
        }
        for column in columns
    ]
    for name, (first, _) in ends.items():
        count = sum(column.theme == name for column in columns)
        found.append(
            {
                **base,
                "x": first - GRID / 2 + 2,
                "xanchor": "left",
                "text": "<br>".join(escaped(line) for line in theme_lines(name, count)),
                "yanchor": "top",
                "yshift": top - 2,
                "align": "left",
                "font": {"size": theme.TEXT, "color": ink.quiet},
            }
        )
    return found


@lru_cache(maxsize=2000)
def _hover(proposition: str) -> str:
    return "<br>".join(escaped(line) for line in textwrap.wrap(proposition, 50))


def rules(ends: dict[str, tuple[float, float]], low: float, ink: Ink) -> list[dict[str, object]]:
    """A thin line before every theme but the first."""
    starts = [first - GRID / 2 - 6 for first, _ in ends.values()][1:]
    return [
        {
            "type": "line",
            "x0": x,
            "x1": x,
            "y0": low,
            "y1": GRID / 2,
            "line": {"color": ink.faint, "width": 1},
            "layer": "below",
        }
        for x in starts
    ]


def labels(rows: Sequence[Row], down: dict[str, float], ink: Ink) -> Trace:
    """Row labels left of the cells; each opens the profile of its actor."""
    return theme.scatter(
        x=[-GRID / 2 - 6] * len(rows),
        y=[down[row.key] for row in rows],
        mode="markers+text",
        marker={"size": 14, "opacity": 0},
        text=[escaped(row.label) for row in rows],
        textposition="middle left",
        textfont={"size": theme.TEXT, "color": [ink.quiet if row.depth else ink.text for row in rows]},
        customdata=[["actor", row.actor_id] for row in rows],
        hovertext=[f"{escaped(row.label)}: click for the profile" for row in rows],
        hoverinfo="text",
        cliponaxis=False,
        name="rows",
    )
