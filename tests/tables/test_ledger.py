from datetime import date

import pytest

from crisis.model.lens import Lens
from crisis.tables.ledger import ROW_CHARGES, Account, Ledger
from crisis.tables.view import look


def account(case, table="positions", **choices):
    view = look(case, Lens(**{"as_of": date(2022, 2, 10), **choices}))
    return next(one for one in view.ledger.accounts if one.table == table)


@pytest.fixture(scope="module")
def toy(case):
    """A row for each charge, each wrong in every later way too."""
    bad = "country=USA issue_ids=I2 credibility=6"
    return case(
        actors=["DEU kind=state country=DEU"],
        issues=["I1", "I2"],
        sources=["s1 published_on=2022-01-01/..", "late published_on=2022-03-01"],
        events=[
            f"day starts_on=2022-02-11 source_id=late {bad}",
            f"known starts_on=2022-01-01 source_id=late {bad}",
            f"country starts_on=2022-01-01 {bad}",
            f"issue starts_on=2022-01-01 {bad} actor_ids=DEU",
            f"grade starts_on=2022-01-01 {bad} actor_ids=DEU issue_ids=I1",
            "since starts_on=2022-01-01 actor_ids=DEU issue_ids=I1",
            "kept starts_on=2022-02-07 actor_ids=DEU issue_ids=I1",
        ],
    )


def test_a_row_is_charged_once_in_order(toy):
    lens = {"country": ("DEU",), "issue": ("I1",), "max_credibility": 3, "since": date(2022, 2, 7)}
    assert [*ROW_CHARGES] == ["day", "known", "country", "issue", "grade", "since"]
    assert account(toy, "events", **lens) == Account("events", 7, dict.fromkeys(ROW_CHARGES, 1), 1)


def test_with_hindsight_nothing_is_unknown(toy):
    assert account(toy, "events", hindsight=True, since=date(2022, 2, 7)).charges == {"day": 1, "since": 5}


def test_charges_of_nothing_are_left_out(toy):
    assert account(toy, "events", since=date(2000, 1, 1)) == Account("events", 7, {"day": 1, "known": 1}, 5)
    assert account(toy, "positions") == Account("positions", 0, {}, 0)


def test_merged_reports_are_accounted_for(case):
    toy = case(events=["e1 status=scheduled", "e1", "e2"])
    assert account(toy, "events") == Account("events", 3, {"superseded": 1}, 2)


def test_an_account_in_words(toy):
    assert account(toy, "events", country=("DEU",), since=date(2022, 2, 7)).words() == (
        "7 events → 1: 1 later than the day, 1 not yet known, 1 other countries, 3 before the first day"
    )
    assert Account("positions", 1234, {}, 1234).words() == "1,234 positions → 1,234"


def test_the_ledger_in_one_line(toy):
    ledger = look(toy, Lens(as_of=date(2022, 2, 10), since=date(2022, 2, 7))).ledger
    assert ledger.words() == "Shown: 0 of 0 positions · 0 of 0 relationships · 1 of 7 events"


def test_the_ledger_as_a_table():
    ledger = Ledger((Account("events", 5, {"day": 1, "superseded": 2}, 2),))
    assert ledger.records() == [
        {"table": "events", "entry": "in the case", "rows": 5},
        {"table": "events", "entry": "later than the day", "rows": -1},
        {"table": "events", "entry": "earlier reports of the same", "rows": -2},
        {"table": "events", "entry": "shown", "rows": 2},
    ]
