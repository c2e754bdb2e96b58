from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.measures import evidence_list
from crisis.measures.evidence_list import KINDS, OPENS, events, matches, reports, statements, ties
from crisis.model.lens import Lens
from crisis.tables.view import look


@pytest.fixture(scope="module")
def view(case):
    return look(
        case(
            actors=["DEU name=Germany kind=state country=DEU", "SCHOLZ name=Scholz part_of=DEU", "RUS name=Russia"],
            issues=["I1 name='Arm Ukraine'"],
            sources=["s1 publisher=Reuters title='No arms' url=https://a.org/1 reliability=B"],
            positions=[
                "p1 actor_id=SCHOLZ stance=-2 act=threat condition=if_attack locator=P6S2 said_on=2022-01-20",
                "p2 actor_id=RUS stance= basis=deed also_source_ids=s2",
            ],
            relationships=["r1 actor_id=SCHOLZ recipient_id=RUS kind=THREATEN polarity=-1 summary='Warns of a price.'"],
            events=[
                "e1 title=Plans status=scheduled starts_on=2022-02-01",
                "e1 title=Talks actor_ids=SCHOLZ;DEU recipient_ids=RUS place=Moscow source_id=s2",
            ],
        ),
        Lens(level="country"),
    )


def test_statements_by_name_the_latest_first(view):
    found = statements(view)
    assert found.iloc[1].to_dict() == {
        "Day": date(2022, 1, 20),
        "Actor": "Scholz",
        "Issue": "Arm Ukraine",
        "Stance": -2,
        "Act": "threat",
        "Basis": "word",
        "Condition": "if attacked",
        "Summary": "Says so.",
        "Credibility": 1,
        "Reliability": "B",
        "Source": "Reuters: No arms",
        "Sources": 1,
        "Place in source": "P6S2",
        "Address": "https://a.org/1",
        OPENS: "position|p1",
    }
    assert [*found][4:8] == ["Summary", "Reliability", "Credibility", "Source"]  # in sight without scrolling sideways
    assert [*found["Actor"]] == ["Russia", "Scholz"]
    assert pd.isna(found["Stance"][0])
    assert [*found["Sources"]] == [2, 1]


def test_ties_by_name(view):
    (tie,) = ties(view).to_dict("records")
    assert (tie["Actor"], tie["Recipient"], tie["Kind"], tie["Polarity"], tie["State"], tie[OPENS]) == (
        *("Scholz", "Russia", "threaten", -1, "occurred"),
        "tie|DEU|RUS",
    )


def test_reports_are_listed_each(view):
    assert reports(view)[["Title", "Status", OPENS]].to_numpy().tolist() == [
        ["Plans", "scheduled", "event|e1"],
        ["Talks", "occurred", "event|e1"],
    ]


def test_events_are_listed_once_with_who_took_part(view):
    (event,) = events(view).to_dict("records")
    assert (event["Title"], event["State"], event["Actors"], event["Recipients"], event["Reports"]) == (
        *("Talks", "occurred"),
        *("Scholz, Germany", "Russia", 2),
    )


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [True, True]),
        ("scholz", [False, True]),
        ("SCHOLZ", [False, True]),
        ("arm reuters", [True, True]),
        ("russia scholz", [False, False]),
        ("if attacked", [False, True]),
        ("2022-01-20", [False, True]),
        ("p6s2", [False, True]),
        ("position", [False, False]),
        (".", [True, True]),
        (".*", [False, False]),
        ("[a-z]", [False, False]),
        ("(", [False, False]),
        ("\\", [False, False]),
        ("  ", [True, True]),
    ],
)
def test_a_search_finds_rows_that_hold_every_word(view, search, found):
    assert [*matches(statements(view), search)] == found


def test_the_way_letters_are_written_does_not_matter():
    table = pd.DataFrame({"a": ["Straße", "Київ"], "b": [None, 1]})
    assert [*matches(table, "STRASSE")] == [True, False]
    assert [*matches(table, "київ 1")] == [False, True]


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=4))
def test_a_row_is_found_by_what_is_in_it(text, others):
    table = pd.DataFrame({"a": [text, *others], OPENS: "x"}, dtype="str")
    assert matches(table, text).iloc[0]
    assert len(matches(table, text)) == len(table)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_view_lists_nothing(case, kind):
    found = KINDS[kind](look(case(), Lens()))
    assert len(found) == 0
    assert [*matches(found, "word")] == []
    assert len(evidence_list.events(look(case(), Lens()))) == 0
