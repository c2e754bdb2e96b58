"""Shifts told apart by hand and by brute force, against the marks of the stance matrix, and on the shipped case."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.measures.shifts import SHIFTS, ShiftParameters, curve, shifts
from crisis.measures.stance_matrix import stance_matrix
from crisis.model import dates
from crisis.model.lens import Lens
from crisis.tables.view import look

COLUMNS = (
    "actor_id,issue_id,shift,from_stance,to_stance,from_day,to_day,from_position_id,to_position_id".split(",")  # noqa: SIM905
)
FACTS = ShiftParameters(facts=True)


def found(case, *said, lens=None, **tables):
    """Shifts of statements of one actor on one issue, each ``day stance`` and what else matters."""
    lines = [
        f"p{n} stance={one.split()[1]} said_on={one.split()[0]} {' '.join(one.split()[2:])}"
        for n, one in enumerate(said)
    ]
    return shifts(look(case(positions=lines, **tables), lens or Lens(as_of=date(2022, 12, 31))))


def told(table):
    """Kind, stances and statements of every row."""
    return [
        f"{row['shift']} {row['from_stance']} {row['to_stance']} {row['from_position_id']}-{row['to_position_id']}"
        for row in table.to_dict("records")
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["2022-02-01 -2", "2022-03-03 2"], ["reversal -2 2 p0-p1"]),
        (["2022-02-01 -2", "2022-03-02 2"], ["reversal -2 2 p0-p1", "contradiction -2 2 p0-p1"]),
        (["2014 1", "2022-02-01 -1"], ["reversal 1 -1 p0-p1"]),
        (["2022-02-01 1", "2022-02-02 2"], ["hardening 1 2 p0-p1"]),
        (["2022-02-01 -1", "2022-02-02 -2"], ["hardening -1 -2 p0-p1"]),
        (["2022-02-01 2", "2022-02-02 1"], ["softening 2 1 p0-p1"]),
        (["2022-02-01 -2", "2022-02-02 -1"], ["softening -2 -1 p0-p1"]),
        (["2022-02-01 2", "2022-02-02 2"], []),
        (["2022-02-01 -1", "2022-02-01 1"], ["contradiction -1 1 p0-p1"]),
        (["2022-02-01 1", "2022-02-01 2"], []),
        (["2022-02-01 -1", "2022-02-02 0", "2022-05-02 1"], ["reversal -1 1 p0-p2"]),
        (["2022-02-01 1", "2022-02-02 0", "2022-02-03 2"], ["hardening 1 2 p0-p2"]),
        (["2022-02-01 1", "2022-02-02 0"], []),
        (["2022-02-01 0", "2022-02-02 2"], []),
        (["2022-02-01 1"], []),
        (
            ["2022-01-01 -1 basis=word", "2022-06-01 1 basis=deed"],
            ["reversal -1 1 p0-p1", "word_and_deed -1 1 p0-p1"],
        ),
        (
            ["2022-01-01 1 basis=deed", "2022-06-01 -1 basis=word", "2022-06-02 -2 basis=vote"],
            ["reversal 1 -1 p0-p1", "word_and_deed 1 -1 p0-p1", "hardening -1 -2 p1-p2"],
        ),
        (
            ["2022-01-01 1 basis=deed", "2022-06-01 -1 basis=word", "2022-06-02 0 basis=word"],
            ["reversal 1 -1 p0-p1"],
        ),
        (["2022-02-01 -1 basis=vote", "2022-09-01 1 basis=deed"], ["reversal -1 1 p0-p1"]),
    ],
    ids=[
        "30 days apart",
        "29 days apart",
        "years apart",
        "more for",
        "more against",
        "less for",
        "less against",
        "restated",
        "opposite on one day",
        "stronger on one day",
        "over a balanced one",
        "harder over a balanced one",
        "to balanced",
        "from balanced",
        "one statement",
        "a word, then a deed",
        "a deed, then a word",
        "a balanced last word has no sign",
        "a vote is neither word nor deed",
    ],
)
def test_what_is_called_what(case, said, expected):
    assert told(found(case, *said)) == expected


def test_a_row_says_who_on_what_when_and_where_to_read_it(case):
    (row,) = found(case, "../2022-01-27 -1", "2022-03 2").to_dict("records")
    assert row == {
        "actor_id": "A",
        "issue_id": "I1",
        "shift": "reversal",
        "from_stance": -1,
        "to_stance": 2,
        "from_day": pd.Timestamp("2022-01-27"),
        "to_day": pd.Timestamp("2022-03-31"),
        "from_position_id": "p0",
        "to_position_id": "p1",
    }


def test_the_largest_stand_first_then_the_earliest_then_the_order_of_the_case(case):
    steps = {"I1": "1 2", "I2": "-1 1", "I3": "-2 2", "I4": "-2 2", "I5": "1 2"}
    lines = [
        f"{issue}{when} issue_id={issue} stance={stance} said_on={when}"
        for issue, stances in steps.items()
        for stance, when in zip(stances.split(), ("2021", "2022-03-01" if issue != "I3" else "2022-04-01"), strict=True)
    ]
    toy = case(positions=lines[::-1], issues=[*steps])
    assert [*shifts(look(toy, Lens()))["issue_id"]] == ["I4", "I3", "I2", "I1", "I5"]


def test_rows_move_at_the_level_of_the_lens(case):
    toy = case(
        actors=["DEU kind=state country=DEU", "GOV part_of=DEU", "BAERBOCK kind=person part_of=GOV"],
        positions=["p1 actor_id=GOV stance=-2", "p2 actor_id=BAERBOCK stance=1 said_on=2022-05-01"],
    )
    assert told(shifts(look(toy, Lens(level="actor")))) == []
    table = shifts(look(toy, Lens(level="country")))
    assert [*table["actor_id"]] == ["DEU"]
    assert [*curve(look(toy, Lens(level="country")), "DEU", "I1")["actor_id"]] == ["GOV", "BAERBOCK"]


def test_facts_in_dispute_count_where_they_are_asked_for(case):
    toy = case(
        issues=["F1 kind=fact"],
        positions=["p1 issue_id=F1 stance=-1", "p2 issue_id=F1 stance=2 said_on=2022-09-01 basis=deed"],
    )
    view = look(toy, Lens())
    assert told(shifts(view)) == []
    assert told(shifts(view, FACTS)) == ["reversal -1 2 p1-p2", "word_and_deed -1 2 p1-p2"]


def test_what_is_not_known_by_the_day_moves_nobody(case):
    sources = ["s1 published_on=2022-01-01", "s2 published_on=2022-09-01"]
    said = ["2022-01-01 -1", "2022-06-01 1 source_id=s2"]
    assert told(found(case, *said, sources=sources, lens=Lens(as_of=date(2022, 8, 1)))) == []
    assert len(found(case, *said, sources=sources, lens=Lens(as_of=date(2022, 8, 1), hindsight=True))) == 1


@pytest.mark.parametrize(
    "lines", [[], ["p1 stance="], ["p1 stance=0", "p2 stance=0"]], ids=["none", "mute", "balanced"]
)
def test_nothing_moves_where_nobody_takes_a_side(case, lines):
    view = look(case(positions=lines), Lens())
    assert (len(shifts(view)), [*shifts(view).columns]) == (0, COLUMNS)
    assert len(curve(view, "A", "I1")) == len([one for one in lines if one.endswith("0")])


def test_a_curve_has_every_stance_of_a_row_on_an_issue_oldest_first(case):
    toy = case(
        positions=[
            "p1 stance=2 said_on=2022-03-01 basis=deed",
            "p2 stance=0 said_on=2022-02-01",
            "p3 stance=",
            "p4 issue_id=I2",
            "p5 actor_id=B",
        ]
    )
    view = look(toy, Lens())
    assert curve(view, "A", "I1").to_dict("records") == [
        {"day": pd.Timestamp("2022-02-01"), "stance": 0, "actor_id": "A", "basis": "word", "position_id": "p2"},
        {"day": pd.Timestamp("2022-03-01"), "stance": 2, "actor_id": "A", "basis": "deed", "position_id": "p1"},
    ]
    assert len(curve(view, "NOBODY", "I1")) == 0


SAID = st.lists(
    st.fixed_dictionaries(
        {
            "actor_id": st.sampled_from(["GOV", "SCHOLZ", "B"]),
            "issue_id": st.sampled_from(["I1", "I2"]),
            "stance": st.sampled_from(["", "-2", "-1", "0", "1", "2"]),
            "said_on": st.sampled_from(
                ["2022-02-01", "2022-02-10", "../2022-02-10", "2022-02", "2022-03-05", "2022-05-12"]
            ),
            "basis": st.sampled_from(["word", "deed", "vote"]),
            "certainty": st.sampled_from(["stated", "inferred"]),
        }
    ),
    max_size=10,
)
TWO_PARTS = ["DEU kind=state country=DEU", "GOV part_of=DEU", "SCHOLZ kind=person part_of=GOV"]
ROW = {"GOV": "DEU", "SCHOLZ": "DEU", "B": "B"}


def seen(case, said):
    """The statements as a view at country level."""
    lines = [" ".join([f"p{n}", *(f"{name}={value}" for name, value in row.items())]) for n, row in enumerate(said)]
    return look(case(actors=[*TWO_PARTS, "B"], issues=["I1", "I2"], positions=lines), Lens(level="country"))


def by_hand(said):
    """Kind and ends of every shift, one statement after the other."""
    cells = defaultdict(list)
    for number, row in enumerate(said):
        if row["stance"]:
            day = dates.parse(row["said_on"])
            rank = day.latest, day.earliest or date.min, row["certainty"] == "stated", number
            cells[ROW[row["actor_id"]], row["issue_id"]].append((rank, day.latest, int(row["stance"]), row["basis"]))
    for cell in cells.values():
        cell.sort()
        sided = [one for one in cell if one[2]]
        for (earlier, was, before, _), (later, day, after, _) in pairwise(sided):
            ends = f"p{earlier[-1]}-p{later[-1]}"
            if before * after < 0:
                if day - was < timedelta(days=30):
                    yield f"contradiction {before} {after} {ends}"
                if day > was:
                    yield f"reversal {before} {after} {ends}"
            elif before != after and day > was:
                yield f"{'hardening' if abs(after) > abs(before) else 'softening'} {before} {after} {ends}"
        last = {basis: one for *_, basis in cell for one in cell if one[3] == basis}
        if {"word", "deed"} <= last.keys() and last["word"][2] * last["deed"][2] < 0:
            first, second = sorted([last["word"], last["deed"]])
            yield f"word_and_deed {first[2]} {second[2]} p{first[0][-1]}-p{second[0][-1]}"


@given(SAID)
def test_every_shift_is_what_reading_one_after_the_other_gives(case, said):
    table = shifts(seen(case, said))
    assert sorted(told(table)) == sorted(by_hand(said))
    size = (table["to_stance"] - table["from_stance"]).abs()
    keys = [*zip(-size, table["to_day"], strict=True)]
    assert keys == sorted(keys)


@given(SAID)
def test_every_marked_cell_of_the_stance_matrix_has_its_row(case, said):
    view = seen(case, said)
    marked(view, shifts(view))


def marked(view, table):
    """Whether every mark of the matrix has a row, and no side is called reversed that is the same."""
    cells = stance_matrix(view).cells
    kinds = {kind: {*zip(some["actor_id"], some["issue_id"], strict=True)} for kind, some in table.groupby("shift")}
    for mark in ("contradiction", "word_and_deed"):
        some = cells[cells[mark]]
        assert {*zip(some["row_id"], some["issue_id"], strict=True)} <= kinds.get(mark, set())
    signs = np.sign(table["from_stance"]) * np.sign(table["to_stance"])
    assert [*table["shift"].isin(["hardening", "softening"])] == [*(signs > 0)]
    assert (
        table.loc[table["shift"] == "reversal", "from_day"] < table.loc[table["shift"] == "reversal", "to_day"]
    ).all()


@settings(max_examples=20)
@given(SAID, st.randoms(use_true_random=False))
def test_the_order_and_the_ids_of_statements_do_not_matter_where_their_days_differ(case, said, random):
    said = [{**row, "said_on": f"2022-{2 + n // 3:02}-{1 + n % 3 * 9:02}"} for n, row in enumerate(said)]
    renamed = [(f"x{n * 7 % 11}", row) for n, row in enumerate(said)]
    back = {new: f"p{n}" for n, (new, _) in enumerate(renamed)}
    random.shuffle(renamed)
    lines = [" ".join([one, *(f"{name}={value}" for name, value in row.items())]) for one, row in renamed]
    view = look(case(actors=[*TWO_PARTS, "B"], issues=["I1", "I2"], positions=lines), Lens(level="country"))
    ends = ["from_position_id", "to_position_id"]
    other = shifts(view)
    other[ends] = other[ends].replace(back)
    pd.testing.assert_frame_equal(other, shifts(seen(case, said)))


@pytest.mark.parametrize("level", ["actor", "organisation", "country"])
@pytest.mark.parametrize("day", ["2022-02-28", "2022-06-30", "2022-12-21"])
def test_marks_of_the_shipped_case_have_their_rows(shipped, level, day):
    view = look(shipped, Lens(level=level, as_of=date.fromisoformat(day)))
    marked(view, shifts(view, FACTS))


def february(shipped):
    table = shifts(look(shipped, Lens(level="country", as_of=date(2022, 2, 28))))
    return table[(table["to_day"] >= "2022-02-01") & (table["to_day"] < "2022-03-01")]


def test_germany_turns_on_arms_among_the_first_three_of_february(shipped):
    first = february(shipped).head(3)
    reversals = first[first["shift"] == "reversal"]
    assert [*zip(reversals["actor_id"], reversals["issue_id"], reversals["to_day"], strict=True)] == [
        ("DEU", "I05", pd.Timestamp("2022-02-26"))
    ]


def test_germany_hardens_on_nord_stream_2(shipped):
    table = february(shipped)
    (row,) = table[(table["actor_id"] == "DEU") & (table["issue_id"] == "I06")].to_dict("records")
    assert (row["shift"], row["from_stance"], row["to_stance"], row["to_day"]) == (
        "hardening",
        1,
        2,
        pd.Timestamp("2022-02-22"),
    )


def test_a_hundred_thousand_statements_are_read(case):
    random = np.random.default_rng(7)
    lines = [
        f"p{n} actor_id=A{who} issue_id=I{what} stance={stance} said_on=2022-0{month}-01"
        for n, (who, what, stance, month) in enumerate(
            zip(*(random.integers(low, high, 2000) for low, high in ((0, 40), (0, 20), (-2, 3), (1, 9))), strict=True)
        )
    ]
    view = look(case(positions=lines), Lens())
    said, places = view.statements, np.repeat(np.arange(2000), 50)
    each = ("place", "position", "row", "issue", "actor", "source", "stance", "day", "basis")
    view.__dict__["statements"] = replace(said, **{name: getattr(said, name)[places] for name in each})
    once = shifts(look(view.case, Lens()))
    assert len(shifts(view)) >= len(once) > 0
    assert {*shifts(view)["shift"]} <= {*SHIFTS}
