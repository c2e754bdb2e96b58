from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures.timeline import LANES, pack, table, timeline
from crisis.measures.timeline_events import HAPPENED
from crisis.model.lens import Lens
from crisis.model.vocabulary import THEMES, UNCONFIRMED
from crisis.tables.view import look

SETTINGS = {"timeline_from": "2022-02-07"}
SOURCES = ["s1 published_on=2022-02-01/..", "s2 published_on=2022-02-02/..", "late published_on=2022-03-01"]


def day(text):
    return pd.Timestamp(text)


@pytest.fixture
def seen(case):
    """A timeline of a few events: ``seen("2022-02-20", "e1 starts_on=2022-02-08", by="country")``."""

    def build(as_of, *events, by="theme", settings=None, lens=None, most=12, keys=14, **tables):
        toy = case(settings=SETTINGS | (settings or {}), events=events, **{"sources": SOURCES} | tables)
        view = look(toy, Lens(as_of=date.fromisoformat(as_of), **(lens or {})))
        return timeline(view, by, most=most, keys=keys)

    return build


@pytest.fixture
def drawn(seen):
    """How one event is drawn: first day, last day, and which of its flags are set."""

    def build(as_of, event):
        (one,) = (drawn.extent for drawn in seen(as_of, event).events)
        flags = [name for name in ("vague", "span", "open_start", "open_end", "tail") if getattr(one, name)]
        return f"{one.starts:%m-%d}", f"{one.ends:%m-%d}", flags

    return build


def lanes_of(found):
    return [
        (label, [mark.event.event_id for mark in found.marks if mark.lane == lane])
        for lane, label in enumerate(found.lanes)
    ]


def by_id(found):
    return {one.event_id: one for one in found.events}


def slots(found, mark_days=1.0):
    return {mark.event.event_id: mark.slot for mark in found.packed(mark_days)}


def test_a_day_is_drawn_a_day_long(drawn):
    assert drawn("2022-02-20", "e1 starts_on=2022-02-08") == ("02-08", "02-08", [])


def test_a_span_is_drawn_from_its_first_to_its_last_day(drawn):
    assert drawn("2022-02-20", "e1 starts_on=2022-02-08 ends_on=2022-02-10") == ("02-08", "02-10", ["span"])


def test_a_vague_date_is_drawn_as_long_as_it_is_vague(drawn):
    assert drawn("2022-03-20", "e1 starts_on=2022-02-08/2022-02-12") == ("02-08", "02-12", ["vague"])


def test_by_then_at_the_latest_has_an_open_start(drawn):
    assert drawn("2022-02-20", "e1 starts_on=../2022-02-08") == ("02-08", "02-08", ["open_start"])


def test_what_is_under_way_without_an_end_runs_to_the_day(drawn):
    assert drawn("2022-02-20", "e1 status=ongoing starts_on=2022-02-08") == ("02-08", "02-20", ["open_end"])
    assert drawn("2022-02-20", "e1 status=occurred starts_on=2022-02-08/..") == ("02-08", "02-20", ["open_end"])


def test_what_is_under_way_and_has_an_end_stops_there(drawn):
    event = "e1 status=ongoing starts_on=2022-02-08 ends_on=2022-02-10"
    assert drawn("2022-02-20", event) == ("02-08", "02-10", ["span"])


def test_what_happened_is_not_drawn_beyond_the_day(drawn):
    event = "e1 status=ongoing starts_on=2022-02-08 ends_on=2022-02-25"
    assert drawn("2022-02-20", event) == ("02-08", "02-20", ["span", "open_end"])
    event = "e1 starts_on=2022-02-08/2022-02-25"
    assert drawn("2022-02-20", event) == ("02-08", "02-20", ["vague"])


def test_an_announcement_never_confirmed_does_not_run_on(drawn):
    event = "e1 status=scheduled starts_on=2022-02-10/.."
    assert drawn("2022-12-20", event) == ("02-10", "02-10", ["open_end", "tail"])


def test_an_announcement_past_its_day_has_a_tail(drawn, seen):
    event = "e1 status=scheduled starts_on=2022-02-10"
    assert drawn("2022-02-10", event) == ("02-10", "02-10", [])
    assert drawn("2022-02-11", event) == ("02-10", "02-10", ["tail"])
    assert [one.state for one in seen("2022-02-11", event).events] == [UNCONFIRMED]


