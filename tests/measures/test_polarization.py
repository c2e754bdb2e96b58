from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.agreement import eligible
from crisis.measures.polarization import PolarizationParameters, capacity, opposition, polarization, score
from crisis.model.lens import Lens
from crisis.tables.view import look
from tests.measures.test_partition import partitions

LATE = Lens(as_of=date(2022, 12, 31))
PLAIN = PolarizationParameters()


def view_of(case, said):
    """``{"A": {"I1": 2}}`` as a view."""
    positions = [
        f"{who}{issue} actor_id={who} issue_id={issue} stance={stance}"
        for who, row in said.items()
        for issue, stance in row.items()
    ]
    return look(case(positions=positions), LATE)


def values(case, said):
    found = polarization(view_of(case, said), PLAIN)
    return dict(zip(found["issue_id"], found["polarization"], strict=True))


@pytest.mark.parametrize(
    ("stances", "value"),
    [
        ((2, -2), 1),
        ((2, 2, -2, -2), 1),
        ((2, 2), 0),
        ((0, 0, 0), 0),
        ((1, -1), 1 / 4),
        ((2, 0), 1 / 4),
        ((2, 2, -2), 8 / 9),
    ],
)
def test_an_issue_is_as_polarized_as_its_stances_are_apart(case, stances, value):
    found = values(case, {who: {"I1": stance} for who, stance in zip("ABCD", stances, strict=False)})
    assert found["I1"] == pytest.approx(value)


PERFECT = {one: {"I1": 2, "I2": -2} for one in "ABC"} | {one: {"I1": -2, "I2": 2} for one in "DEF"}


def test_two_equal_camps_at_the_ends_of_every_issue_are_fully_polarized(case):
    assert values(case, PERFECT) == {"": 1, "I1": 1, "I2": 1}


def test_all_agreeing_are_not_polarized(case):
    assert values(case, {one: {"I1": 2, "I2": 1} for one in "ABC"}) == {"": 0, "I1": 0, "I2": 0}


def test_issues_that_divide_differently_polarize_less_together_than_alone(case):
    cross = {"A": {"I1": 2, "I2": 2}, "B": {"I1": 2, "I2": -2}, "C": {"I1": -2, "I2": 2}, "D": {"I1": -2, "I2": -2}}
    found = values(case, cross)
    assert (found["I1"], found["I2"]) == (1, 1)
    assert found[""] < 1


def test_the_true_camps_score_best_of_all_partitions(case):
    said = eligible(view_of(case, PERFECT), PLAIN.network).latest().compact()
    opposed, most = opposition(said), capacity(said)
    scores = {tuple(one): score(opposed, one, most) for one in partitions(6)}
    best = max(scores.values())
    assert best == 1
    assert [one for one, value in scores.items() if value == best] == [(0, 0, 0, 1, 1, 1)]


@given(
    st.dictionaries(
        st.sampled_from("ABCDEF"), st.dictionaries(st.sampled_from(["I1", "I2", "I3"]), st.integers(-2, 2)), max_size=6
    )
)
def test_polarization_lies_between_0_and_1_and_is_the_best_division_in_two(case, said):
    view = view_of(case, said)
    found = polarization(view, PLAIN)
    assert found["polarization"].between(0, 1).all()
    assert (found["rows"] > 1).all()
    if not found.empty:
        kept = eligible(view, PLAIN.network).latest().compact()
        opposed, most = opposition(kept), capacity(kept)
        halves = [one for one in partitions(len(opposed)) if one.max(initial=0) < 2]
        assert found.loc[0, "polarization"] == pytest.approx(max(score(opposed, one, most) for one in halves))


@pytest.mark.parametrize("said", [{}, {"A": {"I1": 2}}, {"A": {"I1": 2}, "B": {"I2": 2}}], ids=["none", "one", "apart"])
def test_nobody_disagrees_alone(case, said):
    found = polarization(view_of(case, said), PLAIN)
    assert found.empty
    assert [*found.columns] == ["issue_id", "polarization", "rows", "against", "balanced", "for"]


def test_an_empty_network_scores_nothing():
    assert score(np.zeros((0, 0)), np.zeros(0), 0.0) == 0


def test_issues_are_listed_by_polarization_then_by_rows(case):
    found = polarization(
        view_of(
            case,
            {"A": {"I1": 2, "I2": 1, "I3": 2}, "B": {"I1": -2, "I2": 1, "I3": -2}, "C": {"I3": 2}, "D": {"I3": -2}},
        ),
        PLAIN,
    )
    assert [*found["issue_id"]] == ["", "I3", "I1", "I2"]
    assert found.loc[1, ["rows", "against", "balanced", "for"]].to_list() == [4, 2, 0, 2]
