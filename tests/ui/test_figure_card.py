import json
import re
from datetime import date
from html import unescape

import pytest

from crisis.charts import theme
from crisis.charts.stance_matrix import LEGEND
from crisis.model.lens import Lens
from crisis.tables.view import look
from crisis.ui import figure_card
from crisis.ui.figure_card import Card, filename, footer


def view(case, **lens):
    return look(case(positions=["p1", "p2 source_id=s2"]), Lens(as_of=date(2022, 2, 7), **lens))


def test_an_export_says_what_it_shows_of_what(case):
    seen = view(case)
    assert footer(["A note."], seen) == [
        "A note.",
        "As of 7 February 2022, as known that day · all countries and bodies · all issues · by actor",
        f"2 sources · Toy, version {seen.case.version[:8]} · Crisis Desk",
    ]


def test_one_source_is_one_source(case):
    assert footer([], look(case(positions=["p1"]), Lens()))[-1].startswith("1 source ·")


def test_a_file_is_named_by_its_word_and_day(case):
    assert filename("stance_matrix", view(case)) == "stance_matrix_2022-02-07"


def test_the_toolbar_zooms_where_it_helps(case):
    card = {"key": "k", "title": "t", "draw": None, "alt": "", "twin": None}
    fixed, zoomed = (figure_card._config(Card(**card, zoom=zoom), view(case)) for zoom in (False, True))
    assert "zoom2d" in fixed["modeBarButtonsToRemove"]
    assert "zoom2d" not in zoomed["modeBarButtonsToRemove"]
    assert fixed["toImageButtonOptions"]["filename"] == "k_2022-02-07"


def card(view, word):
    return Card(
        "k", "<b>Title</b>", lambda ink: theme.sentence(f"{word} of {len(view.positions)}", ink), "", None, (LEGEND,)
    )


def kept(html):
    """What the browser draws a picture from: the framed layout, and the marks where those of the page are dark."""
    return [json.loads(unescape(part)) for part in re.findall(r"<pre hidden>(.*?)</pre>", html)]


@pytest.mark.parametrize(("ink", "parts"), [(theme.LIGHT, 1), (theme.DARK, 2)])
def test_pictures_carry_title_notes_and_footer_and_are_light(case, ink, parts):
    seen = view(case)
    ready = figure_card._ready(seen, card, ("two",), ink)
    layout, *marks = found = kept(ready.pictures)
    texts = [one["text"] for one in layout["annotations"]]
    assert texts[:2] == ["two of 2", "&lt;b&gt;Title&lt;/b&gt;"]
    assert "Crisis Desk" in texts[2]
    assert (len(found), layout["paper_bgcolor"], marks) == (parts, theme.LIGHT.ground, [[]] * (parts - 1))
    assert [one.text for one in figure_card._framed(ready.card, seen).layout.annotations] == texts
    assert ready.figure.layout.paper_bgcolor == ink.ground


def test_buttons_of_pictures_say_what_they_take(case):
    html = figure_card._ready(view(case), card, ("two",), theme.LIGHT).pictures
    assert re.findall(r'data-picture="(.*?)" aria-label="(.*?)"', html) == [
        ("png", "PNG of &lt;b&gt;Title&lt;/b&gt;"),
        ("svg", "SVG of &lt;b&gt;Title&lt;/b&gt;"),
    ]
    assert 'data-chart="k" data-filename="k_2022-02-07"' in html
