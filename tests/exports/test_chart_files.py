from datetime import date

import plotly.graph_objects as go
import pytest

from crisis.exports.chart_files import CHARTS, SCRIPT, framed, html
from crisis.exports.lens_file import read, write
from crisis.model.lens import Lens
from crisis.tables.view import look

WORDS = [chart.word for chart in CHARTS]


@pytest.mark.parametrize("chart", CHARTS, ids=WORDS)
def test_every_chart_is_framed_with_lens_sources_and_version(shipped, chart):
    view = look(shipped, Lens(as_of=date(2022, 3, 1), level="country"))
    figure = go.Figure(framed(chart, view).to_plotly_json())
    texts = " ".join(one.text for one in figure.layout.annotations)
    for words in (chart.title, "As of 1 March 2022, as known that day", shipped.version[:8]):
        assert words.replace(" ", "") in texts.replace("<br>", "").replace(" ", "")


@pytest.mark.parametrize("chart", CHARTS, ids=WORDS)
def test_an_empty_view_has_a_sentence_in_every_chart(case, chart):
    page = html(chart, look(case(), Lens())).decode()
    assert "Nothing is coded under this lens." in page.replace("\\u003cbr\\u003e", " ")


@pytest.mark.parametrize("chart", CHARTS, ids=WORDS)
def test_the_same_view_gives_the_same_page_that_asks_for_its_script_alone(shipped, chart):
    view = look(shipped, Lens(as_of=date(2022, 3, 1), level="country"))
    page = html(chart, view)
    assert page == html(chart, look(shipped, view.lens))
    assert page.count(b"src=") == 1
    assert f'src="{SCRIPT}"'.encode() in page


@pytest.mark.parametrize(
    "lens",
    [Lens(), Lens(country=("DEU", "NATO"), issue=("I05",), as_of=date(2022, 3, 1), hindsight=True, max_credibility=2)],
)
def test_a_lens_is_written_and_read_again(shipped, lens):
    view = look(shipped, lens)
    again, notices = Lens.from_params(read(write(view)), shipped)
    assert (again.on(shipped), notices) == (view.lens, [])


@pytest.mark.parametrize("text", [b"x = 1", b"x = [1]", b"\xff", b"x ="])
def test_what_is_no_lens_is_refused(text):
    with pytest.raises(ValueError, match=r"lens holds|decode|value"):
        read(text)