def test_what_was_called_off_keeps_its_planned_day_and_no_open_end(drawn):
    assert drawn("2022-02-20", "e1 status=cancelled starts_on=2022-02-10/..") == ("02-10", "02-10", [])


def test_the_range_begins_with_the_lens_and_ends_with_its_day_or_what_is_announced(seen):
    found = seen("2022-02-25", "e1 status=scheduled starts_on=2022-03-08")
    assert (found.first, found.last, found.day) == (day("2022-02-07"), day("2022-03-08"), day("2022-02-25"))


def test_the_range_is_two_weeks_at_least(seen):
    assert seen("2022-02-08", "e1 starts_on=2022-02-08").last == day("2022-02-20")


def test_lanes_of_themes_stand_in_the_order_of_the_vocabulary_and_none_is_empty(seen):
    found = seen("2022-02-20", "e1 theme=force starts_on=2022-02-08", "e2 theme=diplomacy starts_on=2022-02-09")
    assert lanes_of(found) == [(THEMES.label("diplomacy"), ["e2"]), (THEMES.label("force"), ["e1"])]


ACTORS = [
    "DEU kind=state country=DEU name=Germany speaks_for_state=no",
    "SCHOLZ kind=person country=DEU part_of=DEU",
    "USA kind=state country=USA name='United States' speaks_for_state=no",
    "NATO",
]
JOINT = (
    "e1 starts_on=2022-02-08 actor_ids=SCHOLZ;DEU;USA",
    "e2 starts_on=2022-02-09 actor_ids=USA recipient_ids=NATO",
    "e3 starts_on=2022-02-10",
    "e4 starts_on=2022-02-11 actor_ids=NATO",
)


def test_lanes_of_countries_roll_up_and_a_joint_act_stands_in_each(seen):
    found = seen("2022-02-20", *JOINT, by="country", actors=ACTORS)
    assert lanes_of(found) == [
        ("United States", ["e1", "e2"]),
        ("Germany", ["e1"]),
        ("NATO", ["e4"]),
        ("No actor named", ["e3"]),
    ]


def test_countries_beyond_the_most_active_share_a_lane(seen):
    found = seen("2022-02-20", *JOINT, by="country", actors=ACTORS, most=1)
    assert lanes_of(found) == [("United States", ["e1", "e2"]), ("Other", ["e1", "e4"]), ("No actor named", ["e3"])]


ISSUES = ["I1 name='Send arms' theme=aid", "I2 name=Talk theme=diplomacy"]
ABOUT = ("e1 starts_on=2022-02-08 issue_ids=I2;I1", "e2 starts_on=2022-02-09 issue_ids=I2", "e3 starts_on=2022-02-10")


def test_lanes_of_issues_hold_an_event_once_each(seen):
    found = seen("2022-02-20", *ABOUT, by="issue", issues=ISSUES)
    assert lanes_of(found) == [("Send arms", ["e1"]), ("Talk", ["e1", "e2"]), ("No issue", ["e3"])]


def test_many_issues_stand_by_their_theme(seen):
    found = seen("2022-02-20", *ABOUT, by="issue", issues=ISSUES, most=1)
    assert lanes_of(found) == [("Aid", ["e1"]), ("Diplomacy", ["e1", "e2"]), ("No issue", ["e3"])]


def test_a_kind_of_lane_that_does_not_exist_is_refused(seen):
    with pytest.raises(KeyError, match="colour"):
        seen("2022-02-20", by="colour")


def test_two_events_of_a_day_stand_above_each_other_and_the_key_one_higher(seen):
    events = ("e1 starts_on=2022-02-08 actor_ids=A;B", "e2 starts_on=2022-02-08", "e3 starts_on=2022-02-09")
    found = seen("2022-02-20", *events, keys=1)
    assert slots(found) == {"e1": 1, "e2": 0, "e3": 0}


def test_wider_marks_need_more_slots(seen):
    found = seen("2022-02-20", "e1 starts_on=2022-02-08", "e2 starts_on=2022-02-09")
    assert slots(found, 1.0) == {"e1": 0, "e2": 0}
    assert slots(found, 1.5) == {"e1": 0, "e2": 1}


