from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis import stores
from crisis.measures.briefing import briefing
from crisis.measures.briefing_line import Line, Part, evidence, listed
from crisis.measures.changes import changes, due
from crisis.model.lens import Lens
from crisis.tables.view import look

CASE = stores.open_case(stores.shipped())

SOURCES = [
    "s1 publisher=Reuters published_on=2022-01-01 reliability=B",
    "s2 publisher=AFP published_on=2022-02-09",
    "s3 publisher=Archive published_on=2022-01-05/..",
]


def of(case, day, earlier, **lens):
    """The briefing of a case between two days of 2022."""
    now, before = (look(case, Lens(as_of=date.fromisoformat(f"2022-{one}"), **lens)) for one in (day, earlier))
    return briefing(now, before)


def section(found, *headings):
    """A section by its headings from the top."""
    sections = found.sections
    for heading in headings:
        (one,) = (each for each in sections if each.heading == heading)
        sections = one.parts
    return one


def texts(found, *headings):
    return [line.text for line in section(found, *headings).lines]


@pytest.fixture(scope="module")
def week(case):
    return case(
        settings={"title": "Toy crisis"},
        sources=SOURCES,
        actors=[
            "DEU kind=state country=DEU name=Germany",
            "SCHOLZ kind=person part_of=DEU name='Olaf Scholz'",
            "RUS kind=state country=RUS name=Russia",
            "POL kind=state country=POL name=Poland",
        ],
        issues=["I1 name='Arm Ukraine'", "I2 name='Talks'", "F1 name='Plans to invade' kind=fact"],
        positions=[
            "p1 actor_id=DEU stance=-2 said_on=../2022-01-20 credibility=2",
            "p2 actor_id=SCHOLZ stance=1 said_on=2022-02-08 source_id=s2 certainty=reported summary='Sends helmets.'",
            "p3 actor_id=RUS stance=-2 said_on=2022-01-20",
            "p4 actor_id=POL stance=2 said_on=2022-02-08 source_id=s2 also_source_ids=s1 certainty=inferred",
            "p5 actor_id=RUS issue_id=F1 stance=-1 said_on=2022-01-20 certainty=inferred",
            "p6 actor_id=POL issue_id=F1 stance=2 said_on=2022-01-20",
            "t1 actor_id=RUS issue_id=I2 stance=1 act=threat condition=if_attack said_on=2022-01-20 summary='Warns.'",
            "t2 actor_id=DEU issue_id=I2 stance=1 act=commitment said_on=2022-02-01 summary='Promises.'",
        ],
        events=[
            "e1 title='Talks held' starts_on=2022-02-08 source_id=s2 fulfils_ids=t2 place=Kyiv",
            "e1 title='Talks held' starts_on=2022-02-08 source_id=s3 place=Lviv",
            "e2 title='Visit due' status=scheduled starts_on=2022-02-12",
            "e3 title='Summit due' status=scheduled starts_on=2022-03-01 ends_on=2022-03-02",
            "e4 title='Call due' status=scheduled starts_on=2022-03-01",
            "e4 title='Call dropped' status=cancelled starts_on=2022-03-01 source_id=s2",
            "e5 title='Vote due' status=scheduled starts_on=2022-01-30",
        ],
    )


@pytest.fixture(scope="module")
def found(week):
    return of(week, "02-10", "02-03", level="country")


@pytest.mark.parametrize(
    ("certainty", "credibility", "kind"),
    [
        ("stated", 1, "fact"),
        ("stated", 2, "fact"),
        ("stated", 3, "claim"),
        ("stated", 6, "claim"),
        ("reported", 1, "claim"),
        ("reported", 5, "claim"),
        ("inferred", 1, "inference"),
        ("inferred", 6, "inference"),
    ],
)
def test_what_is_a_fact_a_claim_and_an_inference(certainty, credibility, kind):
    assert evidence(certainty, credibility) == kind


@pytest.mark.parametrize(
    ("rows", "kind", "told"),
    [
        ([(1, 0, 0)], "fact", "reported fact"),
        ([(2, 0, 0), (3, 0, 0)], "fact", "reported fact"),
        ([(0, 1, 0)], "claim", "reported claim"),
        ([(1, 0, 0), (1, 1, 0)], "claim", "reported fact 2, reported claim 1"),
        ([(1000, 0, 0), (0, 0, 1)], "inference", "reported fact 1,000, inference 1"),
    ],
)
def test_a_line_is_as_weak_as_its_weakest_row(rows, kind, told):
    line = Line(tuple(Part("x", ("s1",), one) for one in rows))
    assert (line.evidence, line.told) == (kind, told)


@pytest.mark.parametrize(
    ("names", "told"),
    [("A", "A"), ("AB", "A and B"), ("ABA", "A and B"), ("ABC", "A, B and C"), ("ABCD", "A, B and 2 more")],
)
def test_names_in_a_sentence(names, told):
    assert listed([*names], 2) == told


