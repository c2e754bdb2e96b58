"""The network's picture, by its data: every tie and actor is there, named, clickable, told apart, and in its place."""

from datetime import date

import numpy as np
import plotly.graph_objects as go
import pytest

from crisis.charts import theme
from crisis.charts.network import LABELLED, LIMIT, network_figure
from crisis.charts.network_legend import alt_text, legend_sentence
from crisis.measures.layout import positions
from crisis.measures.network import MEASURES, ActorNetwork, actor_network
from crisis.model.lens import Lens
from crisis.tables.view import look

TIES = [
    "r1 actor_id=A recipient_id=B kind=ASSAULT polarity=-2",
    "r2 actor_id=A recipient_id=B kind=AID polarity=2",
    "r3 actor_id=B recipient_id=A kind=ASSAULT polarity=-2",
    "r4 actor_id=C recipient_id=B kind=CONSULT",
    "r5 actor_id=C recipient_id=D kind=CONSULT status=scheduled starts_on=2022-03-15",
    "r6 actor_id=D recipient_id=E kind=member_of starts_on=1999",
    *(f"x{n} actor_id=C recipient_id=A kind=AID polarity=2" for n in range(5)),
]
ACTORS = [
    "A kind=state country=DEU name=Aland",
    "B kind=person name='B & <b>Sons</b>'",
    "C kind=separatist name='C of the long and winding name'",
    "D kind=company country=DEU",
    "E kind=organisation",
]


@pytest.fixture(scope="module")
def toy(case):
    return case(actors=ACTORS, relationships=TIES)


@pytest.fixture(scope="module")
def network(toy):
    return actor_network(look(toy, Lens(as_of=date(2022, 2, 28))))


@pytest.fixture(scope="module")
def where(toy):
    return positions(toy, "actor")


@pytest.fixture(scope="module")
def figure(network, where):
    return network_figure(network, where)


@pytest.fixture(scope="module")
def before(shipped):
    return actor_network(look(shipped, Lens(as_of=date(2022, 2, 23), level="country")), contact=False)


def trace(figure, name):
    (found,) = (one for one in figure.data if one.name == name)
    return found


def drawn(figure):
    """Line traces with points: not the legend, which has none."""
    return [one for one in figure.data if one.mode == "lines" and one.x[0] is not None]


def heads(figure):
    return {one.marker.symbol: one for one in figure.data if one.marker.angleref == "previous"}


def legend(figure):
    return [one.name for one in figure.data if one.showlegend]


def test_only_svg_scatter_traces_are_used(figure):
    assert {type(one) for one in figure.data} == {go.Scatter}


def test_actors_carry_their_id_and_their_sentence(figure):
    marks = trace(figure, "actors")
    assert [*map(list, marks.customdata)] == [["actor", one] for one in "ABCDE"]
    assert marks.text[0] == "Aland · state · 8 coded acts, 2 neighbours,<br>betweenness rank 3 of 5"
    assert "B &amp; &lt;b&gt;Sons&lt;/b&gt; · person" in marks.text[1]


def test_actors_stand_where_the_layout_puts_them(figure, where):
    marks = trace(figure, "actors")
    assert [*zip(marks.x, marks.y, strict=True)] == [where[one] for one in "ABCDE"]


def test_shapes_tell_kinds_apart(figure):
    assert [*trace(figure, "actors").marker.symbol] == ["circle", "circle-dot", "diamond", "hexagon", "square"]


@pytest.mark.parametrize("measure", [*MEASURES])
def test_the_area_of_a_mark_is_proportional_to_its_measure(network, where, measure):
    sizes = np.array(trace(network_figure(network, where, size_by=measure), "actors").marker.size)
    circles = sizes / [1, 1, 0.96, 1.1, 0.89]
    value = np.array([node.measures[measure] for node in network.nodes])
    assert circles**2 == pytest.approx(10**2 + (44**2 - 10**2) * value / value.max())


def test_ties_carry_both_ends_and_their_sign_and_say_what_they_are(figure):
    middles = trace(figure, "ties")
    assert [*map(list, middles.customdata)] == [
        ["tie", "C", "A", 1],
        ["tie", "A", "B", -1],
        ["tie", "A", "B", 1],
        ["tie", "B", "A", -1],
        ["tie", "C", "B", 0],
        ["tie", "C", "D", 0],
        ["tie", "D", "E", 0],
    ]
    assert middles.marker.size >= 11
    assert middles.text[0] == (
        "C of the long and winding name → Aland: 5<br>friendly acts, last 1 Feb 2022 (aid 5); click to<br>see them"
    )
    assert (
        middles.text[5].replace("<br>", " ").endswith("only announced, last 15 Mar 2022 (consult 1); click to see it")
    )


