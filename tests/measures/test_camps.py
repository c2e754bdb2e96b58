from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from crisis.measures import counts, partition
from crisis.measures.agreement import eligible, reduced
from crisis.measures.camps import LEFT_OUT, RUNS, STARTS, CampParameters, camps, of_rows
from crisis.model.lens import Lens
from crisis.model.parameters import ParameterError
from crisis.tables.view import look

LATE = Lens(as_of=date(2022, 12, 31))


def lines(*said):
    """``A I1 +2`` said one a day."""
    return [
        f"p{n} actor_id={who} issue_id={issue} stance={int(stance)} said_on=2022-03-{n + 1:02}"
        for n, (who, issue, stance) in enumerate(one.split() for one in said)
    ]


def divided(case, *said, lens=LATE, **chosen):
    return camps(look(case(actors=[*"ABCDEF"], positions=lines(*said)), lens), CampParameters(**chosen))


def members(found):
    return [sorted(group) for _, group in found.groupby("camp")["row_id"]]


TWO = ("A I1 2", "B I1 1", "C I1 -2", "D I1 -1", "A I2 -1", "B I2 -1", "C I2 1", "E I2 -2")


def test_those_who_say_the_same_stand_together(case):
    found = divided(case, *TWO)
    assert members(found) == [["A", "B", "E"], ["C", "D"]]
    assert found.set_index("row_id").loc["A", ["camp", "size", "within", "across", "statements"]].to_list() == [
        1, 3, 3, -3, 2,
    ]  # fmt: skip


def test_silent_actors_belong_to_no_camp_and_are_not_listed(case):
    assert "F" not in {*divided(case, *TWO)["row_id"]}


def test_who_shares_no_issue_is_listed_without_a_camp(case):
    found = divided(case, *TWO, "F I9 2").set_index("row_id")
    assert found.loc["F"].isna().to_dict() == {
        "camp": True, "size": False, "within": False, "across": False, "statements": False, "stays": True,
    }  # fmt: skip


def test_some_rows_by_camp_are_those_with_enough_statements_and_at_the_end_those_without_a_camp(case):
    found = divided(case, *TWO, "F I9 2")
    assert of_rows(found, "ABCDEF", 1) == [["A", "B", "E"], ["C", "D"], ["F"]]
    assert of_rows(found, "ACF", 1) == [["A"], ["C"], ["F"]]
    assert of_rows(found, "ABCDEF", 2) == [["A", "B"], ["C"], []]
    assert of_rows(found, "", 1) == [[]]


def test_the_latest_statement_counts_unless_all_are_asked_for(case):
    said = ("A I1 2", "A I1 2", "B I1 2", "A I1 -2")
    assert members(divided(case, *said)) == [["A"], ["B"]]
    assert members(divided(case, *said, statements="all")) == [["A", "B"]]


def test_on_the_graded_scale_nearness_counts(case):
    said = ("A I1 2", "B I1 -1", "A I2 1", "B I2 1")
    assert members(divided(case, *said)) == [["A"], ["B"]]  # one agreed, one disputed: nothing holds them
    assert members(divided(case, *said, scale="graded")) == [["A", "B"]]


@pytest.mark.parametrize(
    "said", [(), ("A I1 2",), ("A I1 2", "B I2 2"), ("A I1 0", "B I1 0")], ids=["none", "one", "apart", "neutral"]
)
def test_poor_data_give_no_camps(case, said):
    found = divided(case, *said)
    assert found["camp"].isna().all()
    assert found["stays"].isna().all()


def test_how_firmly_an_actor_stands_is_between_never_and_always(case):
    firm = [f"{who} I{issue} 2" for issue in range(6) for who in "ABC"] + ["D I0 -2", "D I1 -2", "E I0 2", "E I1 -2"]
    stays = divided(case, *firm).set_index("row_id")["stays"]
    assert stays.between(0, 1).all()
    assert (stays[["A", "B", "C"]] == 1).all()
    assert stays["E"] < 1


