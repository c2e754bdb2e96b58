from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import stores
from crisis.measures.coverage import by_week, grades, monday, single_source_share, summary, weeks
from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS
from crisis.tables.clocks import whole_days
from crisis.tables.view import look

CASE = stores.open_case(stores.shipped())


@pytest.fixture(scope="module")
def toy(case):
    return look(
        case(
            positions=[
                "p1 said_on=2022-02-06",
                "p2 said_on=2022-02-07 actor_id=B",
                "p3 said_on=2022-02-07 actor_id=B issue_id=I2 also_source_ids=s2",
                "p4 said_on=2022-02-21 actor_id=B stance= credibility=3",
            ],
            sources=["s2 reliability=B"],
        ),
        Lens(),
    )


@pytest.mark.parametrize(
    ("day", "begins"), [("2022-02-07", "2022-02-07"), ("2022-02-13", "2022-02-07"), ("2022-01-01", "2021-12-27")]
)
def test_a_week_begins_on_monday(day, begins):
    days = whole_days(pd.to_datetime(pd.Series([day])))
    assert [monday(week) for week in weeks(days)] == [pd.Timestamp(begins)]


def test_statements_are_counted_by_actor_and_week_empty_weeks_among_them(toy):
    found = by_week(toy, "actor")
    assert [f"{monday:%m-%d}" for monday in found.columns] == ["01-31", "02-07", "02-14", "02-21"]
    assert found.to_numpy().tolist() == [[0, 2, 0, 1], [1, 0, 0, 0]]
    assert [*found.index] == ["B", "A"]


def test_statements_are_counted_by_issue_too(toy):
    found = by_week(toy, "issue")
    assert {issue: int(row.sum()) for issue, row in found.iterrows()} == {"I1": 3, "I2": 1}


def test_a_summary_says_when_and_on_how_many_sources(toy):
    assert summary(toy, "actor").to_dict("index") == {
        "B": {
            "statements": 3,
            "first_day": pd.Timestamp("2022-02-07"),
            "last_day": pd.Timestamp("2022-02-21"),
            "sources": 2,
            "single_source": pytest.approx(2 / 3),
        },
        "A": {
            "statements": 1,
            "first_day": pd.Timestamp("2022-02-06"),
            "last_day": pd.Timestamp("2022-02-06"),
            "sources": 1,
            "single_source": 1.0,
        },
    }


def test_the_single_source_share_counts_every_row_shown(case, toy):
    assert single_source_share(toy) == 0.75
    mixed = case(positions=["p1"], relationships=["r1 also_source_ids=s2"], events=["e1", "e2 also_source_ids=s2;s3"])
    assert single_source_share(look(mixed, Lens())) == 0.5
    assert single_source_share(look(case(), Lens())) is None


def test_grades_are_counted_and_never_fused(toy):
    found = grades(toy)
    assert ([*found.index], [*found.columns]) == ([*"ABCDEF"], [*"123456"])
    assert found.loc["A"].to_list() == [3, 0, 1, 0, 0, 0]
    assert int(found.to_numpy().sum()) == 4


def test_the_best_known_source_gives_the_reliability(case):
    toy = case(
        sources=["bad reliability=D published_on=2022-02-01", "good reliability=B published_on=2022-02-05"],
        positions=["p1 source_id=bad also_source_ids=good credibility=6"],
    )
    for day, letter in ((1, "D"), (5, "B")):
        assert grades(look(toy, Lens(as_of=date(2022, 2, day)))).loc[letter, "6"] == 1


def test_an_empty_view_has_no_coverage(case):
    view = look(case(), Lens())
    assert by_week(view, "actor").empty
    assert summary(view, "actor").empty
    assert int(grades(view).to_numpy().sum()) == 0


@given(st.dates(date(2022, 1, 1), date(2022, 12, 31)), st.sampled_from(["actor", "issue"]))
def test_the_weeks_and_the_grades_add_up(day, by):
    view = look(CASE, Lens(as_of=day, level="country"))
    counts = by_week(view, by)
    assert int(counts.to_numpy().sum()) == len(view.positions) == int(summary(view, by)["statements"].sum())
    assert {*counts.index} == {*summary(view, by).index}
    assert (counts.columns.day_of_week == 0).all()
    assert (counts.columns[1:] - counts.columns[:-1] == pd.Timedelta(days=7)).all()
    assert int(grades(view).to_numpy().sum()) == sum(len(view.rows(name)) for name in STATEMENTS)
