from datetime import date

import pytest

from crisis import __version__
from crisis.exports.citation import cited, event_claim, grade, position_claim, source_line
from crisis.model.lens import Lens
from crisis.tables.view import look


@pytest.fixture(scope="module")
def toy(case):
    return case(
        settings={"title": "Toy case"},
        actors=["SCHOLZ name='Olaf Scholz'"],
        issues=["I05 name='Arm Ukraine'"],
        sources=[
            "s1 title='Scholz says no' publisher=Reuters published_on=2022-02-07 url=https://a.org/1 reliability=B",
            "s2 title=Chronicle publisher=Archive published_on=2022-02-07/..",
            "s3 title=Later publisher=AFP published_on=2022-03-01",
        ],
        positions=[
            "p1 actor_id=SCHOLZ issue_id=I05 stance=-2 said_on=2022-02-07 also_source_ids=s2;s3 locator=P6S2 "
            "credibility=2",
            "p2 actor_id=SCHOLZ issue_id=I05 stance= said_on=../2022-02-07",
        ],
        events=["e1 title='Scholz meets Biden' starts_on=2022-02-07 source_id=s1"],
    )


@pytest.fixture(scope="module")
def view(toy):
    return look(toy, Lens(as_of=date(2022, 2, 14)))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("s1", "Scholz says no. Reuters, 7 February 2022. https://a.org/1"),
        ("s2", "Chronicle. Archive, from 7 February 2022, publication day unknown."),
        ("s3", "Later. AFP, 1 March 2022."),
    ],
)
def test_a_source_in_a_line(toy, source, line):
    assert source_line(toy, source) == line


def test_the_two_grades_are_never_fused(view):
    assert grade(view.positions.iloc[0], view.case) == "reliability B, credibility 2"


@pytest.mark.parametrize(
    ("row", "claim"),
    [
        (0, "Olaf Scholz on Arm Ukraine: −2 strongly opposes, 7 February 2022. Says so."),
        (1, "Olaf Scholz on Arm Ukraine: took no stand, by 7 February 2022. Says so."),
    ],
)
def test_a_statement_as_a_claim(view, row, claim):
    assert position_claim(view, view.positions.iloc[row]) == claim


def test_an_event_as_a_claim(view):
    assert event_claim(view.events.iloc[0]) == "Scholz meets Biden, 7 February 2022 (occurred). Says so."
    assert event_claim(view.reports("e1").iloc[0]) == "Scholz meets Biden, 7 February 2022 (occurred). Says so."


def test_a_citation_names_place_grade_known_sources_and_the_day(view):
    version = view.case.version[:8]
    assert cited(view, view.positions.iloc[0], "A claim.") == (
        "A claim. [P6S2; reliability B, credibility 2] "
        "Scholz says no. Reuters, 7 February 2022. https://a.org/1; "
        "Chronicle. Archive, from 7 February 2022, publication day unknown. "
        f"(Toy case, version {version}, as of 14 February 2022, as known that day; Crisis Desk {__version__})"
    )


def test_a_citation_says_so_when_it_was_made_with_hindsight(toy):
    view = look(toy, Lens(as_of=date(2022, 2, 14), hindsight=True))
    text = cited(view, view.positions.iloc[0], "A claim.")
    assert "Later. AFP, 1 March 2022." in text
    assert "as of 14 February 2022, with hindsight; Crisis Desk" in text
