import shlex
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from crisis.exports import calendar_file
from crisis.model.lens import Lens
from crisis.model.vocabulary import THEMES
from crisis.tables.view import look

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "END:VEVENT",
    "a;b,c:d\\nnew \\N line\\\\",
    'quoted "text"; ^n',
    "../../x",
    "\u202ertl\u200f",
    "😀" * 200,
    "x" * 10_000,
    "tail\\",
    " edge ",
]


def entries(view):
    """Entries by event id, read back by the library."""
    calendar = Calendar.from_ical(calendar_file.write(view, AT))
    assert not calendar.errors
    return {str(one["uid"]).partition("." + view.case.version)[0]: one for one in calendar.walk("VEVENT")}


def entry(case, line, *, day=date(2022, 3, 31), **more):
    view = look(case(events=[f"e {line}", *more.pop("events", ())], **more), Lens(as_of=day))
    return entries(view)["e"]


@pytest.mark.parametrize(
    ("line", "first", "after"),
    [
        ("starts_on=2022-02-07", (2022, 2, 7), (2022, 2, 8)),
        ("starts_on=2022-02-10 ends_on=2022-02-20", (2022, 2, 10), (2022, 2, 21)),
        ("starts_on=2022-02", (2022, 2, 1), (2022, 3, 1)),
        ("starts_on=2022", (2022, 1, 1), (2023, 1, 1)),
        ("starts_on=2022-01-27~", (2022, 1, 27), (2022, 1, 28)),
        ("starts_on=../2022-01-27", (2022, 1, 27), (2022, 1, 28)),
        ("starts_on=2022-02-10/..", (2022, 2, 10), (2022, 2, 11)),
        ("starts_on=2022-02-10/2022-02-12", (2022, 2, 10), (2022, 2, 13)),
        ("starts_on=2022-01 ends_on=2022-02", (2022, 1, 1), (2022, 3, 1)),
        ("starts_on=2022-02-28", (2022, 2, 28), (2022, 3, 1)),
        ("starts_on=2022-02-07 ends_on=9999-12-31 status=ongoing", (2022, 2, 7), (9999, 12, 31)),
    ],
)
def test_an_entry_covers_the_days_the_event_may_mean(case, line, first, after):
    found = entry(case, line, sources=["s1 published_on=2022-03-01"], settings={"timeline_from": "2020-01-01"})
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (date(*first), date(*after))
    assert found["dtstart"].params["VALUE"] == "DATE"


def test_the_last_day_there_is_has_no_end_after_it(case):
    found = entry(case, "starts_on=9999-12-31 status=scheduled")
    assert found.decoded("dtstart") == date(9999, 12, 31)
    assert "dtend" not in found


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("status=occurred", "CONFIRMED"),
        ("status=ongoing", "CONFIRMED"),
        ("status=scheduled starts_on=2022-04-02", "TENTATIVE"),
        ("status=scheduled starts_on=2022-02-02", "TENTATIVE"),
        ("status=cancelled starts_on=2022-04-02", "CANCELLED"),
    ],
)
def test_the_state_is_the_status(case, line, status):
    assert entry(case, line)["status"] == status


def test_an_entry_says_what_where_and_on_whose_word(case):
    view = look(
        case(
            sources=[
                "s1 title='First word' publisher=Reuters published_on=2022-02-07 url=https://a.org/1?a=b&c=d",
                "s2 title='Second word' publisher=AFP published_on=2022-02-08/..",
                "s3 title=Late published_on=2022-05-01",
            ],
            events=[
                "e title='Scholz meets Biden' status=scheduled starts_on=2022-02-07 source_id=s1",
                "e title='They met' starts_on=2022-02 source_id=s2 also_source_ids=s1;s3 theme=talks "
                "place='White House' country=USA summary='They talk.'",
            ],
        ),
        Lens(as_of=date(2022, 3, 1)),
    )
    found = entries(view)["e"]
    assert (found["summary"], found["location"]) == ("They met", "White House, United States")
    assert found["categories"].cats == [THEMES.label("talks")]
    assert found["description"].split("\n") == [
        "Occurred: February 2022.",
        "They talk.",
        "",
        "First word. Reuters, 7 February 2022. https://a.org/1?a=b&c=d",
        "Second word. AFP, from 8 February 2022, publication day unknown.",
    ]
    assert found.decoded("dtstamp") == AT
    assert str(found["uid"]) == f"e.{view.case.version}@crisis-desk"
    assert found["transp"] == "TRANSPARENT"


def test_an_event_without_a_place_has_no_location(case):
    assert "location" not in entry(case, "place=")


def test_a_span_says_both_its_ends(case):
    found = entry(case, "starts_on=2022-02-10 ends_on=2022-02-20", sources=["s1 published_on=2022-03-01"])
    assert found["description"].startswith("Occurred: 10 February 2022 until 20 February 2022.")


def test_the_shipped_timeline_comes_back_whole(shipped):
    view = look(shipped, Lens(as_of=date(2022, 2, 20), country=("DEU",)))
    found = entries(view)
    assert [*found] == [*view.events["event_id"]]
    assert [str(one["summary"]) for one in found.values()] == [*view.events["title"]]
    assert [one.decoded("dtstart") for one in found.values()] == [*view.events["first_day"].dt.date]


def test_hostile_text_is_text(case):
    said = [shlex.quote(text) for text in HOSTILE]
    made = case(
        settings={"title": "END:VCALENDAR\r\nX:\0\x0b\x1b"},
        sources=[f"s{i} title={text} publisher={text}" for i, text in enumerate(said)],
        events=[f"e{i:02} title={text} place={text} summary={text} source_id=s{i}" for i, text in enumerate(said)],
    )
    view = look(made, Lens())
    found = entries(view)
    assert [str(one["summary"]) for one in found.values()] == HOSTILE
    assert [str(one["location"]) for one in found.values()] == HOSTILE
    for text, one in zip(HOSTILE, found.values(), strict=True):
        assert text in str(one["description"])
    written = calendar_file.write(view, AT)
    (whole,) = Calendar.from_ical(written, multiple=True)
    assert whole["description"] == view.lens.words(made)
    for field in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{field}:END:VCALENDAR\\nX:���\r\n".encode() in written


def test_lines_are_folded_and_hold_no_control_character(case):
    written = calendar_file.write(look(case(events=[f"e title={'é😀' * 100}"]), Lens()), AT)
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines]  # no character is cut in two


def test_no_event_is_an_empty_calendar(case):
    view = look(case(), Lens())
    assert entries(view) == {}
    assert calendar_file.write(view, AT).startswith(b"BEGIN:VCALENDAR\r\n")


def test_equal_view_and_moment_give_equal_bytes(shipped):
    view = look(shipped, Lens())
    first = calendar_file.write(view, AT)
    assert first == calendar_file.write(look(shipped, Lens()), AT)
    assert first != calendar_file.write(view, AT.replace(second=6))
