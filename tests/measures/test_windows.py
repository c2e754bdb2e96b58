from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.windows import (
    UNITS,
    WindowParameters,
    agreement_over_time,
    polarization_over_time,
    tempo,
    windows,
)
from crisis.model.lens import Lens
from crisis.model.parameters import ParameterError
from crisis.tables.view import look

LATE = Lens(as_of=date(2022, 3, 9))


def day(text):
    return np.datetime64(text, "D")


def edges(days, until, **chosen):
    found = windows(np.array(days, dtype="datetime64[D]"), day(until), WindowParameters(**chosen))
    return [*zip(found.start.astype(str), found.end.astype(str), strict=True)]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"unit": "week"}, [("2021-12-27", "2022-01-03"), ("2022-01-03", "2022-01-10")]),
        ({"unit": "month"}, [("2022-01-01", "2022-02-01")]),
        ({"unit": "month", "width": 2}, [("2021-12-01", "2022-02-01")]),
        ({"unit": "day"}, [("2022-01-02", "2022-01-03"), ("2022-01-03", "2022-01-04"), ("2022-01-04", "2022-01-05")]),
        ({"unit": "week", "width": 2}, [("2021-12-20", "2022-01-03"), ("2021-12-27", "2022-01-10")]),
    ],
)
def test_windows_are_calendar_units_and_half_open(chosen, expected):
    assert edges(["2022-01-02", "2022-01-03"], "2022-01-04", **chosen) == expected


def test_no_statement_means_no_window():
    assert edges([], "2022-01-04") == []


def test_a_single_day_is_one_window():
    assert edges(["2024-02-29"], "2024-02-29", unit="month") == [("2024-02-01", "2024-03-01")]


def test_too_many_windows_are_refused_with_what_to_do():
    with pytest.raises(ParameterError, match="unit ‘day’ gives 8,037 windows; use a longer unit, at most 4,000"):
        edges(["2000-01-01"], "2022-01-01", unit="day")


def said(*rows):
    return [
        f"p{n} actor_id={who} issue_id={issue} stance={stance} said_on={on}"
        for n, (who, issue, stance, on) in enumerate(one.split() for one in rows)
    ]


def numbers(values):
    return [None if pd.isna(one) else one for one in values]


TWO = said(
    "A I1 2 2022-02-28", "B I1 1 2022-03-01", "B I1 -1 2022-03-02", "A I1 2 2022-03-07", "B I2 -1 2022-03-08",
    "C I1 -2 2022-03-08",
)  # fmt: skip


def test_agreement_counts_the_pairs_of_each_window(case):
    view = look(case(positions=TWO), LATE)
    found = agreement_over_time(view, ["A"], ["B"], WindowParameters())
    assert numbers(found["agreement"]) == [0, None]  # one agreed, one disputed; then no shared issue
    assert [*found["pairs"]] == [2, 0]
    assert [*found["statements"]] == [3, 2]
    back = agreement_over_time(view, ["A"], ["B"], WindowParameters(width=2))
    assert (numbers(back["agreement"]), [*back["pairs"]], [*back["statements"]]) == ([0, 0], [2, 4], [3, 5])
    groups = agreement_over_time(view, ["A"], ["B", "C"], WindowParameters(scale="graded"))
    assert groups["agreement"].to_list() == pytest.approx([(0.5 - 0.5) / 2, -1])


def test_nobody_is_compared_with_themselves(case):
    with pytest.raises(ParameterError, match="‘A’ is on both sides"):
        agreement_over_time(look(case(positions=TWO), LATE), ["A", "B"], ["A"], WindowParameters())


def test_polarization_takes_the_latest_stance_of_each_window(case):
    view = look(case(positions=TWO), LATE)
    found = polarization_over_time(view, WindowParameters())
    assert found["polarization"].to_list() == [(3 / 2) ** 2 / 4, 1]
    assert ([*found["issues"]], [*found["statements"]]) == ([1, 1], [3, 3])