def test_a_tail_takes_the_room_of_a_mark(seen):
    found = seen("2022-02-20", "e1 status=scheduled starts_on=2022-02-08", "e2 starts_on=2022-02-09")
    assert [(one.left, one.middle, one.right, one.slot) for one in found.packed(1.0)] == [
        (1.0, 1.5, 3.0, 0),
        (2.0, 2.5, 3.0, 1),
    ]


def test_key_events_are_those_of_most_independent_sources_times_actors(seen):
    sources = ["a1 family=agency published_on=2022-02-01/..", "a2 family=agency published_on=2022-02-01/.."]
    sources += ["b1 published_on=2022-02-01/..", *SOURCES]
    found = seen(
        "2022-02-20",
        "copied starts_on=2022-02-08 source_id=a1 also_source_ids=a2 actor_ids=A;B",
        "crowded starts_on=2022-02-08 actor_ids=A;B;C recipient_ids=A",
        "attested starts_on=2022-02-08 source_id=a1 also_source_ids=b1 actor_ids=A recipient_ids=B",
        "lonely starts_on=2022-02-08",
        sources=sources,
        keys=2,
    )
    by_rank = sorted(found.events, key=lambda one: one.rank)
    assert [one.event_id for one in by_rank] == ["attested", "crowded", "copied", "lonely"]
    assert [one.sources for one in by_rank] == [2, 1, 1, 1]
    assert [one.key for one in by_rank] == [True, True, False, False]


def test_sources_of_all_reports_count_and_only_known_ones(seen):
    reports = (
        "e1 status=scheduled starts_on=2022-02-08 source_id=s1",
        "e1 starts_on=2022-02-08 source_id=s2 also_source_ids=late",
    )
    sources = ["s1 published_on=2022-02-01/..", "s2 published_on=2022-02-09", "late published_on=2022-03-01"]
    assert [one.sources for one in seen("2022-02-20", *reports, sources=sources).events] == [2]
    assert [one.sources for one in seen("2022-03-01", *reports, sources=sources).events] == [3]


def test_the_anchor_is_always_key(seen):
    events = ("e1 starts_on=2022-02-08 title=Visit", "e2 starts_on=2022-02-08 actor_ids=A;B")
    found = seen("2022-02-20", *events, keys=1, settings={"timeline_anchor": "e1"})
    assert [one.key for one in found.events] == [True, False]
    assert found.anchor == ("e1", "Visit", day("2022-02-08"))


def test_an_anchor_not_yet_known_is_not_told(seen):
    event = "e1 starts_on=2022-02-08 source_id=late"
    assert seen("2022-02-20", event, settings={"timeline_anchor": "e1"}).anchor is None


def test_events_that_only_the_first_day_keeps_out_are_counted(seen):
    events = ("e1 starts_on=2022-02-01 issue_ids=I1", "e2 starts_on=2022-02-02", "e3 starts_on=2022-02-08 issue_ids=I1")
    assert seen("2022-02-20", *events).earlier == 2
    assert seen("2022-02-20", *events, lens={"issue": ("I1",)}).earlier == 1
    assert seen("2022-02-20", *events, lens={"since": date(2022, 2, 1)}).earlier == 0


def test_weeks_count_statements_and_events_of_the_range(case):
    toy = case(
        settings=SETTINGS | {"timeline_from": "2022-02-09"},
        sources=SOURCES,
        events=["e1 starts_on=2022-02-09", "e2 starts_on=2022-02-14", "e3 starts_on=2022-02-20"],
        positions=["p1 said_on=2022-02-13", "p2 said_on=2022-02-01/2022-02-21", "p3 said_on=2022-02-08"],
    )
    found = timeline(look(toy, Lens(as_of=date(2022, 2, 22)))).weeks
    assert found == [(day("2022-02-07"), 1, 1), (day("2022-02-14"), 0, 2), (day("2022-02-21"), 1, 0)]
    assert [one.rows for one in found] == [2, 2, 1]


def test_the_table_has_one_row_an_event_in_the_order_they_begin(case):
    toy = case(
        settings=SETTINGS,
        sources=SOURCES,
        events=[
            "b starts_on=2022-02-10 place=Kyiv country=UKR",
            "a status=scheduled starts_on=2022-02-08 actor_ids=A",
            "a starts_on=2022-02-08 actor_ids=A source_id=s2",
        ],
    )
    found = table(look(toy, Lens(as_of=date(2022, 2, 20))))
    assert ",".join(found.columns) == (
        "event_id,title,status,kind,theme,starts_on,ends_on,place,country,actor_ids,recipient_ids,issue_ids,source_id"
    )
    assert found[["event_id", "status", "starts_on", "source_id"]].to_numpy().tolist() == [
        ["a", "occurred", "2022-02-08", "s2"],
        ["b", "occurred", "2022-02-10", "s1"],
    ]


