import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.measures import ordinal_alpha
from crisis.measures.double_coding import COMPARED, DoubleCodingParameters, double_coding
from crisis.model.parameters import ParameterError
from tests.conftest import toy_case

LETTER_BOTH = [f"{one}_{side}" for one in ("position_id", "stance", "summary") for side in ("a", "b")]


def coding(*positions, sources=("s1",)):
    """A coding: rows ``p1 stance=2 ...`` and the documents it lists."""
    return toy_case(positions=positions, sources=sources)


def whole(found):
    """The row on all issues."""
    row = found.summary.iloc[0]
    assert row["issue_id"] == ""
    return row


def coincidences_of(*observers):
    """Coincidence matrix of any number of observers; ``None`` where one has no value (Krippendorff 2011, step 2)."""
    steps = sorted({one for values in observers for one in values if one is not None})
    matrix = np.zeros((len(steps), len(steps)))
    for unit in zip(*observers, strict=True):
        there = [steps.index(one) for one in unit if one is not None]
        for place, one in enumerate(there):
            for other in (*there[:place], *there[place + 1 :]):
                matrix[one, other] += 1 / (len(there) - 1)
    return matrix


# The worked examples of Krippendorff (2011): A, two observers and two values; C, four observers and missing values.
MEG_AND_OWEN = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
FOUR_OBSERVERS = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
)


def test_alpha_of_the_published_examples():
    assert ordinal_alpha.alpha(coincidences_of(*MEG_AND_OWEN)) == pytest.approx(0.095, abs=5e-4)
    matrix = coincidences_of(*FOUR_OBSERVERS)
    assert matrix.sum() == pytest.approx(40)
    assert matrix.sum(axis=0).tolist() == pytest.approx([9, 13, 10, 5, 3])
    assert ordinal_alpha.alpha(matrix) == pytest.approx(0.815, abs=5e-4)


def test_two_observers_give_the_same_coincidences_as_many_would():
    first, second = map(np.array, MEG_AND_OWEN)
    assert ordinal_alpha.coincidences(first, second, 2).tolist() == coincidences_of(*MEG_AND_OWEN).tolist()


def test_alpha_by_hand():
    # A 2 1 -1 -2, B 2 2 -1 -1. Used 1, 3, 0, 1, 3 times; middle ranks 0.5, 2.5, 4, 4.5, 6.5.
    # Observed: twice (1 to 2: 4) and twice (-2 to -1: 4) = 16. Expected: 2 (12 + 16 + 108 + 12 + 144 + 12) = 608.
    matrix = ordinal_alpha.coincidences(np.array([4, 3, 1, 0]), np.array([4, 4, 1, 1]), 5)
    assert ordinal_alpha.alpha(matrix) == pytest.approx(1 - 7 * 16 / 608)
    # A 2 -2, B -2 2: observed 4 x 4, expected 8 x 4.
    assert ordinal_alpha.alpha(ordinal_alpha.coincidences(np.array([4, 0]), np.array([0, 4]), 5)) == -0.5


def test_alpha_without_variation_is_undefined():
    same = np.array([3, 3, 3])
    assert np.isnan(ordinal_alpha.alpha(ordinal_alpha.coincidences(same, same, 5)))
    assert np.isnan(ordinal_alpha.interval(ordinal_alpha.coincidences(same, same, 5))).all()


def test_steps_nobody_used_change_nothing():
    first, second = np.array([0, 1, 2, 2]), np.array([0, 1, 1, 2])
    narrow = ordinal_alpha.alpha(ordinal_alpha.coincidences(first, second, 3))
    assert ordinal_alpha.alpha(ordinal_alpha.coincidences(first * 2, second * 2, 5)) == narrow


