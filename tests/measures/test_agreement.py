"""The reference's own numbers on nine statements, answers computed by hand, and what holds for any statements."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.exports.network_files import gexf, graphml
from crisis.measures.agreement import (
    DUPLICATES,
    NORMALIZATIONS,
    ONE_MODE,
    TWO_MODE,
    AgreementParameters,
    agreement,
    counted_statements,
)
from crisis.measures.agreement_graph import to_graph
from crisis.model.lens import Lens
from crisis.model.parameters import ParameterError
from crisis.tables.view import look

TOY = Path(__file__).parent / "dna_toy"
CALLS = json.loads((TOY / "toy_networks.json").read_text(encoding="utf-8"))
LATE = Lens(as_of=date(2025, 12, 31))
OURS = {"no": "none", "jaccard": "dna_jaccard", "cosine": "dna_cosine"}

SIGN_ONLY = "on integers its combine packs the levels into bits; ours names the sides taken"
YEAR_FORGOTTEN = "it compares numbers of weeks and months without their year: January 2024 swallows January 2025"


def toy(case, qualifier, year=None):
    """The nine statements as a case: one source a day, as the reference has one document a day."""
    rows = [*csv.DictReader((TOY / "toy_statements.csv").read_text(encoding="utf-8").splitlines())]
    stance = {"agreement": lambda row: 2 if row["agreement"] == "1" else -2, "position": lambda row: row["position"]}
    for row in rows:
        row["date"] = (year or row["date"][:4]) + row["date"][4:]
    return case(
        actors=["A", "B", "C"],
        sources=[f"d{day} published_on={day}" for day in sorted({row["date"] for row in rows})],
        positions=[
            f"p{row['statement_id']} actor_id={row['organization']} issue_id={row['concept']} "
            f"stance={stance[qualifier](row)} said_on={row['date']} source_id=d{row['date']}"
            for row in rows
        ],
    )


def parameters_of(args):
    duplicates = args["duplicates"]
    return AgreementParameters(
        tie=args["qualifierAggregation"],
        mode={"onemode": "one", "twomode": "two"}[args["networkType"]],
        scale={"agreement": "sign", "position": "graded"}[args["qualifier"]],
        normalize=OURS.get(args["normalization"], args["normalization"]),
        duplicates="range" if duplicates == "acrossrange" else duplicates,
    )


def differs(args):
    """Why a call of the reference may not be reproduced; empty where it is."""
    if args["qualifierAggregation"] == "combine" and args["qualifier"] == "position":
        return SIGN_ONLY
    return YEAR_FORGOTTEN if args["duplicates"] in ("week", "month") else ""


def name(call):
    return " ".join(call["args"].values())


@pytest.fixture(scope="module")
def toys(case):
    return {one: look(toy(case, one), LATE) for one in ("agreement", "position")}


@pytest.fixture(scope="module")
def toys_of_one_year(case):
    return {one: look(toy(case, one, "2025"), LATE) for one in ("agreement", "position")}


def reproduced(view, call):
    theirs = call["networks"][0]
    ours = agreement(view, parameters_of(call["args"]))
    assert ([*ours.rows], [*ours.columns]) == (theirs["rows"], theirs["cols"])
    np.testing.assert_allclose(np.nan_to_num(ours.values), theirs["matrix"], atol=1e-9)


@pytest.mark.parametrize("call", [call for call in CALLS if not differs(call["args"])], ids=name)
def test_the_reference_is_reproduced(toys, call):
    reproduced(toys[call["args"]["qualifier"]], call)


@pytest.mark.parametrize("call", [call for call in CALLS if differs(call["args"]) == YEAR_FORGOTTEN], ids=name)
def test_weeks_and_months_are_the_reference_s_where_all_is_in_one_year(toys_of_one_year, call):
    reproduced(toys_of_one_year[call["args"]["qualifier"]], call)


def test_a_week_and_a_month_include_their_year(toys):
    kept = {one: counted_statements(toys["agreement"], AgreementParameters(duplicates=one)) for one in DUPLICATES}
    assert {one: len(said) for one, said in kept.items()} == {
        "include": 9, "document": 9, "week": 9, "month": 8, "year": 7, "range": 5,
    }  # fmt: skip


def test_what_differs_is_listed(toys):
    def other(call):
        ours = agreement(toys[call["args"]["qualifier"]], parameters_of(call["args"]))
        return not np.allclose(np.nan_to_num(ours.values), call["networks"][0]["matrix"], atol=1e-9)

    differing = {name(call) for call in CALLS if differs(call["args"]) != SIGN_ONLY and other(call)}
    assert differing == {
        f"{what} {period} {qualifier}"
        for period in ("week", "month")
        for qualifier in ("agreement", "position")
        for what in (
            "onemode congruence no",
            "onemode conflict no",
            "onemode subtract no",
            "onemode congruence average",
            "onemode congruence jaccard",
            "twomode subtract no",
            "twomode subtract prominence",
        )
    }
    assert sum(differs(call["args"]) == SIGN_ONLY for call in CALLS) == 6


SIX = [
    "p1 actor_id=A issue_id=X stance=2",
    "p2 actor_id=A issue_id=X stance=1",
    "p3 actor_id=A issue_id=Y stance=-2",
    "p4 actor_id=B issue_id=X stance=-1",
    "p5 actor_id=B issue_id=Y stance=-2",
    "p6 actor_id=C issue_id=Z stance=2",
]


@pytest.fixture(scope="module")
def six(case):
    return look(case(actors=["A", "B", "C"], positions=SIX), LATE)


def value(view, row="A", column="B", **chosen):
    network = agreement(view, AgreementParameters(**chosen))
    return network.values[network.rows.index(row), network.columns.index(column)]


@pytest.mark.parametrize(
    ("tie", "scale", "expected"),
    [
        ("ignore", "sign", 3),
        ("congruence", "sign", 1),
        ("conflict", "sign", 2),
        ("subtract", "sign", -1),
        ("ignore", "graded", 3),
        ("congruence", "graded", 1 / 4 + 2 / 4 + 1),
        ("conflict", "graded", 3 / 4 + 2 / 4),
        ("subtract", "graded", 1 / 2),
    ],
)
def test_a_tie_adds_up_pairs_of_statements_on_shared_issues(six, tie, scale, expected):
    assert value(six, tie=tie, scale=scale) == expected
    assert value(six, column="C", tie=tie, scale=scale) == 0


@pytest.mark.parametrize(
    ("tie", "normalize", "expected"),
    [
        ("subtract", "average", -1 / 2.5),
        ("congruence", "jaccard", 1 / 3),  # of X+, Y-, X- they share Y-
        ("conflict", "jaccard", 1 / 3),  # X+ of A against X- of B; of X+, Y-, Y+ in all
        ("ignore", "jaccard", 1),
        ("subtract", "jaccard", 0),
        ("congruence", "cosine", 1 / (5**0.5 * 2**0.5)),  # (X+ 2, Y- 1) and (X- 1, Y- 1)
        ("conflict", "cosine", 2 / (5**0.5 * 2**0.5)),
        ("ignore", "cosine", 3 / (5**0.5 * 2**0.5)),
        ("subtract", "cosine", -1 / (5**0.5 * 2**0.5)),
    ],
)
def test_a_normalization_divides_as_its_name_says(six, tie, normalize, expected):
    assert value(six, tie=tie, normalize=normalize) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("tie", "scale", "normalize", "expected"),
    [
        ("ignore", "sign", "none", 2),
        ("subtract", "sign", "none", 2),
        ("subtract", "graded", "none", 3),
        ("combine", "sign", "none", 1),
        ("congruence", "sign", "none", 2),
        ("conflict", "sign", "none", 0),
        ("subtract", "sign", "activity", 2 / 3),
        ("subtract", "sign", "prominence", 2 / 3),
        ("combine", "sign", "activity", 1 / 2),
    ],
)
def test_a_two_mode_tie_is_what_one_actor_says_on_one_issue(six, tie, scale, normalize, expected):
    assert value(six, "A", "X", mode="two", tie=tie, scale=scale, normalize=normalize) == pytest.approx(expected)
    assert np.isnan(value(six, "A", "Z", mode="two", tie=tie, scale=scale, normalize=normalize))


def test_sides_taken_are_one_two_and_both(case):
    view = look(case(positions=["p1 stance=1", "p2 stance=-2", "p3 issue_id=I2 stance=-1", "p4 issue_id=I3"]), LATE)
    found = agreement(view, AgreementParameters(tie="combine", mode="two"))
    assert found.wide().to_csv() == ",I1,I2,I3\nA,3,2,1\n"


def test_facts_and_deeds_stay_out_unless_asked_for_and_valence_stays_in(case):
    view = look(
        case(
            issues=["F kind=fact", "V kind=valence", "P"],
            positions=[f"p{one} actor_id={one[0]} issue_id={one[1]} stance=1" for one in ("AF", "AV", "AP")]
            + ["d actor_id=A issue_id=D stance=1 basis=deed"],
        ),
        Lens(),
    )

    def issues(**chosen):
        return {*agreement(view, AgreementParameters(**chosen)).issues}

    assert issues() == {"V", "P"}
    assert (issues(facts=True), issues(deeds=True), issues(valence=False)) == (
        {"V", "P", "F"}, {"V", "P", "D"}, {"P"},
    )  # fmt: skip


def test_the_latest_statement_counts_even_where_it_takes_no_side(case):
    lines = [
        "p1 actor_id=A stance=2 said_on=2022-01-01",
        "p2 actor_id=A stance=0 said_on=2022-01-02",
        "p3 actor_id=B stance=2 said_on=2022-01-01",
        "p4 actor_id=B stance=-1 said_on=2022-01-02",
    ]
    view = look(case(positions=lines), LATE)
    assert agreement(view, AgreementParameters(statements="latest")).rows == ("B",)
    assert value(view, statements="latest", scale="graded", tie="congruence") == 3 / 4


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"tie": "love"}, "tie ‘love’ is not known; use subtract, congruence, conflict, ignore, combine."),
        ({"normalize": "activity"}, "normalization ‘activity’ does not go with mode ‘one’; use none, average"),
        ({"mode": "two", "normalize": "cosine"}, "does not go with mode ‘two’; use none, activity, prominence."),
        ({"tie": "combine"}, "it goes with mode ‘two’ and scale ‘sign’"),
        ({"tie": "combine", "mode": "two", "scale": "graded"}, "it goes with mode ‘two’ and scale ‘sign’"),
    ],
)
def test_choices_that_do_not_go_together_are_refused(chosen, words):
    with pytest.raises(ParameterError) as caught:
        AgreementParameters(**chosen)
    assert words in str(caught.value)


EVERY_ONE_MODE = [
    AgreementParameters(tie=tie, scale=scale, normalize=normalize, statements=statements)
    for tie in ("ignore", "congruence", "conflict", "subtract")
    for scale in ("sign", "graded")
    for normalize in ONE_MODE
    for statements in ("all", "latest")
]
EVERY_TWO_MODE = [
    AgreementParameters(tie=tie, mode="two", scale=scale, normalize=normalize)
    for tie in ("ignore", "congruence", "conflict", "subtract")
    for scale in ("sign", "graded")
    for normalize in TWO_MODE
]

POOR = {
    "nothing at all": [],
    "one statement": ["p1 stance=1"],
    "one actor": ["p1 stance=1", "p2 issue_id=I2 stance=2"],
    "no shared issue": ["p1 stance=1", "p2 actor_id=B issue_id=I2 stance=1"],
    "a single level": ["p1 stance=1", "p2 actor_id=B stance=1"],
    "all neutral": ["p1 stance=0", "p2 actor_id=B stance=0"],
    "all without a stance": ["p1 stance=", "p2 actor_id=B stance="],
}


@pytest.mark.parametrize("lines", POOR.values(), ids=POOR)
def test_poor_data_give_a_defined_network(case, lines):
    view = look(case(positions=lines), LATE)
    for chosen in EVERY_ONE_MODE:
        found = agreement(view, chosen)
        assert np.isfinite(found.values).all()
        assert found.values.shape == (len(found.rows), len(found.rows))
    for chosen in EVERY_TWO_MODE:
        found = agreement(view, chosen)
        assert (np.isfinite(found.values) == (found.shared > 0)).all()
        graphml(to_graph(view, found))


@st.composite
def lines(draw):
    some = st.tuples(st.sampled_from("ABCD"), st.integers(1, 3), st.integers(-2, 2), st.integers(1, 28))
    return [
        f"p{n} actor_id={who} issue_id=I{issue} stance={stance} said_on=2022-01-{day:02}"
        for n, (who, issue, stance, day) in enumerate(draw(st.lists(some, max_size=14)))
    ]


@given(lines=lines())
def test_what_is_shared_is_agreed_or_disputed(case, lines):
    view = look(case(actors=["A", "B", "C", "D"], positions=lines), LATE)
    for scale in ("sign", "graded"):
        ties = {tie: agreement(view, AgreementParameters(tie=tie, scale=scale)).values for tie in
                ("ignore", "congruence", "conflict", "subtract")}  # fmt: skip
        np.testing.assert_allclose(ties["ignore"], ties["congruence"] + ties["conflict"])
        np.testing.assert_allclose(ties["subtract"], ties["congruence"] - ties["conflict"])


@given(lines=lines())
def test_one_mode_networks_are_symmetric_and_true_measures_within_bounds(case, lines):
    view = look(case(positions=lines), LATE)
    for chosen in EVERY_ONE_MODE:
        values = agreement(view, chosen).values
        np.testing.assert_array_equal(values, values.T)
        assert not np.diag(values).any()
        if chosen.normalize in ("cosine", "jaccard"):
            low = -1 if chosen.tie == "subtract" else 0
            assert ((values >= low - 1e-12) & (values <= 1 + 1e-12)).all()


@given(lines=lines())
def test_counting_pairs_one_by_one_gives_the_same(case, lines):
    view = look(case(actors=["A", "B", "C", "D"], positions=lines), LATE)
    found = agreement(view, AgreementParameters(tie="congruence", scale="graded"))
    said = [dict(word.split("=") for word in line.split()[1:]) for line in lines]
    for row, one in enumerate(found.rows):
        for column, other in enumerate(found.columns):
            near = [
                1 - abs(int(a["stance"]) - int(b["stance"])) / 4
                for a in said
                for b in said
                if (a["actor_id"], b["actor_id"]) == (one, other) and a["issue_id"] == b["issue_id"] and one != other
            ]
            assert found.values[row, column] == pytest.approx(sum(near))


@given(lines=lines(), random=st.randoms(use_true_random=False))
def test_order_and_ids_change_nothing(case, lines, random):
    new = {one: f"Z{place}" for place, one in enumerate(random.sample("ABCD", 4))}
    swapped = [re.sub("actor_id=(.)", lambda found: f"actor_id={new[found[1]]}", line) for line in lines]
    random.shuffle(swapped)
    before, after = look(case(positions=lines), LATE), look(case(positions=swapped), LATE)
    for chosen in EVERY_ONE_MODE:
        if chosen.statements == "latest":
            continue  # of one day the order of the case decides
        plain, mixed = agreement(before, chosen).wide(), agreement(after, chosen).wide()
        renamed = plain.rename(index=new, columns=new)
        np.testing.assert_allclose(mixed.loc[renamed.index, renamed.columns].to_numpy(float), renamed.to_numpy(float))


@pytest.mark.parametrize("form", [graphml, gexf])
@pytest.mark.parametrize("mode", ["one", "two"])
def test_other_programs_read_the_network_with_every_attribute(shipped, form, mode, tmp_path):
    view = look(shipped, Lens(level="country", as_of=date(2022, 3, 5)))
    network = agreement(view, AgreementParameters(mode=mode))
    path = tmp_path / "network"
    path.write_bytes(form(to_graph(view, network)))
    graph = nx.read_graphml(path) if form is graphml else nx.read_gexf(path)
    node = graph.nodes["DEU"]
    assert {"name", "kind", "country", "country_name", "statements"} <= {*node}
    assert (node["label"], node["name"], node["country_name"]) == ("Germany", "Germany", "Germany")
    assert (
        graph.number_of_edges() == (np.triu(network.shared, 1) > 0).sum()
        if mode == "one"
        else (network.shared > 0).sum()
    )
    wide = network.wide()
    for one, other, edge in graph.edges(data=True):
        ends = sorted((one, other), key=lambda end: end.startswith("issue:"))
        assert edge["weight"] == wide.loc[ends[0], ends[1].removeprefix("issue:")]


def test_every_normalization_belongs_to_a_mode():
    assert {*ONE_MODE, *TWO_MODE} == {*NORMALIZATIONS}
