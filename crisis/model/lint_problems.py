"""What may be doubted in a sound case: every kind of warning, declared once, and the words for it."""

from dataclasses import dataclass

from crisis.model import problems
from crisis.model.problems import Fault, Problem, Reason
from crisis.model.vocabulary import Term, Vocabulary

WARNINGS = Vocabulary(
    "kind of warning",
    Term(Reason.UNDATED_SOURCE, "undated source", "The day a source was published is open or unknown."),
    Term(
        Reason.UNUSED_ACTOR, "unused actor", "No row refers to the actor, neither a statement, tie or event nor a part."
    ),
    Term(
        Reason.NO_OFFICE,
        "person without office",
        "A person is part of nothing and has no `holds_office_in` tie, so rolls up to nobody.",
    ),
    Term(
        Reason.ONE_SIDED_ISSUE,
        "one-sided issue",
        "Everyone who takes a side takes the same; a `valence` issue is meant to be so and is left out.",
    ),
    Term(
        Reason.DUPLICATE_STATEMENT,
        "duplicate statement",
        "A statement is coded twice: same actor, issue, stance, day, act, basis, condition, relay, source and locator.",
    ),
    Term(
        Reason.CONTRADICTION_IN_A_DAY,
        "contradiction in a day",
        "An actor supports and opposes the same proposition on the same day; vague and doubtful dates are left out.",
    ),
    Term(
        Reason.UNCONFIRMED_EVENT,
        "unconfirmed event",
        "An event was scheduled for a day before the last the case reports on; no report says what became of it.",
    ),
    Term(
        Reason.SILENCES_NOTHING, "silences nothing", "A silenced warning that there is none of; it cannot be silenced."
    ),
)
"""Every kind of warning, in the order of the tables they are about."""

SILENCEABLE = tuple(code for code in WARNINGS if code != Reason.SILENCES_NOTHING)
"""Kinds that ``[silenced]`` may name."""

OF = ":"
"""Between a kind and the id of the one row it is silenced for: ``unused_actor:VEN``. No id holds it."""


@dataclass(frozen=True, slots=True)
class CodingWarning(Problem):
    """A doubt about one row of a sound case.

    Attributes
    ----------
    row_id
        Id of the row concerned; empty where it is no row.
    """

    row_id: str = ""

    def __str__(self) -> str:
        return f"{self.where}: warning: {self.sentence} [{self.key}]"

    @property
    def key(self) -> str:
        """What silences it, and nothing else: ``unused_actor:VEN``."""
        return f"{self.reason}{OF}{self.row_id}" if self.row_id else str(self.reason)

    @classmethod
    def of(cls, fault: Fault, place: tuple[str, int], field: str, got: str, row_id: str = "") -> "CodingWarning":
        """Put a doubt in its place: file and line."""
        return cls(fault.reason, *place, field, got, fault.wrong, fault.allowed, fault.hint, row_id)


def undated_source() -> Fault:
    """A source nobody knows when to know."""
    return Fault(
        Reason.UNDATED_SOURCE,
        "leaves the day of publication open",
        "look it up: what rests on the source may show too early or too late",
    )


def unused_actor() -> Fault:
    """An actor that takes part in no number."""
    return Fault(Reason.UNUSED_ACTOR, "is used by no row", "code what it said or did, or take it out")


def no_office() -> Fault:
    """A person who stands for nobody else."""
    return Fault(
        Reason.NO_OFFICE,
        "is a person without office",
        "give part_of or a holds_office_in tie, or they roll up to nobody",
    )


def one_sided_issue(count: int, *, supports: bool) -> Fault:
    """An issue on which nobody takes the other side."""
    side, other = ("supported", "opposes") if supports else ("opposed", "supports")
    number = {1: "the one statement that takes", 2: "both statements that take"}
    statements = number.get(count, f"all {count} statements that take")
    return Fault(
        Reason.ONE_SIDED_ISSUE, f"is {side} by {statements} a side", f"look for who {other} it, or word it anew"
    )


def duplicate_statement(line: int) -> Fault:
    """A statement that is there already."""
    return Fault(
        Reason.DUPLICATE_STATEMENT, f"says the same as line {line}, from the same place", "keep one of the two"
    )


def contradiction_in_a_day(line: int) -> Fault:
    """Two statements of one day that cannot both be the stance of that day."""
    return Fault(
        Reason.CONTRADICTION_IN_A_DAY,
        f"contradicts line {line} by the same actor, on the same issue and day",
        "see whether both are coded right",
    )


def unconfirmed_event() -> Fault:
    """An announcement nobody followed up."""
    return Fault(
        Reason.UNCONFIRMED_EVENT,
        "is past, and no report says what became of the event",
        "add a report of it as occurred, ongoing or cancelled",
    )


def silences_nothing() -> Fault:
    """A reason that has outlived its warning."""
    return Fault(Reason.SILENCES_NOTHING, "silences nothing", "take it out")


def silences(key: str) -> bool:
    """Whether a key of ``[silenced]`` names a kind of warning, or a kind and a row."""
    code, of, row_id = key.partition(OF)
    return code in SILENCEABLE and bool(row_id or not of)


def unknown_silencing(path: str, key: str) -> Problem:
    """``[silenced]`` names no kind of warning."""
    code, of, row_id = key.partition(OF)
    if code in SILENCEABLE and of and not row_id:
        return problems.bad_settings(path, "silenced", key, "names no row", f"use {code}, or {code}{OF}ID of a row")
    near = problems.closest(code, SILENCEABLE)
    return problems.bad_settings(
        path,
        "silenced",
        key,
        f"is not a known {WARNINGS.name}",
        f"use {', '.join(SILENCEABLE)}, each as it is or with {OF}ID",
        near,
    )


def no_reason(path: str, key: str) -> Problem:
    """A warning silenced without a word why."""
    return problems.bad_settings(path, "silenced", key, "has no reason", "say in a sentence why the warning stands")