def test_the_interval_is_that_of_units_drawn_one_by_one():
    random = np.random.default_rng(1)
    first = random.integers(0, 5, 60)
    second = np.clip(first + random.integers(-1, 2, 60), 0, 4)
    drawn = [random.integers(0, 60, 60) for _ in range(2000)]
    alphas = [ordinal_alpha.alpha(ordinal_alpha.coincidences(first[one], second[one], 5)) for one in drawn]
    matrix = ordinal_alpha.coincidences(first, second, 5)
    found = ordinal_alpha.interval(matrix)
    assert found == pytest.approx(np.percentile(alphas, [2.5, 97.5]), abs=0.02)
    assert found[0] < ordinal_alpha.alpha(matrix) < found[1]
    assert found == ordinal_alpha.interval(matrix.copy())


def test_identical_codings_agree_in_everything():
    one = coding("p1 stance=2", "p2 actor_id=B stance=-1", "p3 actor_id=C stance=''")
    found = double_coding(one, one)
    row = whole(found)
    assert [row["matched"], row["found_by_a"], row["found_by_b"], row["units"]] == [3, 1, 1, 2]
    assert [row["alpha"], row["alpha_low"], row["alpha_high"], row["why"]] == [1, 1, 1, ""]
    assert len(found.disagreements) == len(found.only_a) == len(found.only_b) == 0


def test_the_shipped_case_agrees_with_itself(shipped):
    row = whole(double_coding(shipped, shipped))
    assert row["matched"] == row["statements_a"] == len(shipped.tables["positions"])
    assert row["alpha"] == 1


def test_who_found_what_by_hand():
    a = coding("p1 stance=2", "p2 actor_id=B stance=-1", "p3 actor_id=C", "p4 actor_id=D")
    b = coding("x1 stance=2", "x2 actor_id=B stance=-2", "x3 actor_id=E")
    found = double_coding(a, b)
    row = whole(found)
    assert [row["documents"], row["statements_a"], row["statements_b"], row["matched"]] == [1, 4, 3, 2]
    assert row["found_by_b"] == 2 / 4
    assert row["found_by_a"] == 2 / 3
    assert [*found.only_a["position_id"]] == ["p3", "p4"]
    assert [*found.only_b["position_id"]] == ["x3"]
    assert found.disagreements[LETTER_BOTH].to_numpy().tolist() == [["p2", "x2", -1, -2, "Says so.", "Says so."]]
    # Stances 2, 2 and -1, -2: used 1, 1, 0, 0, 2 times; middle ranks 0.5, 1.5 and 3.
    # Observed 2 x 1; expected 2 (1 + 2 x 6.25 + 2 x 2.25) = 36.
    assert row["alpha"] == pytest.approx(1 - 3 * 2 / 36)


@pytest.mark.parametrize(
    ("first", "second", "days", "matched"),
    [
        ("2022-02-01", "2022-02-01", 0, 1),
        ("2022-02-01", "2022-02-02", 0, 0),
        ("2022-02-01", "2022-02-02", 1, 1),
        ("2022-02-01", "2022-02-03", 1, 0),
        ("2022-01", "2022-01-27", 0, 1),
        ("2022-01", "2022-02-01", 0, 0),
        ("2022-01", "2022-02-01", 1, 1),
        ("../2022-01-27", "2021-12-01", 0, 1),
        ("../2022-01-27", "2022-01-29", 1, 0),
        ("2022-02-10/..", "2022-03-01", 0, 1),
        ("2022-02-10/..", "../2022-02-09", 1, 1),
        ("2022-02-10/..", "../2022-02-09", 0, 0),
        ("2022-02-01~", "2022-02-01", 0, 1),
    ],
)
def test_dates_that_may_mean_days_near_each_other_match(first, second, days, matched):
    a, b = coding(f"p1 said_on={first}"), coding(f"x1 said_on={second}")
    parameters = DoubleCodingParameters(days)
    assert whole(double_coding(a, b, parameters))["matched"] == matched
    assert whole(double_coding(b, a, parameters))["matched"] == matched


@pytest.mark.parametrize("days", [-1, 32])
def test_days_are_within_bounds(days):
    with pytest.raises(ParameterError, match="use 0 to 31"):
        DoubleCodingParameters(days)


