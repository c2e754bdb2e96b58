"""Over time: agreement, polarization and tempo in calendar windows, with the number of statements behind each."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crisis.measures import counts
from crisis.measures.agreement import SCALES, AgreementParameters, eligible
from crisis.model.parameters import ParameterError, checked, choice, number, switch
from crisis.model.vocabulary import Term, Vocabulary
from crisis.tables.statements import Statements
from crisis.tables.view import View

UNITS = Vocabulary(
    "unit",
    Term("week", "week", "ISO weeks, Monday to Sunday."),
    Term("month", "month", "Calendar months."),
    Term("day", "day", "Days."),
)

MOST_WINDOWS = 4000
"""More windows than this say nothing a reader could see: eleven years of days."""


@dataclass(frozen=True, slots=True)
class WindowParameters:
    """What a reader may choose about windows."""

    unit: str = choice(UNITS, "week", "Unit", "One point for each of these.")
    width: int = number(1, 60, 1, "Look back", "How many units a point looks back over, its own included.")
    scale: str = choice(SCALES, "sign", "Scale", "How far apart two stances are.")
    deeds: bool = switch("Deeds", "Count what was done, not only what was said or voted.", default=False)
    valence: bool = switch("Valence issues", "Count issues everybody is for or against.", default=True)

    def __post_init__(self) -> None:
        checked(self)

    @property
    def network(self) -> AgreementParameters:
        """Which statements count."""
        return AgreementParameters(scale=self.scale, deeds=self.deeds, valence=self.valence)


@dataclass(frozen=True, eq=False, slots=True)
class Windows:
    """Half-open calendar windows, one for each unit from the first statement to the day of the lens.

    Attributes
    ----------
    start, end
        First day of each window, and the first day after it.
    unit
        Number of the last unit of each window, counted from 1970.
    width
        Units a window looks back over, its own included.
    """

    start: np.ndarray
    end: np.ndarray
    unit: np.ndarray
    width: int

    def __len__(self) -> int:
        return len(self.unit)

    def membership(self, days: np.ndarray, unit: str) -> tuple[np.ndarray, np.ndarray]:
        """Which day lies in which window: places of days, and of windows, one entry each."""
        first = _number(days, unit)[:, None] + np.arange(self.width)
        place = first - (self.unit[0] if len(self) else 0)
        inside = (place >= 0) & (place < len(self))
        return np.nonzero(inside)[0], place[inside]


def windows(days: np.ndarray, until: np.datetime64, parameters: WindowParameters) -> Windows:
    """The windows of the days given, up to a day.

    Parameters
    ----------
    days
        Days of the statements; no window where there is none.
    until
        Day of the lens. The last window may end after it; it holds no later statement.
    parameters
        Unit and width.

    Raises
    ------
    ParameterError
        If there would be more than `MOST_WINDOWS`.
    """
    if not len(days):
        none = np.array([], dtype="datetime64[D]")
        return Windows(none, none, np.array([], dtype="int64"), parameters.width)
    first, last = _number(np.array([days.min(), max(until, days.max())]), parameters.unit)
    if last - first >= MOST_WINDOWS:
        raise ParameterError(
            f"unit ‘{parameters.unit}’ gives {last - first + 1:,} windows; use a longer unit, at most {MOST_WINDOWS:,}."
        )
    unit = np.arange(first, last + 1)
    begins = _first_day(unit - parameters.width + 1, parameters.unit)
    return Windows(begins, _first_day(unit + 1, parameters.unit), unit, parameters.width)


def agreement_over_time(
    view: View, one: Collection[str], other: Collection[str], parameters: WindowParameters
) -> pd.DataFrame:
    """How much two actors, or two groups, agree in each window.

    Parameters
    ----------
    view
        The view.
    one, other
        Row ids; nobody may be on both sides.
    parameters
        Windows and what counts: all statements of the window.

    Returns
    -------
    DataFrame
        ``start``, ``end`` (first day after it); ``agreement``: (congruence - conflict) / pairs, -1 (always opposed) to
        1 (always agreed), ``nan`` where the two share no issue in the window; ``pairs`` of statements on shared issues;
        ``statements`` of the two.

    Raises
    ------
    ParameterError
        If somebody is on both sides, or there are too many windows.
    """
    if both := sorted({*one} & {*other}):
        raise ParameterError(f"‘{both[0]}’ is on both sides; compare two that share nobody.")
    return agreement_of(eligible(view, parameters.network), view.day, one, other, parameters)


def agreement_of(
    said: Statements, day: pd.Timestamp, one: Collection[str], other: Collection[str], parameters: WindowParameters
) -> pd.DataFrame:
    """`agreement_over_time` of any statements up to a day; nobody is on both sides."""
    if parameters.scale == "sign":
        said = said.only(said.stance != 0)
    sides = [np.isin(said.rows, [*side])[said.row] for side in (one, other)]
    found = windows(said.day[sides[0] | sides[1]], np.datetime64(day, "D"), parameters)
    cubes = [_cube(said.only(side), found, parameters) for side in sides]
    known = [cube.cube.sum(axis=2) for cube in cubes]
    pairs = (known[0] * known[1]).sum(axis=1)
    near = cubes[0].nearness
    congruence = ((cubes[0].cube @ near) * cubes[1].cube).sum(axis=(1, 2))
    share = np.full(len(found), np.nan)
    np.divide(2 * congruence - pairs, pairs, out=share, where=pairs > 0)
    statements = sum(part.sum(axis=1) for part in known).astype("int64")
    return _frame(found, agreement=share, pairs=pairs.astype("int64"), statements=statements)


def polarization_over_time(view: View, parameters: WindowParameters) -> pd.DataFrame:
    """How far apart the stances of each window stand.

    Returns
    -------
    DataFrame
        ``start``, ``end``; ``polarization``: mean over the issues two rows or more speak on, each weighed by its rows,
        of the variance of their latest stances in the window over 4; 0 (all agree) to 1 (two equal halves at the
        ends), ``nan`` where no issue has two rows; ``issues`` that have; ``statements`` in the window.
    """
    said = eligible(view, parameters.network)
    found = windows(said.day, np.datetime64(view.day, "D"), parameters)
    statement, window = found.membership(said.day, parameters.unit)
    issues = len(said.issues)
    cell = (window * len(said.rows) + said.row[statement]) * issues + said.issue[statement]
    cells, number_of = np.unique(cell, return_inverse=True)
    latest = np.zeros(len(cells), dtype="int64")
    latest[number_of] = statement  # statements stand oldest first, and of several the last is kept
    stance = said.stance[latest]
    group = cells // (len(said.rows) * issues) * issues + cells % issues
    rows = np.bincount(group, minlength=len(found) * issues)
    mean = np.bincount(group, stance, minlength=len(rows)) / np.maximum(rows, 1)
    spread = np.bincount(group, (stance - mean[group]) ** 2, minlength=len(rows)) / 4
    shape = (len(found), issues)
    several = (rows > 1).reshape(shape)
    weight = (rows.reshape(shape) * several).sum(axis=1)
    share = np.full(len(found), np.nan)
    np.divide((spread.reshape(shape) * several).sum(axis=1), weight, out=share, where=weight > 0)
    statements = np.bincount(window, minlength=len(found))
    return _frame(found, polarization=share, issues=several.sum(axis=1), statements=statements)


def tempo(view: View, parameters: WindowParameters) -> pd.DataFrame:
    """How much was said and done in each window.

    Returns
    -------
    DataFrame
        ``start``, ``end``; ``statements``; ``friendly``, ``contact`` and ``hostile``: acts between two rows that began
        in it, structural ties and what is only announced left out. Counts of what is coded, not of what happened.
    """
    said = view.statements.day
    ties = view.ties
    acts = ties[~ties["structural"] & ties["state"].isin(["occurred", "ongoing"])]
    began = acts["first_day"].to_numpy().astype("datetime64[D]")
    found = windows(np.concatenate([said, began]), np.datetime64(view.day, "D"), parameters)
    polarity = acts["polarity"].to_numpy(dtype="int64")
    days = {
        "statements": said,
        "friendly": began[polarity > 0],
        "contact": began[polarity == 0],
        "hostile": began[polarity < 0],
    }
    counted = {
        name: np.bincount(found.membership(each, parameters.unit)[1], minlength=len(found))
        for name, each in days.items()
    }
    return _frame(found, **counted)


def _frame(found: Windows, **columns: np.ndarray) -> pd.DataFrame:
    edges = {"start": found.start.astype("datetime64[us]"), "end": found.end.astype("datetime64[us]")}
    return pd.DataFrame(edges | columns)


def _cube(said: Statements, found: Windows, parameters: WindowParameters) -> counts.Counts:
    """Windows x issues x levels: counts of each unit, then of all units a window looks back over."""
    shape = (len(found), len(said.issues))
    unit = _number(said.day, parameters.unit) - (found.unit[0] if len(found) else 0)
    each = counts.counted(unit, said.issue, said.stance, shape, graded=parameters.scale == "graded")
    total = each.cube.cumsum(axis=0)
    total[found.width :] -= total[: -found.width].copy()
    return counts.Counts(total, each.levels)


def _number(days: np.ndarray, unit: str) -> np.ndarray:
    """Number of the unit each day lies in, counted from 1970; ISO weeks from the Monday before."""
    day = days.astype("datetime64[D]").astype("int64")
    if unit == "month":
        return days.astype("datetime64[M]").astype("int64")
    return (day + 3) // 7 if unit == "week" else day  # 1970-01-01 was a Thursday


def _first_day(numbers: np.ndarray, unit: str) -> np.ndarray:
    """First day of each unit."""
    if unit == "month":
        return numbers.astype("datetime64[M]").astype("datetime64[D]")
    return (numbers * 7 - 3 if unit == "week" else numbers).astype("datetime64[D]")