def test_the_table_says_what_was_never_confirmed(case):
    toy = case(settings=SETTINGS, sources=SOURCES, events=["a status=scheduled starts_on=2022-02-08"])
    assert [*table(look(toy, Lens(as_of=date(2022, 2, 20))))["status"]] == [UNCONFIRMED]


@pytest.mark.parametrize("by", LANES)
def test_a_timeline_without_events_is_a_timeline(seen, by):
    found = seen("2022-02-08", by=by)
    assert (found.events, found.marks, found.lanes, found.earlier) == ([], [], [], 0)
    assert found.packed(3.0) == []
    assert [one.rows for one in found.weeks] == [0, 0]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 3))


@given(st.lists(spans, max_size=60))
def test_no_two_of_a_lane_and_slot_overlap_and_no_slot_is_wasted(found):
    left = np.array([one for one, _, _ in found], dtype=float)
    right = left + np.array([long for _, long, _ in found], dtype=float)
    lane = np.array([lane for _, _, lane in found], dtype=int)
    slots = np.array(pack(zip(lane, left, right, lane % 2, strict=True)))
    for one in range(len(found)):
        for other in range(one):
            if lane[one] == lane[other] and slots[one] == slots[other]:
                assert right[one] <= left[other] or right[other] <= left[one]
    for number in set(lane):
        inside = lane == number
        busiest = max(int((inside & (left <= at) & (at < right)).sum()) for at in left[inside])
        assert set(slots[inside]) == set(range(busiest))


@given(st.sampled_from([*LANES]), st.integers(0, 320), st.floats(0.3, 12.0))
def test_every_event_stands_once_in_each_of_its_lanes(shipped, by, days, mark_days):
    as_of = date.fromordinal(date(2022, 2, 7).toordinal() + days)
    found = timeline(look(shipped, Lens(as_of=as_of)), by)
    marks = [(mark.event.event_id, mark.lane) for mark in found.marks]
    assert len(set(marks)) == len(marks)
    assert {event_id for event_id, _ in marks} == {*by_id(found)}
    assert {lane for _, lane in marks} == {*range(len(found.lanes))}
    if by == "theme":
        assert len(marks) == len(found.events)
    rows = {}
    for one in sorted(found.packed(mark_days), key=lambda one: one.left):
        rows.setdefault((one.lane, one.slot), []).append(one)
    for row in rows.values():
        assert all(one.right <= other.left for one, other in pairwise(row))


@pytest.mark.parametrize(("as_of", "state"), [("2022-01-27", "scheduled"), ("2022-02-08", "occurred")])
def test_the_scholz_visit_is_there_once_before_and_after(shipped, as_of, state):
    lens = Lens(as_of=date.fromisoformat(as_of), since=date(2022, 2, 7))
    found = timeline(look(shipped, lens))
    assert [mark.event.event_id for mark in found.marks].count("SCHOLZ_WASHINGTON") == 1
    assert by_id(found)["SCHOLZ_WASHINGTON"].state == state
    assert found.anchor is not None
    assert (found.anchor.event_id, found.anchor.day) == ("SCHOLZ_WASHINGTON", day("2022-02-07"))


def test_the_summit_of_biden_and_putin_does_not_run_on(shipped):
    one = by_id(timeline(look(shipped, Lens())))["BIDEN_PUTIN_SUMMIT"]
    assert (one.state, one.extent.ends, one.extent.tail) == (UNCONFIRMED, day("2022-02-24"), True)


@given(st.integers(0, 320))
def test_nothing_is_drawn_beyond_the_day_as_happened(shipped, days):
    as_of = date.fromordinal(date(2022, 2, 7).toordinal() + days)
    events = timeline(look(shipped, Lens(as_of=as_of))).events
    assert all(one.extent.ends <= pd.Timestamp(as_of) for one in events if one.state in HAPPENED)
    assert all(one.extent.starts <= one.extent.ends for one in events)
