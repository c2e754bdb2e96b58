import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from PIL import Image

from crisis import stores
from crisis.model import check
from crisis.model.case import Case
from crisis.model.problems import CaseError, Reason
from crisis.model.records import TABLES
from crisis.stores import spreadsheet, workbook, workbook_writing

FORMS = "2022-02-07, 2021-12, 2014, 2022-01-27~, ../2022-01-27, 2022-02-10/.. or 2022-02-10/2022-02-20"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def put(workbook_file, column_of):
    """A workbook with one cell of its positions set: ``put("stance", 7)``; a number format, a row."""

    def write(column, value, *, row=2, form=None, table="positions", **lines):
        def edit(book):
            cell = book[table].cell(row, column_of(table, column), value)
            if form:
                cell.number_format = form

        return workbook_file(edit, **lines)

    return write


def test_reads_a_workbook_of_another_program(workbook_file, case):
    found = stores.open_case(workbook_file())
    assert found.name == "toy"
    assert found.settings.title == "Toy"
    assert (
        found.version
        == case(positions=["p1 stance=-2", "p2 said_on=2022-02-26"], events=["e1 title='Scholz goes'"]).version
    )


def test_the_shipped_case_is_the_same_after_a_workbook(shipped, tmp_path, told):
    path = tmp_path / "shipped.xlsx"
    workbook_writing.write(shipped, path)
    assert told(path) == []
    assert stores.open_case(path).version == shipped.version


@pytest.mark.parametrize(
    ("column", "value", "form", "text"),
    [
        ("said_on", datetime(2022, 2, 7), None, "2022-02-07"),
        ("said_on", date(2022, 2, 7), "DD.MM.YYYY", "2022-02-07"),
        ("said_on", 44599, '[$-407]d. mmmm yyyy "um"', "2022-02-07"),
        ("said_on", 2014, None, "2014"),
        ("said_on", "2021-12", None, "2021-12"),
        ("said_on", "../2022-01-27", None, "../2022-01-27"),
        ("stance", -2.0, None, "-2"),
        ("stance", 1, "0.00", "1"),
        ("position_id", 7, None, "7"),
        ("locator", 1.5, None, "1.5"),
        ("summary", "  spaces ", None, "  spaces "),
        ("summary", "_x005F_x0041_", None, "_x0041_"),
        ("summary", "A_x0042_C", None, "ABC"),
        ("summary", "_xD83D__xDE00_", None, "😀"),
    ],
)
def test_a_typed_cell_becomes_the_text_it_means(put, column, value, form, text):
    assert stores.read(put(column, value, form=form)).tables["positions"].cell(0, column) == text


def test_days_may_count_from_1904(put, workbook_file, column_of):
    def edit(book):
        book.epoch = CALENDAR_MAC_1904
        book["positions"].cell(2, column_of("positions", "said_on"), datetime(2022, 2, 7))

    assert stores.read(workbook_file(edit)).tables["positions"].cell(0, "said_on") == "2022-02-07"


@pytest.mark.parametrize(("value", "text"), [(True, "yes"), (False, "no")])
def test_true_and_false_are_yes_and_no_where_these_are_asked_for(put, value, text):
    path = put("speaks_for_state", value, table="actors")
    assert stores.read(path).tables["actors"].cell(0, "speaks_for_state") == text


