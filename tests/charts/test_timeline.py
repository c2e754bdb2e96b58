from datetime import date, timedelta
from itertools import combinations, pairwise

import pandas as pd
import pytest

from crisis.charts import theme
from crisis.charts.theme import DARK, LIGHT, THEME_FILL
from crisis.charts.timeline import SHAPES, alt_text, scope_sentence, timeline_figure
from crisis.charts.timeline_frame import ticks
from crisis.charts.timeline_layout import MOST_MARKS, laid_out
from crisis.measures.timeline import LANES, timeline
from crisis.model.lens import Lens
from crisis.model.vocabulary import UNCONFIRMED
from crisis.tables.view import look

SETTINGS = {"timeline_from": "2022-02-07", "timeline_anchor": "visit"}
SOURCES = ["s1 published_on=2022-02-01/.."]
EVENTS = (
    "visit starts_on=2022-02-07 title='Scholz meets Biden' actor_ids=SCHOLZ recipient_ids=BIDEN place=Washington",
    "drills status=ongoing starts_on=2022-02-10/.. theme=force",
    "summit status=scheduled starts_on=2022-02-24/..",
    "vote status=scheduled starts_on=2022-03-04 theme=law_and_votes",
    "meeting status=cancelled starts_on=2022-02-24",
    "trip starts_on=2022-02-08 ends_on=2022-02-10",
    "call starts_on=2022-02-14/2022-02-16",
    "find starts_on=../2022-02-20 theme=force",
)
ACTORS = ["SCHOLZ kind=person name='Olaf <Scholz>'", "BIDEN kind=person name='Joe Biden'"]
DAYS = ["2022-02-08", "2022-02-23", "2022-03-31", "2022-12-21"]


@pytest.fixture
def seen(case):
    def build(as_of="2022-03-01", events=EVENTS, by="theme", **lens):
        anchor = "visit" if any(one.startswith("visit") for one in events) else ""
        settings = SETTINGS | {"timeline_anchor": anchor}
        toy = case(settings=settings, sources=SOURCES, events=events, actors=ACTORS)
        return timeline(look(toy, Lens(as_of=date.fromisoformat(as_of), **lens)), by)

    return build


@pytest.fixture(scope="session")
def of_shipped(shipped):
    def build(as_of, by="theme"):
        return timeline(look(shipped, Lens(as_of=date.fromisoformat(as_of))), by)

    return build


