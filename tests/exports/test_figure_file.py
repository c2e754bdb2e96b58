from html.parser import HTMLParser

import pytest

from crisis.charts import theme
from crisis.exports import figure_file


class Page(HTMLParser):
    """Addresses a page would load, its title and its descriptions."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.labels, self.title, self._inside = [], [], "", ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self._inside = tag
        named = dict(attrs)
        self.loads += [named[name] for name in ("src", "href") if named.get(name)]
        self.labels += [named["aria-label"]] if "aria-label" in named else []

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        self.title += data if self._inside == "title" else ""


@pytest.fixture(scope="module")
def text():
    figure = theme.framed(theme.sentence("Nothing.", theme.LIGHT), "<b>Who</b>", ["note"], 900)
    return figure_file.html(figure, "</title><script>alert(1)</script>", 'alt "with" <b>quotes</b>').decode()


def test_a_chart_opens_without_a_network(text):
    assert Page(text).loads == []
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert len(text) > 1_000_000, "plotly's script is inside"


def test_title_and_description_are_text(text):
    page = Page(text)
    assert page.title == "</title><script>alert(1)</script>"
    assert page.labels == ['alt "with" <b>quotes</b>']
    assert "<script>alert(1)" not in text


def test_the_words_of_the_frame_are_inside(text):
    assert "note" in text
    assert "<b>Who" not in text
