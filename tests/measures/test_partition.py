from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures import partition
from crisis.measures.partition import best, best_of_each, halves, inside


def partitions(members) -> Iterator[np.ndarray]:
    """Every partition of so many members, as restricted growth strings."""

    def grown(start, camps):
        if len(start) == members:
            yield np.array(start, dtype="int64")
            return
        for camp in range(camps + 1):
            yield from grown([*start, camp], max(camps, camp + 1))

    yield from grown([], 0)


@st.composite
def networks(draw, least=0, most=7):
    members = draw(st.integers(least, most))
    values = draw(st.lists(st.integers(-3, 3), min_size=members**2, max_size=members**2))
    weights = np.triu(np.array(values, dtype="float64").reshape(members, members), 1)
    return weights + weights.T


def two_camps(sizes, *, seed=0):
    """Friends inside, foes across, in a random order."""
    camp = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    return np.where(camp[:, None] == camp, 1.0, -1.0), camp


def same(one, other):
    return ((one[:, None] == one) == (other[:, None] == other)).all()


def test_there_are_as_many_partitions_as_bell_says():
    assert [len([*partitions(members)]) for members in range(7)] == [1, 1, 2, 5, 15, 52, 203]


@given(weights=networks())
def test_small_networks_get_the_best_of_all_partitions(weights):
    assert inside(weights, best(weights)) == max(inside(weights, one) for one in partitions(len(weights)))


@given(weights=networks(most=6))
def test_of_equally_good_partitions_the_one_with_fewest_pairs_together_is_taken(weights):
    def pairs(camps):
        return inside(np.ones_like(weights), camps)

    found = best(weights)
    equals = [one for one in partitions(len(weights)) if inside(weights, one) == inside(weights, found)]
    assert pairs(found) == min(map(pairs, equals))


@given(many=st.lists(networks(), max_size=8), at_once=st.sampled_from([1, 100, 2**16]))
def test_many_networks_are_divided_as_each_alone(many, at_once):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partition, "_SPLITS", at_once)
        found = best_of_each([*many, *many])
    assert [one.tolist() for one in found] == [best(one).tolist() for one in many] * 2


@pytest.mark.parametrize("sizes", [(3, 3), (7, 4), (12, 9), (20, 20), (15, 12, 8)])
def test_perfect_camps_are_found_whatever_their_number_and_size(sizes):
    weights, camp = two_camps(sizes)
    assert same(best(weights), camp)


@given(weights=networks(least=1))
def test_local_moves_are_never_better_than_the_exact_answer(weights):
    ties = weights - np.eye(len(weights)) * np.diag(weights)
    assert inside(ties, partition._moved(ties, 20)) <= inside(ties, best(weights)) + 1e-9


def test_local_moves_mostly_find_the_best():
    random = np.random.default_rng(7)
    found = 0
    for _ in range(40):
        ties = np.triu(random.normal(size=(10, 10)), 1)
        ties += ties.T
        found += inside(ties, partition._moved(ties, 20)) >= inside(ties, best(ties)) - 1e-6
    assert found >= 38


@pytest.mark.parametrize("members", [0, 1, 2, 13])
def test_who_has_nothing_to_do_with_each_other_stands_apart(members):
    assert [*best(np.zeros((members, members)))] == [*range(members)]


def test_camps_are_numbered_in_the_order_of_their_first_members():
    weights, _ = two_camps((8, 8), seed=3)
    found = best(weights)
    assert (found[0], [*dict.fromkeys(found.tolist())]) == (0, [0, 1])


@given(weights=networks())
def test_halves_are_the_best_of_all_divisions_in_two(weights):
    every = [one for one in partitions(len(weights)) if one.max(initial=0) < 2]
    assert inside(weights, halves(weights)) == max(inside(weights, one) for one in every)


@pytest.mark.parametrize("sizes", [(3, 3), (9, 9), (20, 11)])
def test_perfect_halves_are_found(sizes):
    weights, camp = two_camps(sizes)
    assert same(halves(weights), camp)


def test_the_answer_is_the_same_every_time_and_the_input_untouched():
    random = np.random.default_rng(1)
    ties = np.triu(random.normal(size=(30, 30)), 1)
    ties += ties.T
    before = ties.copy()
    assert (best(ties) == best(ties)).all()
    assert (halves(ties) == halves(ties)).all()
    assert (ties == before).all()