def overlap(one, other):
    """Whether two boxes share more than an edge."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def traces(figure, name):
    return [one for one in figure.data if one.name == name and one.x != (None,)]


def marks_of(figure):
    """Trace and place of every mark by its event."""
    found = {}
    for trace in figure.data:
        for place, custom in enumerate(trace.customdata if trace.customdata is not None else []):
            found[custom[1]] = (trace, place)
    return found


@pytest.mark.parametrize(
    ("event_id", "state", "symbol", "hollow"),
    [
        ("visit", "occurred", "circle", False),
        ("drills", "ongoing", "triangle-right", False),
        ("vote", "scheduled", "circle", True),
        ("summit", UNCONFIRMED, "circle", True),
        ("meeting", "cancelled", "x", False),
    ],
)
def test_the_state_is_a_shape(seen, event_id, state, symbol, hollow):
    trace, place = marks_of(timeline_figure(seen()))[event_id]
    assert (trace.name, trace.marker.symbol) == (state, symbol)
    assert (trace.marker.color[place] == LIGHT.ground) is hollow
    assert trace.type == "scatter"


def test_shapes_are_declared_for_every_state():
    assert [*SHAPES] == ["occurred", "ongoing", "scheduled", UNCONFIRMED, "cancelled"]


def test_every_mark_opens_its_event_and_is_large_enough_to_hit(seen):
    found = seen()
    figure = timeline_figure(found)
    marks = marks_of(figure)
    assert sorted(marks) == sorted(one.event_id for one in found.events)
    assert all([*trace.customdata[place]] == ["event", event_id] for event_id, (trace, place) in marks.items())
    assert min(trace.marker.size[place] for trace, place in marks.values()) >= 11


def test_colours_are_those_of_the_theme_of_the_event(seen):
    trace, place = marks_of(timeline_figure(seen()))["drills"]
    assert trace.marker.color[place] == THEME_FILL["force"]
    trace, place = marks_of(timeline_figure(seen(), ink=DARK))["vote"]
    assert (trace.marker.color[place], trace.marker.line.color[place]) == (DARK.ground, THEME_FILL["law_and_votes"])


def bar(figure, name):
    """Ends of the one bar of a kind, as text."""
    (trace,) = traces(figure, name)
    return [f"{pd.Timestamp(one):%m-%d %H:%M}" for one in trace.x[:2]], trace.line.dash


def test_a_span_is_a_bar_of_whole_days(seen):
    figure = timeline_figure(seen(events=(EVENTS[5],)))
    assert bar(figure, "from first to last day") == (["02-08 00:00", "02-11 00:00"], "solid")


def test_a_vague_date_is_a_hatched_bar_with_its_mark_in_the_middle(seen):
    figure = timeline_figure(seen(events=(EVENTS[6],)))
    assert bar(figure, "as vague as its date") == (["02-14 00:00", "02-17 00:00"], "2px,2px")
    trace, place = marks_of(figure)["call"]
    assert f"{pd.Timestamp(trace.x[place]):%m-%d %H:%M}" == "02-15 12:00"


def test_what_is_under_way_runs_to_the_end_of_the_day_with_an_arrow(seen):
    figure = timeline_figure(seen(events=(EVENTS[1],)))
    assert bar(figure, "from first to last day") == (["02-10 00:00", "03-02 00:00"], "solid")
    (arrow,) = traces(figure, "no end yet")
    assert len(arrow.x) == 1
    assert pd.Timestamp(arrow.x[0]) < pd.Timestamp("2022-03-02")


def test_an_announcement_never_confirmed_has_a_short_dashed_tail(seen):
    figure = timeline_figure(seen(as_of="2022-12-01", events=(EVENTS[2],)))
    (trace,) = traces(figure, "open start or end")
    assert trace.line.dash == "3px,2px"
    assert pd.Timestamp(trace.x[1]) - pd.Timestamp(trace.x[0]) < timedelta(days=10)
    assert traces(figure, "from first to last day") == []


def test_a_tail_does_not_reach_beyond_the_day(seen):
    figure = timeline_figure(seen(as_of="2022-02-25", events=("e1 status=scheduled starts_on=2022-02-24",)))
    (trace,) = traces(figure, "open start or end")
    assert pd.Timestamp(trace.x[1]) <= pd.Timestamp("2022-02-26")


def test_hover_says_names_never_ids_and_takes_data_as_text(seen):
    trace, place = marks_of(timeline_figure(seen()))["visit"]
    assert trace.hovertext[place] == (
        "<b>Scholz meets Biden</b><br>7 February 2022 · Washington<br>occurred · Meetings and calls<br>"
        "Olaf &lt;Scholz&gt; → Joe Biden<br>1 independent source, 1 report<br>Click to open its reports"
    )


def test_the_anchor_and_the_day_cannot_be_taken_for_each_other(seen):
    figure = timeline_figure(seen())
    lines = {one.line.dash or "solid": one for one in figure.layout.shapes if one.type == "line" and one.xref == "x"}
    assert f"{pd.Timestamp(lines['dot'].x0):%m-%d %H:%M}" == "02-07 12:00"
    assert f"{pd.Timestamp(lines['solid'].x0):%m-%d %H:%M}" == "03-02 00:00"
    assert (lines["dot"].line.color, lines["solid"].line.color) == (LIGHT.quiet, LIGHT.accent)
    words = {one.text: one for one in figure.layout.annotations}
    assert words["as of 1 March 2022"].bgcolor == LIGHT.accent
    assert "◆ anchor: 7 February 2022" in words


def test_an_anchor_that_no_label_names_is_named_at_its_flag(case):
    toy = case(settings=SETTINGS, sources=SOURCES, events=[*EVENTS, "other starts_on=2022-02-10 issue_ids=I1"])
    found = timeline(look(toy, Lens(as_of=date(2022, 3, 1), issue=("I1",))))
    assert "◆ anchor: 7 February 2022, Scholz meets Biden" in {
        one.text for one in timeline_figure(found).layout.annotations
    }


def test_a_day_before_the_first_stands_left_of_the_lanes(of_shipped):
    figure = timeline_figure(of_shipped("2022-01-27"), width=1440)
    assert "◂ as of 27 January 2022" in {one.text for one in figure.layout.annotations}
    assert [one for one in figure.layout.shapes if one.line.color == LIGHT.accent] == []


def test_weeks_are_bars_with_their_number(seen):
    figure = timeline_figure(seen(as_of="2022-02-25"))
    (numbers,) = traces(figure, "rows coded")
    assert numbers.text == ("3", "2", "2", "1")
    (bars,) = traces(figure, "events coded")
    assert ([*bars.y], bars.yaxis) == ([3, 2, 2, 1], "y2")


def test_ticks_are_mondays_then_months_then_quarters(seen):
    def names(as_of, width):
        found = seen(as_of=as_of)
        return [one.replace("<br>", " ").strip() for one in ticks(found, laid_out(found, width))["ticktext"]]

    assert names("2022-03-07", 1000) == ["7 Feb 2022", "14 Feb", "21 Feb", "28 Feb", "7 Mar"]
    assert names("2022-04-30", 700)[:3] == ["7 Feb 2022", "21 Feb", "7 Mar"]
    assert names("2023-01-31", 1200)[-2:] == ["Dec", "Jan 2023"]
    assert names("2023-12-31", 700) == ["Apr 2022", "Jul", "Oct", "Jan 2023", "Apr", "Jul", "Oct"]
    assert names("2042-12-31", 700)[-2:] == ["2041", "2042"]


@pytest.mark.parametrize("by", LANES)
@pytest.mark.parametrize("as_of", DAYS)
@pytest.mark.parametrize("width", [700, 1440])
def test_no_label_covers_a_label_a_leader_or_a_mark(of_shipped, by, as_of, width):
    found = of_shipped(as_of, by)
    sheet = laid_out(found, width)
    texts = [one.box for one in sheet.labels]
    leaders = [one.leader for one in sheet.labels if one.leader]
    marks = [(one.left, one.right, one.y - one.size / 2, one.y + one.size / 2) for one in sheet.marks]
    assert not [pair for pair in combinations(texts, 2) if overlap(*pair)]
    assert not [1 for text in texts for leader in leaders if overlap(text, leader)]
    assert not [1 for text in texts for mark in marks if overlap(text, mark)]
    assert all(left >= 0 and right <= sheet.across and top >= 0 for left, right, top, _ in texts)
    assert len({one.event_id for one in sheet.labels}) == len(sheet.labels)
    assert len(texts) >= 0.7 * sum(one.key for one in found.events)


@pytest.mark.parametrize("by", LANES)
def test_marks_stay_inside_their_lane_and_do_not_overlap(of_shipped, by):
    sheet = laid_out(of_shipped("2022-12-21", by), 1440)
    for lane, (top, bottom) in enumerate(pairwise(sheet.edges)):
        inside = [one for one in sheet.marks if one.lane == lane]
        assert all(top <= one.y - one.size / 2 and one.y + one.size / 2 <= bottom for one in inside)
        boxes = [(one.left + 1, one.right - 1, one.y - 5, one.y + 5) for one in inside]
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


@pytest.mark.parametrize("as_of", DAYS)
def test_nothing_that_happened_is_marked_right_of_the_day(of_shipped, as_of):
    figure = timeline_figure(of_shipped(as_of))
    end = pd.Timestamp(as_of) + timedelta(days=1)
    for name in ("occurred", "ongoing", "from first to last day", "no end yet"):
        for trace in traces(figure, name):
            assert all(pd.Timestamp(one) <= end for one in trace.x if one is not None)


def test_text_is_14_pixels_and_margins_are_explicit(of_shipped):
    figure = timeline_figure(of_shipped("2022-03-31"), width=1000, fixed=True)
    assert all(one.font.size >= 14 for one in figure.layout.annotations)
    assert figure.layout.xaxis.tickfont.size == figure.layout.yaxis.tickfont.size == theme.TEXT
    assert all(figure.layout.margin[side] is not None for side in "lrtb")
    assert figure.layout.width == 1000
    assert timeline_figure(of_shipped("2022-03-31")).layout.width is None


def test_zoom_is_kept_while_lanes_and_days_are_the_same(of_shipped):
    same = {timeline_figure(of_shipped("2022-03-31"), ink=ink).layout.uirevision for ink in (LIGHT, DARK)}
    assert len(same) == 1
    assert timeline_figure(of_shipped("2022-04-30")).layout.uirevision not in same


def test_data_is_text_in_lanes_labels_and_the_flag(case):
    toy = case(
        settings=SETTINGS,
        sources=SOURCES,
        actors=["A name='<b>A</b>'"],
        events=["visit starts_on=2022-02-07 title='<i>Visit</i>' actor_ids=A"],
    )
    figure = timeline_figure(timeline(look(toy, Lens(as_of=date(2022, 3, 1))), "country"))
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;b&gt;A&lt;/b&gt; ")
    assert "&lt;i&gt;Visit&lt;/i&gt;" in {one.text for one in figure.layout.annotations}


def test_the_key_says_colours_only_where_lanes_do_not(seen):
    def key(by):
        return {one.name for one in timeline_figure(seen(by=by)).data if one.showlegend}

    assert {"occurred", "ongoing", "scheduled", UNCONFIRMED, "cancelled"} <= key("theme")
    assert "Force" not in key("theme")
    assert "Force" in key("country")


@pytest.fixture
def crowd(case):
    days = [(date(2022, 2, 7) + timedelta(days=place % 70)).isoformat() for place in range(MOST_MARKS + 1)]
    events = [f"e{place} starts_on={one}" for place, one in enumerate(days)]
    toy = case(settings={"timeline_from": "2022-02-07"}, sources=SOURCES, events=events)
    return timeline(look(toy, Lens(as_of=date(2022, 4, 17))))


def test_too_many_events_are_counted_per_week_and_lane_with_a_note(crowd):
    figure = timeline_figure(crowd)
    (squares,) = traces(figure, "events counted")
    assert sum(int(text) for text in squares.text) == MOST_MARKS + 1
    assert [*squares.customdata[1]] == ["week", "Meetings and calls", "2022-02-14"]
    assert len(squares.x) == 10
    notes = " ".join(one.text.replace("<br>", " ") for one in figure.layout.annotations)
    assert "1,501 events are too many for single marks" in notes


def test_without_events_a_sentence_says_what_to_change(seen):
    found = seen(as_of="2022-01-01")
    figure = timeline_figure(found, empty="No event is known by then: choose a later day.")
    assert [one.text for one in figure.layout.annotations] == ["No event is known by then: choose a later day."]
    assert len(figure.data) == 0
    assert alt_text(found) == "Timeline without an event."
    assert scope_sentence(found) == "No event from 7 February 2022 on."


def test_alt_text_counts_states_and_names_the_busiest_lane(seen):
    assert alt_text(seen()) == (
        "Timeline of 8 events from 7 February to 4 March 2022, as of 1 March 2022: 4 occurred, 1 ongoing, 1 scheduled, "
        "1 scheduled, unconfirmed, 1 cancelled. The busiest of 3 lanes is Meetings and calls with 5."
    )


def test_the_scope_is_a_sentence_in_singular_and_plural(seen):
    one = ("e1 status=scheduled starts_on=2022-02-07", "e0 starts_on=2022-02-01")
    assert scope_sentence(seen("2022-02-07", one)) == (
        "1 event on 7 February 2022, in 1 lane; 1 earlier one is behind the lead-up switch."
    )
    two = (*one, "e2 starts_on=2022-02-08 theme=force", "e3 starts_on=2022-02-02")
    assert scope_sentence(seen("2022-02-20", two)) == (
        "2 events from 7 to 20 February 2022, in 2 lanes; 2 earlier ones are behind the lead-up switch."
    )
    assert scope_sentence(seen("2023-01-05", two, since=date(2022, 2, 1))) == (
        "4 events from 1 February 2022 to 5 January 2023, in 2 lanes."
    )