def test_a_window_in_which_nobody_disagrees_with_anybody_has_no_polarization(case):
    view = look(case(positions=TWO[:1]), LATE)
    assert numbers(polarization_over_time(view, WindowParameters())["polarization"]) == [None, None]


def test_tempo_counts_statements_and_acts_by_sign(case):
    ties = [
        f"r{n} polarity={polarity} starts_on={on} {more}"
        for n, (polarity, on, more) in enumerate(
            [
                (2, "2022-03-01", ""),
                (-2, "2022-03-06", ""),
                (0, "2022-03-07", ""),
                (1, "2022-03-08", "status=scheduled"),
            ]
        )
    ]
    found = tempo(look(case(actors=["A", "B"], positions=TWO, relationships=ties), LATE), WindowParameters())
    assert found[["statements", "friendly", "contact", "hostile"]].to_numpy().tolist() == [[3, 1, 0, 1], [3, 0, 1, 0]]


def test_an_empty_view_has_no_windows(case):
    view = look(case(), LATE)
    for found in (
        tempo(view, WindowParameters()),
        polarization_over_time(view, WindowParameters()),
        agreement_over_time(view, ["A"], ["B"], WindowParameters()),
    ):
        assert found.empty


@st.composite
def rows(draw):
    some = st.tuples(
        st.sampled_from("ABC"), st.integers(1, 2), st.integers(-2, 2), st.dates(date(2021, 12, 20), date(2022, 3, 8))
    )
    return [f"{who} I{issue} {stance} {on}" for who, issue, stance, on in draw(st.lists(some, max_size=12))]


@given(rows=rows(), unit=st.sampled_from([*UNITS]), width=st.integers(1, 3), scale=st.sampled_from(["sign", "graded"]))
def test_every_window_holds_what_counting_by_hand_gives(case, rows, unit, width, scale):
    view = look(case(positions=said(*rows)), LATE)
    parameters = WindowParameters(unit=unit, width=width, scale=scale)
    told = [(who, issue, int(stance), day(on)) for who, issue, stance, on in map(str.split, rows)]
    for window in agreement_over_time(view, ["A"], ["B"], parameters).itertuples():
        start, end = (np.datetime64(edge, "D") for edge in (window.start, window.end))
        inside = [one for one in told if start <= one[3] < end and (scale == "graded" or one[2])]
        pairs = [(a[2], b[2]) for a in inside for b in inside if (a[0], b[0]) == ("A", "B") and a[1] == b[1]]
        near = [1 - abs(a - b) / 4 if scale == "graded" else float(a * b > 0) for a, b in pairs]
        assert window.pairs == len(pairs)
        assert window.statements == sum(one[0] in "AB" for one in inside)
        if pairs:
            assert window.agreement == pytest.approx(sum(2 * one - 1 for one in near) / len(near))
    for window in polarization_over_time(view, parameters).itertuples():
        start, end = (np.datetime64(edge, "D") for edge in (window.start, window.end))
        inside = [one for one in told if start <= one[3] < end]
        assert window.statements == len(inside)
        last = {(one[0], one[1]): one[2] for one in sorted(inside, key=lambda one: one[3])}
        by_issue = {issue: [stance for (_, about), stance in last.items() if about == issue] for issue in ("I1", "I2")}
        several = [stances for stances in by_issue.values() if len(stances) > 1]
        assert window.issues == len(several)
        if several:
            value = sum(len(one) * np.var(one) / 4 for one in several) / sum(map(len, several))
            assert window.polarization == pytest.approx(value)


@given(rows=rows(), unit=st.sampled_from([*UNITS]))
def test_windows_of_one_unit_hold_every_statement_once(case, rows, unit):
    found = tempo(look(case(positions=said(*rows)), LATE), WindowParameters(unit=unit))
    assert found["statements"].sum() == len(rows)
    assert (found["start"].iloc[1:].to_numpy() == found["end"].iloc[:-1].to_numpy()).all()
