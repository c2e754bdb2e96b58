from collections import defaultdict
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.measures import stance_matrix as measure
from crisis.measures.stance_matrix import by_agreement, moved, parts, silent, stance_matrix, statements
from crisis.measures.stance_numbers import wide
from crisis.model import dates
from crisis.model.lens import Lens
from crisis.tables.view import look

TWO_PARTS = ["DEU kind=state country=DEU", "GOV part_of=DEU", "SCHOLZ kind=person part_of=GOV"]


def matrix(case, *, day=None, hindsight=False, level="country"):
    return stance_matrix(
        look(case, Lens(as_of=date.fromisoformat(day) if day else None, hindsight=hindsight, level=level))
    )


def numbers(toy, value="latest"):
    return wide(look(toy, Lens(level="country")).statements, value)


def cell(found, row_id="A", issue_id="I1"):
    """One cell as a dict; nothing where it is not coded."""
    cells = found.cells
    records = cells[(cells["row_id"] == row_id) & (cells["issue_id"] == issue_id)].to_dict("records")
    return records[0] if records else None


def values(found):
    """Row and issue to stance."""
    return {(one["row_id"], one["issue_id"]): one["stance"] for one in found.cells.to_dict("records")}


@pytest.fixture(scope="module")
def germany(case):
    """The worked example of the design."""
    return case(
        actors=[
            "DEU kind=state country=DEU",
            "GOV_DE kind=government country=DEU part_of=DEU",
            "SCHOLZ kind=person country=DEU part_of=GOV_DE",
            "BUNDESTAG kind=parliament country=DEU part_of=DEU speaks_for_state=no",
        ],
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-27"],
        positions=[
            "p1 actor_id=GOV_DE issue_id=I05 stance=-2 said_on=../2022-01-27 source_id=s1",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 act=decision basis=deed source_id=s2",
            "p3 actor_id=BUNDESTAG issue_id=I05 stance=1 said_on=2022-02-25 source_id=s2",
        ],
    )


@pytest.mark.parametrize(
    ("day", "hindsight", "stances"),
    [
        ("2022-01-26", False, {}),
        ("2022-01-26", True, {}),
        ("2022-01-27", False, {"DEU": -2}),
        ("2022-02-26", False, {"DEU": -2}),
        ("2022-02-26", True, {"DEU": 2, "BUNDESTAG": 1}),
        ("2022-02-27", False, {"DEU": 2, "BUNDESTAG": 1}),
    ],
)
def test_the_worked_example(germany, day, hindsight, stances):
    found = matrix(germany, day=day, hindsight=hindsight)
    assert values(found) == {(row, "I05"): stance for row, stance in stances.items()}


def test_the_worked_example_counts_two_statements_and_no_contradiction(germany):
    found = matrix(germany, day="2022-02-27")
    assert cell(found, "DEU", "I05") == {
        "row_id": "DEU",
        "issue_id": "I05",
        "stance": 2,
        "position_id": "p2",
        "actor_id": "SCHOLZ",
        "basis": "deed",
        "day": pd.Timestamp("2022-02-26"),
        "age": 1,
        "mean": 0.0,
        "count": 2,
        "sources": 2,
        "contradiction": False,
        "word_and_deed": True,
        "single_source": False,
    }
    assert (found.rows, found.columns) == (("DEU", "BUNDESTAG"), ("I05",))


@pytest.mark.parametrize(("day", "stance"), [("2022-02-01", -2), ("2022-03-01", 2)])
def test_germany_arms_ukraine_between_february_and_march(shipped, day, stance):
    assert cell(matrix(shipped, day=day), "DEU", "I05")["stance"] == stance


