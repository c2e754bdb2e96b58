from datetime import date

import plotly.graph_objects as go
import pytest

from crisis.charts import theme
from crisis.charts.matrix_drawing import drawing, facts
from crisis.charts.stance_matrix import AGES, alt_text, stance_matrix_figure
from crisis.charts.theme import DARK, LIGHT, STANCE_FILL, STANCE_TEXT
from crisis.model.lens import Lens
from crisis.tables.view import look


def traces(figure):
    """Traces by name; plotly has checked every value."""
    return {trace.name: trace for trace in go.Figure(figure.to_plotly_json()).data}


def words(figure):
    """Everything a figure prints."""
    found = traces(figure).values()
    marks = [text for trace in found for text in [*(trace.text or ()), *(trace.hovertext or ())]]
    return marks + [text for one in figure.layout.annotations for text in (one.text, one.hovertext) if text]


@pytest.fixture(scope="module")
def view(case):
    return look(
        case(
            actors=["A name=Ann part_of=C", "B name=Ben part_of=C", "C name=Corp", "D name=Dan"],
            issues=[
                "I1 name='Arm Ukraine' proposition='Ukraine should be armed' theme='military aid'",
                "I2 name='Keep talking' theme=talks",
                "F1 name='It happened' kind=fact",
            ],
            sources=["s1 published_on=2021-01-01"],
            positions=[
                "p1 actor_id=A stance=-1 said_on=2022-02-20",
                "p2 actor_id=B stance=2 said_on=2022-03-01 basis=deed also_source_ids=s2",
                "p3 actor_id=D stance=2 said_on=2021-11-05",
                "p4 actor_id=D issue_id=I2 stance=",
                "p5 actor_id=A issue_id=I2 stance=0 said_on=2022-01-10",
                "p6 actor_id=D issue_id=F1 stance=1",
            ],
        ),
        Lens(level="country", as_of=date(2022, 3, 1)),
    )


@pytest.fixture(scope="module")
def figure(view):
    return stance_matrix_figure(drawing(view, order="by name"))


def test_every_coded_cell_is_a_marker_that_opens_its_evidence(figure):
    assert [*map(list, traces(figure)["stance"].customdata)] == [
        ["cell", "C", "I1"],
        ["cell", "C", "I2"],
        ["cell", "D", "I1"],
    ]


def test_a_cell_prints_its_sign_with_a_true_minus_and_its_day(figure, case):
    assert [*traces(figure)["value and day"].text] == ["<b>+2</b><br>1/3", "<b>0</b><br>10/1", "<b>+2</b><br>11/’21"]
    view = look(case(positions=["p1 stance=-1"]), Lens())
    assert [*traces(stance_matrix_figure(drawing(view)))["value and day"].text] == ["<b>−1</b><br>1/2"]


def test_colour_is_stance_alone_and_size_is_age(figure):
    marker = traces(figure)["stance"].marker
    assert [*marker.color] == [STANCE_FILL[2], STANCE_FILL[0], STANCE_FILL[2]]
    assert [*marker.size] == [42, 38, 34]
    assert [*traces(figure)["value and day"].textfont.color] == [STANCE_TEXT[2], STANCE_TEXT[0], STANCE_TEXT[2]]
    assert AGES[0] == (30, 42)


@pytest.mark.parametrize(("day", "side"), [("02-03", 42), ("03-03", 42), ("03-04", 38), ("05-02", 38), ("05-03", 34)])
def test_a_square_shrinks_after_30_and_after_90_days(case, day, side):
    view = look(case(positions=["p1 said_on=2022-02-01"]), Lens(as_of=date.fromisoformat(f"2022-{day}")))
    assert [*traces(stance_matrix_figure(drawing(view)))["stance"].marker.size] == [side]


def test_what_is_not_coded_is_a_dot_and_who_took_no_stand_a_ring(view):
    found = traces(stance_matrix_figure(drawing(view, order="by name", opened=["C"])))
    assert [*map(list, found["took no stand"].customdata)] == [["cell", "D", "I2"]]
    assert len(found["not coded"].x) == 1
    assert found["not coded"].hovertext == "not coded"
    assert found["not coded"].marker.size < found["took no stand"].marker.size < found["stance"].marker.size[0]


def test_every_place_is_a_cell_a_dot_or_a_ring(view):
    shown = drawing(view, opened=["C"])
    found = traces(stance_matrix_figure(shown))
    places = [
        (x, y)
        for name in ("stance", "not coded", "took no stand")
        for x, y in zip(found[name].x, found[name].y, strict=True)
    ]
    assert len(places) == len({*places}) == len(shown.rows) * len(shown.columns)


def test_marks_stand_inside_their_square(figure):
    found = traces(figure)
    assert [len(found[name].x) for name in ("has said both within 30 days", "word against deed", "single source")] == [
        1,
        1,
        2,
    ]
    x, y = found["stance"].x[0], found["stance"].y[0]
    for name in ("has said both within 30 days", "word against deed"):
        assert max(abs(found[name].x[0] - x), abs(found[name].y[0] - y)) <= 21 - 3


