"""A hundred steps of the hand through the days in Chromium: script and paint, on the shipped case and on a large one.

Run alone by ``python -m tests.benchmarks.days``. A step is *painted* when the second picture after it begins.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from crisis.model.case import Case
from crisis.stores import open_case, parquet_folder, shipped
from tests.browser import chromium
from tests.browser.desk import SCRIPT, Desk
from tests.browser.server import Server

STEPS = 100
PAINTED, SCRIPTED = 50.0, 8.0
"""Bounds of the 95th percentiles in milliseconds: of paint on the shipped case, of script on the large one."""

ACTORS, ISSUES, DAYS, POSITIONS = 60, 60, 365, 20_000

MEASURE = """async (stops) => {
  const { hand } = window.crisisDeskDays
  const picture = () => new Promise(requestAnimationFrame)
  const found = []
  for (const stop of stops) {
    await picture()
    const start = performance.now()
    hand.input.value = stop
    hand.input.dispatchEvent(new Event("input"))
    const scripted = performance.now() - start
    await picture()
    await picture()
    found.push([scripted, performance.now() - start])
  }
  return found
}"""


@dataclass(frozen=True, slots=True)
class Steps:
    """95th percentiles of script and paint, in milliseconds, with the bound each has."""

    name: str
    script: float
    paint: float
    most_script: float
    most_paint: float

    @property
    def broken(self) -> bool:
        """Whether a bound is."""
        return self.script > self.most_script or self.paint > self.most_paint


def wide_case() -> Case:
    """Sixty actors on sixty issues: 20,000 statements over a year."""
    case, random = open_case(shipped()), np.random.default_rng(60)
    ids = {"actors": [f"A{one:02}" for one in range(ACTORS)], "issues": [f"I{one:02}" for one in range(ISSUES)]}
    actors, issues, sources = (case.tables[name].head(1) for name in ("actors", "issues", "sources"))
    sources = sources.assign(source_id="s1", published_on="2021-12-01")
    actors = _copies(actors, ids["actors"], "actor_id").assign(part_of="", kind="group", country="", aliases="")
    issues = _copies(issues, ids["issues"], "issue_id").assign(parent_id="", plus_side="", kind="policy")
    days = pd.date_range("2022-01-01", periods=DAYS).strftime("%Y-%m-%d").to_numpy()
    said = case.tables["positions"].head(1)
    said = _copies(said, [f"p{one:05}" for one in range(POSITIONS)], "position_id").assign(
        actor_id=_text(random.choice(ids["actors"], POSITIONS)),
        issue_id=_text(random.choice(ids["issues"], POSITIONS)),
        said_on=_text(random.choice(days, POSITIONS)),
        stance=pd.array(random.integers(-2, 3, POSITIONS), dtype="Int8"),
        source_id="s1",
        also_source_ids="",
        via="",
    )
    none = {name: case.tables[name].head(0) for name in ("relationships", "events")}
    tables = {"sources": sources, "actors": actors, "issues": issues, "positions": said, **none}
    settings = case.settings.model_copy(update={"timeline_anchor": "", "silenced": {}})
    return Case("wide", settings, {name: tables[name] for name in case.tables})


def _copies(frame: pd.DataFrame, ids: list[str], key: str) -> pd.DataFrame:
    """A row as often as there are ids, each under one of them."""
    found = frame.iloc[np.zeros(len(ids), dtype="int64")].reset_index(drop=True).assign(**{key: _text(ids)})
    return found.assign(name=_text(ids)) if "name" in found else found


def _text(values: object) -> pd.Series:
    return pd.Series(values, dtype="str")


def steps(browser: Browser, address: str, page: str, bounds: tuple[float, float], **params: object) -> Iterator[Steps]:
    """Steps of a day, as in playing, and long ones, as in dragging."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(SCRIPT)
    context.set_default_timeout(90_000)
    desk = Desk(context.new_page(), address).open(page, **params)
    slider = desk.page.get_by_role("slider", name="As of")
    slider.focus()
    desk.page.wait_for_function("window.crisisDeskDays.held.size > 0")
    last = int(slider.evaluate("one => one.max"))
    random = np.random.default_rng(1)
    ways = {
        "a day a step": np.arange(last - STEPS, last),
        "anywhere": random.permutation(np.arange(last - min(last, 330), last))[:STEPS],
    }
    desk.page.evaluate(MEASURE, [last - 1])
    for name, stops in ways.items():
        found = desk.page.evaluate(MEASURE, stops.tolist())
        script, paint = (statistics.quantiles(times, n=20)[-1] for times in zip(*found, strict=True))
        yield Steps(f"{page}, {name}{', 60 x 60 x 365' if params else ''}", script, paint, *bounds)
    context.close()


def measured() -> list[Steps]:
    """Measure everything."""
    found: list[Steps] = []
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        parquet_folder.write(wide_case(), folder / "wide")
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=[*chromium.FLAGS])
        with Server(folder / "log.txt") as server:
            for page in ("stance_matrix", "timeline"):
                found += steps(browser, server.address, page, (np.inf, PAINTED))
        with Server(folder / "log.txt", folder / "wide") as server:
            found += steps(browser, server.address, "stance_matrix", (SCRIPTED, np.inf), level="actor")
        browser.close()
    return found


def broken() -> bool:
    """Print what was measured; whether a bound is broken."""
    found = measured()
    print(f"{STEPS} steps through the days in Chromium, 95th percentiles in milliseconds:")
    for one in found:
        bound = f"≤ {one.most_script:g} and {one.most_paint:g}"
        print(f"{one.name:44}script{one.script:7.1f}   painted{one.paint:7.1f}   bounds {bound}")
    return any(one.broken for one in found)


if __name__ == "__main__":
    sys.exit(int(broken()))