@pytest.mark.parametrize(
    ("earlier", "latest"),
    [
        ("said_on=2022-01-31 credibility=1", "said_on=2022-02-01 credibility=3"),
        ("said_on=../2022-01-27", "said_on=2022-01-27"),
        ("said_on=../2022-01-27", "said_on=2014/2022-01-27"),
        ("said_on=2022-01 certainty=stated", "said_on=2022-01-31 certainty=inferred"),
        ("certainty=reported credibility=1", "certainty=stated credibility=3"),
        ("certainty=inferred credibility=1", "certainty=reported credibility=3"),
        ("credibility=2", "credibility=1"),
        ("", ""),
    ],
    ids=[
        "the last day",
        "one day beats by then at the latest",
        "any first day beats none",
        "the first day",
        "stated beats reported",
        "reported beats inferred",
        "credibility",
        "the later row",
    ],
)
def test_latest_is_decided_by(case, earlier, latest):
    rows = [("p1", "p2")] if earlier == latest else [("p1", "p2"), ("p2", "p1")]
    for first, second in rows:
        toy = case(positions=sorted([f"{first} stance=-1 {earlier}", f"{second} stance=1 {latest}"]))
        view = look(toy, Lens(as_of=date(2022, 2, 1)))
        assert cell(stance_matrix(view))["stance"] == 1
        assert [*statements(view, "A", "I1")["stance"]] == [1, -1]


def test_who_took_no_stand_has_no_cell_and_never_replaces_a_stance(case):
    toy = case(
        positions=["p1 stance=1", "p2 stance= said_on=2022-02-03", "p3 stance= issue_id=I2", "p4 stance= actor_id=B"]
    )
    view = look(toy, Lens())
    found = stance_matrix(view)
    assert values(found) == {("A", "I1"): 1}
    assert (cell(found)["count"], cell(found)["age"]) == (1, 2)
    assert (found.rows, found.columns) == (("A",), ("I1",))
    assert silent(view.statements) == {("A", "I1"), ("A", "I2"), ("B", "I1")}
    assert [*statements(view, "A", "I1")["position_id"]] == ["p2", "p1"]


def test_zero_is_a_stance(case):
    assert values(matrix(case(positions=["p1 stance=0"]))) == {("A", "I1"): 0}


@pytest.mark.parametrize(("second", "contradicts"), [("2022-03-02", True), ("2022-03-03", False)])
@pytest.mark.parametrize("who", ["GOV", "SCHOLZ"])
def test_opposite_signs_contradict_each_other_for_29_days(case, second, contradicts, who):
    toy = case(
        actors=TWO_PARTS,
        positions=["p1 actor_id=GOV stance=-2 said_on=2022-02-01", f"p2 actor_id={who} stance=1 said_on={second}"],
    )
    found = cell(matrix(toy), "DEU")
    assert (found["stance"], found["contradiction"]) == (1, contradicts)


@pytest.mark.parametrize(
    ("said", "contradicts"),
    [
        (["GOV 2", "SCHOLZ 1"], False),
        (["GOV 2", "SCHOLZ 0"], False),
        (["GOV -1", "SCHOLZ 1"], True),
        (["GOV -1", "GOV 1"], True),
        (["GOV -1", "GOV 0", "GOV 1"], True),
        (["GOV -1", "GOV 0", "SCHOLZ 1"], False),
    ],
    ids=["same sign", "balanced has no sign", "two parts", "one part", "over a balanced one", "parts by their latest"],
)
def test_who_contradicts_whom(case, said, contradicts):
    lines = [
        f"p{n} actor_id={one.split()[0]} stance={one.split()[1]} said_on=2022-02-0{n}" for n, one in enumerate(said, 1)
    ]
    assert cell(matrix(case(actors=TWO_PARTS, positions=lines)), "DEU")["contradiction"] == contradicts


@pytest.mark.parametrize(
    ("said", "against"),
    [
        (["word -1", "deed 1"], True),
        (["deed 2", "word -1"], True),
        (["word -1", "deed -2"], False),
        (["word 0", "deed 1"], False),
        (["word -1", "word 1", "deed 1"], False),
        (["word -1", "vote 1"], False),
    ],
    ids=["opposite", "in any order", "alike", "balanced has no sign", "only the latest word", "a vote is neither"],
)
def test_word_against_deed(case, said, against):
    lines = [
        f"p{n} basis={one.split()[0]} stance={one.split()[1]} said_on=2022-02-0{n}" for n, one in enumerate(said, 1)
    ]
    assert cell(matrix(case(positions=lines)))["word_and_deed"] == against


