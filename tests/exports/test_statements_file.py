import csv
import io
import shlex
from datetime import UTC, date, datetime

import pytest

from crisis.exports import statements_file
from crisis.measures.stance_matrix import stance_matrix
from crisis.model.lens import Lens
from crisis.tables.view import look

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

COLUMNS = [
    *("id", "date", "date_text", "person", "person_id", "organization", "organization_id", "concept", "concept_id"),
    *("agreement", "stance", "document", "document_id", "publisher", "reliability", "actor", "actor_id", "actor_kind"),
    *("actor_country", "actor_country_code", "actor_role", "theme", "issue_kind", "via", "act", "basis", "certainty"),
    *("credibility", "text"),
]

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    '"quoted", comma; semicolon',
    "<script>alert(1)</script>",
    "../../x",
    "\u202ertl\u200f",
    "😀",
    "x" * 10_000,
    " edge ",
    "NA",
    "nan",
]


def rows(view):
    """Rows by id, as a program reads them."""
    read = csv.DictReader(io.StringIO(statements_file.write(view, AT).decode(), newline=""))
    return {row["id"]: row for row in read}


@pytest.fixture(scope="module")
def toy(case):
    return case(
        actors=[
            "DEU name=Germany kind=state country=DEU",
            "GOV_DE name=Government kind=government part_of=DEU country=DEU",
            "SCHOLZ name='Olaf Scholz' kind=person part_of=GOV_DE country=DEU role=Chancellor",
            "HEBESTREIT name='Steffen Hebestreit' kind=person country=DEU",
            "DPA name=dpa kind=media",
        ],
        issues=["I05 name='Arm Ukraine' theme=arms kind=policy"],
        sources=["s1 title='Says no' publisher=Reuters reliability=B"],
        positions=[
            "p1 actor_id=SCHOLZ issue_id=I05 stance=-2 said_on=../2022-01-27 act=denial credibility=2",
            "p2 actor_id=GOV_DE issue_id=I05 stance=1 via=HEBESTREIT said_on=2022-01",
            "p3 actor_id=GOV_DE issue_id=I05 stance=0 via='A spokesman'",
            "p4 actor_id=GOV_DE issue_id=I05 stance= via=DPA",
            "p5 actor_id=GOV_DE issue_id=I05 stance=2 said_on=2022-03-09",
        ],
    )


def test_a_statement_in_full(toy):
    assert rows(look(toy, Lens(level="country")))["p1"] == {
        "id": "p1",
        "date": "2022-01-27",
        "date_text": "../2022-01-27",
        "person": "Olaf Scholz",
        "person_id": "SCHOLZ",
        "organization": "Germany",
        "organization_id": "DEU",
        "concept": "Arm Ukraine",
        "concept_id": "I05",
        "agreement": "0",
        "stance": "-2",
        "document": "Says no",
        "document_id": "s1",
        "publisher": "Reuters",
        "reliability": "B",
        "actor": "Olaf Scholz",
        "actor_id": "SCHOLZ",
        "actor_kind": "person",
        "actor_country": "Germany",
        "actor_country_code": "DEU",
        "actor_role": "Chancellor",
        "theme": "arms",
        "issue_kind": "policy",
        "via": "",
        "act": "denial",
        "basis": "word",
        "certainty": "stated",
        "credibility": "2",
        "text": "Says so.",
    }


@pytest.mark.parametrize(
    ("statement", "agreement", "stance"), [("p1", "0", "-2"), ("p2", "1", "1"), ("p3", "", "0"), ("p4", "", "")]
)
def test_balanced_and_no_stand_are_neither_for_nor_against(toy, statement, agreement, stance):
    found = rows(look(toy, Lens()))[statement]
    assert (found["agreement"], found["stance"]) == (agreement, stance)


@pytest.mark.parametrize(
    ("statement", "person", "person_id", "via"),
    [
        ("p1", "Olaf Scholz", "SCHOLZ", ""),
        ("p2", "Steffen Hebestreit", "HEBESTREIT", "Steffen Hebestreit"),
        ("p3", "A spokesman", "", "A spokesman"),
        ("p4", "", "", "dpa"),
        ("p5", "", "", ""),
    ],
)
def test_the_person_is_who_spoke(toy, statement, person, person_id, via):
    found = rows(look(toy, Lens()))[statement]
    assert (found["person"], found["person_id"], found["via"]) == (person, person_id, via)


@pytest.mark.parametrize(("level", "name"), [("actor", "Olaf Scholz"), ("organisation", "Government")])
def test_the_organization_is_the_row_at_the_level(toy, level, name):
    assert rows(look(toy, Lens(level=level)))["p1"]["organization"] == name


def test_only_what_the_lens_keeps(toy):
    assert [*rows(look(toy, Lens(as_of=date(2022, 3, 1))))] == ["p1", "p2", "p3", "p4"]


def test_the_shipped_statements_are_those_of_the_matrix(shipped):
    view = look(shipped, Lens(level="country", as_of=date(2022, 2, 20)))
    found = rows(view)
    assert [*found] == [*view.positions["position_id"]]
    cells = stance_matrix(view).cells
    listed = {(row["organization_id"], row["concept_id"]) for row in found.values() if row["stance"]}
    assert listed == {*zip(cells["row_id"], cells["issue_id"], strict=True)}
    assert all(row["organization"] and row["document"] and row["concept"] for row in found.values())


def test_hostile_text_comes_back_unchanged(case):
    said = [shlex.quote(text) for text in HOSTILE]
    made = case(
        actors=[f"A{i} name={text} role={text}" for i, text in enumerate(said)],
        issues=[f"I{i} name={text} theme={text}" for i, text in enumerate(said)],
        sources=[f"s{i} title={text} publisher={text}" for i, text in enumerate(said)],
        positions=[
            f"p{i} actor_id=A{i} issue_id=I{i} source_id=s{i} via={text} summary={text}" for i, text in enumerate(said)
        ],
    )
    found = rows(look(made, Lens())).values()
    texts = (
        "person",
        "organization",
        "concept",
        "document",
        "publisher",
        "actor",
        "actor_role",
        "theme",
        "via",
        "text",
    )
    for column in texts:
        assert [row[column] for row in found] == HOSTILE


def test_no_statement_is_the_header_alone(case):
    assert statements_file.write(look(case(), Lens()), AT).decode() == ",".join(COLUMNS) + "\n"


def test_equal_views_give_equal_bytes(shipped):
    first = statements_file.write(look(shipped, Lens()), AT)
    assert first == statements_file.write(look(shipped, Lens()), AT)
