import io
import shlex
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape

from crisis import __version__
from crisis.exports import workbook
from crisis.model.lens import Lens
from crisis.model.records import TABLES, columns
from crisis.model.values import Scale
from crisis.tables.view import look

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("http://a.org","b")',
    "{=1}",
    "http://a.org/x",
    "internal:Sheet1!A1",
    "007",
    "1e5",
    "TRUE",
    "2022-02-07",
    "<script>alert(1)</script>",
    "<r>rich</r>",
    "<r><t>rich</t></r>",
    "_x0041_",
    "_x0041_x0042_",
    "_xzzzz_",
    "../../x",
    "\u202ertl\u200f",
    "😀" * 3,
    "x" * 10_000,
    " space ",
    '"quoted", comma; &amp;',
    "end\ufffe\uffff",
]
"""Texts a case may hold."""

CONTROLS = ["\t=1+1", "\r=1+1", "\n=1+1", "a\r\nb", "nul\0", "bell\a<r>", "<r>\x1b</r>", "_x0041_x0042_\x01"]
"""Texts the check of a case refuses; whoever builds one otherwise must not break a workbook either."""


def opened(view):
    return openpyxl.load_workbook(io.BytesIO(workbook.write(view, AT)))


def table(sheet):
    """Cells under the header, text as its writer meant it."""
    return [[unescape(one) if isinstance(one, str) else one for one in row] for row in sheet.values][1:]


def about(book):
    return dict(table(book["about"]))


@pytest.fixture(scope="module")
def hostile(case):
    """A case whose names, titles and summaries are meant as harm."""
    said = [shlex.quote(text) for text in HOSTILE]
    return look(
        case(
            actors=[f"A{i} name={text} role={text} aliases={text}" for i, text in enumerate(said)],
            issues=[f"I{i} name={text} proposition={text} theme={text}" for i, text in enumerate(said)],
            sources=[f"s{i} title={text} publisher={text} note={text}" for i, text in enumerate(said)],
            positions=[
                f"p{i} actor_id=A{i} issue_id=I{i} source_id=s{i} summary={text} via={text} locator={text}"
                for i, text in enumerate(said)
            ],
        ),
        Lens(),
    )


def test_one_sheet_a_table_then_what_they_mean_and_where_they_come_from(case):
    assert opened(look(case(), Lens())).sheetnames == [*TABLES, "columns", "about"]


@pytest.mark.parametrize("name", TABLES)
def test_a_sheet_holds_the_table_after_the_lens(shipped, name):
    view = look(shipped, Lens(country=("DEU",), as_of=date(2022, 2, 20), min_reliability="B"))
    sheet = opened(view)[name]
    expected = view.table(name)
    assert [cell.value for cell in sheet[1]] == [*columns(name)]
    found = [
        ["" if one is None else f"{one:%Y-%m-%d}" if isinstance(one, datetime) else str(one) for one in row]
        for row in table(sheet)
    ]
    assert found == expected.astype("string").fillna("").to_numpy().tolist()


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_is_its_header_frozen_and_filtered(case, name):
    sheet = opened(look(case(), Lens()))[name]
    assert [*sheet.values] == [(*columns(name),)]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_the_filter_spans_the_table_and_columns_are_wide_enough(shipped):
    view = look(shipped, Lens())
    sheet = opened(view)["positions"]
    assert sheet.auto_filter.ref == f"A1:P{len(view.table('positions')) + 1}"
    assert sheet.column_dimensions["P"].width > 50
    assert 10 <= sheet.column_dimensions["D"].width < 15


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2022-02-07", datetime(2022, 2, 7)),
        ("1900-03-01", datetime(1900, 3, 1)),
        ("1900-02-28", "1900-02-28"),
        ("2021-12", "2021-12"),
        ("2014", "2014"),
        ("2022-01-27~", "2022-01-27~"),
        ("../2022-01-27", "../2022-01-27"),
        ("2022-02-07/2022-02-07", "2022-02-07/2022-02-07"),
    ],
)
def test_only_one_exact_day_is_a_date(case, written, value):
    view = look(case(positions=[f"p said_on={written}", "last said_on=2022-03-01"]), Lens())
    cell = opened(view)["positions"]["E2"]
    assert (cell.value, cell.is_date) == (value, isinstance(value, datetime))
    if cell.is_date:
        assert cell.number_format == "yyyy-mm-dd"


def test_stances_and_grades_are_numbers_and_an_empty_stance_is_an_empty_cell(case):
    view = look(case(positions=["p1 stance=-2 credibility=6", "p2 stance="]), Lens())
    sheet = opened(view)["positions"]
    assert [(row[3], row[11]) for row in table(sheet)] == [(-2, 6), (None, 1)]
    assert sheet["D2"].data_type == "n"