@pytest.mark.parametrize(
    ("lines", "sources", "single"),
    [
        (["p1", "p2"], 1, True),
        (["p1", "p2 source_id=s2"], 2, False),
        (["p1 also_source_ids=s2;s3"], 3, False),
        (["p1 also_source_ids=late"], 1, True),
    ],
)
def test_only_known_sources_are_counted(case, lines, sources, single):
    toy = case(sources=["late published_on=2022-03-01"], positions=lines, settings={"default_day": "2022-02-10"})
    found = cell(matrix(toy))
    assert (found["sources"], found["single_source"]) == (sources, single)
    assert cell(matrix(toy, hindsight=True))["sources"] == (2 if "late" in lines[0] else sources)


def test_age_counts_days_from_the_last_day_it_may_have_been_said(case):
    toy = case(positions=["p1 said_on=2022-01"])
    assert cell(matrix(toy, day="2022-02-07"))["age"] == 7


def test_mean_takes_every_statement_of_the_cell(case):
    toy = case(positions=["p1 stance=-2", "p2 stance=1", "p3 stance=2", "p4 stance="])
    found = matrix(toy)
    assert cell(found)["mean"] == pytest.approx(1 / 3)
    assert numbers(toy, "mean").to_dict() == {"I1": {"A": pytest.approx(1 / 3)}}


def test_a_wide_matrix_leaves_empty_what_is_not_coded(case):
    toy = case(actors=["B", "A"], issues=["I2", "I1"], positions=["p1 stance=-2", "p2 actor_id=B issue_id=I2 stance=0"])
    found = numbers(toy)
    expected = pd.DataFrame({"I2": [0, None], "I1": [None, -2]}, index=["B", "A"], dtype="Int8")
    pd.testing.assert_frame_equal(found, expected)


def test_some_issues_of_a_matrix_keep_only_the_rows_they_have(case):
    toy = case(positions=["p1", "p2 issue_id=I2", "p3 actor_id=B issue_id=I2"])
    found = matrix(toy).only({"I1", "UNKNOWN"})
    assert (found.rows, found.columns, values(found)) == (("A",), ("I1",), {("A", "I1"): 1})


def test_an_empty_view_has_an_empty_matrix(case):
    found = matrix(case())
    assert (len(found.cells), found.rows, found.columns, numbers(case()).shape, by_agreement(found)) == (
        0,
        (),
        (),
        (0, 0),
        (),
    )
    assert [*found.cells.columns] == [*matrix(case(positions=["p1"])).cells.columns]


def test_a_row_opens_into_who_spoke_for_it(germany):
    view = look(germany, Lens(as_of=date(2022, 2, 27), level="country"))
    assert values(parts(view, "DEU")) == {("GOV_DE", "I05"): -2, ("SCHOLZ", "I05"): 2}
    assert parts(view, "DEU").rows == ("GOV_DE", "SCHOLZ")
    assert len(parts(view, "FRA").cells) == 0


def test_moved_cells_are_the_new_and_the_changed_ones(case):
    toy = case(
        positions=[
            "p1 stance=1",
            "p2 stance=2 said_on=2022-02-05",
            "p3 issue_id=I2 stance=-1",
            "p4 issue_id=I2 stance=-1 said_on=2022-02-05",
            "p5 issue_id=I3 stance=0 said_on=2022-02-05",
        ],
        sources=["s1 published_on=2022-01-01"],
    )
    found = moved(matrix(toy, day="2022-02-05"), matrix(toy, day="2022-02-04"))
    assert found.astype(object).fillna("not coded").to_dict("records") == [
        {"row_id": "A", "issue_id": "I1", "stance": 2, "before": 1, "position_id": "p2"},
        {"row_id": "A", "issue_id": "I3", "stance": 0, "before": "not coded", "position_id": "p5"},
    ]
    same = matrix(toy)
    assert len(moved(same, same)) == 0
    assert len(moved(same, matrix(toy, day="2022-01-01"))) == 3


def test_rows_that_agree_stand_together(case):
    said = {"A": "2 2", "B": "-2 -2", "C": "2 1", "D": "-2 -1", "E": "2 2"}
    lines = [
        f"{who}{issue} actor_id={who} issue_id=I{issue} stance={stance}"
        for who, stances in said.items()
        for issue, stance in enumerate(stances.split())
    ]
    order = by_agreement(matrix(case(positions=lines)))
    assert "".join(order) in ("AECDB", "EACDB", "BDCAE", "BDCEA", "CAEDB", "CEADB", "BDAEC", "BDEAC")
    assert order == by_agreement(matrix(case(positions=lines)))