def test_the_head_says_case_lens_and_both_days(found):
    assert found.title == "Toy crisis: briefing of 10 February 2022"
    assert found.lens.startswith("As of 10 February 2022, as known that day · all countries and bodies")
    assert (found.day, found.before) == (date(2022, 2, 10), date(2022, 2, 3))


def test_the_sections_in_their_order(found):
    assert [one.heading for one in found.sections] == [
        "State on the day",
        "What changed between the two days",
        "Announced next",
        "Disagreements",
        "Shifts",
        "Commitments and threats",
        "Conflicts between sources",
        "The evidence",
    ]


def test_the_state_counts_rows_and_names_both_ends(found):
    assert texts(found, "State on the day") == [
        "Coded and known by the day: 8 statements, 0 ties and 7 reports of 5 events.",
        "3 rows and 3 issues are coded with a stance: 7 cells, 1 contradicted, 0 word against deed, 5 on a single "
        "source.",
    ]
    assert texts(found, "State on the day", "Furthest apart") == [
        "Arm Ukraine: strongly supported (+2) by Poland; strongly opposed (−2) by Russia."
    ]


def test_stances_that_moved_say_from_what_to_what_and_who(found):
    (line,) = section(found, "What changed between the two days", "Stances that moved").lines
    assert [(part.text, part.source_ids, part.rows) for part in line.parts] == [
        ("Germany on Arm Ukraine: from −2 strongly opposes (by 20 January 2022)", ("s1",), (1, 0, 0)),
        ("to +1 supports (Olaf Scholz, 8 February 2022). Sends helmets.", ("s2",), (0, 1, 0)),
    ]
    assert (line.evidence, line.told) == ("claim", "reported fact 1, reported claim 1")


def test_new_contradictions_name_both_statements(found):
    assert texts(found, "What changed between the two days", "New contradictions") == [
        "Germany on Arm Ukraine, both within 30 days: −2 strongly opposes (by 20 January 2022) and +1 supports (Olaf "
        "Scholz, 8 February 2022)."
    ]


def test_events_that_are_new_and_called_off(found):
    changed = "What changed between the two days"
    assert texts(found, changed, "Events new or changed") == ["8 February 2022, Kyiv: Talks held (occurred)."]
    assert texts(found, changed, "Called off") == ["1 March 2022: Call dropped (cancelled; before: scheduled)."]


def test_stances_newly_coded_stand_by_issue(found):
    assert texts(found, "What changed between the two days", "Stances newly coded") == [
        "Arm Ukraine, newly coded: strongly supported (+2) by Poland."
    ]


def test_what_is_announced_soon_later_and_past(found):
    ahead = "Announced next"
    assert texts(found, ahead, "Due in the next 72 hours") == ["12 February 2022: Visit due (scheduled)."]
    assert texts(found, ahead, "Announced for later") == ["1 March 2022 until 2 March 2022: Summit due (scheduled)."]
    assert texts(found, ahead, "Announced, past, and not confirmed") == [
        "30 January 2022: Vote due (announced, not confirmed)."
    ]


def test_disagreements_and_facts_in_dispute(found):
    assert texts(found, "Disagreements", "Widest") == [
        "Arm Ukraine: from −2 strongly opposes to +2 strongly supports; 2 for, 1 against, 0 balanced of 3 rows coded."
    ]
    (fact,) = section(found, "Disagreements", "Facts in dispute").lines
    assert fact.text == "Plans to invade: affirmed by Poland; denied by Russia."
    assert fact.told == "reported fact 1, inference 1"


def test_a_pair_of_statements_is_one_shift_whatever_its_kinds(found):
    assert texts(found, "Shifts") == [
        "Germany on Arm Ukraine: reversal, contradiction, from −2 strongly opposes (by 20 January 2022) to +1 supports "
        "(Olaf Scholz, 8 February 2022). Sends helmets."
    ]


def test_promises_and_threats_open_and_carried_out(found):
    assert texts(found, "Commitments and threats", "Open") == [
        "Russia on Talks: threat, if attacked, 20 January 2022. Warns."
    ]
    (done,) = section(found, "Commitments and threats", "Carried out").lines
    assert done.parts[0].text == "Germany on Talks: commitment, 1 February 2022. Promises."
    assert done.parts[1].text == "Carried out 7 days later: Talks held, 8 February 2022."


@pytest.mark.parametrize(
    ("begins", "told"),
    [("02-01", "the same day"), ("02-02", "1 day later"), ("01-31", "by what began 1 day before")],
)
def test_how_late_a_promise_was_carried_out(case, begins, told):
    toy = case(
        sources=["s1 published_on=2022-02-02"],
        positions=["p1 act=commitment"],
        events=[f"e1 title=Done fulfils_ids=p1 starts_on=2022-{begins}"],
    )
    (line,) = section(of(toy, "02-10", "02-03"), "Commitments and threats", "Carried out").lines
    assert line.parts[1].text.startswith(f"Carried out {told}: Done, ")


def test_conflicts_say_which_source_says_what(found):
    (line,) = section(found, "Conflicts between sources", "Events").lines
    assert [(part.text, part.source_ids) for part in line.parts] == [
        ("Talks held, place: Lviv according to Archive;", ("s3",)),
        ("Kyiv according to AFP.", ("s2",)),
    ]


