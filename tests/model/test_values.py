from datetime import date

import pytest

from crisis.model import values
from crisis.model.problems import Fault, Reason
from crisis.model.values import Code, Country, Edtf, Key, Reference, Scale, Text, Web, day_or_none
from crisis.model.vocabulary import BASES, CHANNELS

STANCE = Scale(required=False, low=-2, high=2, words=("strongly opposes", "strongly supports"))
CREDIBILITY = Scale(low=1, high=6, words=("confirmed", "cannot be judged"))

GOOD = [
    (Text(), "=1+1 <script> ‘Kyïv’"),
    (Text(words=3), "one two three"),
    (Key(), "Az09_.-"),
    (Reference(table="actors"), "SCHOLZ"),
    (Reference(table="actors", many=True), "SCHOLZ;BIDEN"),
    (Code(vocabulary=BASES), "deed"),
    (STANCE, "-2"),
    (STANCE, "0"),
    (STANCE, "+2"),
    (CREDIBILITY, "6"),
    (Edtf(), "../2022-01-27"),
    (Country(), "DEU"),
    (Web(), "https://example.org/a?b=c#d"),
    (Web(), "HTTP://example.org"),
]

BAD = [
    (Text(), "two\nlines", Reason.MALFORMED_TEXT),
    (Text(), "bell\x07", Reason.MALFORMED_TEXT),
    (Text(), "tab\tbed", Reason.MALFORMED_TEXT),
    (Text(), "delete\x7f", Reason.MALFORMED_TEXT),
    (Text(), "next\x85line", Reason.MALFORMED_TEXT),
    (Text(), "line\u2028separator", Reason.MALFORMED_TEXT),
    (Text(words=3), "one two three four", Reason.MALFORMED_TEXT),
    (Key(), "a b", Reason.MALFORMED_ID),
    (Key(), "Kiïv", Reason.MALFORMED_ID),
    (Key(), "a\n", Reason.MALFORMED_ID),
    (Reference(table="actors"), "A;B", Reason.MALFORMED_ID),
    (Reference(table="actors", many=True), "A; B", Reason.MALFORMED_ID),
    (Reference(table="actors", many=True), "A;", Reason.MALFORMED_ID),
    (Code(vocabulary=BASES), "Deed", Reason.UNKNOWN_CODE),
    (STANCE, "3", Reason.OFF_SCALE),
    (STANCE, "1.0", Reason.OFF_SCALE),
    (STANCE, " 1", Reason.OFF_SCALE),
    (STANCE, "²", Reason.OFF_SCALE),
    (STANCE, "−2", Reason.OFF_SCALE),
    (CREDIBILITY, "0", Reason.OFF_SCALE),
    (Edtf(), "2022-02-30", Reason.MALFORMED_DATE),
    (Country(), "GER", Reason.UNKNOWN_COUNTRY),
    (Country(), "deu", Reason.UNKNOWN_COUNTRY),
    (Web(), "javascript:alert(1)", Reason.MALFORMED_TEXT),
    (Web(), "data:text/html,x", Reason.MALFORMED_TEXT),
    (Web(), " https://example.org", Reason.MALFORMED_TEXT),
    (Web(), 'https://example.org/"onclick="x', Reason.MALFORMED_TEXT),
    (Web(), "www.example.org", Reason.MALFORMED_TEXT),
]


@pytest.mark.parametrize(("value", "text"), GOOD)
def test_accepts(value, text):
    assert value.fault(text) is None
    assert value.check(text) is None


@pytest.mark.parametrize(("value", "text", "reason"), BAD)
def test_refuses(value, text, reason):
    assert value.fault(text).reason == reason


def test_an_optional_cell_may_be_empty():
    assert STANCE.check("") is Code(required=False, vocabulary=CHANNELS).check("") is None


@pytest.mark.parametrize("text", ["", "  "])
def test_a_required_cell_may_not_be_empty_or_blank(text):
    assert Text().check(text).reason == Reason.MISSING_VALUE


def test_a_fault_says_what_is_wrong_and_what_is_allowed():
    assert STANCE.fault("7") == Fault(
        Reason.OFF_SCALE, "is off the scale", "use -2 (strongly opposes) to +2 (strongly supports)"
    )
    assert CREDIBILITY.fault("7") == Fault(
        Reason.OFF_SCALE, "is off the scale", "use 1 (confirmed) to 6 (cannot be judged)"
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Text(), "text"),
        (Text(words=20), "text of at most 20 words"),
        (Key(), "an id: letters, digits, '_', '.' and '-'"),
        (Reference(table="actors"), "an id of actors"),
        (Reference(table="actors", many=True), "ids of actors, joined by ';'"),
        (Code(vocabulary=BASES), "word, deed, vote"),
        (STANCE, "use -2 (strongly opposes) to +2 (strongly supports)"),
        (Country(), "an ISO 3166-1 alpha-3 code, e.g. DEU"),
        (Web(), "a web address"),
    ],
)
def test_says_what_may_stand_in_a_cell(value, words):
    assert value.allowed() == words


def test_a_date_says_every_form_it_may_have():
    assert Edtf().allowed() == (
        "a date: 2022-02-07, 2021-12, 2014, 2022-01-27~, ../2022-01-27, 2022-02-10/.. or 2022-02-10/2022-02-20"
    )


def test_splits_a_cell_of_ids():
    assert Reference(many=True).ids("A;B") == ["A", "B"]
    assert Reference().ids("A") == ["A"]
    assert Reference(many=True).ids("") == []


def test_countries_go_by_their_common_names():
    assert [values.countries()[code] for code in ("DEU", "MDA", "TWN")] == ["Germany", "Moldova", "Taiwan"]


def test_a_plain_day_or_none():
    assert day_or_none("2022-02-07") == date(2022, 2, 7)
    assert day_or_none("") is None


@pytest.mark.parametrize("text", ["2022-02", "20220207", "2022-02-30", "2022-02-07 ", "2022-W06-1", "../2022-02-07"])
def test_a_vague_or_impossible_day_is_none_of_these(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the check words the error
        day_or_none(text)
