"""Double coding: two codings of the same documents side by side. Who found what, and do they read it alike?"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crisis.measures import ordinal_alpha
from crisis.model import dates
from crisis.model.case import Case
from crisis.model.parameters import checked, number
from crisis.model.values import MANY
from crisis.model.vocabulary import STANCES

FEWEST = 2
"""Units an alpha needs: of one, every disagreement is as large as chance would have it."""

FEWEST_OF_AN_ISSUE = 10
"""Units from which an issue has an alpha of its own; below, one statement more would turn it over."""

KEY = ["source_id", "actor_id", "issue_id"]
COMPARED = ("stance", "act", "basis", "certainty")
"""What two coders of one statement may disagree on."""

_SHOWN = ["position_id", "said_on", *COMPARED, "locator", "summary"]
_NO_STAND = len(STANCES)
"""Distance of a stance from none: further than any two stances."""


@dataclass(frozen=True, slots=True)
class DoubleCodingParameters:
    """What a reader may choose about double coding."""

    days: int = number(0, 31, 1, "Days apart", "Most days between two dates of one statement.")

    def __post_init__(self) -> None:
        checked(self)


PLAIN = DoubleCodingParameters()
"""As the command compares."""


@dataclass(frozen=True, slots=True, eq=False)
class DoubleCoding:
    """Two codings compared.

    Attributes
    ----------
    summary
        One row for all issues, its ``issue_id`` empty, then one an issue, by id:

        - ``documents``: compared documents in which at least one of the two found a statement;
        - ``statements_a``, ``statements_b``: what each found in the compared documents;
        - ``matched``: statements both found;
        - ``found_by_b``: recall, the share of A's statements that B found, 0 to 1; ``found_by_a``: the reverse; NaN
          where there is none to find;
        - ``units``: matched statements to which both gave a stance;
        - ``alpha``: Krippendorff's alpha of their stances, at most 1; 1 full agreement, 0 chance, below 0 worse;
          ``alpha_low``, ``alpha_high``: its 95 % bootstrap interval, units drawn anew; NaN where it is undefined;
        - ``why``: a sentence on why alpha is undefined, else empty;
        - ``outside_a``, ``outside_b``: statements not compared, because the other coding does not list their document.
    disagreements
        One row a matched statement that is coded differently, the largest distance of stances first, a stance against
        none before all: ``source_id``, ``actor_id``, ``issue_id``, ``differs`` (columns, joined by ``;``), then
        ``position_id``, ``said_on``, ``stance``, ``act``, ``basis``, ``certainty``, ``locator``, ``summary``, each of
        ``_a`` and of ``_b``. An empty stance is *took no stand*.
    only_a, only_b
        Statements of the compared documents that the other did not find: the same columns once.
    """

    summary: pd.DataFrame
    disagreements: pd.DataFrame
    only_a: pd.DataFrame
    only_b: pd.DataFrame


def double_coding(a: Case, b: Case, parameters: DoubleCodingParameters = PLAIN) -> DoubleCoding:
    """Compare two codings of the same documents.

    Parameters
    ----------
    a, b
        The codings. Exchanging them exchanges the columns of the two and changes no number.
    parameters
        How many days apart the dates of one statement may be.

    Returns
    -------
    DoubleCoding
        Empty lists have their columns.

    Notes
    -----
    *Compared* are the documents both codings list among their sources; a document that only one lists was not coded
    twice, and its statements are counted apart. Ids of sources, actors and issues are compared letter by letter.

    *One statement*: the same ``source_id``, ``actor_id`` and ``issue_id``, and dates that may mean the same day or days
    at most `days` apart: the distance of two dates is the days between the nearest days they may mean, so ``2022-01``
    and ``2022-01-27`` are 0 apart, and ``../2022-01-27`` is 0 from every day up to then. ``also_source_ids`` are not
    looked at: a statement belongs to the document it was read in.

    Each statement is matched once. Of several that could be, the nearest days go first, then the same locator, then
    more of act, basis and certainty alike, then the nearer stances, then the order of the ids. Which of several
    statements of one day is which cannot be told otherwise; where nothing else decides, this favours the coders.

    *Alpha* is ordinal: see `crisis.measures.ordinal_alpha`. A statement one of them gave no stance is no unit, it
    stands among the disagreements. Alpha says nothing about what only one found: read it beside both recalls.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, Annenberg School
    for Communication.
    Hayes, A. F. and Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
    Communication Methods and Measures 1, 77-89.
    """
    shared = {*a.tables["sources"]["source_id"]} & {*b.tables["sources"]["source_id"]}
    (left, beyond_a), (right, beyond_b) = (_compared(case, shared) for case in (a, b))
    matched = _matched(left, right, parameters.days)
    tables = (left, right, matched, beyond_a, beyond_b)
    of_issues = [dict(iter(one.groupby("issue_id"))) for one in tables]
    rows = [_counted("", tables, FEWEST)]
    for issue in sorted({str(issue) for one in of_issues for issue in one}):
        parts = tuple(one.get(issue, whole.iloc[:0]) for one, whole in zip(of_issues, tables, strict=True))
        rows.append(_counted(issue, parts, FEWEST_OF_AN_ISSUE))
    return DoubleCoding(
        pd.DataFrame(rows),
        _disagreements(matched),
        _only(left, matched["position_id_a"]),
        _only(right, matched["position_id_b"]),
    )


def _compared(case: Case, shared: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Statements of the documents both list, with the days they may mean as numbers; and the others."""
    said = case.tables["positions"]
    inside = said["source_id"].isin(shared)
    days = [dates.parse(text) for text in said["said_on"]]
    first = [-np.inf if day.earliest is None else day.earliest.toordinal() for day in days]
    last = [np.inf if day.latest is None else day.latest.toordinal() for day in days]
    dated = said[[*KEY, *_SHOWN]].assign(first=np.array(first, dtype="float64"), last=np.array(last, dtype="float64"))
    return dated[inside], dated[~inside]


