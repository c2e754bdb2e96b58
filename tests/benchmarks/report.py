"""The figures of a run: printed, held against those kept in ``docs/performance.md``, and kept there."""

import os
import platform
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path

from tests.benchmarks.measures import Ratio

FILE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"

WORSE = 1.25
"""A ratio may be so many times the one that was kept before it counts as a regression."""

_ROW = re.compile(r"\| (?P<name>[^|]+?) \|[^|]+\|[^|]+\| (?P<ratio>[0-9.]+) \|")


def kept() -> dict[str, float]:
    """Ratios of the run that was kept, by name."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    return {row["name"]: float(row["ratio"]) for row in _ROW.finditer(text)}


def regressions(found: Sequence[Ratio], before: dict[str, float]) -> list[str]:
    """What became slower than a quarter beyond what was kept."""
    return [
        f"{one.name}: {one.value:.2f}, was {before[one.name]:.2f}"
        for one in found
        if one.name in before
        and (one.value * WORSE < before[one.name] if one.least else one.value > WORSE * before[one.name])
    ]


def table(found: Sequence[Ratio], crowd: str) -> str:
    """The figures as Markdown, with the machine and the day."""
    lines = [
        "# Performance",
        "",
        "Made by `make bench`: a line is a time or size of ours, its floor in the same run, their ratio and the bound.",
        "A run that is a quarter worse than this one fails. Lines that miss their bound are in bold. The floor of a",
        "page is the same page with all it shows, its controls too, built beforehand: the ratio is our work.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, Python {sys.version.split()[0]}.",
        "",
        "| what | ours | floor | ratio | bound |",
        "|---|---|---|---|---|",
        *(_row(one) for one in found),
        "",
        crowd,
        "",
    ]
    return "\n".join(lines)


def _row(one: Ratio) -> str:
    bound = f"{'≥' if one.least else '≤'} {one.bound:g}" if isfinite(one.bound) else "none"
    shown = f"**{bound}**" if one.broken else bound
    return f"| {one.name} | {one.one:,.1f} {one.unit} | {one.other:,.1f} {one.unit} | {one.value:.2f} | {shown} |"