def test_row_labels_open_profiles(view):
    labels = traces(stance_matrix_figure(drawing(view, order="by name", opened=["C"])))["rows"]
    assert [*labels.text] == ["Corp", "– Ann", "– Ben", "Dan"]
    assert [*map(list, labels.customdata)] == [["actor", "C"], ["actor", "A"], ["actor", "B"], ["actor", "D"]]
    assert [*labels.y] == sorted(labels.y, reverse=True)


def test_columns_stand_under_their_theme_with_their_proposition(figure):
    texts = [(one.text, one.hovertext) for one in figure.layout.annotations]
    assert texts[:2] == [("Arm Ukraine", "Ukraine should be armed"), ("Keep talking", "It should be done")]
    assert [text.replace("<br>", " ") for text, _ in texts[2:]] == ["military aid", "talks"]
    assert len(figure.layout.shapes) == 1


def test_a_hover_says_all_of_a_cell(figure):
    assert traces(figure)["stance"].hovertext[0].split("<br>") == [
        "<b>Corp · Arm Ukraine</b>",
        "Ukraine should be armed",
        "+2 strongly supports, by deed",
        "said 1 March 2022, 0 days old",
        "2 statements, 2 sources",
        "has said both within 30 days",
        "word against deed",
        "Click to open",
    ]


def test_cells_that_moved_are_framed_and_say_by_how_much(view):
    before = look(view.case, Lens(level="country", as_of=date(2022, 2, 25)))
    found = traces(stance_matrix_figure(drawing(view, order="by name", before=before)))
    assert [*found["value and day"].text] == ["<b>+2</b><br>Δ+3", "<b>0</b><br>10/1", "<b>+2</b><br>11/’21"]
    assert [*found["stance"].marker.line.width] == [4, 1, 1]
    early = look(view.case, Lens(level="country", as_of=date(2022, 1, 1)))
    found = traces(stance_matrix_figure(drawing(view, order="by name", before=early)))
    assert [*found["value and day"].text][:2] == ["<b>+2</b><br>new", "<b>0</b><br>new"]


def test_facts_are_affirmed_or_denied(view):
    (hover,) = traces(stance_matrix_figure(facts(view)))["stance"].hovertext
    assert "+1 leans to it, by word" in hover


def test_hostile_text_is_text_and_long_names_are_cut(case):
    harm = "<script>alert(1)</script>"
    view = look(
        case(
            actors=[f"A name='{harm}'", f"B name={'x' * 10_000}"],
            issues=[f"I1 name='{harm}' proposition='<b>x</b> {'&' * 200}' theme='{harm}'", f"I2 name={'y' * 10_000}"],
            positions=["p1", "p2 actor_id=B issue_id=I2", "p3 actor_id=B issue_id=I2 stance="],
        ),
        Lens(),
    )
    figure = stance_matrix_figure(drawing(view))
    assert [text for text in words(figure) if "<script" in text or "<b>x</b>" in text] == []
    pieces = [piece for text in words(figure) for piece in text.replace("&amp;", "").split("<br>") if "&" in piece]
    assert all(piece.count("&") == piece.count("&lt;") + piece.count("&gt;") for piece in pieces)
    assert figure.layout.width < 1000
    assert figure.layout.height < 800


@pytest.mark.parametrize("ink", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_look_alike_on_both_grounds(view, ink):
    figure = stance_matrix_figure(drawing(view), ink=ink)
    assert [*traces(figure)["stance"].marker.color] == [
        *traces(stance_matrix_figure(drawing(view)))["stance"].marker.color
    ]
    assert figure.layout.paper_bgcolor == ink.ground
    assert {*traces(figure)["rows"].textfont.color} == {ink.text}


def test_a_pixel_is_a_step_so_that_marks_stay_where_they_are(figure):
    layout = figure.layout
    assert layout.xaxis.range[1] - layout.xaxis.range[0] == pytest.approx(layout.width - 40, abs=1)
    assert layout.yaxis.range[1] - layout.yaxis.range[0] == pytest.approx(layout.height - layout.margin.t - 12, abs=1)


def test_an_export_carries_the_whole_of_it(figure):
    framed = theme.framed(figure, "Who stands where", ["As of 1 March 2022"], 1400)
    assert [*traces(framed)] == [*traces(figure)]
    assert [one.text for one in framed.layout.annotations][-2:] == ["Who stands where", "As of 1 March 2022"]


def test_an_empty_matrix_says_why(case):
    shown = drawing(look(case(), Lens()))
    figure = stance_matrix_figure(shown, empty="No stance is coded.")
    assert [one.text for one in figure.layout.annotations] == ["No stance is coded."]
    assert alt_text(shown, "1 March 2022") == "Stance matrix without a coded cell."


def test_the_matrix_in_a_sentence(view):
    assert alt_text(drawing(view), "1 March 2022") == (
        "Stance matrix as of 1 March 2022: 2 rows by 2 issues, 3 cells coded, 2 supporting and 0 opposing. The table "
        "below holds the same numbers."
    )


def test_the_shipped_case_is_drawn_whole(shipped):
    shown = drawing(look(shipped, Lens(level="country")), opened=["DEU"])
    found = traces(stance_matrix_figure(shown))
    assert len(found["stance"].x) == len(found["value and day"].text) == len(shown.cells)
