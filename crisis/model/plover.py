"""Kinds of act: the sixteen PLOVER event types with their modes, and the structural ties beside them.

References
----------
PLOVER manual, openeventdata/PLOVER, commit 5e0c24f (4 February 2024), section "Event Categories".
"""

from dataclasses import dataclass

from crisis.model.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type: its words, whether it is cooperative, and the modes it may carry."""

    code: str
    label: str
    meaning: str
    cooperative: bool
    modes: tuple[str, ...] = ()


_CHANGE = ("assist", "change", "yield", "meet")

EVENT_TYPES: dict[str, EventType] = {
    kind.code: kind
    for kind in (
        EventType("AGREE", "agree", "Agrees to, or promises, cooperation.", True),
        EventType(
            "CONSULT", "consult", "Meets, visits or calls.", True, ("visit", "third-party", "multilateral", "phone")
        ),
        EventType("SUPPORT", "support", "Backs in words.", True),
        EventType("CONCEDE", "concede", "Gives way in words.", True),
        EventType("COOPERATE", "cooperate", "Works together in deeds.", True),
        EventType("AID", "aid", "Gives help.", True),
        EventType(
            "RETREAT",
            "retreat",
            "Gives way in deeds.",
            True,
            ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        ),
        EventType("REQUEST", "request", "Asks or demands.", False, _CHANGE),
        EventType("ACCUSE", "accuse", "Criticises or charges.", False, ("disapprove", "investigate", "allege")),
        EventType("REJECT", "reject", "Refuses.", False, _CHANGE),
        EventType(
            "THREATEN",
            "threaten",
            "Announces harm.",
            False,
            ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        ),
        EventType(
            "PROTEST",
            "protest",
            "Demonstrates dissent.",
            False,
            ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        ),
        EventType(
            "SANCTION", "sanction", "Cuts or reduces relations.", False, ("convict", "expel", "withdraw", "discontinue")
        ),
        EventType("MOBILIZE", "mobilise", "Readies force.", False, ("troops", "weapons", "police", "militia")),
        EventType(
            "COERCE",
            "coerce",
            "Forces without fighting.",
            False,
            (
                "seize",
                "restrict",
                "censor",
                "curfew",
                "martial-law",
                "arrest",
                "deport",
                "withhold",
                "misinformation",
                "cyber",
            ),
        ),
        EventType(
            "ASSAULT",
            "assault",
            "Uses force.",
            False,
            (
                "abduct",
                "beat",
                "torture",
                "sexual",
                "targeted",
                "destroy",
                "primitive",
                "firearms",
                "explosives",
                "suicide-attack",
                "aerial",
                "drone",
                "heavy-weapons",
                "crowd-control",
                "unconventional",
            ),
        ),
    )
}

EVENT_KINDS = Vocabulary("kind of event", *(Term(k.code, k.label, k.meaning) for k in EVENT_TYPES.values()))

STRUCTURAL = Vocabulary(
    "structural tie",
    Term("member_of", "member of", "A state or body belongs to a body."),
    Term("holds_office_in", "holds office in", "A person holds an office; the person rolls up through it."),
    Term("part_of", "part of", "An office belongs to another."),
    Term("works_for", "works for", "Works for, without speaking for it."),
    Term("aligned_with", "aligned with", "Lasting alignment the source asserts."),
)

TIE_KINDS = Vocabulary("kind of tie", *EVENT_KINDS.terms, *STRUCTURAL.terms)


def modes_of(kind: str) -> tuple[str, ...]:
    """Modes a kind of event or tie may carry; none for structural ties and for unknown kinds."""
    return EVENT_TYPES[kind].modes if kind in EVENT_TYPES else ()