CELLS = {
    "formula": (
        "stance",
        "=1+1",
        None,
        Reason.FORMULA,
        "positions:2: stance '=1+1' is a formula; write the value itself. Excel: copy the cells, Paste Special, "
        "Values.",
    ),
    "error value": (
        "issue_id",
        "#REF!",
        None,
        Reason.ERROR_VALUE,
        "positions:2: issue_id '#REF!' is an error of the spreadsheet; write the value itself.",
    ),
    "days counted by Excel": (
        "said_on",
        44599,
        None,
        Reason.WRONG_TYPE,
        "positions:2: said_on '44599' is a number, not a date; use a date, or text as in 2021-12. Format the cell as a "
        "date if 2022-02-07 is meant.",
    ),
    "a fraction for a date": (
        "said_on",
        2022.5,
        None,
        Reason.WRONG_TYPE,
        "positions:2: said_on '2022.5' is a number, not a date; use a date, or text as in 2021-12.",
    ),
    "a time of day": (
        "said_on",
        datetime(2022, 2, 7, 14, 30),
        None,
        Reason.WRONG_TYPE,
        "positions:2: said_on '2022-02-07 14:30:00' has a time of day; use the day alone, in UTC.",
    ),
    "a day programs count differently": (
        "said_on",
        60,
        "yyyy-mm-dd",
        Reason.WRONG_TYPE,
        "positions:2: said_on '60' is not a day every spreadsheet counts alike; write it as text, as in 1899-12-31.",
    ),
    "a date in another order": (
        "said_on",
        "07.02.2022",
        None,
        Reason.MALFORMED_DATE,
        f"positions:2: said_on '07.02.2022' is not a date; use {FORMS}. Which part is the month is not guessed.",
    ),
    "a date where text is": (
        "locator",
        datetime(2022, 2, 1),
        None,
        Reason.WRONG_TYPE,
        "positions:2: locator '2022-02-01' is a date; this column holds no dates. Format the cell as text and write it "
        "again.",
    ),
    "a fraction for an id": (
        "actor_id",
        1.5,
        None,
        Reason.WRONG_TYPE,
        "positions:2: actor_id '1.5' is a number, not an id; format the cell as text and write the id again.",
    ),
    "a number too long for an id": (
        "position_id",
        1e20,
        None,
        Reason.WRONG_TYPE,
        "positions:2: position_id '1e+20' is a number, not an id; format the cell as text and write the id again.",
    ),
    "zeros that only the format shows": (
        "position_id",
        7,
        "000",
        Reason.WRONG_TYPE,
        "positions:2: position_id '007' is a number that only its format fills with zeros; use text. Format the cell "
        "as text and write it again.",
    ),
    "TRUE": (
        "via",
        True,
        None,
        Reason.WRONG_TYPE,
        "positions:2: via 'TRUE' is TRUE or FALSE; format the cell as text and write it again.",
    ),
    "a decimal comma": (
        "stance",
        "1,5",
        None,
        Reason.OFF_SCALE,
        "positions:2: stance '1,5' is off the scale; use -2 (strongly opposes) to +2 (strongly supports).",
    ),
    "a text an export has cut": (
        "summary",
        "x" * 32_740 + " [cut: see the sheet about]",
        None,
        Reason.CUT,
        f"positions:2: summary '{'x' * 59}…' was cut when it was exported, it ends in '[cut: see the sheet about]'; "
        "take it from the CSV.",
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_without_a_clear_text_is_one_problem(put, name):
    column, value, form, reason, sentence = CELLS[name]
    with pytest.raises(CaseError) as error:
        stores.open_case(put(column, value, form=form), "toy.xlsx")
    (found,) = error.value.problems
    assert (str(found), found.reason) == (f"toy.xlsx/{sentence}", reason)
    assert (found.path, found.line, found.field) == ("toy.xlsx/positions", 2, column)


def test_a_bad_id_is_reported_once_and_not_with_everything_that_refers_to_it(put, told):
    assert [line.split(";")[0] for line in told(put("actor_id", "=A1", table="actors"))] == [
        "toy.xlsx/actors:2: actor_id '=A1' is a formula"
    ]


def rename(book, before, after):
    book[before].title = after


def header(book, table, number, text):
    book[table].cell(1, number, text)


BOOKS = {
    "a missing sheet": (
        lambda book: book.remove(book["issues"]),
        ["toy.xlsx/issues: is missing; every table has its sheet, a header alone is a legal empty table."],
    ),
    "an extra sheet": (
        lambda book: book.create_sheet("position"),
        [
            "toy.xlsx: sheet 'position' is not a sheet of a case; use sources, actors, issues, positions, "
            "relationships, events, settings. Did you mean 'positions'?"
        ],
    ),
    "a copied sheet": (
        lambda book: rename(book, book.copy_worksheet(book["issues"]).title, "issues (2)"),
        ["toy.xlsx: sheet 'issues (2)' is a second sheet of issues; put all rows into issues."],
    ),
    "an unknown column": (
        lambda book: header(book, "issues", 8, "colour"),
        [
            "toy.xlsx/issues:1: column 'colour' is not a column of this table; use issue_id, name, proposition, kind, "
            "parent_id, plus_side, theme."
        ],
    ),
    "a missing column": (
        lambda book: book["issues"].delete_cols(7),
        [
            "toy.xlsx/issues:1: column 'theme' is missing from the header; the columns are issue_id, name, "
            "proposition, kind, parent_id, plus_side, theme."
        ],
    ),
    "a column twice": (
        lambda book: header(book, "issues", 8, "Theme "),
        ["toy.xlsx/issues:1: column 'theme' stands twice in the header; once is enough."],
    ),
    "values without a header": (
        lambda book: book["issues"].cell(2, 9, "note to self"),
        ["toy.xlsx/issues:2: cell 'I2' stands in a column without a header; name the column or clear it."],
    ),
    "merged cells": (
        lambda book: book["positions"].merge_cells("I2:I3"),
        [
            "toy.xlsx/positions:2: cells 'I2:I3' are merged; one value a cell. Excel: Home, Merge & Center, Unmerge "
            "Cells; fill each.",
        ],
    ),
    "an unknown setting": (
        lambda book: book["settings"].append(["tittle", "Toy"]),
        [
            "toy.xlsx/settings: setting 'tittle' is not known; use title, description, timeline_from, timeline_anchor, "
            "default_day, silenced. Did you mean 'title'?"
        ],
    ),
    "a setting twice": (
        lambda book: book["settings"].append(["title", "Toy"]),
        ["toy.xlsx/settings:3: setting 'title' stands twice; once is enough."],
    ),
    "a formula for a setting": (
        lambda book: book["settings"].append(["description", "=A1"]),
        [
            "toy.xlsx/settings:3: description '=A1' is a formula; write the value itself. Excel: copy the cells, Paste "
            "Special, Values."
        ],
    ),
    "a day that is none for a setting": (
        lambda book: book["settings"].append(["default_day", "tomorrow"]),
        [
            "toy.xlsx/settings: default_day 'tomorrow' is not a day; use YYYY-MM-DD in quotation marks, or an empty "
            "text."
        ],
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_wrong_with_sheets_and_headers(workbook_file, told, name):
    edit, sentences = BOOKS[name]
    found = told(workbook_file(edit))
    assert [line for line in found if "channel" not in line or "I2:I3" in line] == sentences


def test_harmless_differences_are_no_problem(workbook_file, told):
    def edit(book):
        rename(book, "positions", " Positions")
        header(book, "issues", 1, "Issue ID")
        header(book, "issues", 2, " NAME ")
        book["issues"].insert_rows(2, 3)
        book["issues"].insert_rows(1)
        book["issues"].cell(3, 9, "   ")
        for name in ("About", "columns", "codebook", "lists"):
            book.create_sheet(name)
        book.create_chartsheet("picture")
        book["settings"].append(["Timeline from", datetime(2022, 2, 7)])
        book["settings"].append(["silenced.unused_actor", "They come later."])

    path = workbook_file(edit)
    assert told(path) == []
    found = stores.open_case(path)
    assert found.settings.timeline_from == "2022-02-07"
    assert found.settings.silenced == {"unused_actor": "They come later."}
    assert stores.read(path).tables["issues"].lines == [6]


def test_without_settings_the_title_is_the_name_of_the_file_or_what_an_export_says(workbook_file):
    assert stores.open_case(workbook_file(lambda book: book.remove(book["settings"]))).settings.title == "toy"

    def edit(book):
        rename(book, "settings", "about")
        for row in (["case", "Exported"], ["description", "Of a view."]):
            book["about"].append(row)

    found = stores.open_case(workbook_file(edit)).settings
    assert (found.title, found.description, found.timeline_from) == ("Exported", "Of a view.", "")


def image(form):
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, form)
    return out.getvalue()


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


OTHERWISE = "A new name does not change what a file holds."
NEEDED = f"; a workbook is needed. {OTHERWISE}"
FILES = {
    "a PNG image": (image("PNG"), f"is not a workbook: it is a PNG image{NEEDED}"),
    "a JPEG image": (image("JPEG"), f"is not a workbook: it is a JPEG image{NEEDED}"),
    "a text": ("Київ, title\n".encode() * 99, f"is not a workbook: it is a text file{NEEDED}"),
    "bytes": (b"\x00\xff" * 999, f"is not a workbook: it is of an unknown format{NEEDED}"),
    "nothing": (b"", f"is not a workbook: it holds nothing{NEEDED}"),
    "a ZIP archive": (archive(a="b"), f"is not a workbook: it is a ZIP archive of something else{NEEDED}"),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096) + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password; save it without one. Excel: File, Info, Protect Workbook.",
    ),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
        "is a workbook of the format .xls; save it as .xlsx.",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_workbook_says_what_it_is(tmp_path, told, name):
    content, sentence = FILES[name]
    path = tmp_path / "toy.xlsx"
    path.write_bytes(content)
    assert told(path) == [f"toy.xlsx: {sentence}"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("toy.xlsm", "holds macros; save it as .xlsx, which holds none."),
        ("toy.xls", "is a workbook of the format .xls; save it as .xlsx."),
        ("toy.ODS", "is a workbook of the format .ods; save it as .xlsx."),
    ],
)
def test_other_workbooks_are_refused_by_name(tmp_path, told, name, sentence):
    path = tmp_path / name
    path.write_bytes(b"PK")
    assert told(path) == [f"{name}: {sentence}"]


def test_macros_under_another_name_are_refused(workbook_file, repacked, told):
    path = repacked(workbook_file(), {"xl/vbaProject.bin": b"x"})
    assert told(path) == ["toy.xlsx: holds macros; save it as .xlsx, which holds none."]


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_file(workbook_file, told, kept):
    path = workbook_file()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    (sentence,) = told(path)
    assert sentence.startswith("toy.xlsx: is damaged or cut short (")
    assert sentence.endswith("; copy or save it again.")


def test_a_file_altered_anywhere_never_ends_in_a_traceback(workbook_file, told):
    path = workbook_file()
    data = path.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 150)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        assert all(line.startswith("toy.xlsx") for line in told(path))


