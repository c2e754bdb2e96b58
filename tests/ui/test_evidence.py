import pytest

from crisis.ui import evidence
from crisis.ui.evidence import OPENED, clicked, open_token, picked, token


@pytest.fixture
def session(monkeypatch):
    """The state of a session."""
    state = {}
    monkeypatch.setattr(evidence.st, "session_state", state)
    return state


def select(session, chart, *marks):
    session[chart] = {"selection": {"points": [*marks]}}
    clicked(chart)
    return session.pop(OPENED, None)


def test_a_token_is_its_parts():
    assert token("tie", "RUS", "UKR", -1) == "tie|RUS|UKR|-1"


@pytest.mark.parametrize(
    "value", ["cell|DEU|I05", "event|E", "tie|A|B", "position|P", "actor|A", "week|actor|A|2022-02-07"]
)
def test_every_kind_of_token_can_be_opened(session, value):
    open_token(value)
    assert session == {OPENED: value}


@pytest.mark.parametrize("value", ["", "planet|MARS", "<script>", "|cell"])
def test_an_unknown_kind_opens_nothing(session, value):
    open_token(value)
    assert session == {}


@pytest.mark.parametrize(
    "data", [["cell", "DEU", "I05"], ("cell", "DEU", "I05"), {"0": "cell", "1": "DEU", "2": "I05"}]
)
def test_a_click_opens_what_the_mark_carries(session, data):
    assert select(session, "chart", {"customdata": data}) == "cell|DEU|I05"


def test_the_last_of_several_marks_counts_and_marks_without_data_do_not(session):
    marks = [{"customdata": ["event", "E"]}, {"customdata": ["event", "F"]}, {"x": 1}]
    assert select(session, "chart", *marks) == "event|F"


def test_a_second_click_on_a_mark_opens_it_again(session):
    select(session, "chart", {"customdata": ["event", "E"]})
    assert select(session, "chart") == "event|E"


def test_a_click_beside_every_mark_opens_nothing(session):
    assert select(session, "chart") is None
    select(session, "one", {"customdata": ["event", "E"]})
    assert select(session, "other") is None


def test_a_mark_of_ten_parts_keeps_their_order(session):
    data = {str(place): part for place, part in enumerate(["actor", *"ABCDEFGHIJ"])}
    assert select(session, "chart", {"customdata": data}) == "actor|A|B|C|D|E|F|G|H|I|J"


def test_a_mark_of_one_word(session):
    assert select(session, "chart", {"customdata": "event|E"}) == "event|E"


@pytest.mark.parametrize(("rows", "opened"), [([1], "event|F"), ([], None), ([2], None)])
def test_a_chosen_row_opens_what_it_stands_for(session, rows, opened):
    session["table"] = {"selection": {"rows": rows}}
    picked("table", ["event|E", "event|F"])
    assert session.get(OPENED) == opened


def test_a_link_of_the_page_opens_its_token(session):
    session["links"] = {"open": "actor|DEU"}
    evidence._follow()
    assert session.pop(OPENED) == "actor|DEU"
    session["links"] = {"open": None}
    evidence._follow()
    assert OPENED not in session


def test_closing_forgets_what_was_open(session):
    session[OPENED] = "actor|DEU"
    evidence._close()
    evidence._close()
    assert session == {}
