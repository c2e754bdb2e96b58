from datetime import date

import pytest

from crisis.measures.source_conflicts import source_conflicts
from crisis.model.lens import Lens
from crisis.tables.view import look

SOURCES = ["s1 published_on=2022-02-01", "s2 published_on=2022-02-03", "s3 published_on=2022-02-04"]


def conflicts(case, day=date(2022, 2, 28), **tables):
    """What sources of a toy case differ on: subject and what each side says."""
    found = source_conflicts(look(case(**({"sources": SOURCES} | tables)), Lens(as_of=day, since=date(2022, 1, 1))))
    return [(one.about, one.key, [words for words, _ in one.sides]) for one in found]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("status=cancelled starts_on=2022-02-03", "status=occurred starts_on=2022-02-03", ["cancelled", "occurred"]),
        ("status=cancelled starts_on=2022-02-09", "status=scheduled starts_on=2022-02-09", ["cancelled", "scheduled"]),
        ("status=scheduled starts_on=2022-02-02", "status=occurred starts_on=2022-02-02", []),
        ("status=scheduled starts_on=2022-02-09", "status=cancelled starts_on=2022-02-09", []),
        ("status=ongoing starts_on=2022-02-01", "status=occurred starts_on=2022-02-01", []),
        ("status=occurred starts_on=2022-02-01", "status=ongoing starts_on=2022-02-01", ["occurred", "ongoing"]),
    ],
)
def test_a_state_is_in_conflict_when_a_later_report_takes_it_back(case, one, other, found):
    told = conflicts(case, events=[f"e1 {one} source_id=s1", f"e1 {other} source_id=s2"])
    assert told == ([("state", ("e1",), found)] if found else [])


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("starts_on=2022-02-01", "starts_on=2022-02-02", ["1 February 2022", "2 February 2022"]),
        ("starts_on=2022-02", "starts_on=2022-02-02", []),
        ("starts_on=2022-02-01~", "starts_on=2022-02-02", []),
        ("starts_on=../2022-02-02", "starts_on=2022-02-01", []),
        (
            "starts_on=2022-02-01 ends_on=2022-02-02",
            "starts_on=2022-02-01 ends_on=2022-02-03",
            ["1 February 2022 until 2 February 2022", "1 February 2022 until 3 February 2022"],
        ),
        ("starts_on=2022-02-01 ends_on=2022-02-02", "starts_on=2022-02-01", []),
        ("starts_on=2022-02-02 status=scheduled", "starts_on=2022-02-03", []),
    ],
)
def test_dates_are_in_conflict_when_no_day_would_satisfy_both(case, one, other, found):
    told = conflicts(case, events=[f"e1 {one} source_id=s1 also_source_ids=s3", f"e1 {other} source_id=s2"])
    assert told == ([("date", ("e1",), found)] if found else [])


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("place=Kyiv", "place=Lviv", ["Kyiv", "Lviv"]),
        ("place=Kyiv country=UKR", "place=Ukraine country=UKR", []),
        ("place=Kyiv", "place='Kyiv region'", []),
        ("place=Kyiv", "", []),
        ("place=Border country=UKR", "place=Border country=BLR", ["Border, Ukraine", "Border, Belarus"]),
        ("country=UKR", "country=BLR", ["Ukraine", "Belarus"]),
        ("place=Kyiv status=scheduled", "place=Lviv", []),
    ],
)
def test_places_are_in_conflict_when_neither_holds_the_other(case, one, other, found):
    told = conflicts(case, events=[f"e1 {one} source_id=s1", f"e1 {other} source_id=s2"])
    assert told == ([("place", ("e1",), found)] if found else [])


def test_one_source_does_not_contradict_itself(case):
    assert conflicts(case, events=["e1 place=Kyiv", "e1 place=Lviv"]) == []
    assert conflicts(case, events=["e1 place=Kyiv", "e1 place=Lviv also_source_ids=s2"]) == []


def test_a_source_not_yet_known_contradicts_nothing(case):
    events = ["e1 place=Kyiv", "e1 place=Lviv source_id=s2"]
    assert len(conflicts(case, date(2022, 2, 3), events=events)) == 1
    assert conflicts(case, date(2022, 2, 2), events=events) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("stance=1", "stance=-2", True),
        ("stance=1", "stance=2", False),
        ("stance=0", "stance=-2", False),
        ("stance=", "stance=-2", False),
        ("stance=1", "stance=-2 said_on=2022-02-02", False),
        ("stance=1", "stance=-2 issue_id=I2", False),
        ("stance=1", "stance=-2 actor_id=B", False),
    ],
)
def test_stances_are_in_conflict_on_one_day_and_opposite_sides(case, one, other, found):
    told = conflicts(case, positions=[f"p1 {one} source_id=s1", f"p2 {other} source_id=s2"])
    assert told == ([("stance", ("A", "I1"), ["for", "against"])] if found else [])


def test_stances_of_the_latest_day_stand_first_after_the_events(case):
    told = conflicts(
        case,
        events=["e1 place=Kyiv", "e1 place=Lviv source_id=s2"],
        positions=[
            "p1 stance=1",
            "p2 stance=-2 source_id=s2",
            "p3 issue_id=I2 stance=1 said_on=2022-02-02",
            "p4 issue_id=I2 stance=-2 said_on=2022-02-02 source_id=s2",
        ],
    )
    assert [key for _, key, _ in told] == [("e1",), ("A", "I2"), ("A", "I1")]


def test_an_empty_case_has_no_conflict(case):
    assert conflicts(case) == []
