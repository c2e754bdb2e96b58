from datetime import date

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
    card = {"key": "k", "title": "t", "draw": None, "arguments": (), "alt": "", "twin": None}
    fixed, zoomed = (figure_card._config(Card(**card, zoom=zoom), view(case)) for zoom in (False, True))
    assert "zoom2d" in fixed["modeBarButtonsToRemove"]
    assert "zoom2d" not in zoomed["modeBarButtonsToRemove"]
    assert fixed["toImageButtonOptions"]["filename"] == "k_2022-02-07"


def draw(view, word, ink):
    return theme.sentence(f"{word} of {len(view.positions)}", ink)


def test_pictures_carry_title_notes_and_footer(case):
    seen = view(case)
    texts = [one["text"] for one in figure_card._frame(seen, draw, ("two",), "Title", (LEGEND,))["annotations"]]
    assert texts[:2] == ["two of 2", "Title"]
    assert "Crisis Desk" in texts[2]
    assert figure_card._marks(seen, draw, ("two",)) == []
    framed = figure_card._framed(seen, draw, ("two",), "Title", (LEGEND,))
    assert [one.text for one in framed.layout.annotations] == texts
