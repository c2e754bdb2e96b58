from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import stores
from crisis.measures.changes import WINDOWS, changes, due
from crisis.model.lens import Lens
from crisis.tables.view import look

CASE = stores.open_case(stores.shipped())


def between(case, earlier, later, **lens):
    """What changed between two days."""
    days = [date.fromisoformat(f"2022-{day}") for day in (earlier, later)]
    before, now = (look(case, Lens(as_of=day, **lens)) for day in days)
    return changes(now, before)


@pytest.fixture(scope="module")
def week(case):
    return case(
        sources=["s1 published_on=2022-01-01", "s2 published_on=2022-02-09", "s3 published_on=2022-02-05"],
        positions=[
            "p1 stance=-2 said_on=2022-01-20",
            "p2 stance=1 said_on=2022-02-08",
            "p3 issue_id=I2 stance=1 said_on=2022-01-20",
            "p4 issue_id=I2 stance=2 said_on=2022-02-08",
            "p5 issue_id=I3 stance=2 said_on=2022-02-08",
            "p6 issue_id=I4 stance=1 said_on=2022-02-05",
            "p7 issue_id=I4 stance=1 said_on=2022-02-08",
        ],
        events=[
            "old starts_on=2022-02-05 source_id=s3",
            "new starts_on=2022-02-08 source_id=s2",
            "kept status=scheduled starts_on=2022-03-01",
            "off status=scheduled starts_on=2022-03-01",
            "off status=cancelled starts_on=2022-03-01 source_id=s2",
            "late status=scheduled starts_on=2022-02-07",
        ],
    )


def test_stances_that_moved_come_first_the_largest_change_first(week):
    found = between(week, "02-05", "02-10").stances
    assert [(*cell.values(),) for cell in found] == [
        ("A", "I1", 1, "p2", -2, "p1"),
        ("A", "I2", 2, "p4", 1, "p3"),
        ("A", "I3", 2, "p5", None, None),
    ]


def test_a_stance_that_was_restated_did_not_change(week):
    assert "I4" not in {cell["issue_id"] for cell in between(week, "02-05", "02-10").stances}


def test_contradictions_are_listed_when_they_are_new(week):
    found = between(week, "02-05", "02-10").contradictions
    assert [(cell["row_id"], cell["issue_id"]) for cell in found] == [("A", "I1")]
    assert len(between(week, "02-08", "02-10").contradictions) == 0


def test_events_that_are_new_or_changed_state_with_what_they_were(week):
    found = between(week, "02-06", "02-10")
    assert [(event["event_id"], event["before"], event["state"]) for event in found.events] == [
        ("off", "scheduled", "cancelled"),
        ("new", "", "occurred"),
        ("late", "scheduled", "scheduled, unconfirmed"),
    ]
    assert [event["event_id"] for event in found.cancelled] == ["off"]
    assert [event["event_id"] for event in found.kept] == ["new", "late"]


def test_nothing_changes_between_a_day_and_itself(week):
    found = between(week, "02-10", "02-10")
    assert found.empty
    assert len(found.cancelled) == 0


def test_an_empty_case_has_no_changes(case):
    assert between(case(), "02-01", "02-10").empty


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ("status=scheduled starts_on=2022-02-10", True),
        ("status=scheduled starts_on=2022-02-13", True),
        ("status=scheduled starts_on=2022-02-14", False),
        ("status=scheduled starts_on=2022-02-09", False),
        ("status=scheduled starts_on=2022-02-09 ends_on=2022-02-10", True),
        ("status=scheduled starts_on=2022-02", True),
        ("status=ongoing starts_on=2022-02-09", False),
        ("status=cancelled starts_on=2022-02-11", False),
    ],
    ids=[
        "today",
        "in three days",
        "in four",
        "yesterday",
        "lasts until today",
        "this month",
        "under way",
        "called off",
    ],
)
def test_due_is_what_is_announced_for_the_next_72_hours(case, event, shown):
    toy = case(events=[f"e1 {event}"], sources=["s1 published_on=2022-02-09"])
    found = due(look(toy, Lens(as_of=date(2022, 2, 10), since=date(2022, 1, 1))))
    assert [event["event_id"] for event in found] == (["e1"] if shown else [])


def test_what_is_due_soonest_stands_first(case):
    toy = case(events=["e1 status=scheduled starts_on=2022-02-12", "e2 status=scheduled starts_on=2022-02-11"])
    assert [event["event_id"] for event in due(look(toy, Lens(as_of=date(2022, 2, 10))))] == ["e2", "e1"]


def test_the_windows_are_a_day_three_days_and_a_week():
    assert WINDOWS == {"24 hours": 1, "72 hours": 3, "7 days": 7}


@given(st.dates(date(2022, 1, 1), date(2022, 5, 1)), st.sampled_from([*WINDOWS.values()]))
def test_every_change_is_one(day, days):
    now = look(CASE, Lens(as_of=day, level="country", since=CASE.first_day))
    found = changes(now, look(CASE, replace(now.lens, as_of=day - timedelta(days=days))))
    assert all(cell["stance"] != cell["before"] for cell in found.stances)
    assert all(event["state"] != event["before"] for event in found.events)
    assert {event["event_id"] for event in found.events} <= {*now.events["event_id"]}
    assert all(event["state"] == "scheduled" for event in due(now))