STRICT = [
    (MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
]


def strict(xml):
    for plain, other in STRICT:
        xml = xml.replace(plain, other)
    return xml


def prefixed(xml):
    return re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")


def odd(xml):
    """Fills, fonts and filters that other programs write and openpyxl stops at."""
    filtered = b'<autoFilter ref="nowhere"><filterColumn colId="x"/></autoFilter></worksheet>'
    empty = b'<fills count="1"><fill/></fills>'
    return re.sub(rb"<fills.*?</fills>", empty, xml).replace(b"</worksheet>", filtered)


@pytest.mark.parametrize("alter", [strict, prefixed, odd])
def test_the_same_in_other_words_is_the_same(workbook_file, repacked, alter):
    path = workbook_file(lambda book: setattr(book["issues"], "sheet_state", "hidden"))
    version = stores.open_case(path).version
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    wanted = ("xl/worksheets/", "xl/sharedStrings.xml") if alter is prefixed else ("xl/", "_rels/")
    assert (
        stores.open_case(repacked(path, {name: alter for name in names if name.startswith(wanted)})).version == version
    )


def cells_of(workbook_file, repacked, rows, styles=None):
    """What the rows of a sheet hold: number of the row, then kind and text of each cell."""
    parts = {"xl/worksheets/sheet1.xml": sheet_of(rows)} | ({"xl/styles.xml": styles} if styles else {})
    book = spreadsheet.Spreadsheet(repacked(workbook_file(), parts))
    found = [(number, [(one.holds.name, one.text) for one in cells]) for number, cells in book.rows(book.sheets[0], [])]
    book.close()
    return found


def test_formulas_are_given_as_written_or_as_they_read_in_a_cell_that_shares_them(workbook_file, repacked):
    rows = [
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2+1</f><v>1</v></c></row>',
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c><c r="B3"><f t="array" ref="B3">SUM(C3)</f></c></row>',
        '<row r="4"><c><f t="shared" ref="A4:A5" si="1">"open</f></c><c r="B4"><f t="shared" si="9"/></c></row>',
    ]
    assert cells_of(workbook_file, repacked, rows) == [
        (2, [("FORMULA", "=B2+1")]),
        (3, [("FORMULA", "=B3+1"), ("FORMULA", "=SUM(C3)")]),
        (4, [("FORMULA", '="open'), ("FORMULA", "=")]),
    ]


def test_cells_of_every_kind(workbook_file, repacked):
    rows = [
        '<row r="1" ht="15"><c r="A1" s="0"/></row>',
        '<row><c t="d"><v>2022-02-07</v></c><c t="d"><v>2022-02-07T14:30:00</v></c><c t="d"><v>14:30:00</v></c></row>',
        '<row><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>a_x0041_</v></c><c><v>1E2</v></c></row>',
        '<row><c t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c><c t="inlineStr"/></row>',
        '<row><c s="1"><v>44599</v></c><c s="2"><v>44599.5</v></c><c s="3"><v>44599</v></c></row>',
        '<row><c s="1"><v>3e9</v></c></row>',
    ]
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="165" formatCode="[$-407]d. mmmm"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="31"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    assert cells_of(workbook_file, repacked, rows, styles.encode()) == [
        (2, [("DAY", "2022-02-07"), ("MOMENT", "2022-02-07 14:30:00"), ("MOMENT", "14:30:00")]),
        (3, [("FLAG", "FALSE"), ("ERROR", "#N/A"), ("TEXT", "aA"), ("WHOLE", "100")]),
        (4, [("TEXT", "two runs")]),
        (5, [("DAY", "2022-02-07"), ("MOMENT", "2022-02-07 12:00:00"), ("WHOLE", "44599")]),
        (6, [("NO_DAY", "3000000000")]),
    ]


def sheet_of(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "rows",
    [
        None,
        "<row>",
        '<row r="9999999"/>',
        '<row r="1"><c r="ZZZ1"/></row>',
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>one</v></c></row>',
    ],
)
def test_parts_that_cannot_be(workbook_file, repacked, told, rows):
    sheet = None if rows is None else sheet_of([rows])
    (sentence,) = told(repacked(workbook_file(), {"xl/worksheets/sheet1.xml": sheet}))
    assert sentence.startswith("toy.xlsx: is damaged or cut short (")


def test_a_document_type_is_refused_before_its_entities_unfold(workbook_file, repacked, told):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert told(repacked(workbook_file(), {"xl/worksheets/sheet3.xml": bomb})) == [
        "toy.xlsx: is damaged or cut short (it declares a document type); copy or save it again."
    ]


def test_a_part_that_hides_what_it_declares_is_refused(workbook_file, repacked, told):
    path = repacked(workbook_file(), {"xl/worksheets/sheet3.xml": "<!DOCTYPE x><worksheet/>".encode("utf-16")})
    assert told(path) == ["toy.xlsx: is damaged or cut short (it is not UTF-8); copy or save it again."]
    hidden = b"<worksheet>" + b" " * 65_536 + b"<!DOCTYPE x>"
    for cut in range(0, 16, 4):  # wherever one piece ends and the next begins
        (sentence,) = told(repacked(path, {"xl/worksheets/sheet3.xml": hidden.replace(b" ", b"", cut)}))
        assert "it declares a document type" in sentence


MILLIONS = [100_000, pytest.param(spreadsheet.MOST_TAGS, marks=pytest.mark.hardening)]
"""Tags an element may hold: fewer in a run of all tests, where coverage is measured; as many as are in hardening."""


@pytest.mark.parametrize(
    ("part", "begin", "end"),
    [
        ("worksheets/sheet3", "<sheetData><row>", "</row></sheetData></worksheet>"),
        ("styles", "<cellXfs>", "</cellXfs>"),
    ],
)
@pytest.mark.parametrize("most", MILLIONS)
def test_a_row_or_list_without_end_is_refused_before_it_fills_the_memory(
    workbook_file, repacked, told, part, begin, end, most, monkeypatch
):
    monkeypatch.setattr(spreadsheet, "MOST_TAGS", most)
    xml = f'<worksheet xmlns="{MAIN}">{begin}'.encode() + b"<c/>" * (most * 5 // 2) + end.encode()
    path = repacked(workbook_file(), {f"xl/{part}.xml": xml})
    tracemalloc.start()
    (sentence,) = told(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence.startswith(
        f"toy.xlsx: is damaged or cut short (more than {most:,} tags and attributes in one element)"
    )
    assert peak < 2**22 + 150 * most


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (b"<worksheet>" + b"a" * 20_000_000 + b"</worksheet>", "a text or tag of more than 262,144 bytes"),
        (
            b"<worksheet " + b"".join(b'a%d="" ' % n for n in range(500_000)) + b"/>",
            "a text or tag of more than 262,144 bytes",
        ),
        (b'<worksheet xmlns="' + b"a" * 200_000 + b'">' + b"<b/>" * 100_000, "a namespace without end"),
    ],
    ids=["text", "attributes", "namespace"],
)
def test_what_grows_in_memory_is_refused_before_it_does(workbook_file, repacked, told, xml, why):
    path = repacked(workbook_file(), {"xl/worksheets/sheet3.xml": xml})
    tracemalloc.start()
    assert told(path) == [f"toy.xlsx: is damaged or cut short ({why}); copy or save it again."]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 2**20


def test_the_longest_text_of_a_cell_is_read_however_it_is_escaped(workbook_file, repacked):
    for one, text in (("&quot;", '"'), ("_x0001_", "\x01"), ("\U0001f600", "\U0001f600")):
        rows = [
            f'<row><c t="inlineStr"><is><t>{one * (32_767 // len(text.encode("utf-16-le")) * 2)}</t></is></c></row>'
        ]
        ((_, [(_, found)]),) = cells_of(workbook_file, repacked, rows)
        assert {*found} == {text}


def test_a_style_the_file_does_not_have_is_none(workbook_file, repacked):
    rows = ['<row><c s="7"><v>44599</v></c></row>']
    parts = {"xl/worksheets/sheet1.xml": sheet_of(rows), "xl/styles.xml": None}
    book = spreadsheet.Spreadsheet(repacked(workbook_file(), parts))
    ((_, [cell]),) = book.rows(book.sheets[0], [])
    assert (cell.holds.name, cell.text) == ("WHOLE", "44599")
    book.close()


def test_a_directory_that_lies_about_sizes_unpacks_no_more(workbook_file, repacked, told):
    size = 40 * 2**20
    path = repacked(workbook_file(), {"xl/worksheets/sheet3.xml": b" " * size})
    data = path.read_bytes()
    path.write_bytes(data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    assert path.read_bytes() != data
    tracemalloc.start()
    (sentence,) = told(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence.startswith("toy.xlsx: is damaged or cut short (Bad CRC-32")
    assert peak < 20 * 2**20


HINT = "Keep large cases as a folder of Parquet files."


def test_a_bomb_is_refused_by_what_it_declares(workbook_file, repacked, told):
    path = repacked(workbook_file(), {"xl/worksheets/sheet3.xml": b" " * (300 * 2**20)})
    tracemalloc.start()
    (sentence,) = told(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence == f"toy.xlsx: holds 300 MB when unpacked; at most 256 MB are read. {HINT}"
    assert peak < 20 * 2**20


def test_a_file_of_300_mb_is_not_opened(tmp_path, told):
    path = tmp_path / "toy.xlsx"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)
    assert told(path) == [f"toy.xlsx: holds 300 MB; at most 64 MB are read. {HINT}"]


@pytest.mark.parametrize(
    ("most", "last"), [(1_000, 20_000), pytest.param(100_000, 1_048_576, marks=pytest.mark.hardening)]
)
def test_a_sheet_full_to_its_last_row_is_refused(workbook_file, repacked, told, most, last, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", most)
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("issue_id", "name"))
    rows = (f'<row r="{n}"><c><v>{n}</v></c><c><v>1</v></c></row>' for n in range(2, last + 1))
    path = repacked(workbook_file(), {"xl/worksheets/sheet4.xml": sheet_of([f'<row r="1">{head}</row>', *rows])})
    found = told(path)
    assert found[0] == f"toy.xlsx: holds more than {most:,} rows; at most {most:,} are read. {HINT}"


@pytest.mark.parametrize("last", [50_000, pytest.param(1_048_576, marks=pytest.mark.hardening)])
def test_empty_rows_to_the_end_of_the_sheet_are_skipped(workbook_file, repacked, told, last):
    tail = "".join(f'<row r="{n}" ht="15"><c r="A{n}" s="1"/></row>' for n in range(50, last + 1)).encode()
    path = repacked(
        workbook_file(), {"xl/worksheets/sheet4.xml": lambda xml: xml.replace(b"</sheetData>", tail + b"</sheetData>")}
    )
    assert told(path) == []


def test_a_thousand_rows_are_read_and_checked(case, tmp_path):
    large = case(positions=[f"p{n} stance={n % 5 - 2} said_on=2022-02-{n % 28 + 1:02}" for n in range(1_000)])
    workbook_writing.write(large, tmp_path / "large.xlsx")
    assert check.check(stores.read(tmp_path / "large.xlsx")) == []


def test_writing_refuses_what_would_be_cut(case, tmp_path, monkeypatch):
    path = tmp_path / "toy.xlsx"
    long = case(sources=[f"s1 note={'x' * 40_000}"], settings={"description": "x" * 40_000})
    with pytest.raises(CaseError) as error:
        workbook_writing.write(long, path)
    assert [str(found) for found in error.value.problems] == [
        f"toy.xlsx/{place} '{'x' * 59}…' does not fit into a cell; a workbook holds 32,767 characters a cell."
        for place in ("settings: description", "sources:2: note")
    ]
    monkeypatch.setattr(workbook_writing, "MOST_ROWS", 3)
    with pytest.raises(CaseError) as error:
        workbook_writing.write(case(positions=["p1"]), path)
    assert str(error.value) == f"toy.xlsx: holds 4 rows; at most 3 are read. {HINT}"
    assert not path.exists()


def test_a_workbook_is_recognised_by_its_name(tmp_path, workbook_file):
    assert workbook.recognises(workbook_file())
    assert not workbook.recognises(tmp_path)
    assert not workbook.recognises(tmp_path / "nowhere.xlsx")
    assert {*TABLES} <= {sheet.name for sheet in spreadsheet.Spreadsheet(workbook_file()).sheets}


def test_a_case_of_nothing_but_headers(case, tmp_path):
    workbook_writing.write(case(), tmp_path / "empty.xlsx")
    assert stores.open_case(tmp_path / "empty.xlsx").version == case().version
    assert isinstance(stores.open_case(tmp_path / "empty.xlsx"), Case)
