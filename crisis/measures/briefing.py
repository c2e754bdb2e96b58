"""The briefing: the state on a day, what changed, what is due, who stands apart, and on whose word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from crisis.measures import briefing_lines as lines
from crisis.measures import changes as changing
from crisis.measures import coverage, rows
from crisis.measures.briefing_line import EVIDENCE, Line, Section, counted, kinds, part, with_rest
from crisis.measures.commitments import commitments
from crisis.measures.disagreement import disagreement
from crisis.measures.rows import CITED, Row
from crisis.measures.shifts import SHIFTS, shifts
from crisis.measures.source_conflicts import source_conflicts
from crisis.measures.stance_matrix import stance_matrix
from crisis.measures.text_direction import contained, isolated
from crisis.model import dates
from crisis.model.records import STATEMENTS
from crisis.model.vocabulary import CREDIBILITIES, RELIABILITIES, UNCONFIRMED
from crisis.tables.clocks import undated_sources
from crisis.tables.view import View, look

WIDEST = 5
LARGEST = 10
MOST = {"stance": 30, "event": 40, "promise": 20, "conflict": 20}
"""Lines of one kind a section prints; further ones are counted in a line of their own."""

SAMPLE = (
    "This is a coded sample, not the world. Whoever is not named on an issue is not coded on it by the day, which is "
    "not the same as silent."
)
AGREED = "No two rows are coded with different stances on one issue under this lens."
NOTHING = "Nothing is coded under this lens. Choose a later day, more countries or issues, or a wider evidence grade."


@dataclass(frozen=True, slots=True)
class Briefing:
    """All a briefing says, as plain data.

    Attributes
    ----------
    title
        Title of the case and the day.
    lens
        The lens in words.
    day, before
        The day, and the earlier one it is compared with.
    sections
        In the order they are read.
    """

    title: str
    lens: str
    day: date
    before: date
    sections: tuple[Section, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source cited, once, in the order of the first citation: the numbers of the source list."""
        cited = (one for section in self.sections for line in section.every_line() for one in line.source_ids)
        return tuple(dict.fromkeys(cited))


def briefing(view: View, before: View) -> Briefing:
    """Say what a view holds, and how it differs from an earlier day.

    Parameters
    ----------
    view, before
        Views of one case through one lens, on a day and on an earlier day.

    Returns
    -------
    Briefing
        Sentences made by rules from the rows; each names its sources and what kind of evidence it is, see
        `crisis.measures.briefing_line.evidence`. A line on several rows counts the kinds and is as weak as the weakest.

    Notes
    -----
    As on the Briefing page the first day of the lens does not count: it belongs to the timeline, and what was announced
    or changed is told whenever it began.
    """
    now, then = _from_the_first_day(view), _from_the_first_day(before)
    every, widest = _everything(now), _widest(now)
    day, earlier = view.lens.day(view.case), before.lens.day(before.case)
    return Briefing(
        title=f"{isolated(view.case.settings.title)}: briefing of {dates.in_words(day)}",
        lens=contained(view.case, replace(view.lens, since=None).words(view.case)),
        day=day,
        before=earlier,
        sections=(
            _state(now, every, widest),
            _changed(now, then),
            _announced(now),
            _disagreements(now, widest),
            _shifts(now),
            _commitments(now),
            _conflicts(now),
            _evidence(now, every),
        ),
    )


def _from_the_first_day(view: View) -> View:
    lens = replace(view.lens, since=view.case.first_day)
    return view if lens == view.lens else look(view.case, lens)


def _everything(view: View) -> list[Row]:
    """Every statement, tie and report of the view, with what a citation needs."""
    return [row for name in STATEMENTS for row in rows.records(view.rows(name), CITED)]


def _widest(view: View) -> list[Row]:
    """Issues on which stances lie furthest apart; none on which all are alike."""
    found = disagreement(view)
    return rows.records(found[found["width"] > 0].head(WIDEST))