def test_two_directions_and_two_signs_bend_apart(figure):
    middles = trace(figure, "ties")
    between = [*zip(middles.x[1:4], middles.y[1:4], strict=True)]
    assert len({(round(x, 3), round(y, 3)) for x, y in between}) == 3


def test_lines_are_grouped_by_style(figure):
    found = {(one.line.color, one.line.dash, one.line.width) for one in drawn(figure)}
    assert found == {
        (theme.HOSTILE, "solid", 1.3),
        (theme.FRIENDLY, "solid", 1.3),
        (theme.FRIENDLY, "solid", 3.4),
        (theme.CONTACT, "solid", 1.3),
        (theme.CONTACT, "6px,4px", 1.3),
        (theme.CONTACT, "1px,3px", 1.3),
    }
    assert len(drawn(figure)) == len(found)


def test_every_edge_is_drawn_once_from_end_to_end(figure, where):
    ends = []
    for one in drawn(figure):
        x, y = np.array(one.x, dtype=float), np.array(one.y, dtype=float)
        gaps = np.flatnonzero(np.isnan(x))
        for start, stop in zip([0, *gaps[:-1] + 1], gaps, strict=True):
            ends.append(((x[start], y[start]), (x[stop - 1], y[stop - 1])))
    wanted = ["AB", "AB", "BA", "CA", "CB", "CD", "DE"]
    assert sorted(ends) == sorted((where[start], where[end]) for start, end in wanted)


def test_hostile_ties_end_in_a_bar_and_friendly_ones_in_an_arrow(figure, where):
    assert {*heads(figure)} == {"line-ew", "triangle-up"}
    bars = heads(figure)["line-ew"]
    assert [*zip(bars.x, bars.y, strict=True)][1::2] == [where["B"], where["A"]]
    assert [*bars.marker.size] == [0, 11] * 2
    sizes = dict(zip("ABCDE", trace(figure, "actors").marker.size, strict=True))
    assert bars.marker.standoff[1] == pytest.approx(sizes["B"] / 2 + 2)


def test_a_click_fades_nothing(figure):
    for one in figure.data:
        if one.mode == "markers" and not one.showlegend:
            assert one.unselected.marker.opacity == one.selected.marker.opacity == 1


def test_names_stand_beside_marks_and_are_text(figure):
    said = {note.text for note in figure.layout.annotations}
    assert said == {"Aland", "B &amp; &lt;b&gt;Sons&lt;/b&gt;", "C of the long and<br>winding name", "D", "E"}
    assert {note.font.size for note in figure.layout.annotations} == {theme.TEXT}


def test_the_legend_names_what_occurs_and_nothing_else(figure, network, where, toy):
    assert legend(figure) == [
        "hostile",
        "friendly",
        "contact",
        "only announced",
        "structural tie",
        "Aland",
        "other or no country",
        "state",
        "international body",
        "separatist entity",
        "person",
        "other actor",
    ]
    by_kind = legend(network_figure(network, where, colour_by="kind"))
    assert by_kind[5:10] == ["state", "separatist entity", "person", "company", "organisation"]
    few = actor_network(look(toy, Lens(as_of=date(2022, 2, 28))), kinds=["CONSULT"], announced=False)
    assert legend(network_figure(few, where)) == ["contact", "other or no country", "separatist entity", "person"]


def test_colours_do_not_change_with_the_filters(toy, network, where):
    part = actor_network(look(toy, Lens(as_of=date(2022, 2, 28))), kinds=["CONSULT"])
    whole = dict(
        zip("ABCDE", trace(network_figure(network, where, colour_by="kind"), "actors").marker.color, strict=True)
    )
    some = trace(network_figure(part, where, colour_by="kind"), "actors")
    assert [*some.marker.color] == [whole[one] for _, one in some.customdata]


def test_filters_move_nobody(toy, figure, where):
    part = network_figure(actor_network(look(toy, Lens(as_of=date(2022, 2, 28))), kinds=["CONSULT"]), where)
    assert [*trace(part, "actors").x] == [where[one][0] for one in "BCD"]
    assert part.layout.xaxis.range == pytest.approx(figure.layout.xaxis.range, abs=0.1)


def test_a_path_is_pointed_out_in_the_accent(network, where):
    figure = network_figure(network, where, path=["A", "B"])
    band = drawn(figure)[0]
    assert band.line.color == theme.LIGHT.accent
    assert np.isnan(np.array(band.x, dtype=float)).sum() == 3
    outline = trace(figure, "actors").marker.line.color
    assert [colour == theme.LIGHT.accent for colour in outline] == [True, True, False, False, False]


def test_the_dark_ink_is_used_throughout(network, where):
    figure = network_figure(network, where, ink=theme.DARK)
    assert figure.layout.paper_bgcolor == theme.DARK.ground
    assert {note.font.color for note in figure.layout.annotations} == {theme.DARK.text}


