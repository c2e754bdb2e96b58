import json
import shlex
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser

import pytest

from crisis import __version__
from crisis.exports import timeline_json
from crisis.model.lens import Lens
from crisis.model.vocabulary import THEMES
from crisis.tables.view import look

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"><svg onload='x'>",
    "&lt;b&gt; &amp;lt;",
    "javascript:alert(1)",
    "http://evil.org",
    "../../x",
    "\u202ertl\u200f",
    "😀",
    "x" * 10_000,
]


def written(view):
    return json.loads(timeline_json.write(view, AT))


class Read(HTMLParser):
    """Tags and text of a piece of HTML, as a browser would see them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("line", "first", "last", "words"),
    [
        ("starts_on=2022-02-07", (2022, 2, 7), None, "7 February 2022"),
        ("starts_on=2022-02", (2022, 2, 1), (2022, 2, 28), "February 2022"),
        ("starts_on=../2022-01-27", (2022, 1, 27), None, "by 27 January 2022"),
        ("starts_on=2022-01-27~", (2022, 1, 27), None, "about 27 January 2022"),
        (
            "starts_on=2022-02-10 ends_on=2022-02-20",
            (2022, 2, 10),
            (2022, 2, 20),
            "10 February 2022 until 20 February 2022",
        ),
    ],
)
def test_dates_are_numbers_and_vague_ones_are_said_in_words(case, line, first, last, words):
    view = look(
        case(settings={"timeline_from": "2020-01-01"}, sources=["s1 published_on=2022-03-01"], events=[f"e {line}"]),
        Lens(as_of=date(2022, 3, 1)),
    )
    (slide,) = written(view)["events"]
    assert slide["display_date"] == words
    assert slide["start_date"] == dict(zip(("year", "month", "day"), first, strict=True))
    assert slide.get("end_date") == (last and dict(zip(("year", "month", "day"), last, strict=True)))


def test_a_slide_says_what_where_and_on_whose_word(case):
    made = case(
        sources=["s1 title='First & last' url=https://a.org/1?a=b&c=d", "s2 title=Second"],
        events=["e theme=talks title='They met' place=Kyiv country=UKR summary=Talked. also_source_ids=s2"],
    )
    (slide,) = written(look(made, Lens()))["events"]
    assert (slide["unique_id"], slide["group"]) == ("e", THEMES.label("talks"))
    assert slide["text"]["headline"] == "They met"
    read = Read(slide["text"]["text"])
    assert read.text == (
        "Talked.Occurred · Kyiv, UkraineFirst & last. Paper, 1 February 2022.Second. Paper, 1 February 2022."
    )
    assert [attrs["href"] for tag, attrs in read.tags if tag == "a"] == ["https://a.org/1?a=b&c=d"]


def test_the_title_slide_says_where_it_comes_from(case):
    made = case(settings={"title": "A <b> & c\nd"})
    view = look(made, Lens())
    title = written(view)["title"]
    assert title["text"]["headline"] == "A &lt;b&gt; &amp; c\nd"
    assert Read(title["text"]["text"]).text == (
        f"{view.lens.words(made)}Version {made.version[:8]}, 2026-01-02 03:04:05 UTC, Crisis Desk {__version__}"
    )


def test_hostile_text_is_text(case):
    said = [shlex.quote(text) for text in HOSTILE]
    made = case(
        sources=[f"s{i} title={text} publisher={text}" for i, text in enumerate(said)],
        events=[f"e{i:02} title={text} place={text} summary={text} source_id=s{i}" for i, text in enumerate(said)],
    )
    slides = written(look(made, Lens()))["events"]
    assert [unescape(slide["text"]["headline"]) for slide in slides] == HOSTILE
    for text, slide in zip(HOSTILE, slides, strict=True):
        assert not Read(slide["text"]["headline"]).tags
        read = Read(slide["text"]["text"])
        assert {tag for tag, _ in read.tags} == {"p", "ul", "li"}
        assert read.text.count(text) == 4
        assert slide["autolink"] is False


def test_the_shipped_timeline_is_whole(shipped):
    view = look(shipped, Lens(as_of=date(2022, 2, 20)))
    found = written(view)
    assert [slide["unique_id"] for slide in found["events"]] == [*view.events["event_id"]]
    links = [attrs["href"] for slide in found["events"] for tag, attrs in Read(slide["text"]["text"]).tags if attrs]
    assert links
    assert {link.partition(":")[0] for link in links} <= {"http", "https"}


def test_no_event_is_no_slide(case):
    found = written(look(case(), Lens()))
    assert (found["events"], found["scale"]) == ([], "human")


def test_equal_view_and_moment_give_equal_bytes(shipped):
    first = timeline_json.write(look(shipped, Lens()), AT)
    assert first == timeline_json.write(look(shipped, Lens()), AT)
    assert first != timeline_json.write(look(shipped, Lens()), AT.replace(second=6))
