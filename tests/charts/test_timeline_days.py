import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from crisis.charts import timeline_days
from crisis.charts.theme import LIGHT
from crisis.charts.timeline import SHAPES
from crisis.charts.timeline_layout import laid_out
from crisis.measures.event_days import event_days
from crisis.measures.stance_days import stops
from crisis.measures.timeline import timeline
from crisis.model.lens import Lens
from crisis.tables.view import look

OCCURRED, SCHEDULED, UNCONFIRMED = ([*SHAPES].index(one) for one in ("occurred", "scheduled", "scheduled, unconfirmed"))
AS_LAST, UNENDED, SPAN = 16, 8, 2


def february(*days):
    return np.array([f"2022-02-{day:02}" for day in days], dtype="datetime64[D]").astype("int64")


@pytest.fixture(scope="module")
def toy(case):
    return case(
        sources=["s1 published_on=2022-02-01", "s2 published_on=2022-02-09", "s3 published_on=2022-02-04"],
        events=[
            "E1 status=scheduled starts_on=2022-02-05 source_id=s1",
            "E1 status=occurred starts_on=2022-02-07 source_id=s2 title=Later",
            "E2 status=occurred starts_on=2022-02-02 ends_on=2022-02-04 source_id=s3",
            "E3 status=ongoing starts_on=2022-02-03/.. source_id=s3",
        ],
    )


def last(toy):
    return timeline(look(toy, Lens(as_of=date(2022, 2, 20), since=date(2022, 2, 1))))


def test_states_are_told_by_stop_with_the_days_each_is_drawn_from_and_to(toy):
    whole = last(toy)
    days = event_days(look(toy, Lens(since=date(2022, 2, 1))))
    found = timeline_days.states(days, whole, february(*range(1, 21)))
    told = dict(zip((one.event_id for one in whole.events), found["events"], strict=True))
    assert told["E1"] == [0, SCHEDULED, 4, 4, 0, 5, UNCONFIRMED, 4, 4, 0, 8, OCCURRED, 6, 6, AS_LAST]
    assert told["E2"] == [3, OCCURRED, 1, 3, SPAN | AS_LAST]
    assert told["E3"][-1] & UNENDED
    assert found["none"] == len(SHAPES)


def test_marks_stand_where_the_last_day_has_them(toy):
    whole = last(toy)
    found, sheet = timeline_days.places(whole, 1000, LIGHT), laid_out(whole, 1000)
    ids = [one.event_id for one in whole.events]
    places = {mark.event.event_id: mark.y for mark in sheet.marks}
    assert {ids[event]: y for event, _, y, _, _ in found["marks"]} == places
    assert found["first"] == "2022-02-01"
    assert {ids[one["event"]] for one in found["labels"]} <= {*ids}


def test_without_an_event_there_is_no_place(case):
    assert timeline_days.places(timeline(look(case(), Lens())), 1000, LIGHT) == {}


def test_the_shipped_case_is_small_and_plain_json(shipped):
    seen = look(shipped, Lens(level="country"))
    whole = timeline(seen)
    all_days = stops(shipped, pd.Timestamp(shipped.first_day), pd.Timestamp(shipped.last_day))
    assert len(json.dumps(timeline_days.states(event_days(seen), whole, all_days))) < 10_000
    assert len(json.dumps(timeline_days.places(whole, 1120, LIGHT))) < 20_000