def test_axes_are_hidden_and_equal_and_margins_explicit(figure):
    assert not figure.layout.xaxis.visible
    assert not figure.layout.yaxis.visible
    assert figure.layout.yaxis.scaleanchor == "x"
    assert None not in {figure.layout.margin[side] for side in "lrtb"}
    assert figure.layout.height == 760


def test_a_picture_higher_than_wide_is_turned_on_its_side(network, where):
    figure = network_figure(network, where, width=390)
    assert [*trace(figure, "actors").x] == [where[one][1] for one in "ABCDE"]
    assert figure.layout.width == 390


@pytest.mark.parametrize("empty", ["Nothing here.", "A < B"])
def test_an_empty_network_says_so(case, empty):
    network = actor_network(look(case(), Lens()))
    figure = network_figure(network, {}, empty=empty)
    assert [note.text for note in figure.layout.annotations] == [theme.escaped(empty)]
    assert alt_text(network) == "Actor network as of 7 February 2022: no ties."


def test_an_actor_without_ties_can_be_drawn(toy, where):
    alone = actor_network(look(toy, Lens(as_of=date(2022, 2, 28))), ego="E", structural=False)
    figure = network_figure(alone, where)
    assert [*map(list, trace(figure, "actors").customdata)] == [["actor", "E"]]


def test_too_many_actors_are_not_drawn(network):
    nodes = network.nodes[:1] * (LIMIT + 1)
    figure = network_figure(ActorNetwork(nodes, network.edges, network.day, network.common), {})
    assert [note.text for note in figure.layout.annotations] == [
        "501 actors are too many to draw: choose the level country, or show<br>fewer ties."
    ]


def test_words_for_those_who_cannot_see_it(network):
    assert alt_text(network) == (
        "Actor network as of 28 February 2022: 5 actors, 10 coded acts (2 hostile, 2 contact, 6 friendly). "
        "Most acts: Aland (8), C of the long and winding name (7), B & <b>Sons</b> (4). The table holds every tie."
    )
    said = legend_sentence(network, size_by="acts", colour_by="kind")
    assert "Size of an actor: coded acts; colour: kind. Ranks are of 10 coded acts" in said


def boxes(figure):
    """Boxes of the names in pixels of the width they are placed for, and the marks."""
    marks = trace(figure, "actors")
    low, high = (np.array([figure.layout.xaxis.range[end], figure.layout.yaxis.range[end]]) for end in (0, 1))
    scale = (1040 - 24) / (high[0] - low[0])
    found = []
    for note in figure.layout.annotations:
        lines = note.text.split("<br>")
        size = np.array([max(map(len, lines)) * 6.6, len(lines) * 17])
        middle = (np.array([note.x, note.y]) - low) * scale + [note.xshift, note.yshift]
        found.append((*(middle - size / 2), *(middle + size / 2)))
    centres = (np.column_stack([marks.x, marks.y]) - low) * scale
    return np.array(found), centres, np.array(marks.marker.size) / 2, (high - low) * scale


def test_names_of_the_shipped_case_are_whole_and_sit_on_nothing(shipped, before):
    figure = network_figure(before, positions(shipped, "country"))
    found, centres, radius, frame = boxes(figure)
    assert len(found) == min(len(before.nodes), LABELLED)
    for at, box in enumerate(found):
        others = np.delete(found, at, axis=0)
        assert not ((others[:, :2] < box[2:]) & (others[:, 2:] > box[:2])).all(axis=1).any()
        nearest = np.clip(centres, box[:2], box[2:])
        assert (np.hypot(*(nearest - centres).T) > radius * 0.85).all()
        assert (box[:2] >= 0).all()
        assert (box[2:] <= frame).all()


def test_names_of_the_shipped_case_are_names(shipped, before):
    figure = network_figure(before, positions(shipped, "country"))
    said = {note.text.replace("<br>", " ") for note in figure.layout.annotations}
    assert {"Russia", "Ukraine", "Germany", "Donetsk People's Republic"} <= said
    assert not said & {"RUS", "UKR", "DEU", "DNR"}
    assert len(figure.data) <= 32


def test_beyond_sixty_actors_the_largest_carry_their_names(shipped):
    network = actor_network(look(shipped, Lens()))
    assert len(network.nodes) > LABELLED
    figure = network_figure(network, positions(shipped, "actor"))
    assert 25 <= len(figure.layout.annotations) <= LABELLED
    largest = max(network.nodes, key=lambda node: node.measures["degree"])
    assert largest.name in {note.text for note in figure.layout.annotations}


def test_a_picture_is_drawn_the_same_every_time(shipped, before):
    where = positions(shipped, "country")
    assert network_figure(before, where).to_json() == network_figure(before, where).to_json()
