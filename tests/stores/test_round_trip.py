"""Writing and reading gives the same case, whatever its texts are."""

import shlex
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crisis import stores
from crisis.model.lint_problems import SILENCEABLE
from crisis.stores import writing

ANY = st.text(st.characters(codec="utf-8"), max_size=40)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=40)
WORDS = LINE.filter(lambda text: text.strip() and len(text.split()) <= 20)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "{=1}",
    "007",
    "1e5",
    "TRUE",
    "#REF!",
    "2022-02-07",
    "44599",
    "<r><t>rich</t></r>",
    "_x0041_x0042_",
    '"quoted", ""comma""; &amp;',
    "'quote",
    "\ufeffmark",
    "end\ufffe\uffff",
    "\u202ertl\u200f",
    "😀 Київ",
    " spaces ",
    "\u00a0",
    "NULL",
    "nan",
    "case [cut: see the sheet about]",
]
DATES = ["2022-02-07", "1900-02-28", "1900-03-01", "0001-01-01", "9999-12-31", "2021-12", "2014", "../2022-01-27"]
NAMES = ["toy", "toy.xlsx", "toy.parquet"]
KEYS = st.sampled_from(SILENCEABLE) | st.builds("{}:{}".format, st.sampled_from(SILENCEABLE), ANY.filter(bool))
REASONS = ANY.filter(str.strip)


def same(case, name):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        writing.write(case, path, writing.writer_of(path))
        return stores.open_case(path).version == case.version


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(words=WORDS, note=LINE, locator=WORDS, page=LINE)
@example(words="x", note="", locator="x", page="\x00\x01\x7f\ufffe")
@example(words="_x0041_x0042_", note="_x005F_", locator="=1+1", page="<r>x</r>")
def test_any_text_of_a_case(case, name, words, note, locator, page):
    quoted = shlex.quote
    address = "http://a.org/" + "".join(one for one in page if not one.isspace() and one not in '<>"')
    toy = case(
        sources=[f"s1 {quoted(f'note={note}')} {quoted(f'url={address}')} {quoted(f'title={words}')}"],
        positions=[f"p1 stance= {quoted(f'summary={words}')} {quoted(f'locator={locator}')} {quoted(f'via={note}')}"],
        actors=[f"A {quoted(f'name={words}')} {quoted(f'aliases={note}')}"],
    )
    assert same(toy, name)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20)
@given(title=ANY.filter(bool), description=ANY, silenced=st.dictionaries(KEYS, REASONS, max_size=3))
@example(title="\x00\x7f\r\n\t\"'\\", description="'''\"\"\"", silenced={"no_office: a ": "\rx\u2028"})
@example(title=" setting ", description="_x0041_", silenced={"no_office:title": "x"})
def test_any_setting(case, name, title, description, silenced):
    chosen = {"title": title, "description": description, "silenced": silenced, "timeline_from": "2022-02-07"}
    assert same(case(settings=chosen), name)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_texts_and_dates(case, name):
    toy = case(
        sources=[f"s{n} published_on={one}" for n, one in enumerate(DATES)],
        positions=[
            f"{n}.p said_on={DATES[n % len(DATES)]} stance={n % 5 - 2} {shlex.quote(f'summary={text}')}"
            for n, text in enumerate(HOSTILE)
            if text.strip()
        ],
    )
    assert same(toy, name)