@pytest.mark.parametrize("other", ["actor_id=B", "issue_id=I2", "source_id=s2", "source_id=s2 also_source_ids=s1"])
def test_another_actor_issue_or_document_is_another_statement(other):
    a = coding("p1", sources=("s1", "s2"))
    b = coding(f"p1 {other}", sources=("s1", "s2"))
    found = double_coding(a, b)
    assert whole(found)["matched"] == 0
    assert [len(found.only_a), len(found.only_b)] == [1, 1]


def test_documents_only_one_lists_are_not_compared():
    a = coding("p1", "p2 source_id=s2", "p3 source_id=s2", sources=("s1", "s2"))
    b = coding("x1", "x2 source_id=s3", sources=("s1", "s3"))
    found = double_coding(a, b)
    row = whole(found)
    assert [row["statements_a"], row["statements_b"], row["outside_a"], row["outside_b"]] == [1, 1, 2, 1]
    assert [row["found_by_a"], row["found_by_b"]] == [1, 1]
    assert len(found.only_a) == len(found.only_b) == 0


def test_a_listed_document_in_which_nothing_was_found_counts():
    found = double_coding(coding("p1"), coding(sources=("s1",)))
    row = whole(found)
    assert [row["documents"], row["matched"], row["found_by_b"]] == [1, 0, 0]
    assert np.isnan(row["found_by_a"])
    assert [*found.only_a["position_id"]] == ["p1"]


def test_of_several_the_nearest_are_matched_and_each_once():
    a = coding("p1 said_on=2022-02-01 stance=1", "p2 said_on=2022-02-02 stance=2")
    b = coding("x1 said_on=2022-02-02 stance=2", "x2 said_on=2022-02-02 stance=-2")
    found = double_coding(a, b)
    assert whole(found)["matched"] == 2
    assert found.disagreements[LETTER_BOTH[:2]].to_numpy().tolist() == [["p1", "x2"]]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("locator=P1S1 stance=2", "locator=P2S1 stance=1", "the same place in the document"),
        ("act=demand stance=2", "act=threat stance=1", "the same act"),
        ("stance=-2", "stance=1", "the nearer stance"),
        ("stance=''", "stance=1", "no stand beside no stand"),
    ],
)
def test_what_decides_between_statements_of_one_day(first, second, why):
    a = coding(f"p1 {first}", f"p2 {second}")
    b = coding(f"x1 {second}", f"x2 {first}")
    found = double_coding(a, b)
    assert whole(found)["matched"] == 2
    assert len(found.disagreements) == 0, why


def test_a_stance_against_none_is_a_disagreement_and_no_unit():
    found = double_coding(coding("p1 stance=2", "p2 actor_id=B"), coding("x1 stance=''", "x2 actor_id=B stance=-2"))
    row = whole(found)
    assert [row["matched"], row["units"]] == [2, 1]
    assert [*found.disagreements["position_id_a"]] == ["p1", "p2"], "a stance against none stands first"
    assert [*found.disagreements["differs"]] == ["stance", "stance"]


@pytest.mark.parametrize("column", COMPARED[1:])
def test_every_compared_column_may_differ(column):
    other = {"act": "threat", "basis": "deed", "certainty": "reported"}[column]
    found = double_coding(coding("p1"), coding(f"x1 {column}={other}"))
    (row,) = found.disagreements.to_dict("records")
    assert row["differs"] == column
    assert row[f"{column}_b"] == other


def test_why_alpha_is_undefined():
    nothing = whole(double_coding(coding(), coding()))
    assert [nothing["matched"], nothing["units"]] == [0, 0]
    assert nothing["why"] == "Alpha needs at least 2 matched statements with a stance of both; there are 0."
    same = coding("p1", "p2 actor_id=B")
    row = whole(double_coding(same, same))
    assert np.isnan([row["alpha"], row["alpha_low"], row["alpha_high"]]).all()
    assert row["why"] == (
        "Alpha is undefined: every stance is the same, and without variation chance has nothing to disagree on."
    )


