import pytest


@pytest.fixture
def toy(folder):
    return folder(
        actors=["A name=Ann", "B name=Ben"],
        issues=["I1 name='Arm Ukraine'", "I2 name='Keep talking (all)'"],
        sources=["s1 publisher=Reuters url=https://a.org/1"],
        positions=["p1", "p2 actor_id=B issue_id=I2 summary='Wants talks.'"],
        relationships=["r1"],
        events=["e1 title=Visit", "e1 title='The visit'"],
    )


@pytest.mark.parametrize(
    ("choice", "answer"),
    [
        ({}, "2 of 2 statements."),
        ({"rows": "Ties"}, "1 of 1 ties."),
        ({"rows": "Event reports"}, "2 of 2 event reports."),
        ({"search": "ben TALKS"}, "1 of 2 statements."),
        ({"search": "(all)"}, "1 of 2 statements."),
        ({"search": ".*"}, "0 of 2 statements."),
        ({"search": "reuters"}, "2 of 2 statements."),
    ],
)
def test_rows_are_listed_and_searched(desk, toy, choice, answer):
    shown = desk("evidence", toy, **choice)
    assert shown.answer.startswith(answer)
    assert (len(shown.app.info) == 1) == answer.startswith("0")


def test_a_row_carries_its_source(desk, toy):
    table = desk("evidence", toy, search="ann").table
    row = table.iloc[0]
    assert (row["Actor"], row["Issue"], row["Source"], row["Address"]) == (
        "Ann",
        "Arm Ukraine",
        "Reuters: Title",
        "https://a.org/1",
    )
    assert "opens" not in table


def test_a_search_can_be_typed(desk, toy):
    shown = desk("evidence", toy)
    shown.app.text_input(key="search").set_value("nothing like it")
    assert shown.run().answer.startswith("0 of 2 statements.")
