from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.stance_days import SPOKE, stance_days, stops
from crisis.measures.stance_matrix import parts, silent, stance_matrix
from crisis.model.lens import Lens
from crisis.tables.view import look

FIRST = date(2022, 1, 20)
ACTORS = [
    "DEU kind=state country=DEU",
    "GOV kind=government part_of=DEU",
    "MINISTRY kind=ministry part_of=GOV",
    "PARTY kind=party speaks_for_state=no",
    "SCHOLZ kind=person part_of=GOV",
    "FRA kind=state country=FRA",
]
ISSUES = ["I1", "I2", "F1 kind=fact"]


def slowly(case, lens, day, opened=()):
    """States of the cells on a day, from the matrix of a view of that day."""
    view = look(case, replace(lens, as_of=day))
    whole = stance_matrix(view)
    whole = whole.only({*whole.columns} - case.facts)
    cells = whole.cells
    found = dict(zip(zip(cells["row_id"], cells["issue_id"], strict=True), cells["stance"].tolist(), strict=True))
    spoke = {one: SPOKE for one in silent(view.statements) if one not in found}
    for row in opened:
        if row in whole.rows:
            inside = parts(view, row).only({*whole.columns}).cells.to_dict("records")
            found |= {(f"{row}/{one['row_id']}", one["issue_id"]): one["stance"] for one in inside}
    return found, spoke


def agree(case, lens, days, opened=()):
    """Both ways tell the same of every day."""
    quick = stance_days(look(case, lens), opened)
    for day in days:
        found, spoke = slowly(case, lens, day, opened)
        ours = quick.on(pd.Timestamp(day))
        assert {place: state for place, state in ours.items() if state != SPOKE} == found, day
        mute = {place for place, state in ours.items() if state == SPOKE and "/" not in place[0]}
        assert mute == {(row, issue) for row, issue in spoke if row in quick.rows and issue in quick.columns}, day


def every_day(first, last):
    return [first + timedelta(days=one) for one in range((last - first).days + 1)]


day = st.integers(1, 24).map(lambda one: FIRST + timedelta(days=one))
statement = st.builds(
    lambda who, what, stance, said, source, also, more: (
        f"actor_id={who} issue_id={what} stance={stance} said_on={said} source_id={source} "
        f"also_source_ids={also} {more}"
    ),
    st.sampled_from(["DEU", "GOV", "MINISTRY", "PARTY", "SCHOLZ", "FRA"]),
    st.sampled_from(["I1", "I2", "F1"]),
    st.sampled_from(["-2", "-1", "0", "1", "2", ""]),
    st.one_of(day.map(str), day.map(lambda one: f"../{one}"), st.just("2022-01")),
    st.sampled_from(["s1", "s2", "s3"]),
    st.sampled_from(["", "s4"]),
    st.sampled_from(["", "certainty=reported", "credibility=3"]),
)
office = st.builds(
    lambda where, starts, ends, source: (
        f"actor_id=SCHOLZ recipient_id={where} kind=holds_office_in "
        f"starts_on={starts} ends_on={ends} source_id={source} status=ongoing"
    ),
    st.sampled_from(["GOV", "MINISTRY", "PARTY", "FRA"]),
    st.sampled_from(["2021-12-08", "2022-01-25", "2022-01-28"]),
    st.sampled_from(["", "2022-02-01"]),
    st.sampled_from(["s1", "s2", "s3"]),
)
lenses = st.builds(
    Lens,
    country=st.sampled_from([(), (), ("DEU",)]),
    issue=st.sampled_from([(), (), ("I1",)]),
    hindsight=st.booleans(),
    level=st.sampled_from(["actor", "organisation", "country"]),
    min_reliability=st.sampled_from(["", "", "B"]),
    max_credibility=st.sampled_from([None, None, 2]),
)


@given(
    said=st.lists(statement, max_size=9),
    held=st.lists(office, max_size=2),
    published=st.tuples(*[day] * 4),
    lens=lenses,
)
def test_every_day_is_the_matrix_of_that_day(case, said, held, published, lens):
    grades = "ACAC"
    toy = case(
        actors=ACTORS,
        issues=ISSUES,
        sources=[f"s{n + 1} published_on={one} reliability={grades[n]}" for n, one in enumerate(published)],
        positions=[f"p{n} {one}" for n, one in enumerate(said)],
        relationships=[f"r{n} {one}" for n, one in enumerate(held)],
    )
    agree(toy, lens, every_day(FIRST, FIRST + timedelta(days=26)), ("DEU",))


@pytest.mark.parametrize("level", ["actor", "organisation", "country"])
@pytest.mark.parametrize("hindsight", [False, True])
def test_sampled_days_of_the_shipped_case(shipped, level, hindsight):
    opened = ("DEU", "USA", "RUS") if level == "country" else ()
    days = [shipped.last_day - timedelta(days=one) for one in (*range(0, 420, 14), 600, 3000)]
    agree(shipped, Lens(level=level, hindsight=hindsight), days, opened)


def test_changes_hold_nothing_twice_and_stand_by_cell_and_day(shipped):
    found = stance_days(look(shipped, Lens(level="country")))
    cell = found.row * len(found.columns) + found.column
    assert (np.lexsort((found.day, cell)) == np.arange(len(cell))).all()
    again = (cell[1:] == cell[:-1]) & ((found.state[1:] == found.state[:-1]) | (found.day[1:] == found.day[:-1]))
    assert not again.any()


def test_an_office_that_becomes_known_moves_what_was_said_and_back_it_stands_alone(case):
    toy = case(
        actors=["DEU kind=state country=DEU", "BAERBOCK kind=person"],
        sources=["s1 published_on=2022-02-01", "s2 published_on=2022-02-10"],
        positions=["p1 actor_id=BAERBOCK said_on=2022-02-01 stance=2"],
        relationships=["r1 actor_id=BAERBOCK recipient_id=DEU kind=holds_office_in starts_on=2021-12-08 source_id=s2"],
    )
    found = stance_days(look(toy, Lens(level="country")))
    assert found.on(pd.Timestamp("2022-02-09")) == {("BAERBOCK", "I1"): 2}
    assert found.on(pd.Timestamp("2022-02-10")) == {("DEU", "I1"): 2}


def test_a_case_without_a_stance_has_no_change(case):
    found = stance_days(look(case(positions=["p1 stance="]), Lens()))
    assert (found.rows, found.columns, len(found.day)) == ((), (), 0)
    assert stance_days(look(case(), Lens())).on(pd.Timestamp("2022-02-01")) == {}


def test_days_of_long_quiet_stretches_are_no_stops(case):
    toy = case(sources=["s1 published_on=2022-02-01"], positions=["p1 said_on=2014-05-01", "p2 said_on=2022-02-01"])
    found = stops(toy, pd.Timestamp("2014-05-01"), pd.Timestamp("2022-02-02"), quiet=2).astype("datetime64[D]")
    assert [*found.astype(str)] == ["2014-05-01", "2014-05-02", "2014-05-03", "2022-02-01", "2022-02-02"]
