"""What must hold of the shipped case through every lens, on every day."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import stores
from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS
from crisis.model.vocabulary import LEVELS, RELIABILITIES
from crisis.tables.clocks import source_clocks
from crisis.tables.view import View, look

CASE = stores.open_case(stores.shipped())
DAYS = st.dates(date(2021, 11, 15), date(2023, 1, 31))
LENSES = st.builds(
    Lens,
    country=st.lists(st.sampled_from(CASE.selectable), max_size=2).map(tuple),
    issue=st.lists(st.sampled_from([*CASE.issue_names]), max_size=2).map(tuple),
    as_of=DAYS,
    hindsight=st.booleans(),
    level=st.sampled_from([*LEVELS]),
    since=st.none() | DAYS,
    min_reliability=st.sampled_from(["", *RELIABILITIES]),
    max_credibility=st.none() | st.integers(1, 6),
)
MEASURED = ("positions", "ties", "events")


def keys(view: View, table: str) -> set[tuple[str, ...]]:
    """What makes a tie or event the same under another lens."""
    names = {"ties": ["event_id", "actor_id", "recipient_id", "kind"], "events": ["event_id"]}[table]
    frame = getattr(view, table)
    return {*map(tuple, frame[names].to_numpy())}


@given(LENSES.map(lambda lens: replace(lens, hindsight=False)))
def test_without_hindsight_nothing_rests_on_what_was_published_later(lens):
    view, day = look(CASE, lens), pd.Timestamp(lens.as_of)
    clocks = source_clocks(CASE)
    late = {one for one, clock in clocks.items() if clock.known_on > day}
    frames = [*map(view.rows, STATEMENTS), *(getattr(view, name) for name in MEASURED), view.states]
    for frame in frames:
        listed = {one for cell in frame["source_list"] for one in cell}
        named = {one for cell in [*frame["source_id"], *frame["also_source_ids"]] for one in cell.split(";")} - {""}
        assert named == listed
        assert listed.isdisjoint(late)
        assert (frame["source_list"].map(len) > 0).all()
    assert {*view.sources()["source_id"]}.isdisjoint(late)
    for name in STATEMENTS:
        table = view.table(name)
        assert late.isdisjoint(";".join([*table["source_id"], *table["also_source_ids"]]).split(";"))


@given(LENSES)
def test_nothing_has_happened_before_its_first_day(lens):
    view, day = look(CASE, lens), pd.Timestamp(lens.as_of)
    for frame in (view.events, view.states, view.ties):
        begun = frame[frame["state"].isin(["occurred", "ongoing"])]
        assert (begun["first_day"] <= day).all()
    assert (view.positions["last_day"] <= day).all()
    assert not (view.events["state"] == "scheduled, unconfirmed")[view.events["until"] >= day].any()


@given(LENSES)
def test_the_ledger_adds_up(lens):
    view = look(CASE, lens)
    kept = {"positions": view.positions, "relationships": view.ties, "events": view.events}
    for account in view.ledger.accounts:
        assert account.total == len(CASE.tables[account.table]) == account.kept + sum(account.charges.values())
        assert account.kept == len(kept[account.table])
        assert all(count > 0 for count in account.charges.values())
    for name in STATEMENTS:
        assert len(CASE.tables[name]) == len(view.rows(name)) + sum(view.taken[name].values())


@given(LENSES)
def test_a_filter_never_adds_rows(lens):
    narrow = look(CASE, lens)
    wide = look(
        CASE, replace(lens, country=(), issue=(), min_reliability="", max_credibility=None, since=date(1, 1, 1))
    )
    for name in STATEMENTS:
        assert {*narrow.rows(name).index} <= {*wide.rows(name).index}
    assert keys(narrow, "events") <= keys(wide, "events")
    graded = look(CASE, replace(lens, country=(), issue=(), since=date(1, 1, 1)))
    assert keys(narrow, "ties") <= keys(graded, "ties")


@given(LENSES, DAYS)
def test_an_earlier_day_never_shows_more(lens, other):
    earlier, later = sorted([lens.as_of, other])
    before, after = look(CASE, replace(lens, as_of=earlier)), look(CASE, replace(lens, as_of=later))
    for name in STATEMENTS:
        assert {*before.rows(name).index} <= {*after.rows(name).index}


@given(LENSES)
def test_hindsight_never_shows_less(lens):
    plain, wise = (look(CASE, replace(lens, hindsight=choice)) for choice in (False, True))
    for name in STATEMENTS:
        assert {*plain.rows(name).index} <= {*wise.rows(name).index}


@given(LENSES)
def test_one_row_an_event_and_no_tie_inside_one_row(lens):
    view = look(CASE, lens)
    assert view.events["event_id"].is_unique
    assert not (view.ties["row_id"] == view.ties["recipient_row_id"]).any()
    merged = view.ties[view.ties["event_id"] != ""]
    assert not merged.duplicated(["event_id", "actor_id", "recipient_id", "kind"]).any()


@given(LENSES)
def test_levels_only_change_the_row_a_statement_stands_under(lens):
    coded, rolled = (look(CASE, replace(lens, level=level)).positions for level in ("actor", "country"))
    assert [*coded["row_id"]] == [*coded["actor_id"]]
    assert [*coded["position_id"]] == [*rolled["position_id"]]
    assert {*rolled["row_id"]} <= {*CASE.names}


@pytest.mark.parametrize("level", LEVELS)
def test_every_row_and_end_of_a_tie_has_a_name(level):
    view = look(CASE, Lens(level=level, hindsight=True))
    ids = {*view.positions["row_id"], *view.ties["row_id"], *view.ties["recipient_row_id"]}
    assert ids <= {*CASE.names}
