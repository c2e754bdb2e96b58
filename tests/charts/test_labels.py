"""Where names stand: against answers of the head, and against trying every place one after the other."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from crisis.charts.labels import Place, Spot, placed


def test_a_label_stands_below_its_mark_where_nothing_is_in_the_way():
    spot = Spot(50, 50, 10, ((20, 10),))
    marks = np.array([[50, 50, 10.0]])
    assert placed([spot], marks, np.zeros((0, 2)), (100, 100)) == [Place(0, -17, 0)]


def test_a_label_moves_out_of_the_way_of_lines_marks_and_borders():
    spot = Spot(50, 50, 10, ((20, 10),))
    below = np.array([[50, 33.0]] * 3)
    assert placed([spot], np.array([[50, 50, 10.0]]), below, (100, 100)) == [Place(0, 17, 0)]
    assert placed([spot], np.array([[50, 50, 10.0], [50, 33, 5]]), np.zeros((0, 2)), (100, 100)) == [Place(0, 17, 0)]
    low = spot._replace(y=12)
    assert placed([low], np.array([[50, 12, 10.0]]), np.zeros((0, 2)), (100, 100)) == [Place(0, 17, 0)]


def test_a_label_takes_its_narrow_form_where_the_wide_one_does_not_fit():
    spot = Spot(50, 50, 10, ((200, 10), (20, 20)))
    assert placed([spot], np.array([[50, 50, 10.0]]), np.zeros((0, 2)), (100, 100)) == [Place(0, -22, 1)]


def test_a_label_without_a_place_is_left_out():
    spot = Spot(50, 50, 10, ((200, 10),))
    assert placed([spot], np.array([[50, 50, 10.0]]), np.zeros((0, 2)), (100, 100)) == [None]


SIDES = [(0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1)]
FRAME = (120, 90)


def one_by_one(spots, marks, lines):
    """The rule of `placed` as it is told, a place at a time."""
    taken, found = [], []
    for spot in spots:
        best = None
        for (size, (wide, high)), (rank, side) in product(enumerate(spot.sizes), enumerate(SIDES)):
            away = spot.radius * (1 if 0 in side else 0.75) + 2
            right, up = side[0] * (away + wide / 2), side[1] * (away + high / 2)
            left, low = spot.x + right - wide / 2, spot.y + up - high / 2
            end, top = spot.x + right + wide / 2, spot.y + up + high / 2
            if left < 0 or low < 0 or end > FRAME[0] or top > FRAME[1]:
                continue
            if any(a < end and c > left and b < top and d > low for a, b, c, d in taken):
                continue
            if any(
                (min(max(x, left), end) - x) ** 2 + (min(max(y, low), top) - y) ** 2 < radius**2
                for x, y, radius in marks
            ):
                continue
            under = sum(left <= x <= end and low <= y <= top for x, y in lines)
            cost = under + rank / 2 + 3 * size
            if best is None or cost < best[0]:
                best = cost, Place(right, up, size), (left, low, end, top)
        found.append(best and best[1])
        taken += [best[2]] if best else []
    return found


POINTS = st.tuples(st.integers(0, 120), st.integers(0, 90))
SIZES = st.tuples(st.integers(4, 60), st.integers(4, 30))
SPOTS = st.builds(
    lambda at, radius, sizes: Spot(*at, radius, tuple(sizes)),
    POINTS,
    st.integers(2, 12),
    st.lists(SIZES, min_size=1, max_size=2),
)


@given(spots=st.lists(SPOTS, max_size=8), lines=st.lists(POINTS, max_size=40))
def test_every_label_takes_the_best_place_that_is_left(spots, lines):
    marks = np.array([(spot.x, spot.y, spot.radius) for spot in spots], dtype=float).reshape(-1, 3)
    points = np.array(lines, dtype=float).reshape(-1, 2)
    assert placed(spots, marks, points, FRAME) == one_by_one(spots, marks, lines)
