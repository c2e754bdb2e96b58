import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.ui.markdown import html, plain

SPECIAL = "\\`*_{}[]()<>#+-.!|~$:@&^=\"'"
JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Scholz", "Scholz"),
        ("**bold**", "\\*\\*bold\\*\\*"),
        ("[a](b)", "\\[a\\]\\(b\\)"),
        ("$x$", "\\$x\\$"),
        (":smile:", "\\:smile\\:"),
        ("<b>", "\\<b\\>"),
        ("1. one", "1\\. one"),
        ("two\nlines\r\nand\ttab", "two lines and tab"),
        ("    code", "code"),
        ("Київ · 10 %", "Київ · 10 %"),
        (":material/home:", f"\\:{JOINER}material/home\\:"),
        ("https://a.org", f"https\\:{JOINER}//a\\.org"),
        ("www.a.org", f"www{JOINER}\\.a\\.org"),
        ("a@b.org", f"a\\@{JOINER}b\\.org"),
        ("a -> b", f"a \\-{JOINER}\\> b"),
        ("7:30", "7\\:30"),
    ],
)
def test_markdown_prints_exactly_the_text(text, markdown):
    assert plain(text) == markdown


@given(st.text())
def test_nothing_special_is_left_unescaped(text):
    assert not any(one in SPECIAL for one in re.sub(r"\\.", "", plain(text)))


@given(st.text())
def test_the_text_comes_back_when_escapes_are_taken_off(text):
    bare = re.sub(r"\\(.)", r"\1", plain(text)).replace(JOINER, "")
    assert bare == " ".join(text.split()).replace(JOINER, "")


@given(st.text())
def test_markdown_stays_on_one_line(text):
    assert len(plain(text).splitlines()) <= 1


class Reader(HTMLParser):
    """Tags, attributes and text of a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.text += data


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_html_is_text_inside_tags_and_attributes(text):
    found = Reader(f'<p title="{html(text)}">{html(text)}</p>')
    assert (found.tags, found.text) == ([("p", [("title", text)])], text)


def test_html_takes_what_is_no_text():
    assert (html(7), html(None), html("<'\"&>")) == ("7", "None", "&lt;&#x27;&quot;&amp;&gt;")
