import pandas as pd
import pytest

from crisis.model.lens import Lens
from crisis.tables.view import look
from crisis.ui import cards, lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-2, '<span class="stance" style="background:#b35806;color:#ffffff">−2</span>strongly opposes'),
        (0, '<span class="stance" style="background:#f7f7f7;color:#1f2933">0</span>balanced'),
        (1, '<span class="stance" style="background:#b2abd2;color:#1f2933">+1</span>supports'),
        (pd.NA, '<span class="badge">no stand taken</span>'),
        (None, '<span class="badge">no stand taken</span>'),
    ],
)
def test_a_stance_is_a_number_a_colour_and_words(value, text):
    assert cards.stance(value) == text


def test_a_link_carries_its_token_and_text_as_text():
    assert cards.link('a|"<b>', "<b>x") == ('<button class="link" data-open="a|&quot;&lt;b&gt;">&lt;b&gt;x</button>')


@pytest.mark.parametrize(
    ("publishers", "text"),
    [
        (["Reuters"], "Reuters"),
        (["Reuters", "AFP"], "Reuters, AFP"),
        (["Reuters", "AFP", "Reuters"], "Reuters, AFP"),
        (["Reuters", "AFP", "dpa", "<b>"], "Reuters, AFP and 2 more"),
        (["<b>"], "&lt;b&gt;"),
    ],
)
def test_publishers_of_a_line_are_named_once_and_counted_beyond_two(case, publishers, text):
    sources = [f"s{n} publisher='{name}'" for n, name in enumerate(publishers)]
    view = look(case(sources=sources), Lens())
    assert lines.sources(view, [f"s{n}" for n in range(len(publishers))]) == f' <span class="quiet">— {text}</span>'
