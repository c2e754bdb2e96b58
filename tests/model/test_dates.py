import calendar
from datetime import date
from time import struct_time

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.model import dates

FORMS = {
    "2022-02-07": (date(2022, 2, 7), date(2022, 2, 7), "7 February 2022"),
    "2021-12": (date(2021, 12, 1), date(2021, 12, 31), "December 2021"),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    "2014": (date(2014, 1, 1), date(2014, 12, 31), "2014"),
    "2022-01-27~": (date(2022, 1, 27), date(2022, 1, 27), "about 27 January 2022"),
    "2022-01?": (date(2022, 1, 1), date(2022, 1, 31), "about January 2022"),
    "2014%": (date(2014, 1, 1), date(2014, 12, 31), "about 2014"),
    "../2022-01-27": (None, date(2022, 1, 27), "by 27 January 2022"),
    "../2022-01~": (None, date(2022, 1, 31), "by about 31 January 2022"),
    "2022-02-10/2022-02-20": (date(2022, 2, 10), date(2022, 2, 20), "10 February 2022 to 20 February 2022"),
    "2021/2022-02": (date(2021, 1, 1), date(2022, 2, 28), "1 January 2021 to 28 February 2022"),
    "2022-02-10/2022-02-10": (date(2022, 2, 10), date(2022, 2, 10), "10 February 2022"),
    "2022-02-10/..": (date(2022, 2, 10), None, "from 10 February 2022"),
}


@pytest.mark.parametrize("text", FORMS)
def test_reads_every_form_and_keeps_its_precision(text):
    parsed = dates.parse(text)
    assert (parsed.earliest, parsed.latest, parsed.words(), parsed.text) == (*FORMS[text], text)


@pytest.mark.parametrize("text", ["2022-01-27~", "2022-01?", "2014%", "../2022-01~", "2014~/2022"])
def test_marks_doubtful_dates(text):
    assert dates.parse(text).doubtful
    assert not dates.parse(text.translate({ord(mark): None for mark in "~?%"})).doubtful


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("../2022-01-27", date(2022, 1, 27), date(2022, 1, 27)),
        ("2022-02-10/..", date(2022, 2, 10), date(2022, 2, 10)),
    ],
)
def test_an_open_end_is_stood_in_for_by_the_other(text, first, last):
    assert (dates.parse(text).first_day, dates.parse(text).last_day) == (first, last)


def test_only_one_day_is_exact():
    assert [text for text in FORMS if dates.parse(text).exact] == ["2022-02-07", "2022-01-27~", "2022-02-10/2022-02-10"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2022-02-07",
        "2022-02-07\n",
        "yesterday",
        "7.2.2022",
        "2022-2-7",
        "20220207",
        "22-02-07",
        "2022-02-30",
        "2021-02-29",
        "2022-13",
        "2022-00",
        "2022-02-00",
        "0000",
        "2022-02-07~~",
        "~2022-02-07",
        "../..",
        "..",
        "/2022-01-27",
        "2022-02-10/",
        "2022-02-20/2022-02-10",
        "2022-02/2022-01",
        "2022-02-10/2022-02-31",
        "2020/2021/2022",
        "2022-02-07T10:00",
        "٢٠٢٢-٠٢-٠٧",
    ],
)
def test_refuses_malformed_and_impossible_dates(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the check words the error
        dates.parse(text)


def test_a_day_in_words_and_in_brief():
    assert dates.in_words(date(2022, 2, 7)) == "7 February 2022"
    assert dates.in_brief(date(2022, 2, 7)) == "7 Feb 2022"


def _part(day: date) -> st.SearchStrategy[str]:
    forms = [f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"]
    return st.builds("{}{}".format, st.sampled_from(forms), st.sampled_from(["", "~", "?", "%"]))


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PARTS = DAYS.flatmap(_part)
SPANS = st.lists(DAYS, min_size=2, max_size=2).map(sorted).flatmap(lambda ends: st.tuples(*map(_part, ends)))
ANY = st.one_of(PARTS, SPANS.map("/".join), PARTS.map("../{}".format), PARTS.map("{}/..".format))


def _day(found: struct_time | float) -> date | None:
    return date(*found[:3]) if isinstance(found, struct_time) else None


@given(ANY)
def test_agrees_with_an_independent_reader(text):
    ours, theirs = dates.parse(text), edtf.parse_edtf(text)
    assert ours.earliest == _day(theirs.lower_strict())
    assert ours.latest == _day(theirs.upper_strict())


@given(ANY)
def test_first_day_is_never_after_last_day(text):
    parsed = dates.parse(text)
    assert parsed.first_day <= parsed.last_day
    assert parsed.exact == (".." not in text and parsed.first_day == parsed.last_day)


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 31))
def test_accepts_a_day_exactly_where_the_calendar_has_it(year, month, day):
    text = f"{year}-{month:02}-{day:02}"
    if day <= calendar.monthrange(year, month)[1]:
        assert dates.parse(text).exact
    else:
        with pytest.raises(ValueError, match="day"):
            dates.parse(text)