@pytest.mark.parametrize("name", ["sources", "actors", "issues", "positions"])
def test_hostile_text_comes_back_as_the_same_text(hostile, name):
    sheet = opened(hostile)[name]
    texts = {column: place for place, (column, kind) in enumerate(columns(name).items()) if not isinstance(kind, Scale)}
    for column in {"name", "role", "title", "note", "summary", "via", "locator", "theme"} & {*texts}:
        found = [row[texts[column]] for row in sheet.iter_rows(min_row=2)]
        assert [unescape(cell.value) for cell in found] == HOSTILE
        assert {cell.data_type for cell in found} == {"s"}
        assert {cell.hyperlink for cell in found} == {None}
        assert [bool(cell.quotePrefix) for cell in found] == [text[0] in "=+-@" for text in HOSTILE]


def test_no_formula_or_link_is_anywhere_in_the_file(hostile):
    with zipfile.ZipFile(io.BytesIO(workbook.write(hostile, AT))) as parts:
        for part in parts.namelist():
            text = parts.read(part)
            assert b"<f>" not in text
            assert b"<hyperlink" not in text


def test_control_characters_come_back_too(case):
    made = case(actors=["A"], positions=["p actor_id=A"])
    actors = pd.concat([made.tables["actors"].assign(role=text) for text in CONTROLS], ignore_index=True)
    titled = replace(made, settings=made.settings.model_copy(update={"title": "a\0b\x0b\n=1"}))
    book = opened(look(replace(titled, tables={**made.tables, "actors": actors}), Lens()))
    cells = [row[6] for row in book["actors"].iter_rows(min_row=2)]
    assert [unescape(cell.value) for cell in cells] == CONTROLS
    assert {cell.data_type for cell in cells} == {"s"}
    assert about(book)["case"] == "a\0b\x0b\n=1"
    assert book.properties.title == "a�b��=1"


@pytest.mark.parametrize("one", ["x", "😀", "é"])
def test_what_a_cell_cannot_hold_is_cut_marked_and_listed(case, one):
    units = 2 if one == "😀" else 1
    fits, long = one * (workbook.LONGEST // units), one * (workbook.LONGEST // units + 1)
    view = look(case(sources=[f"s1 note={fits}", f"s2 note={long}"], positions=["p source_id=s1"]), Lens())
    book = opened(view)
    (kept, cut), listed = [row[8] for row in table(book["sources"])], about(book)
    assert kept == fits
    assert cut.endswith(workbook.MARK)
    text = cut.removesuffix(workbook.MARK)
    assert long.startswith(text)
    assert 0 <= workbook.LONGEST - len(cut.encode("utf-16-le")) // 2 < units
    assert {key for key in listed if "!" in key} == {"sources!I3"}
    assert listed["sources!I3"] == f"{len(long)} characters, the first {len(text)} of them are kept"


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(case, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 3)
    book = opened(look(case(positions=[f"p{i}" for i in range(5)]), Lens()))
    sheets = [name for name in book.sheetnames if name.startswith("positions")]
    assert sheets == ["positions", "positions (2)", "positions (3)"]
    assert [[row[0] for row in book[name].values] for name in sheets] == [
        ["position_id", "p0", "p1"],
        ["position_id", "p2", "p3"],
        ["position_id", "p4"],
    ]


def test_every_column_is_explained(case):
    rows = table(opened(look(case(), Lens()))["columns"])
    assert [(row[0], row[1]) for row in rows] == [(name, column) for name in TABLES for column in columns(name)]
    assert all(meaning and allowed for _, _, meaning, _, allowed in rows)
    found = {(row[0], row[1]): row[2:] for row in rows}
    assert found["positions", "basis"] == [
        "Word, deed or vote.",
        "yes",
        "word, deed, vote\nword: Said.\ndeed: Done.\nvote: Voted.",
    ]
    assert "-2: Explicit and unreserved opposition" in found["positions", "stance"][2]
    assert found["events", "place"][1] == "no"


def test_the_workbook_says_where_it_comes_from(case):
    made = case(settings={"title": "Toy case"}, actors=["A kind=state country=DEU"], positions=["p actor_id=A"])
    lens = Lens(country=("DEU",), as_of=date(2022, 2, 9), hindsight=True, max_credibility=3)
    view = look(made, lens)
    found = about(opened(view))
    assert found["case"] == "Toy case"
    assert found["case version"] == made.version
    assert found["lens"] == view.lens.words(made)
    assert [found[f"lens: {name}"] for name in ("country", "issue", "as_of", "hindsight", "max_credibility")] == [
        "DEU",
        "",
        "2022-02-09",
        "yes",
        "3",
    ]
    assert (found["day"], found["made at (UTC)"]) == ("9 February 2022", "2026-01-02T03:04:05Z")
    assert found["software"] == f"Crisis Desk {__version__}"
    assert found["rows of positions"] == "1"


def test_equal_view_and_moment_give_equal_bytes(hostile):
    first = workbook.write(hostile, AT)
    assert first == workbook.write(hostile, AT)
    assert first != workbook.write(hostile, AT.replace(second=6))


def test_nothing_is_left_on_the_disk(case, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    workbook.write(look(case(positions=["p"]), Lens()), AT)
    assert [*tmp_path.iterdir()] == []


def test_a_column_without_a_value_is_empty(case):
    book = opened(look(case(positions=["p1 stance="]), Lens()))
    (row,) = table(book["positions"])
    assert row[[*columns("positions")].index("stance")] is None