def _matched(left: pd.DataFrame, right: pd.DataFrame, days: int) -> pd.DataFrame:
    """Statements both found, each once: their key, then what is shown of each with ``_a`` and ``_b`` behind."""
    pairs = left.merge(right, on=KEY, suffixes=("_a", "_b"))
    apart = np.maximum(pairs["first_b"] - pairs["last_a"], pairs["first_a"] - pairs["last_b"])
    pairs = pairs.assign(gap=np.maximum(apart, 0))
    pairs = pairs[pairs["gap"] <= days]
    a, b = pairs["position_id_a"], pairs["position_id_b"]
    order = {
        "gap": pairs["gap"],
        "place": pairs["locator_a"] != pairs["locator_b"],
        "codes": sum((pairs[f"{one}_a"] != pairs[f"{one}_b"]).astype("int8") for one in COMPARED[1:]),
        "distance": _distance(pairs),
        # The two ids without regard to whose they are: exchanging the codings must match the same statements.
        "low": a.where(a <= b, b),
        "high": b.where(a <= b, a),
    }
    free_a, free_b = {*a}, {*b}
    kept = []
    ranked = pd.DataFrame(order, index=pairs.index).sort_values([*order], kind="stable").index
    for place, one, other in zip(ranked, a.loc[ranked], b.loc[ranked], strict=True):
        if one in free_a and other in free_b:
            kept.append(place)
            free_a.remove(one)
            free_b.remove(other)
    return pairs.loc[sorted(kept)]


def _distance(pairs: pd.DataFrame) -> pd.Series:
    """Distance of the two stances, 0 to 4; of a stance from none 5; of none from none 0."""
    a, b = pairs["stance_a"], pairs["stance_b"]
    one_only = (a.isna() != b.isna()).astype("int8") * _NO_STAND
    found: pd.Series = (a - b).abs().fillna(one_only).astype("int8")
    return found


def _counted(issue: str, tables: tuple[pd.DataFrame, ...], fewest: int) -> dict[str, object]:
    """A row of the summary: of what each found, what both found, and what lies outside the comparison."""
    left, right, matched, beyond_a, beyond_b = tables
    many = len(matched)
    stances = matched[["stance_a", "stance_b"]].dropna().astype("int64") + STANCES.rank("0")
    matrix = ordinal_alpha.coincidences(stances["stance_a"].to_numpy(), stances["stance_b"].to_numpy(), len(STANCES))
    why = _why(len(stances), fewest, matrix)
    low, high = (float("nan"),) * 2 if why else ordinal_alpha.interval(matrix)
    return {
        "issue_id": issue,
        "documents": len({*left["source_id"], *right["source_id"]}),
        "statements_a": len(left),
        "statements_b": len(right),
        "matched": many,
        "found_by_b": many / len(left) if len(left) else float("nan"),
        "found_by_a": many / len(right) if len(right) else float("nan"),
        "units": len(stances),
        "alpha": float("nan") if why else float(ordinal_alpha.alpha(matrix)),
        "alpha_low": low,
        "alpha_high": high,
        "why": why,
        "outside_a": len(beyond_a),
        "outside_b": len(beyond_b),
    }


def _why(units: int, fewest: int, matrix: np.ndarray) -> str:
    """Why there is no alpha; empty where there is one."""
    if units < fewest:
        return f"Alpha needs at least {fewest} matched statements with a stance of both; there are {units}."
    if np.count_nonzero(matrix.sum(axis=0)) == 1:
        return "Alpha is undefined: every stance is the same, and without variation chance has nothing to disagree on."
    return ""


def _disagreements(matched: pd.DataFrame) -> pd.DataFrame:
    differs = {one: _differs(matched[f"{one}_a"], matched[f"{one}_b"]) for one in COMPARED}
    named = [MANY.join(one for one, mask in zip(differs, row, strict=True) if mask) for row in _rows(differs.values())]
    sides = [f"{one}_{side}" for one in _SHOWN for side in ("a", "b")]
    table = matched.assign(differs=np.array(named, dtype=object), distance=_distance(matched))
    table = table[table["differs"] != ""]
    table = table.sort_values(["distance", *KEY, "position_id_a"], ascending=[False, *[True] * (len(KEY) + 1)])
    return table[[*KEY, "differs", *sides]].astype({"differs": "str"}).reset_index(drop=True)


def _rows(masks: Iterable[np.ndarray]) -> Iterable[tuple[bool, ...]]:
    return zip(*masks, strict=True)


def _differs(a: pd.Series, b: pd.Series) -> np.ndarray:
    """Where two columns differ; empty against empty does not."""
    found: np.ndarray = ((a != b).fillna(value=True) & ~(a.isna() & b.isna())).to_numpy(dtype=bool)
    return found


def _only(said: pd.DataFrame, matched: pd.Series) -> pd.DataFrame:
    kept = said.loc[~said["position_id"].isin(matched), [*KEY, *_SHOWN]]
    return kept.sort_values([*KEY, "position_id"]).reset_index(drop=True)
