from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.event_days import event_days
from crisis.model.lens import Lens
from crisis.tables.view import look

FIRST = date(2022, 1, 20)


def agree(case, lens, days):
    """Both ways tell the same of every day."""
    quick = event_days(look(case, lens))
    for day in days:
        shown = look(case, replace(lens, as_of=day)).events
        assert quick.on(pd.Timestamp(day)) == dict(zip(shown["event_id"], shown["state"], strict=True)), day


day = st.integers(1, 20).map(lambda one: FIRST + timedelta(days=one))
report = st.builds(
    lambda status, start, more, source, also: (
        f"status={status} starts_on={start} source_id={source} also_source_ids={also} {more}"
    ),
    st.sampled_from(["scheduled", "scheduled", "cancelled"]),
    st.one_of(day.map(str), day.map(lambda one: f"{one}/..")),
    st.sampled_from(["", "ends_on=2022-02-20", "actor_ids=DEU", "actor_ids=DEU;FRA issue_ids=I1", "credibility=3"]),
    st.sampled_from(["s1", "s2", "s3"]),
    st.sampled_from(["", "s4"]),
)
lenses = st.builds(
    Lens,
    country=st.sampled_from([(), ("DEU",)]),
    issue=st.sampled_from([(), ("I1",)]),
    hindsight=st.booleans(),
    since=st.sampled_from([None, date(2022, 1, 25)]),
    min_reliability=st.sampled_from(["", "B"]),
    max_credibility=st.sampled_from([None, 2]),
)


@given(
    told=st.lists(st.tuples(st.sampled_from(["E1", "E2"]), report), max_size=5, unique_by=lambda one: one[1]),
    published=st.tuples(*[day] * 4),
    lens=lenses,
)
def test_every_day_is_the_view_of_that_day(case, told, published, lens):
    grades = "ACAC"
    unique = {(one, text.split("source_id=")[1].split()[0]): (one, text) for one, text in told}
    toy = case(
        actors=["DEU kind=state country=DEU", "FRA kind=state country=FRA"],
        issues=["I1"],
        sources=[f"s{n + 1} published_on={one} reliability={grades[n]}" for n, one in enumerate(published)],
        events=[f"{one} title='{one}' {text}" for one, text in unique.values()],
    )
    agree(toy, lens, [FIRST + timedelta(days=one) for one in range(34)])


@pytest.mark.parametrize("hindsight", [False, True])
@pytest.mark.parametrize("lens", [Lens(), Lens(country=("DEU",), min_reliability="B"), Lens(since=date(2014, 1, 1))])
def test_sampled_days_of_the_shipped_case(shipped, hindsight, lens):
    days = [shipped.last_day - timedelta(days=one) for one in (*range(0, 420, 14), 600, 3000)]
    agree(shipped, replace(lens, hindsight=hindsight), days)


def test_an_announcement_is_unconfirmed_after_its_day_until_it_is_reported(case):
    toy = case(
        sources=["s1 published_on=2022-02-01", "s2 published_on=2022-02-09"],
        events=[
            "E status=scheduled starts_on=2022-02-05 source_id=s1",
            "E status=occurred starts_on=2022-02-05 source_id=s2",
        ],
    )
    found = event_days(look(toy, Lens(since=date(2022, 1, 1))))
    told = {
        day: found.on(pd.Timestamp(f"2022-{day}")) for day in ("01-31", "02-01", "02-05", "02-06", "02-08", "02-09")
    }
    assert [*told.values()] == [
        {},
        {"E": "scheduled"},
        {"E": "scheduled"},
        {"E": "scheduled, unconfirmed"},
        {"E": "scheduled, unconfirmed"},
        {"E": "occurred"},
    ]


def test_a_case_without_events_has_no_change(case):
    assert len(event_days(look(case(), Lens())).changes) == 0