def test_conflicts_of_stances_name_the_statements(case):
    toy = case(sources=SOURCES, positions=["p1 stance=1", "p2 stance=-2 source_id=s3"])
    assert texts(of(toy, "02-10", "02-03"), "Conflicts between sources", "Stances of one day") == [
        "A on I1: +1 supports (1 February 2022) according to Reuters; −2 strongly opposes (1 February 2022) according "
        "to Archive."
    ]


def test_the_evidence_says_shares_kinds_grades_and_what_is_unknown(found):
    assert texts(found, "The evidence") == [
        "93% of the 15 rows shown rest on a single source.",
        "By kind of evidence: reported fact 12, reported claim 1, inference 2.",
        "Best source graded A (completely reliable): 5 rows; credibility 1 (confirmed) 5.",
        "Best source graded B (usually reliable): 10 rows; credibility 1 (confirmed) 9, credibility 2 (probably true) "
        "1.",
        "1 of 3 sources has no known publication day.",
    ]
    assert section(found, "The evidence").lines[-1].source_ids == ("s3",)
    assert section(found, "The evidence").note.startswith("This is a coded sample, not the world.")


def test_sources_are_numbered_by_their_first_citation(found):
    assert found.source_ids == ("s1", "s2", "s3")


def test_an_empty_case_says_so_in_every_section(case):
    found = of(case(), "02-10", "02-03")
    ends = [one for each in found.sections for one in (each.parts or (each,))]
    assert all(one.empty and not one.lines for one in ends)
    assert found.source_ids == ()


def test_the_first_day_of_the_lens_does_not_count(week):
    late, early = (of(week, "02-10", "02-03", since=date(2022, *day)) for day in ((2, 10), (1, 1)))
    assert late == early


def test_a_long_list_ends_with_what_it_leaves_out(case):
    toy = case(sources=["s1 published_on=2022-02-05"], events=[f"e{n} title=T{n} source_id=s1" for n in range(42)])
    lines = section(of(toy, "02-10", "02-03"), "What changed between the two days", "Events new or changed").lines
    assert (len(lines), lines[-1].text) == (41, "Not listed here: 2 further lines.")
    assert (lines[-1].source_ids, lines[-1].rows) == (("s1",), (2, 0, 0))


def test_long_lists_of_every_kind_count_and_cite_what_they_leave_out(case):
    toy = case(
        sources=["s1 published_on=2022-02-05", "s2 published_on=2022-02-05"],
        positions=[
            *(f"c{n} actor_id=A{n} act=commitment" for n in range(22)),
            *(f"x{n} actor_id=B{n} stance=1 said_on=2022-02-04" for n in range(32)),
            *(f"y{n} actor_id=B{n} stance=-1 said_on=2022-02-04 source_id=s2" for n in range(32)),
        ],
    )
    found, changed = of(toy, "02-10", "02-03"), "What changed between the two days"
    for headings, count, cited in (
        (("Commitments and threats", "Open"), 2, ("s1",)),
        (("Conflicts between sources", "Stances of one day"), 12, ("s1", "s2")),
        ((changed, "New contradictions"), 2, ("s2",)),
    ):
        last = section(found, *headings).lines[-1]
        assert (last.text, last.source_ids) == (f"Not listed here: {count} further lines.", cited)


def test_issues_on_which_all_agree_are_no_disagreement(case):
    toy = case(positions=["p1 stance=1", "p2 actor_id=B stance=1"])
    assert texts(of(toy, "02-10", "02-03"), "Disagreements", "Widest") == []


@settings(max_examples=15)
@given(
    st.dates(date(2022, 1, 20), date(2022, 5, 1)),
    st.integers(0, 30),
    st.sampled_from(["actor", "organisation", "country"]),
    st.booleans(),
    st.sampled_from([(), ("DEU",), ("RUS", "UKR")]),
)
def test_every_sentence_cites_what_the_view_rests_on(day, back, level, hindsight, country):
    lens = {"level": level, "hindsight": hindsight, "country": country}
    earlier = date.fromordinal(day.toordinal() - back)
    now, before = (look(CASE, Lens(as_of=one, since=CASE.first_day, **lens)) for one in (day, earlier))
    found = briefing(now, before)
    for one in found.sections:
        for line in one.every_line():
            for part in line.parts:
                assert part.source_ids
                assert sum(part.rows) > 0
                assert part.text == part.text.strip() != ""
                assert not {"None", "NaN", "nan", "NaT", "<NA>"} & {*part.text.replace(",", " ").split()}
    known = now.source_ids | {one for ids in now.states["source_list"] for one in ids} | before.source_ids
    assert {*found.source_ids} <= known
    assert found == briefing(now, before)
    changed, moved = changes(now, before), section(found, "What changed between the two days", "Stances that moved")
    assert len(moved.lines) == min(31, sum(cell["before"] is not None for cell in changed.stances))
    assert len(section(found, "Announced next", "Due in the next 72 hours").lines) == len(due(now))