def test_an_issue_has_an_alpha_from_ten_units_on():
    many = [f"p{n} actor_id=A{n} stance={n % 3 - 1}" for n in range(10)]
    few = [f"q{n} actor_id=A{n} issue_id=I2 stance={n % 3 - 1}" for n in range(9)]
    table = double_coding(coding(*many, *few), coding(*many, *few)).summary.set_index("issue_id")
    assert [*table.index] == ["", "I1", "I2"]
    assert [*table["units"]] == [19, 10, 9]
    assert table.loc["I1", "alpha"] == 1
    assert np.isnan(table.loc["I2", "alpha"])
    assert table.loc["I2", "why"] == "Alpha needs at least 10 matched statements with a stance of both; there are 9."


def test_empty_lists_have_their_columns():
    found = double_coding(coding(), coding())
    assert [*found.only_a] == [*found.only_b]
    assert [*found.disagreements][:4] == ["source_id", "actor_id", "issue_id", "differs"]
    assert {*LETTER_BOTH} < {*found.disagreements}


CODINGS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B"]),
        st.sampled_from(["I1", "I2"]),
        st.sampled_from(["2022-01-31", "2022-02-01", "2022-02-02", "2022-02", "../2022-02-01"]),
        st.sampled_from(["-2", "-1", "0", "1", "2", ""]),
        st.sampled_from(["word", "deed"]),
    ),
    max_size=9,
)


def lines(rows):
    return [
        f"p{n} actor_id={actor} issue_id={issue} said_on={day} stance='{stance}' basis={basis}"
        for n, (actor, issue, day, stance, basis) in enumerate(rows)
    ]


def exchanged(table):
    """A table with the columns of the two codings exchanged."""
    sides = {"_a": "_b", "_b": "_a"}
    table = table.rename(columns=lambda name: name[:-2] + sides.get(name[-2:], name[-2:]))
    key = [one for one in ("issue_id", "position_id_a", "position_id_b") if one in table]
    return table[sorted(table)].sort_values(key).reset_index(drop=True)


@settings(max_examples=20)
@given(CODINGS, CODINGS)
def test_exchanging_the_codings_exchanges_their_columns(first, second):
    a, b = coding(*lines(first)), coding(*lines(second))
    there, back = double_coding(a, b), double_coding(b, a)
    for name in ("summary", "disagreements"):
        left, right = exchanged(getattr(there, name)), exchanged(exchanged(getattr(back, name)))
        pd.testing.assert_frame_equal(left, right)
    pd.testing.assert_frame_equal(there.only_a, back.only_b)
    pd.testing.assert_frame_equal(there.only_b, back.only_a)


@settings(max_examples=20)
@given(CODINGS, CODINGS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(first, second, random):
    mixed = lines(first)
    random.shuffle(mixed)
    b = coding(*lines(second))
    plain, shuffled = double_coding(coding(*lines(first)), b), double_coding(coding(*mixed), b)
    for name in ("summary", "disagreements", "only_a", "only_b"):
        pd.testing.assert_frame_equal(getattr(plain, name), getattr(shuffled, name))


@settings(max_examples=20)
@given(CODINGS, CODINGS)
def test_bounds_and_accounts(first, second):
    found = double_coding(coding(*lines(first)), coding(*lines(second)))
    table = found.summary
    assert (table["alpha"].dropna() <= 1).all()
    assert (table["alpha"].isna() == (table["why"] != "")).all()
    assert table[["found_by_a", "found_by_b"]].stack().dropna().between(0, 1).all()
    row = whole(found)
    assert row["matched"] + len(found.only_a) == row["statements_a"]
    assert row["matched"] + len(found.only_b) == row["statements_b"]
    assert len(found.disagreements) <= row["matched"]
    counts = ["statements_a", "statements_b", "matched", "units"]
    assert [*table[counts].iloc[1:].sum()] == [*table[counts].iloc[0]]


@settings(max_examples=20)
@given(CODINGS)
def test_a_coding_agrees_with_itself(rows):
    one = coding(*lines(rows))
    found = double_coding(one, one)
    row = whole(found)
    assert row["matched"] == len(rows)
    assert len(found.disagreements) == 0
    assert row["why"] or [row["alpha"], row["alpha_low"], row["alpha_high"]] == [1, 1, 1]
