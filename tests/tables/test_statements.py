from datetime import date

import numpy as np
import pytest

from crisis.model.lens import Lens
from crisis.tables.statements import distinct, grouped
from crisis.tables.view import look


@pytest.fixture
def said(case):
    opened = case(
        actors=["DEU kind=state country=DEU", "SCHOLZ kind=person part_of=DEU", "A"],
        sources=["s1 published_on=2022-02-01", "s2 published_on=2022-02-02", "s3 published_on=2022-09-01"],
        positions=[
            "p1 actor_id=SCHOLZ issue_id=I1 stance=2 said_on=2022-02-01 source_id=s1 also_source_ids=s2;s3",
            "p2 actor_id=A issue_id=I1 stance=-1 said_on=../2022-02-01 source_id=s2",
            "p3 actor_id=A issue_id=I2 stance= said_on=2022-01-31 source_id=s1",
        ],
    )
    return look(opened, Lens(as_of=date(2022, 3, 1), level="country")).statements


def test_statements_stand_oldest_first_and_name_their_places(said):
    assert [*said.position] == ["p3", "p2", "p1"]
    assert [*said.rows[said.row]] == ["A", "A", "DEU"]
    assert [*said.actors[said.actor]] == ["A", "A", "SCHOLZ"]
    assert [*said.issues[said.issue]] == ["I2", "I1", "I1"]
    assert [*said.sources[said.source]] == ["s1", "s2", "s1"]
    np.testing.assert_equal(said.stance, [np.nan, -1, 2])
    assert [*said.day.astype(str)] == ["2022-01-31", "2022-02-01", "2022-02-01"]


def test_each_known_source_behind_a_statement_is_cited_once(said):
    pairs = zip(said.position[said.cited], said.sources[said.citation], strict=True)
    assert [*pairs] == [("p3", "s1"), ("p2", "s2"), ("p1", "s1"), ("p1", "s2")]


def test_a_mask_keeps_statements_with_their_citations(said):
    kept = said.only(np.array([True, False, True]))
    pairs = zip(kept.position[kept.cited], kept.sources[kept.citation], strict=True)
    assert ([*kept.position], [*pairs]) == (["p3", "p1"], [("p3", "s1"), ("p1", "s1"), ("p1", "s2")])
    assert len(kept.only(np.zeros(2, dtype=bool))) == 0


def test_what_several_masks_keep_stands_one_after_the_other(said):
    masks = np.array([[True, False, True], [False, False, False], [True, True, True]])
    found = said.repeated(masks)
    whose = [said.only(mask) for mask in masks]
    assert [*found.position] == [one for kept in whose for one in kept.position]
    assert [*zip(found.row // len(said.rows), found.rows[found.row], strict=True)] == [
        (place, row) for place, kept in enumerate(whose) for row in kept.rows[kept.row]
    ]
    assert [*zip(found.position[found.cited], found.sources[found.citation], strict=True)] == [
        pair for kept in whose for pair in zip(kept.position[kept.cited], kept.sources[kept.citation], strict=True)
    ]


def test_statements_of_actors_stand_in_rows_of_their_own(said):
    own = said.of_actors()
    assert [*own.rows[own.row]] == ["A", "A", "SCHOLZ"]


def test_a_lens_keeps_the_statements_of_its_rows(shipped):
    view = look(shipped, Lens(country=("DEU",)))
    assert {*view.statements.position} == {*view.positions["position_id"]}


def test_places_are_grouped_in_their_order():
    assert [*grouped(np.array([1, 0, 1, 2, 0]), 4)] == [1, 4, 0, 2, 3]
    assert [*grouped(np.zeros(0, dtype="int64"), 0)] == []


def test_different_values_of_a_group_are_counted_once():
    group, value = np.array([0, 0, 0, 2, 2]), np.array([5, 5, 1, 0, 0])
    assert [*distinct(group, 4, value, 6)] == [2, 0, 1, 0]
    assert [*distinct(np.zeros(0, dtype="int64"), 0, np.zeros(0, dtype="int64"), 0)] == []


def test_the_latest_of_each_row_and_issue_and_what_occurs(said):
    latest = said.latest()
    assert [*latest.position] == ["p3", "p2", "p1"]
    compact = said.only(np.array([False, True, True])).compact()
    assert ([*compact.rows], [*compact.issues]) == (["DEU", "A"], ["I1"])
