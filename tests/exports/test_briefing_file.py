import re
from datetime import UTC, date, datetime, timedelta, timezone
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from crisis import __version__
from crisis.charts import matrix_drawing
from crisis.exports.briefing_figures import blocks, exhibits
from crisis.exports.briefing_file import html, markdown
from crisis.exports.briefing_head import Numbers
from crisis.exports.briefing_markdown import plain
from crisis.measures.briefing import briefing
from crisis.measures.briefing_line import EVIDENCE
from crisis.measures.stance_matrix import stance_matrix
from crisis.model.lens import Lens
from crisis.tables.view import look

AT = datetime(2022, 3, 2, 8, 30, 5, tzinfo=UTC)
VOID = {"meta", "br", "img", "link", "hr", "input"}
HOSTILE = "<script>alert(1)</script> =cmd|' /C calc'!A1 ../../x \u202egnp.exe 😀 [a](javascript:x) **b** & </style>"
LONG = "ä" * 10_000


class Page(HTMLParser):
    """What a reader of the page sees: headings, ids, links, texts, and whether every element is closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.headings, self.ids, self.links, self.fetched, self.items = [], [], [], [], []
        self.open, self.lines = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        self.fetched += [found[one] for one in ("src", "data", "action", "srcset") if one in found]
        if tag == "link":
            self.fetched.append(found["href"])
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append([tag, ""])
        if tag == "li":
            self.lines.append([found.get("id", ""), "", 0])
        if tag == "a" and self.lines and "cite" in self.open:
            self.lines[-1][2] += 1
        if tag not in VOID:
            self.open.append(found.get("class") or tag)
            self.items.append(tag)

    def handle_endtag(self, tag):
        assert self.items.pop() == tag
        self.open.pop()

    def handle_data(self, data):
        if self.items and self.items[-1] in ("script", "style"):
            return
        if any(one in ("h1", "h2", "h3", "h4") for one in self.items):
            self.headings[-1][1] += data
        if "li" in self.items:
            self.lines[-1][1] += data


def views(case, day="2022-02-10", earlier="2022-02-03", **lens):
    return [look(case, Lens(as_of=date.fromisoformat(one), **lens)) for one in (day, earlier)]


def page(case, *days, **lens):
    return html(*views(case, *days, **lens), AT).decode()


def outside_scripts(text):
    return re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def week(shipped):
    return views(shipped, "2022-03-01", "2022-02-22", level="country")


@pytest.fixture(scope="module")
def text(week):
    return html(*week, AT).decode()


@pytest.fixture(scope="module")
def hostile(case):
    return case(
        settings={"title": HOSTILE},
        sources=[
            f's1 title="{HOSTILE}" publisher="{HOSTILE}"',
            "s2 title=Plain published_on=2022-02-08 url=https://a.org/1?a=1&b=2",
        ],
        actors=[f'A name="{HOSTILE}"', f"B name={LONG}"],
        issues=[f'I1 name="{HOSTILE}" theme="{HOSTILE}"', f"F1 kind=fact name={LONG}"],
        positions=[
            "p1 stance=-2",
            "p2 actor_id=B stance=2 source_id=s2",
            "p3 actor_id=B issue_id=F1",
            'p4 stance=2 said_on=2022-02-08 summary="`x` | <b>y</b>"',
        ],
        events=[f'e1 title="{HOSTILE}" starts_on=2022-02-08 source_id=s2 place="{HOSTILE}"'],
    )


def test_the_page_is_well_formed_and_its_headings_are_ordered(text):
    found = Page(text)
    levels = [int(tag[1]) for tag, _ in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(found.ids) == len({*found.ids})
    assert text.startswith('<!doctype html>\n<html lang="en">')


def test_the_contents_name_every_section(text):
    found = Page(text)
    names = [name for tag, name in found.headings if tag == "h2"]
    entries = [line.strip() for _, line, _ in found.lines][: len(names) - 1]
    assert names == ["Contents", *entries]
    assert entries[-2:] == ["Charts and tables", "Sources"]


def test_every_number_leads_to_a_source_and_every_link_inside_resolves(text, week):
    found = Page(text)
    inside = [link[1:] for link in found.links if link.startswith("#")]
    assert {*inside} <= {*found.ids}
    sources = [one for one in found.ids if re.fullmatch(r"source-\d+", one)]
    assert sources == [f"source-{place}" for place in range(1, len(briefing(*week).source_ids) + 1)]


def test_every_line_is_told_with_its_citations_and_its_kind_of_evidence(text, week):
    told = [line for section in briefing(*week).sections for line in section.every_line()]
    found = [one for one in Page(text).lines if one[2]]
    assert len(found) == len(told)
    for line, (_, words, cited) in zip(told, found, strict=True):
        assert cited >= len(line.parts)
        assert all(part.text in words for part in line.parts)
        assert words.replace("\u00a0", " ").endswith(line.told)
        assert any(EVIDENCE.label(code) in line.told for code in EVIDENCE)


def test_nothing_but_links_to_sources_leads_out(text, week):
    found = Page(text)
    assert found.fetched == []
    urls = {*week[0].case.tables["sources"]["url"]}
    assert {link for link in found.links if not link.startswith("#")} <= urls
    rest = re.sub(r"<li id=\"source-.*?</li>", "", outside_scripts(text))
    assert "http:" not in rest
    assert "https:" not in rest
    assert "@import" not in rest
    assert "url(" not in rest


def test_a_policy_lets_nothing_be_fetched_and_no_other_script_run(text):
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'sha256-")
    assert "unsafe-inline' 'sha" not in policy
    assert len(re.findall(r"<script>", text)) == policy.count("'sha256-") == 2


def test_head_and_foot_carry_lens_days_versions_and_moment(week, text):
    case = week[0].case
    for part in ("As of 1 March 2022, as known that day · all countries and bodies", "22 February 2022"):
        assert outside_scripts(text).count(part) >= 2
    assert f"version {case.version[:8]}" in text
    assert f"version {case.version} · Crisis Desk {__version__}, 2 March 2022, 08:30:05 UTC</bdi></p></footer>" in text


def test_the_moment_is_told_in_utc_wherever_it_was_taken(case):
    at = AT.astimezone(timezone(timedelta(hours=5)))
    assert html(*views(case()), at) == html(*views(case()), AT)
    assert b"2 March 2022, 08:30:05 UTC" in markdown(*views(case()), at)


@pytest.mark.parametrize("write", [html, markdown])
def test_the_same_views_and_moment_are_the_same_bytes(shipped, write):
    days = ("2022-03-01", "2022-02-22")
    assert write(*views(shipped, *days), AT) == write(*views(shipped, *days), AT)


def test_every_chart_has_its_data_a_description_and_a_caption(text, week):
    shown = [picture for one in exhibits(*week) for picture in one.pictures]
    assert [one.title.split(":")[0] for one in shown][-3:] == [
        "Facts in dispute",
        "Timeline",
        "Stances before and after",
    ]
    for place, picture in enumerate(shown, start=1):
        assert f'data-figure="figure-{place}"' in text
        assert f'<script type="application/json" id="figure-{place}">' in text
        assert f"<strong>Figure {place}. " in text
        assert int(picture.figure.layout.width or 900) <= 1120


def test_pictures_and_tables_hold_every_cell_of_the_matrix(week):
    drawing = matrix_drawing.drawing(week[0])
    parts = blocks(drawing)
    assert sorted(cell.place for part in parts for cell in part.cells) == sorted(cell.place for cell in drawing.cells)
    tables = [table for one in exhibits(*week) for table in one.tables if table.word == "numbers"]
    filled = sum(cell != "" for table in tables for row in table.rows for cell in row[1:])
    assert filled == len(stance_matrix(week[0]).cells)
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)


def test_a_small_matrix_is_one_picture(case):
    toy = views(case(positions=["p1 stance=-2", "p2 actor_id=B stance=0"]))
    matrix = next(exhibits(*toy))
    assert [one.title for one in matrix.pictures] == ["Stance matrix: security"]
    assert [table.rows for table in matrix.tables] == [(("A", "−2"), ("B", "0"))]


def test_an_empty_case_is_a_page_that_says_so(case):
    text = page(case())
    found = Page(text)
    assert "Nothing is coded under this lens." in text
    assert "No source is cited." in text
    assert [link for link in found.links if not link.startswith("#")] == []
    assert "No source is cited." in markdown(*views(case()), AT).decode()


def test_hostile_text_is_text_in_the_page(hostile):
    text = page(hostile)
    Page(text)
    seen = outside_scripts(text)
    assert "<script>alert" not in text
    assert "</style>" not in seen.replace("</style></head>", "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =cmd|&#x27; /C calc&#x27;!A1 ../../x \u202egnp.exe 😀" in seen
    assert LONG in seen
    assert '<a href="https://a.org/1?a=1&amp;b=2" rel="noopener noreferrer">' in text
    assert "javascript" not in "".join(Page(text).links)


def test_text_of_another_direction_is_kept_in_its_place(hostile):
    seen = outside_scripts(page(hostile))
    for found in re.finditer("\u202e", re.sub(r"<title>.*?</title>|aria-label=\"[^\"]*\"", "", seen)):
        before = re.sub(r"<title>.*?</title>|aria-label=\"[^\"]*\"", "", seen)[: found.start()]
        assert before.rfind("<bdi>") > before.rfind("</bdi>")


def test_hostile_text_is_text_in_markdown(hostile):
    text = markdown(*views(hostile), AT).decode()
    assert "<script" not in text.replace(r"\<script", "")
    assert r"\[a\](javascript:x) \*\*b\*\*" in text
    assert LONG in text
    assert r"\`x\` \| \<b\>y\</b\>" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, text (of 2022).", "plain, text (of 2022)."),
        ("# not a heading", r"\# not a heading"),
        ("- no list", r"\- no list"),
        ("+2", r"\+2"),
        ("1. no list", r"1\. no list"),
        ("2022-02-07", "2022-02-07"),
        ("=cmd", r"\=cmd"),
        ("a_b*c`d", r"a\_b\*c\`d"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("https://a.org", "https:\u2060//a.org"),
        ("two  spaces", "two spaces"),
    ],
)
def test_markdown_prints_the_text_and_marks_nothing_else(text, shown):
    assert plain(text) == shown


def test_markdown_says_what_the_page_says(week):
    text = markdown(*week, AT).decode()
    told = briefing(*week)
    lines = [line for line in text.splitlines() if line.startswith("- ") and line.endswith("*") and "[" in line]
    assert len(lines) == sum(1 for section in told.sections for _ in section.every_line())
    numbers = [
        int(one)
        for line in lines
        for cited in re.findall(r"(?<!\\)\[([\d–, ]+)\]", line)
        for one in re.findall(r"\d+", cited)
    ]
    listed = re.findall(r"^(\d+)\. ", text.split("## Sources")[1], flags=re.MULTILINE)
    assert [int(one) for one in listed] == [*range(1, len(told.source_ids) + 1)]
    assert {*numbers} <= {*range(1, len(listed) + 1)}
    levels = [len(mark) for mark in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    ("cited", "runs"),
    [
        ("1", [(1, 1)]),
        ("12", [(1, 1), (2, 2)]),
        ("321", [(1, 3)]),
        ("1357", [(1, 1), (3, 3), (5, 5), (7, 7)]),
        ("123567", [(1, 3), (5, 7)]),
        ("", []),
    ],
)
def test_three_numbers_in_a_row_are_a_run(cited, runs):
    assert [*Numbers({one: int(one) for one in "1234567"}).runs([*cited])] == runs


def test_a_matrix_of_many_parts_draws_some_and_counts_the_rest(case):
    toy = views(case(positions=[f"p{n} actor_id=A{n} stance=1" for n in range(300)]))
    matrix = next(exhibits(*toy))
    assert len(matrix.pictures) == 12
    assert matrix.pictures[0].notes[-1] == "2 further parts not drawn; the tables hold every number."
    assert sum(len(table.rows) for table in matrix.tables) == 300
