import copy
import json
from dataclasses import fields
from itertools import combinations

import plotly.graph_objects as go
import pytest

from crisis.charts import theme
from crisis.charts.theme import (
    DARK,
    LIGHT,
    STANCE_FILL,
    STANCE_TEXT,
    calm,
    counted,
    drawn,
    escaped,
    framed,
    sentence,
    short,
    signed,
)

INKS = {"light": LIGHT, "dark": DARK}


def luminance(colour):
    """Relative luminance of WCAG 2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast ratio of WCAG 2, 1 to 21."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def figure(**layout):
    base = {"height": 300, "width": 900, "margin": {"l": 30, "r": 20, "t": 40, "b": 10}}
    return drawn([theme.scatter(x=[0], y=[0])], theme.layout(LIGHT, **(base | layout)))


def lines(annotation):
    return annotation.text.split("<br>")


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        *[(2, 0, "+2"), (-1, 0, "−1"), (0, 0, "0"), (-0.0, 0, "0")],
        *[(-0.5, 2, "−0.50"), (1.256, 2, "+1.26"), (-0.001, 1, "0.0")],
    ],
)
def test_a_number_carries_its_sign_a_true_minus_and_none_at_zero(value, digits, text):
    assert signed(value, digits) == text


def test_one_thing_is_not_several():
    assert [counted(n, "row") for n in (0, 1, 1200)] == ["0 rows", "1 row", "1,200 rows"]
    assert [counted(n, "kind of tie", "kinds of tie") for n in (1, 2)] == ["1 kind of tie", "2 kinds of tie"]


@pytest.mark.parametrize(("text", "found"), [("abc", "abc"), ("abcd", "abcd"), ("abcde", "abc…"), ("ab de", "ab…")])
def test_a_long_name_is_cut(text, found):
    assert short(text, 4) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"), ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"), ("Київ", "Київ")],
)
def test_text_from_data_is_never_markup(text, found):
    assert escaped(text) == found


@pytest.mark.parametrize("stance", STANCE_FILL)
def test_the_number_on_a_stance_colour_can_be_read(stance):
    assert contrast(STANCE_FILL[stance], STANCE_TEXT[stance]) >= 4.5


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS)
def test_text_and_accent_can_be_read_on_the_ground(ink):
    assert min(contrast(ink.ground, colour) for colour in (ink.text, ink.quiet, ink.accent)) >= 4.5
    assert contrast(ink.ground, ink.line) >= 3


def test_every_colour_is_written_out():
    colours = [getattr(ink, field.name) for ink in INKS.values() for field in fields(ink)]
    colours += [*STANCE_FILL.values(), *STANCE_TEXT.values(), *theme.THEME_FILL.values(), *theme.SEQUENCE]
    assert [one for one in colours if len(one) != 7 or one[0] != "#"] == []


def test_stances_differ_in_grey_print_or_by_the_side_of_their_sign():
    """Equally dark ones are of opposite sign, which the printed number says."""
    alike = [
        (one, other)
        for one, other in combinations(STANCE_FILL, 2)
        if contrast(STANCE_FILL[one], STANCE_FILL[other]) < 1.3
    ]
    assert all(one * other < 0 for one, other in alike)


def test_few_to_many_darkens():
    shades = [luminance(colour) for colour in theme.SEQUENCE]
    assert shades == sorted(shades, reverse=True)


def test_a_frame_carries_title_and_every_note():
    notes = ["As of 1 March 2022, as known that day", "word " * 80, "Toy, version 12345678"]
    head, foot = framed(figure(), "Who stands where", notes, 1400).layout.annotations
    assert head.text == "Who stands where"
    assert " ".join(lines(foot)).split() == " ".join(notes).split()


@pytest.mark.parametrize("width", [80, 300, 900, 1400, None])
@pytest.mark.parametrize("text", ["word " * 200, "x" * 3000], ids=["words", "one word"])
def test_nothing_of_a_frame_lies_outside_its_width(width, text):
    found = framed(figure(width=width), text, [text], 1400)
    head, foot = found.layout.annotations
    left = found.layout.margin.l + head.xshift
    assert left == 20
    assert max(map(len, lines(head))) * 11 <= found.layout.width - 40
    assert max(map(len, lines(foot))) * 8 <= found.layout.width - 40


def test_a_frame_adds_height_and_leaves_the_picture_its_size():
    before = figure(width=300)
    after = framed(before, "Title", ["one", "two"], 1400)

    def inner(one):
        margin = one.layout.margin
        return one.layout.width - margin.l - margin.r, one.layout.height - margin.t - margin.b

    assert inner(after) == inner(before)
    assert before.layout.annotations == ()
    assert after.layout.height == 300 + 40 + 60


def test_a_frame_is_as_wide_as_the_figure_or_as_asked():
    assert framed(figure(), "t", [], 1400).layout.width == 900
    assert framed(figure(width=None), "t", [], 1400).layout.width == 1400


def test_a_frame_keeps_what_the_figure_says_and_is_light():
    own = go.Figure(figure())
    own.add_annotation(text="own")
    found = framed(own, "t", ["n"], 900)
    assert [one.text for one in found.layout.annotations] == ["own", "t", "n"]
    assert found.layout.paper_bgcolor == "#ffffff"
    assert found.data == own.data


def test_a_frame_shows_hostile_text_as_text():
    head, foot = framed(figure(), "<b>x</b>", ["<script>alert(1)</script>"], 900).layout.annotations
    assert (head.text, foot.text) == ("&lt;b&gt;x&lt;/b&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;")


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS)
def test_an_empty_figure_holds_its_sentence(ink):
    found = sentence("No stance is coded. " * 10 + "<b>", ink)
    (text,) = found.layout.annotations
    assert " ".join(lines(text)) == ("No stance is coded. " * 10 + "&lt;b&gt;")
    assert (len(found.data), text.font.color, found.layout.paper_bgcolor) == (0, ink.quiet, ink.ground)
    assert go.Figure(found.to_plotly_json()).layout.annotations[0].text == text.text


def test_a_click_leaves_what_was_not_clicked_as_it_is():
    traces = [
        {"type": "scatter", "marker": {"opacity": 0.6}},
        {"type": "scatter", "marker": {"opacity": 0}},
        {"type": "scatter"},
        {"type": "bar"},
    ]
    found = calm(traces, DARK)
    assert [one.get("unselected", {}).get("marker", {}).get("opacity") for one in found] == [0.6, 0, 1, 1]
    assert [one.get("selected", {}).get("marker", {}).get("opacity") for one in found] == [0.6, 0, 1, 1]
    assert found[0]["selected"]["textfont"] == {"color": DARK.text}
    assert go.Figure(found).to_plotly_json()["data"]


@pytest.mark.parametrize("built", [False, True])
def test_a_figure_gives_away_its_parts_whether_or_not_plotly_was_asked(built):
    figure = theme.drawn([theme.scatter(x=[1], y=[2], name="one")], theme.layout(theme.LIGHT, height=100, margin={}))
    if built:
        assert (figure.data[0].name, figure.layout.height) == ("one", 100)
    plain = figure.to_dict()
    assert plain["data"] == [{"type": "scatter", "x": [1], "y": [2], "name": "one"}]
    assert plain["layout"]["height"] == 100
    assert json.loads(figure.to_json())["data"] == plain["data"]
    other = copy.deepcopy(figure)
    other.update_layout(height=200)
    other.data[0].name = "other"
    assert (other.to_dict()["layout"]["height"], figure.to_dict()["layout"]["height"]) == (200, 100)
    assert figure.to_dict() == plain


def test_what_a_figure_does_not_have_is_an_error():
    figure = theme.sentence("Nothing.", theme.LIGHT)
    with pytest.raises(AttributeError, match="colour"):
        figure.colour  # noqa: B018


def test_a_layout_leaves_nothing_to_the_machine():
    found = theme.layout(DARK, height=10, width=20, margin={"l": 1, "r": 2, "t": 3, "b": 4})
    assert (found["margin"], found["paper_bgcolor"], found["font"]["family"]) == (
        {"l": 1, "r": 2, "t": 3, "b": 4, "pad": 0},
        DARK.ground,
        theme.FONT,
    )
    assert drawn([], found).to_plotly_json()["layout"]["template"] == {}