def _state(view: View, every: Sequence[Row], widest: Sequence[Row]) -> Section:
    matrix = stance_matrix(view)
    heading = "State on the day"
    if not every:
        return Section(heading, empty=NOTHING)
    counts = [
        counted(len(view.rows("positions")), "statement"),
        counted(len(view.rows("relationships")), "tie"),
        f"{counted(len(view.rows('events')), 'report')} of {counted(len(view.events), 'event')}",
    ]
    stances = (
        f"{counted(len(matrix.rows), 'row')} and {counted(len(matrix.columns), 'issue')} are coded with a stance: "
        f"{counted(len(matrix), 'cell')}, {matrix.arrays['contradiction'].sum()} contradicted, "
        f"{matrix.arrays['word_and_deed'].sum()} word against deed, "
        f"{matrix.arrays['single_source'].sum()} on a single source."
    )
    whole = [Line((part(view, f"Coded and known by the day: {', '.join(counts[:2])} and {counts[2]}.", every),))]
    if len(matrix):
        whole.append(Line((part(view, stances, rows.with_stance(view)),)))
    of = rows.cells(view)
    sharp = tuple(lines.ends(view, one["issue_id"], of[one["issue_id"]]) for one in widest)
    apart = Section("Furthest apart", sharp, AGREED)
    return Section(heading, tuple(whole), NOTHING, parts=(apart,))


def _listed(
    view: View, found: Sequence[Row], kind: str, line: Callable[[Row], Line], said: Mapping[str, Row] | None = None
) -> tuple[Line, ...]:
    """Lines of the first rows of a list; the rest is counted, by itself or by the statements its rows name."""
    most = MOST[kind]
    rest = found[most:]
    behind = rest if said is None else [said[row["position_id"]] for row in rest]
    return with_rest(view, [line(row) for row in found[:most]], len(rest), behind)


def _changed(view: View, before: View) -> Section:
    found, said = changing.changes(view, before), rows.statements(view)
    day, since = (dates.in_words(one.lens.day(one.case)) for one in (view, before))
    nothing = f"Nothing between {since} and {day}."
    new = rows.grouped(found.new, lambda cell: str(cell["issue_id"]))
    coded = [lines.newly_coded(view, issue_id, cells) for issue_id, cells in new.items()]
    moved, contradiction = partial(lines.moved, view, before), partial(lines.contradiction, view)
    event = partial(lines.event, view)
    return Section(
        "What changed between the two days",
        note="A change is what became true or became known between the two days.",
        parts=(
            Section("Stances that moved", _listed(view, found.moved, "stance", moved, said), nothing),
            Section(
                "New contradictions",
                _listed(view, found.contradictions, "stance", contradiction, said),
                "Nobody newly said both.",
            ),
            Section("Events new or changed", _listed(view, found.kept, "event", event), nothing),
            Section("Called off", _listed(view, found.cancelled, "event", event), "Nothing was called off."),
            Section("Stances newly coded", tuple(coded), nothing),
        ),
    )


def _announced(view: View) -> Section:
    due, events = changing.due(view), rows.events(view)
    soon = {one["event_id"] for one in due}
    later = [one for one in events if one["state"] == "scheduled" and one["event_id"] not in soon]
    overdue = [one for one in events if one["state"] == UNCONFIRMED]
    told = [_listed(view, some, "event", partial(lines.event, view)) for some in (due, later, overdue)]
    return Section(
        "Announced next",
        parts=(
            Section(
                "Due in the next 72 hours", told[0], "Nothing known by the day is announced for the next 72 hours."
            ),
            Section("Announced for later", told[1], "Nothing known by the day is announced for later."),
            Section(
                "Announced, past, and not confirmed",
                told[2],
                "Everything announced for a day past is confirmed or called off.",
            ),
        ),
    )


def _disagreements(view: View, widest: Sequence[Row]) -> Section:
    of, case = rows.cells(view), view.case
    apart = [lines.disagreement(view, row, of[row["issue_id"]]) for row in widest]
    facts = [lines.fact(view, one, of[one]) for one in case.issue_names if one in case.facts and one in of]
    return Section(
        "Disagreements",
        parts=(
            Section("Widest", tuple(apart), AGREED),
            Section("Facts in dispute", tuple(facts), "No fact in dispute is coded under this lens."),
        ),
    )


