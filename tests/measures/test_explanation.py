import math
import re
from datetime import date

import numpy as np
import pytest
from hypothesis import given

from crisis.measures.agreement import AgreementParameters, agreement
from crisis.measures.explanation import explain
from crisis.model.lens import Lens
from crisis.tables.view import look
from tests.measures.test_agreement import EVERY_ONE_MODE, LATE, lines

SIX = [
    "p1 actor_id=A issue_id=X stance=2",
    "p2 actor_id=A issue_id=X stance=1",
    "p3 actor_id=A issue_id=Y stance=-2",
    "p4 actor_id=B issue_id=X stance=-1",
    "p5 actor_id=B issue_id=Y stance=-2",
    "p6 actor_id=C issue_id=Z stance=2",
]


def evaluated(arithmetic):
    """What the printed arithmetic comes to."""
    written = arithmetic.replace("−", "-").replace("÷", "/").replace("×", "*")
    assert re.fullmatch(r"[0-9.()+*/√ -]+", written)
    return eval(written.replace("√", "math.sqrt"), {"math": math})


def told(view, one="A", other="B", **chosen):
    return explain(view, agreement(view, AgreementParameters(**chosen)), one, other)


@pytest.fixture(scope="module")
def six(case):
    return look(case(actors=["A name=Ada", "B name=Bert", "C name=Cleo"], positions=SIX), LATE)


@pytest.mark.parametrize(
    ("chosen", "arithmetic", "result"),
    [
        ({}, "1 − 2", " = −1"),
        ({"tie": "congruence"}, "1", ""),
        ({"normalize": "average"}, "(1 − 2) ÷ ((3 + 2) ÷ 2)", " = −0.4"),
        ({"normalize": "cosine"}, "(1 − 2) ÷ √(5 × 2)", " ≈ −0.32"),
        ({"normalize": "jaccard"}, "1 ÷ (2 + 2 − 1) − 1 ÷ (2 + 2 − 1)", " = 0"),
        ({"normalize": "dna_cosine", "tie": "conflict"}, "2 ÷ (3 × 2)", " ≈ 0.33"),
        ({"normalize": "dna_jaccard", "tie": "congruence"}, "1 ÷ 4", " = 0.25"),
        ({"scale": "graded"}, "1.75 − 1.25", " = 0.5"),
    ],
)
def test_a_tie_is_told_with_its_arithmetic(six, chosen, arithmetic, result):
    found = told(six, **chosen)
    assert found.arithmetic == arithmetic
    assert found.sentence.endswith(f". {arithmetic}{result}.")
    assert found.sentence.startswith("Ada and Bert: 3 pairs of statements on 2 shared issues, ")


def test_the_statements_behind_a_tie_are_told_by_issue(six):
    assert told(six, scale="graded").issues.to_dict("list") == {
        "issue_id": ["X", "Y"],
        "one": ["+2, +1", "−2"],
        "other": ["−1", "−2"],
        "agree": [0.75, 1],
        "disagree": [1.25, 0],
    }
    assert told(six).issues["one"].to_list() == ["+ ×2", "−"]


def test_who_shares_no_issue_has_no_tie(six):
    found = told(six, other="C", normalize="cosine")
    assert (found.value, found.sentence) == (0, "Ada and Cleo share no issue: the tie is 0.")
    assert found.issues.empty


def check_every_tie(view, chosen):
    network = agreement(view, chosen)
    for one, other in np.argwhere(np.triu(np.ones_like(network.values), 1)).tolist():
        found = explain(view, network, network.rows[one], network.rows[other])
        assert evaluated(found.arithmetic) == pytest.approx(network.values[one, other], abs=1e-9)
        assert found.value == network.values[one, other]


@pytest.mark.parametrize("normalize", ["none", "average", "jaccard", "cosine", "dna_jaccard", "dna_cosine"])
@pytest.mark.parametrize("tie", ["subtract", "congruence"])
def test_the_arithmetic_of_every_edge_of_the_shipped_case_gives_its_number(shipped, tie, normalize):
    view = look(shipped, Lens(as_of=date(2022, 3, 5), level="country"))
    for scale, statements in (("sign", "latest"), ("graded", "all")):
        check_every_tie(view, AgreementParameters(tie=tie, normalize=normalize, scale=scale, statements=statements))


@given(lines=lines())
def test_the_arithmetic_of_any_tie_gives_its_number(case, lines):
    view = look(case(positions=lines), LATE)
    for chosen in EVERY_ONE_MODE:
        check_every_tie(view, chosen)
