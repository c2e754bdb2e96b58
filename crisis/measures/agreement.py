"""Agreement networks: who says the same, who the opposite, and on what."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from crisis.measures import counts as counting
from crisis.measures.counts import Counts
from crisis.model.parameters import ParameterError, checked, choice, switch
from crisis.model.vocabulary import BASES, Term, Vocabulary
from crisis.tables.statements import Statements
from crisis.tables.view import View

TIES = Vocabulary(
    "tie",
    Term("subtract", "agreement less disagreement", "Congruence less conflict."),
    Term("congruence", "agreement", "Pairs of statements on a shared issue that take the same side."),
    Term("conflict", "disagreement", "Pairs of statements on a shared issue that take opposite sides."),
    Term("ignore", "shared issues", "Pairs of statements on a shared issue, whatever they say."),
    Term("combine", "sides taken", "Two-mode: 1 only supports, 2 only opposes, 3 both."),
)

MODES = Vocabulary(
    "mode",
    Term("one", "actors with actors", "Actors are tied through the issues they share."),
    Term("two", "actors with issues", "Actors are tied to the issues they speak on."),
)

SCALES = Vocabulary(
    "scale",
    Term("sign", "sign", "For or against; balanced statements take no side and are left out."),
    Term("graded", "graded", "All five levels; a pair agrees by 1 - |q - q'| / 4."),
)

STATEMENTS = Vocabulary(
    "statements",
    Term("all", "all statements", "Every statement up to the day."),
    Term("latest", "latest statements", "The latest statement of each actor on each issue."),
)

NORMALIZATIONS = Vocabulary(
    "normalization",
    Term("none", "none", "Counts as they are."),
    Term("average", "by mean activity", "Divided by the mean number of statements of the two, on all issues."),
    Term("jaccard", "Jaccard", "Shared sides over all sides, each counted once; 0 to 1."),
    Term("cosine", "cosine", "Cosine of the two rows of counts; 1 for an identical pair."),
    Term("dna_jaccard", "Jaccard as in DNA", "As Discourse Network Analyzer divides; not bounded by 1."),
    Term("dna_cosine", "cosine as in DNA", "As Discourse Network Analyzer divides: by the product of the counts."),
    Term("activity", "by actor", "Two-mode: divided by the row's statements."),
    Term("prominence", "by issue", "Two-mode: divided by the column's statements."),
)

DUPLICATES = Vocabulary(
    "duplicates",
    Term("include", "count every one", "Repeats count."),
    Term("document", "once a document", "The same claim in one document counts once."),
    Term("week", "once a week", "The same claim in one ISO week of one year counts once."),
    Term("month", "once a month", "The same claim in one month of one year counts once."),
    Term("year", "once a year", "The same claim in one year counts once."),
    Term("range", "once", "The same claim counts once."),
)

ONE_MODE = ("none", "average", "jaccard", "cosine", "dna_jaccard", "dna_cosine")
TWO_MODE = ("none", "activity", "prominence")


@dataclass(frozen=True, slots=True)
class AgreementParameters:
    """What a reader may choose about an agreement network."""

    tie: str = choice(TIES, "subtract", "Tie", "What ties two actors.")
    mode: str = choice(MODES, "one", "Mode", "Actors with actors, or actors with issues.")
    scale: str = choice(SCALES, "sign", "Scale", "How far apart two stances are.")
    statements: str = choice(STATEMENTS, "all", "Statements", "Every statement, or the latest on each issue.")
    normalize: str = choice(NORMALIZATIONS, "none", "Normalization", "What a tie is divided by.")
    duplicates: str = choice(DUPLICATES, "include", "Duplicates", "When a repeat of the same claim counts.")
    facts: bool = switch("Facts in dispute", "Count facts in dispute.", default=False)
    deeds: bool = switch("Deeds", "Count what was done, not only what was said or voted.", default=False)
    valence: bool = switch("Valence issues", "Count issues everybody is for or against.", default=True)

    def __post_init__(self) -> None:
        checked(self)
        allowed = ONE_MODE if self.mode == "one" else TWO_MODE
        if self.normalize not in allowed:
            raise ParameterError(
                f"normalization ‘{self.normalize}’ does not go with mode ‘{self.mode}’; use {', '.join(allowed)}."
            )
        if self.tie == "combine" and (self.mode, self.scale) != ("two", "sign"):
            raise ParameterError("tie ‘combine’ names the sides taken: it goes with mode ‘two’ and scale ‘sign’.")


@dataclass(frozen=True, eq=False, slots=True)
class AgreementNetwork:
    """Ties between actors, or between actors and issues. Nobody writes to it.

    Attributes
    ----------
    parameters
        How it was counted.
    rows, columns
        Row ids; row ids again, or issue ids. In the order of the case.
    values
        The tie of each pair. One-mode: symmetric, 0 on the diagonal and where no issue is shared (`shared` tells the
        two apart). Two-mode: ``nan`` where nothing is coded.
    shared
        One-mode: pairs of statements on shared issues behind each tie. Two-mode: statements behind each cell.
    counts
        What it is the product of: rows x `issues` x levels.
    issues
        Issue ids of the counts.
    """

    parameters: AgreementParameters
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: np.ndarray
    shared: np.ndarray
    counts: Counts = field(repr=False)
    issues: tuple[str, ...] = ()

    def wide(self) -> pd.DataFrame:
        """The network as a matrix: whole numbers where it counts, ``<NA>`` where nothing is coded."""
        frame = pd.DataFrame(self.values, index=[*self.rows], columns=[*self.columns])
        whole = self.parameters.normalize == "none" and self.parameters.scale == "sign"
        return frame.astype("Int64" if whole else "Float64")


@lru_cache(maxsize=64)
def agreement(view: View, parameters: AgreementParameters) -> AgreementNetwork:
    """Count who agrees with whom.

    Parameters
    ----------
    view
        Its statements with a stance, at the level of its lens.
    parameters
        What to count and how.

    Returns
    -------
    AgreementNetwork
        Legal when empty.

    Notes
    -----
    With P, N the counts of supporting and opposing statements (actors x issues) and X[i,j,k] those of level k:

    - two-mode: ignore P + N; subtract P - N, on the graded scale the sum of the stances; combine 1, 2, 3;
    - one-mode: ignore (P + N)(P + N)'; congruence PP' + NN'; conflict PN' + NP'; subtract = congruence - conflict;
      on the graded scale a pair of statements weighs 1 - |q - q'| / 4 for congruence and |q - q'| / 4 for conflict.

    Products count pairs: who repeats a claim ten times has ten times the tie, unless `duplicates` or the latest
    statements say otherwise.

    References
    ----------
    Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In: The Oxford Handbook of
    Political Networks, 301-326.
    """
    said = counted_statements(view, parameters)
    counts = counting.count(said, graded=parameters.scale == "graded")
    rows, issues = tuple(said.rows), tuple(said.issues)
    if parameters.mode == "two":
        known = counts.cube.sum(axis=2)
        return AgreementNetwork(parameters, rows, issues, _two_mode(counts, parameters), known, counts, issues)
    values, shared = _one_mode(counts, parameters), counting.ignore(counts)
    for square in (values, shared):
        np.fill_diagonal(square, 0)
    return AgreementNetwork(parameters, rows, rows, values, shared, counts, issues)


def counted_statements(view: View, parameters: AgreementParameters) -> Statements:
    """Statements that the parameters let count, with the rows and issues that occur among them."""
    return reduced(eligible(view, parameters), parameters).compact()


def eligible(view: View, parameters: AgreementParameters) -> Statements:
    """Statements with a stance, without the facts, deeds and valence issues that the parameters leave out."""
    said = view.statements
    kept = {"fact": parameters.facts, "valence": parameters.valence}
    out = frozenset().union(*(view.case.of_kind[kind] for kind, keep in kept.items() if not keep))
    wanted = np.array([one not in out for one in said.issues.tolist()], dtype=bool)
    mask = ~np.isnan(said.stance) & wanted[said.issue]
    if not parameters.deeds:
        mask &= said.basis != BASES.rank("deed")
    return said.only(mask)


def reduced(said: Statements, parameters: AgreementParameters) -> Statements:
    """Those that count: the latest or all, repeats left out; on the sign scale those that take a side."""
    said = said.latest() if parameters.statements == "latest" else _without_repeats(said, parameters)
    return said.only(said.stance != 0) if parameters.scale == "sign" else said


def _without_repeats(said: Statements, parameters: AgreementParameters) -> Statements:
    """The first of every claim within its period: actor, issue and, unless the tie ignores it, the level taken."""
    period = {
        "document": said.source,
        "week": (said.day.astype("int64") + 3) // 7,  # ISO weeks: 1970-01-01 was a Thursday
        "month": said.day.astype("datetime64[M]").astype("int64"),
        "year": said.day.astype("datetime64[Y]").astype("int64"),
        "range": np.zeros(len(said), dtype="int64"),
    }.get(parameters.duplicates)
    if period is None:
        return said
    level = said.stance if parameters.scale == "graded" else np.sign(said.stance)
    claim = np.stack([said.row, said.issue, period, np.zeros_like(level) if parameters.tie == "ignore" else level])
    _, first = np.unique(claim, axis=1, return_index=True)
    kept = np.zeros(len(said), dtype=bool)
    kept[first] = True
    return said.only(kept)


def _one_mode(counts: Counts, parameters: AgreementParameters) -> np.ndarray:
    tie, divisor = parameters.tie, parameters.normalize
    if divisor == "jaccard":
        return counting.jaccard(tie, counts)
    if divisor == "cosine":
        return counting.cosine(tie, counts)
    values = counting.PRODUCTS[tie](counts)
    return values if divisor == "none" else counting.divided(values, counting.DIVISORS[divisor](counts))


def _two_mode(counts: Counts, parameters: AgreementParameters) -> np.ndarray:
    known = counts.cube.sum(axis=2)
    if parameters.tie == "combine":
        values = 1.0 * (counts.cube[:, :, 1] > 0) + 2.0 * (counts.cube[:, :, 0] > 0)
        weight = (known > 0).astype("float64")
    else:
        by_level = {"subtract": counts.levels, "congruence": counts.levels > 0, "conflict": counts.levels < 0}
        values = known if parameters.tie == "ignore" else counts.cube @ by_level[parameters.tie].astype("float64")
        weight = known
    if parameters.normalize != "none":
        total = weight.sum(axis=1 if parameters.normalize == "activity" else 0, keepdims=True)
        values = counting.divided(values, np.broadcast_to(total, values.shape))
    return np.where(known > 0, values, np.nan)
