"""Lines of a briefing as plain data: what they say, on whose word, and how sure that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crisis.measures.rows import Row
from crisis.measures.text_direction import contained
from crisis.model.case import Case
from crisis.model.vocabulary import STANCES, Term, Vocabulary
from crisis.tables.view import View

EVIDENCE = Vocabulary(
    "evidence",
    Term(
        "fact",
        "reported fact",
        "The actor is quoted or the source asserts it, and it is graded confirmed or probably true.",
    ),
    Term(
        "claim",
        "reported claim",
        "Relayed by a narrator or a third person, or graded possibly true, doubtful, improbable or not to be judged.",
    ),
    Term("inference", "inference", "The coder's reading of conduct; nobody said it."),
)
"""What a line rests on, the surest first."""

SUREST_CREDIBILITY = 2
"""Worst credibility of a reported fact: probably true."""

NAMED = 8
"""Names a line prints; further ones are counted."""

_FACT = {1: "affirms", 0: "leaves open", -1: "denies"}
_AFFIRMED = {1: "affirmed by", 0: "left open by", -1: "denied by"}
_HELD = {
    2: "strongly supported (+2) by",
    1: "supported (+1) by",
    0: "held in balance (0) by",
    -1: "opposed (−1) by",
    -2: "strongly opposed (−2) by",
}


def evidence(certainty: str, credibility: int) -> str:
    """What kind of evidence one row is.

    Parameters
    ----------
    certainty
        ``stated``, ``reported`` or ``inferred``.
    credibility
        Admiralty credibility, 1 to 6.

    Returns
    -------
    str
        A code of `EVIDENCE`, by the first rule that holds:

        1. certainty *inferred*: ``inference``, whatever the credibility;
        2. certainty *stated* and credibility 1 (confirmed) or 2 (probably true): ``fact``;
        3. all else, that is certainty *reported*, or credibility 3 to 6: ``claim``.

    Notes
    -----
    A reported fact is that something was said or done; it does not follow that what was said is true.
    """
    if certainty == "inferred":
        return "inference"
    return "fact" if certainty == "stated" and credibility <= SUREST_CREDIBILITY else "claim"


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence or clause and the sources it rests on.

    Attributes
    ----------
    text
        Plain words; names, never ids.
    source_ids
        Its sources, in the order of the case; never none.
    rows
        How many rows of the case stand behind it, by the codes of `EVIDENCE` in their order.
    """

    text: str
    source_ids: tuple[str, ...]
    rows: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One or more parts that are read together."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Its words without citations."""
        return " ".join(part.text for part in self.parts)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """All its sources, each once, in the order cited."""
        return tuple(dict.fromkeys(one for part in self.parts for one in part.source_ids))

    @property
    def rows(self) -> tuple[int, int, int]:
        """How many rows stand behind it, by the codes of `EVIDENCE` in their order."""
        facts, claims, inferences = (sum(part.rows[place] for part in self.parts) for place in range(3))
        return facts, claims, inferences

    @property
    def evidence(self) -> str:
        """A code of `EVIDENCE`: that of the weakest row behind it."""
        return [code for code, count in zip(EVIDENCE, self.rows, strict=True) if count][-1]

    @property
    def told(self) -> str:
        """The evidence in words: ``reported fact``, or ``reported fact 3, inference 1`` where rows differ."""
        there = [(code, count) for code, count in zip(EVIDENCE, self.rows, strict=True) if count]
        if len(there) == 1:
            return EVIDENCE.label(there[0][0])
        return ", ".join(f"{EVIDENCE.label(code)} {count:,}" for code, count in there)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Attributes
    ----------
    heading
        The heading.
    lines
        Its lines.
    empty
        Sentence shown where there is neither a line nor a part.
    note
        Sentence on how to read it, whatever is coded; or none.
    parts
        Sections one level down, after the lines.
    """

    heading: str
    lines: tuple[Line, ...] = ()
    empty: str = ""
    note: str = ""
    parts: tuple["Section", ...] = ()

    def every_line(self) -> Iterator[Line]:
        """Its lines and those of its parts, as they are read."""
        yield from self.lines
        for part in self.parts:
            yield from part.every_line()


def part(view: View, text: str, rows: Sequence[Row]) -> Part:
    """A part that rests on rows of the view.

    Parameters
    ----------
    view
        The view.
    text
        What it says.
    rows
        Rows of its tables: ``certainty``, ``credibility`` and ``source_list`` count.
    """
    facts, claims, inferences = kinds(rows)
    order = _order(view.case)
    cited = {one for row in rows for one in row["source_list"]}
    words = contained(view.case, text)
    return Part(words, tuple(sorted(cited, key=order.__getitem__)), (facts, claims, inferences))


def kinds(rows: Sequence[Row]) -> tuple[int, int, int]:
    """How many rows there are of each kind of evidence, by the codes of `EVIDENCE` in their order."""
    found = [evidence(row["certainty"], row["credibility"]) for row in rows]
    facts, claims, inferences = (found.count(code) for code in EVIDENCE)
    return facts, claims, inferences


def with_rest(view: View, lines: Iterable[Line], rest: int, behind: Sequence[Row]) -> tuple[Line, ...]:
    """The first lines of a long list, then a line that counts what is left out and cites its sources.

    Parameters
    ----------
    view
        The view.
    lines
        The lines printed.
    rest
        How many are left out.
    behind
        The rows they would have rested on.
    """
    if not rest:
        return tuple(lines)
    return (*lines, Line((part(view, f"Not listed here: {counted(rest, 'further line')}.", behind),)))


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things: ``1 issue``, ``1,200 issues``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Names in a sentence: ``A, B and C``, ``A, B and 3 more``; each once."""
    once = [*dict.fromkeys(names)]
    shown = once[:most] if len(once) > most + 1 else once
    if len(shown) < len(once):
        return f"{', '.join(shown)} and {len(once) - len(shown)} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def stance(view: View, issue_id: str, value: int) -> str:
    """A stance in words with its signed number: ``+2 strongly supports``; of a fact in dispute ``−1 denies``."""
    number = f"{value:+d}".replace("-", "−") if value else "0"
    sign = (value > 0) - (value < 0)
    return f"{number} {_FACT[sign] if issue_id in view.case.facts else STANCES.label(str(value))}"


def held(value: int) -> str:
    """A stance before the names of those who hold it: ``strongly supported (+2) by``."""
    return _HELD[value]


def affirmed(side: int) -> str:
    """A side in a fact in dispute before the names of those who take it: ``affirmed by``."""
    return _AFFIRMED[side]


@lru_cache(maxsize=4)
def _order(case: Case) -> dict[str, int]:
    return {one: place for place, one in enumerate(case.publishers)}