def test_fewer_than_three_rows_keep_the_order_of_the_case(case):
    assert by_agreement(matrix(case(actors=["B", "A"], positions=["p1", "p2 actor_id=B"]))) == ("B", "A")


def test_rows_that_share_no_issue_can_be_ordered_too(case):
    found = matrix(case(positions=[f"p{n} actor_id=A{n} issue_id=I{n}" for n in range(4)]))
    assert sorted(by_agreement(found)) == ["A0", "A1", "A2", "A3"]


SAID = st.lists(
    st.fixed_dictionaries(
        {
            "actor_id": st.sampled_from(["GOV", "SCHOLZ", "B"]),
            "issue_id": st.sampled_from(["I1", "I2"]),
            "stance": st.sampled_from(["", "-2", "-1", "0", "1", "2"]),
            "said_on": st.sampled_from(
                ["2022-02-01", "2022-02-10", "../2022-02-10", "2022-02", "2022-03-05", "2022-03-12"]
            ),
            "basis": st.sampled_from(["word", "deed"]),
            "certainty": st.sampled_from(["stated", "reported", "inferred"]),
            "credibility": st.sampled_from(["1", "2"]),
            "source_id": st.sampled_from(["s1", "s2"]),
        }
    ),
    max_size=9,
)
ROW = {"GOV": "DEU", "SCHOLZ": "DEU", "B": "B"}


def rank(number, row):
    """The order of the design, on dates alone."""
    day = dates.parse(row["said_on"])
    certainty = ["inferred", "reported", "stated"].index(row["certainty"])
    return day.latest, day.earliest or date.min, certainty, -int(row["credibility"]), number


def contradicts(one, other):
    apart = abs(dates.parse(one["said_on"]).latest - dates.parse(other["said_on"]).latest)
    return int(one["stance"]) * int(other["stance"]) < 0 and apart < timedelta(days=30)


def by_hand(said):
    """Latest, count, mean, contradiction and word against deed of every cell, one statement after the other."""
    cells = defaultdict(list)
    for number, row in enumerate(said):
        if row["stance"]:
            cells[ROW[row["actor_id"]], row["issue_id"]].append((rank(number, row), row))
    found = {}
    for key, ranked in cells.items():
        rows = [row for _, row in sorted(ranked, key=lambda one: one[0])]
        latest = {row["actor_id"]: row for row in rows}
        basis = {row["basis"]: int(row["stance"]) for row in rows}
        found[key] = (
            int(rows[-1]["stance"]),
            len(rows),
            pytest.approx(sum(int(row["stance"]) for row in rows) / len(rows)),
            any(contradicts(one, other) for one in rows for other in rows if one["actor_id"] == other["actor_id"])
            or any(contradicts(one, other) for one in latest.values() for other in latest.values()),
            basis.get("word", 0) * basis.get("deed", 0) < 0,
            len({row["source_id"] for row in rows}) == 1,
        )
    return found


@given(SAID)
def test_every_cell_is_what_counting_by_hand_gives(case, said):
    lines = [" ".join([f"p{n}", *(f"{name}={value}" for name, value in row.items())]) for n, row in enumerate(said)]
    found = matrix(case(actors=TWO_PARTS, positions=lines), day="2022-06-01").cells
    columns = ["stance", "count", "mean", "contradiction", "word_and_deed", "single_source"]
    got = {(one["row_id"], one["issue_id"]): tuple(one[name] for name in columns) for one in found.to_dict("records")}
    assert got == by_hand(said)


@settings(max_examples=15)
@given(SAID, st.randoms(use_true_random=False))
def test_ordering_by_agreement_only_orders(case, said, random):
    random.shuffle(said)
    lines = [" ".join([f"p{n}", *(f"{name}={value}" for name, value in row.items())]) for n, row in enumerate(said)]
    found = matrix(case(positions=lines), day="2022-06-01", level="actor")
    assert sorted(by_agreement(found)) == sorted(found.rows)


def test_the_shipped_case_is_ordered_once_and_for_all(shipped):
    found = matrix(shipped, day="2022-03-31")
    assert sorted(by_agreement(found)) == sorted(found.rows)
    assert by_agreement(found) == by_agreement(matrix(shipped, day="2022-03-31"))
    assert measure.CONTRADICTION_DAYS == 30