def test_the_same_case_gives_the_same_camps_whatever_the_order_of_its_rows(case):
    plain, mixed = divided(case, *TWO), divided(case, *reversed(TWO))
    assert members(plain) == members(mixed)
    pd.testing.assert_frame_equal(plain, divided(case, *TWO))


def test_the_shipped_case_parts_russia_from_ukraine_and_its_allies(shipped):
    found = camps(look(shipped, Lens(as_of=date(2022, 3, 5), level="country")), CampParameters())
    camp = found.set_index("row_id")["camp"]
    allies = ["USA", "DEU", "GBR", "POL", "UKR"]
    assert {*camp[allies]} == {1}
    assert 1 not in {*camp[["RUS", "BLR"]]}


def test_an_unknown_choice_is_refused():
    with pytest.raises(ParameterError, match="statements ‘first’ is not known; use all, latest"):
        CampParameters(statements="first")


def one_by_one(view, parameters):
    """``stays`` by its definition: run after run, each counted, divided and matched on its own."""

    def divided(said):
        counted = counts.count(said, graded=parameters.scale == "graded").only(rows)
        ties, shared = counts.subtract(counted), counts.ignore(counted)
        np.fill_diagonal(shared, 0)
        tied = (shared > 0).any(axis=1)
        camp = np.full(len(rows), -1)
        camp[tied] = partition.best(ties[np.ix_(tied, tied)], STARTS)
        return camp

    said, random = eligible(view, parameters.network), np.random.default_rng(0)
    kept = reduced(said, parameters.network)
    rows = np.unique(kept.row)
    whole = divided(kept)
    stayed, stood = np.zeros((2, len(rows)))
    for _ in range(RUNS):
        run = divided(reduced(said.only(random.random(len(said)) >= LEFT_OUT), parameters.network))
        placed = (whole >= 0) & (run >= 0)
        if placed.any():
            overlap = np.zeros((whole.max() + 1, run.max() + 1))
            np.add.at(overlap, (whole[placed], run[placed]), 1)
            match = dict(zip(*linear_sum_assignment(overlap, maximize=True)[::-1], strict=True))
            stayed += [there and match.get(one) == own for there, one, own in zip(placed, run, whole, strict=True)]
            stood += placed
    shares = {row: n / of if of else None for row, n, of in zip(said.rows[rows], stayed, stood, strict=True)}
    return {row: share for (row, share), camp in zip(shares.items(), whole, strict=True) if camp >= 0}


SAID = st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["I1", "I2", "I3"]), st.integers(-2, 2))
CHOSEN = {"scale": st.sampled_from(["sign", "graded"]), "statements": st.sampled_from(["latest", "all"])}


@given(said=st.lists(SAID, max_size=16), chosen=st.fixed_dictionaries(CHOSEN))
def test_all_runs_at_once_give_what_each_gives_alone(case, said, chosen):
    view = look(case(actors=[*"ABCDEF"], positions=lines(*(f"{who} {issue} {q}" for who, issue, q in said))), LATE)
    found = camps(view, CampParameters(**chosen)).dropna(subset="camp").set_index("row_id")["stays"]
    assert {row: None if pd.isna(one) else one for row, one in found.items()} == one_by_one(
        view, CampParameters(**chosen)
    )


@pytest.mark.parametrize("at_once", [1, 5_000, 2**20])
def test_how_many_runs_are_counted_together_changes_nothing(shipped, monkeypatch, at_once):
    monkeypatch.setattr("crisis.measures.camps.AT_ONCE", at_once)
    view, parameters = look(shipped, Lens(as_of=date(2022, 2, 1), level="country")), CampParameters()
    found = camps.__wrapped__(view, parameters).dropna(subset="camp").set_index("row_id")["stays"]
    assert found.to_dict() == one_by_one(view, parameters)
