from datetime import date

import pandas as pd
import pytest

from crisis.measures.commitments import MET, commitments, table
from crisis.model.lens import Lens
from crisis.tables.view import look


@pytest.fixture(scope="module")
def toy(case):
    return case(
        sources=["s1 published_on=2022-01-01", "s2 published_on=2022-02-24"],
        positions=[
            "p1 act=threat condition=if_attack said_on=2022-01-19",
            "p2 act=commitment said_on=2022-02-01",
            "p3 act=commitment said_on=2022-01 summary='Stays out.'",
            "p4 act=statement",
        ],
        events=[
            "e1 title=First starts_on=2022-02-22 fulfils_ids=p1 source_id=s2",
            "e2 title=Second starts_on=2022-02-23 fulfils_ids=p1;p4 source_id=s2",
            "e3 title=Planned starts_on=2022-03-01 fulfils_ids=p2 status=scheduled",
        ],
    )


def by_id(case, day, **lens):
    found = commitments(look(case, Lens(as_of=date.fromisoformat(day), **lens)))
    return {row["position_id"]: row for row in found.to_dict("records")}


def test_open_ones_stand_first_the_latest_first_among_them(toy):
    assert [*by_id(toy, "2022-02-24")] == ["p2", "p3", "p1"]


def test_a_threat_carried_out_names_the_first_event_and_the_delay(toy):
    found = by_id(toy, "2022-02-24")["p1"]
    assert (found["act"], found["condition"]) == ("threat", "if_attack")
    assert (found["event_id"], found["title"], found["done_on"], found["delay"]) == (
        "e1",
        "First",
        pd.Timestamp("2022-02-22"),
        34,
    )


def test_an_open_one_has_no_event_and_no_delay(toy):
    found = by_id(toy, "2022-02-24")["p3"]
    assert (found["event_id"], found["title"], found["summary"]) == ("", "", "Stays out.")
    assert pd.isna(found["done_on"])
    assert pd.isna(found["delay"])


def test_it_is_open_until_the_event_is_known(toy):
    assert by_id(toy, "2022-02-23")["p1"]["event_id"] == ""
    assert by_id(toy, "2022-02-23", hindsight=True)["p1"]["event_id"] == "e1"


def test_what_is_only_announced_carries_nothing_out(toy):
    assert by_id(toy, "2022-02-24")["p2"]["event_id"] == ""


def test_an_event_outside_the_other_filters_still_carries_it_out(toy):
    assert by_id(toy, "2022-02-24", issue=("I1",), since=date(2022, 3, 1))["p1"]["event_id"] == "e1"


def test_the_delay_counts_from_the_last_day_it_may_have_been_said(case):
    toy = case(
        sources=["s1 published_on=2022-03-01"],
        positions=["p1 act=commitment said_on=2022-01"],
        events=["e1 starts_on=2022-02-01 fulfils_ids=p1"],
    )
    assert by_id(toy, "2022-03-01")["p1"]["delay"] == 1


def test_whether_a_condition_was_met_is_only_known_as_far_as_it_is_coded(toy):
    assert {one: row["met"] for one, row in by_id(toy, "2022-02-23").items()} == {
        "p1": "not_coded",
        "p2": "unconditional",
        "p3": "unconditional",
    }
    assert by_id(toy, "2022-02-24")["p1"]["met"] == "taken_as_met"
    assert [MET.label(code) for code in MET] == ["no condition", "taken as met", "not coded whether it was met"]


def test_as_a_flat_table(toy):
    flat = table(look(toy, Lens(as_of=date(2022, 2, 24))))
    assert [*flat.columns][-5:] == ["event_id", "title", "done_on", "delay", "source_ids"]
    assert [*flat["position_id"]] == ["p2", "p3", "p1"]
    assert [*flat["source_ids"]] == ["s1"] * 3


@pytest.mark.parametrize("lines", [[], ["p1"], ["p1 act=threat"]], ids=["nothing", "no promise", "an open threat"])
def test_there_may_be_none(case, lines):
    found = commitments(look(case(positions=lines), Lens()))
    assert [*found["position_id"]] == (["p1"] if "threat" in "".join(lines) else [])
    assert [*found.columns] == [
        *[
            "position_id",
            "actor_id",
            "row_id",
            "issue_id",
            "stance",
            "act",
            "condition",
            "met",
            "said_on",
            "last_day",
            "summary",
        ],
        *["source_list", "event_id", "title", "done_on", "delay"],
    ]