def _shifts(view: View) -> Section:
    """The largest shifts, one line for each pair of statements, whatever kinds of shift it is at once."""
    found = shifts(view)
    once: dict[tuple[str, str], tuple[Row, list[str]]] = {}
    for row in rows.records(found):
        kinds_of = once.setdefault((row["from_position_id"], row["to_position_id"]), (row, []))[1]
        kinds_of.append(SHIFTS.label(row["shift"]))
    told = [lines.shift(view, row, kinds_of) for row, kinds_of in [*once.values()][:LARGEST]]
    most = f"The {LARGEST} largest of {len(once)} are listed. " if len(once) > LARGEST else ""
    note = f"{most}What was said between two coded statements is not known."
    return Section("Shifts", tuple(told), "Nobody moved in what is coded here.", note)


def _commitments(view: View) -> Section:
    found = commitments(view)
    every, line, said = rows.records(found), partial(lines.commitment, view), rows.statements(view)
    is_open, done = ([row for row in every if (row["event_id"] == "") == one] for one in (True, False))
    return Section(
        "Commitments and threats",
        note="Open means that no coded event carries it out; it does not mean that it was broken.",
        parts=(
            Section("Open", _listed(view, is_open, "promise", line, said), "None is open."),
            Section("Carried out", _listed(view, done, "promise", line, said), "None is coded as carried out."),
        ),
    )


def _conflicts(view: View) -> Section:
    found = source_conflicts(view)
    events, stances = ([one for one in found if (one.about == "stance") == is_one] for is_one in (False, True))
    told = []
    for some in (events, stances):
        first, rest = some[: MOST["conflict"]], some[MOST["conflict"] :]
        behind = {id(row): row for one in rest for _, side in one.sides for row in side}  # a row may be in several
        told.append(with_rest(view, [lines.conflict(view, one) for one in first], len(rest), [*behind.values()]))
    return Section(
        "Conflicts between sources",
        note="What was announced and then happened or was called off is no conflict.",
        parts=(
            Section("Events", told[0], "No two sources differ on an event."),
            Section("Stances of one day", told[1], "No two sources put one row on both sides of an issue on one day."),
        ),
    )


def _evidence(view: View, every: Sequence[Row]) -> Section:
    share = coverage.single_source_share(view)
    if share is None:
        return Section("The evidence", empty=NOTHING, note=SAMPLE)
    told = ", ".join(f"{EVIDENCE.label(code)} {count:,}" for code, count in zip(EVIDENCE, kinds(every), strict=True))
    whole = [
        Line((part(view, f"{share:.0%} of the {counted(len(every), 'row')} shown rest on a single source.", every),)),
        Line((part(view, f"By kind of evidence: {told}.", every),)),
        *_grades(view, every),
    ]
    return Section("The evidence", (*whole, *_undated(view, every)), NOTHING, SAMPLE)


def _grades(view: View, every: Sequence[Row]) -> list[Line]:
    """A line for each reliability, with the credibilities of its rows; the two grades are never fused."""
    grades, found = coverage.grades(view), []
    for place, letter in enumerate(RELIABILITIES):
        counts = [(str(digit), count) for digit, count in grades.loc[letter].items() if count]
        if counts:
            told = ", ".join(f"credibility {digit} ({CREDIBILITIES.label(digit)}) {count:,}" for digit, count in counts)
            head = f"Best source graded {letter} ({RELIABILITIES.label(letter)})"
            text = f"{head}: {counted(sum(count for _, count in counts), 'row')}; {told}."
            found.append(Line((part(view, text, [row for row in every if row["rank"] == place]),)))
    return found


def _undated(view: View, every: Sequence[Row]) -> list[Line]:
    """Which sources have no known publication day; nothing where all have."""
    open_ended = undated_sources(view.case) & view.source_ids
    resting = [row for row in every if not open_ended.isdisjoint(row["source_list"])]
    if not resting:
        return []
    have = "has" if len(open_ended) == 1 else "have"
    text = f"{len(open_ended):,} of {counted(len(view.source_ids), 'source')} {have} no known publication day."
    whole = part(view, text, resting)
    return [Line((replace(whole, source_ids=tuple(one for one in whole.source_ids if one in open_ended)),))]
