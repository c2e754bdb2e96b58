import io

import pytest
from openpyxl import load_workbook

from crisis.exports import marked_workbook, template, template_workbook
from crisis.exports.moment import now
from crisis.model.check import check
from crisis.stores import dropped


@pytest.fixture(scope="module")
def template_bytes():
    return template_workbook.write(now())


def altered(raw, change):
    """A workbook after a change, as bytes."""
    book = load_workbook(io.BytesIO(raw))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def marks(files):
    """What is marked in the workbook that is given back: sheet and cell, to what the comment says at its end."""
    draft = dropped.read(files)
    assert marked_workbook.markable(files, draft)
    book = load_workbook(io.BytesIO(marked_workbook.write(files, check(draft))))
    red = [
        (sheet.title, cell.coordinate, cell.comment.text.split("\n\n")[-1])
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == "00FFD9D4"
    ]
    return book, {(sheet, place): said for sheet, place, said in red}


def test_the_bad_cells_of_a_workbook_are_marked_in_place(template_bytes):
    def break_it(book):
        book["positions"]["D2"] = 7
        book["positions"]["E3"] = "tomorrow"
        book["actors"].merge_cells("B2:C2")
        book["events"]["D1"] = "titel"

    book, red = marks({"x.xlsx": altered(template_bytes, break_it)})
    assert [*red] == [("actors", "B2"), ("positions", "D2"), ("positions", "E3"), ("events", "A1"), ("events", "D1")]
    assert red["positions", "D2"].startswith("stance '7' is off the scale")
    assert book["positions"]["D2"].value == 7
    assert book.sheetnames[0] == "problems"
    assert [cell.value for cell in book["problems"][1]] == [*marked_workbook.COLUMNS]
    assert book["problems"].max_row == 7


def test_a_workbook_given_back_is_read_again_once_it_is_mended(template_bytes):
    broken = altered(template_bytes, lambda book: book["positions"].__setitem__("D2", 7))
    files = {"x.xlsx": broken}
    marked = marked_workbook.write(files, check(dropped.read(files)))
    mended = altered(marked, lambda book: book["positions"].__setitem__("D2", 1))
    assert check(dropped.read({"x.xlsx": mended})) == []


def test_marking_twice_keeps_one_list(template_bytes):
    files = {"x.xlsx": altered(template_bytes, lambda book: book["positions"].__setitem__("D2", 7))}
    once = {"x.xlsx": marked_workbook.write(files, check(dropped.read(files)))}
    book, _ = marks(once)
    assert book.sheetnames.count("problems") == 1


def test_csv_files_become_sheets_with_rows_on_their_lines():
    files = template.files()
    head, first, rest = files["positions.csv"].split(b"\n", 2)
    broken = {**files, "positions.csv": b"\n".join([head, b"", first.replace(b",2,", b",7,", 1), rest])}
    book, red = marks(broken)
    assert [*red] == [("positions", "D3")]
    assert book["positions"]["A3"].value == "p1"
    assert book["positions"]["A2"].value is None


def test_text_that_begins_like_a_formula_stays_text():
    files = template.files()
    broken = {**files, "positions.csv": files["positions.csv"].replace(b",2,", b",=1+1,", 1)}
    book, _ = marks(broken)
    assert (book["positions"]["D2"].value, book["positions"]["D2"].data_type) == ("=1+1", "s")
    assert [cell.value for cell in book["problems"][2]][3] == "=1+1"
    assert book["problems"]["D2"].data_type == "s"


def test_a_row_of_another_width_is_kept():
    files = template.files()
    broken = {**files, "issues.csv": files["issues.csv"] + b"one,two\n"}
    book, red = marks(broken)
    assert [*red] == [("issues", "A5")]
    assert [cell.value for cell in book["issues"][5]][:3] == ["one", "two", None]


@pytest.mark.parametrize("files", [{"x.xlsx": b"PK\3\4"}, {"x.xlsx": b""}, {"x.dna": b""}])
def test_what_cannot_be_read_cannot_be_marked(files):
    assert not marked_workbook.markable(files, dropped.read(files))


def test_a_large_file_is_not_marked(template_bytes, monkeypatch):
    monkeypatch.setattr(marked_workbook, "MOST_ROWS", 17)
    files = {"x.xlsx": template_bytes}
    assert not marked_workbook.markable(files, dropped.read(files))
