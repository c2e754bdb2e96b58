import errno
import io
import os
import re
import tomllib
from datetime import UTC, datetime

import openpyxl
import pandas as pd
import pytest

from crisis import stores
from crisis.exports import codebook, example_case, template, template_workbook
from crisis.exports.saving import SaveError
from crisis.model import plover
from crisis.model.records import TABLES, UNIQUE, columns, key_column
from crisis.model.settings import Settings
from crisis.model.values import Code, Country, Edtf, Key, Reference, Scale, Text, countries

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
COLUMNS = [(table, name) for table in TABLES for name in columns(table)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("templates") / "mine"
    template.save_folder(path, template.files())
    return path


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(template_workbook.write(AT)))


def rule(book, table, name):
    """The data validation of a column; it must be one, from the first row to the last a sheet has."""
    letter = openpyxl.utils.get_column_letter([*columns(table)].index(name) + 1)
    whole = f"{letter}2:{letter}1048576"
    (found,) = [one for one in book[table].data_validations.dataValidation if str(one.sqref) == whole]
    return found


def listed(book, formula):
    """Cells a range names."""
    sheet, place = re.fullmatch(r"(\w+)!(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)", formula).groups()
    return [cell.value for (cell,) in book[sheet][place.replace("$", "")]]


def test_a_folder_is_a_sound_case_of_three_rows_a_table(folder):
    case = stores.open_case(folder)
    assert {name: len(table) for name, table in case.tables.items()} == dict.fromkeys(TABLES, 3)
    assert case.settings == example_case.SETTINGS


def test_every_column_is_shown_by_an_example_but_those_invented_states_lack():
    shown = {(table, name) for table in TABLES for row in example_case.rows(table) for name in row if row[name]}
    missing = {*COLUMNS} - shown
    assert missing == {("actors", "country"), ("events", "country"), ("relationships", "also_source_ids")} | {
        ("events", "also_source_ids"),
        ("relationships", "ends_on"),
        ("events", "ends_on"),
    }


def test_an_event_is_reported_twice_under_one_id():
    ids = [row["event_id"] for row in example_case.rows("events")]
    assert len({*ids}) < len(ids)


def test_settings_stand_under_their_meanings():
    text = template.files()["case.toml"].decode()
    for name, field in Settings.model_fields.items():
        assert re.search(rf"# {re.escape(field.description)}\n(\[{name}\]|{name} = )", text), name
    assert Settings.model_validate(tomllib.loads(text)) == example_case.SETTINGS


def test_the_readme_of_a_folder_holds_the_codebook():
    text = template.files()["README.md"].decode()
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    for line in codebook.markdown().splitlines():
        assert line.lstrip("# ") in text


def test_a_folder_is_saved_whole(tmp_path):
    template.save_folder(tmp_path / "mine", {"a": b"1", "b": b"2"})
    assert [*tmp_path.iterdir()] == [tmp_path / "mine"]
    assert {file.name: file.read_bytes() for file in (tmp_path / "mine").iterdir()} == {"a": b"1", "b": b"2"}


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(SaveError, match="is there already"):
        template.save_folder(tmp_path / "mine", {"a": b"1"})
    assert [*(tmp_path / "mine").iterdir()] == []


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match=r"\(No space left on device\); nothing was left behind"):
        template.save_folder(tmp_path / "mine", {"a": b"1"})
    assert [*tmp_path.iterdir()] == []


def test_a_place_that_may_not_be_written_to_is_told(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(SaveError, match=r"cannot be written to \(Permission denied\); choose another folder"):
        template.save_folder(tmp_path / "mine", {})


def test_a_workbook_has_a_sheet_a_table_then_what_helps(book):
    assert book.sheetnames == [*TABLES, "settings", "lists", "codebook"]


def test_equal_moments_give_equal_bytes():
    assert template_workbook.write(AT) == template_workbook.write(AT)


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_the_workbook_are_those_of_the_folder(book, folder, table):
    header, *rows = book[table].iter_rows(values_only=True)
    told = [["" if cell is None else str(cell) for cell in row] for row in rows]
    whole = pd.read_csv(folder / f"{table}.csv", dtype="str", keep_default_na=False)
    assert [*header] == [*whole.columns]
    assert told == whole.to_numpy().tolist()


def test_the_workbook_is_the_case_the_folder_is(folder, tmp_path):
    (tmp_path / "mine.xlsx").write_bytes(template_workbook.write(AT))
    assert stores.open_case(tmp_path / "mine.xlsx").version == stores.open_case(folder).version


@pytest.mark.parametrize(("table", "name"), COLUMNS)
def test_ids_and_dates_are_text_and_scales_numbers(book, table, name):
    place = [*columns(table)].index(name) + 1
    letter = openpyxl.utils.get_column_letter(place)
    (style,) = [one for one in book[table].column_dimensions.values() if one.min <= place <= one.max]
    scale = isinstance(columns(table)[name], Scale)
    assert style.number_format == ("General" if scale else "@")
    for row in (2, 3, 4):
        cell = book[table][f"{letter}{row}"]
        assert cell.value is None or (cell.data_type == "n") == scale
        assert cell.value is None or cell.number_format == ("General" if scale else "@")


@pytest.mark.parametrize(("table", "name"), COLUMNS)
def test_a_header_tells_its_meaning_and_a_cell_its_type(book, table, name):
    kind = columns(table)[name]
    cell = book[table].cell(1, [*columns(table)].index(name) + 1)
    meaning = TABLES[table].model_fields[name].description
    assert cell.comment.text.startswith(meaning)
    assert ("Required." in cell.comment.text) == kind.required == bool(cell.font.bold)
    found = rule(book, table, name)
    assert found.showInputMessage
    assert found.prompt.startswith(meaning)
    assert not isinstance(kind, Edtf) or "../2022-01-27" in found.prompt


@pytest.mark.parametrize("table", TABLES)
def test_headers_are_frozen_and_filtered(book, table):
    assert book[table].freeze_panes == "A2"
    assert book[table].auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize(("table", "name"), [(t, n) for t, n in COLUMNS if isinstance(columns(t)[n], Code | Scale)])
def test_codes_and_steps_are_chosen_from_their_list(book, table, name):
    found, kind = rule(book, table, name), columns(table)[name]
    assert (found.type, found.showErrorMessage, found.errorStyle or "stop") == ("list", True, "stop")
    if isinstance(kind, Scale):
        assert listed(book, found.formula1) == [*range(kind.low, kind.high + 1)]
    else:
        assert listed(book, found.formula1) == [*kind.vocabulary]


@pytest.mark.parametrize(("table", "name"), [(t, n) for t, n in COLUMNS if isinstance(columns(t)[n], Country)])
def test_countries_are_chosen_from_all(book, table, name):
    assert listed(book, rule(book, table, name).formula1) == sorted(countries())


@pytest.mark.parametrize(("table", "name"), [(t, n) for t, n in COLUMNS if isinstance(columns(t)[n], Reference)])
def test_references_are_chosen_from_the_ids_of_their_table(book, table, name):
    found, kind = rule(book, table, name), columns(table)[name]
    column = openpyxl.utils.get_column_letter([*columns(kind.table)].index(key_column(kind.table)) + 1)
    ids = f"{kind.table}!${column}$2"
    assert found.type == "list"
    assert found.formula1 == f"OFFSET({ids},0,0,MAX(1,COUNTA({ids}:${column}$1048576)),1)"
    assert book[kind.table][f"{column}1"].value == key_column(kind.table)
    assert bool(found.showErrorMessage) != kind.many, "who joins several ids is not refused"


@pytest.mark.parametrize("table", ["relationships", "events"])
def test_modes_are_chosen_from_those_of_the_kind(book, table):
    found = rule(book, table, "mode")
    kind = openpyxl.utils.get_column_letter([*columns(table)].index("kind") + 1)
    assert found.errorStyle == "warning"
    first, cell, below, last = re.match(
        r"OFFSET\(lists!\$([A-Z]+)\$2,0,MATCH\((\$[A-Z]+2),lists!\$([A-Z]+)\$1:\$([A-Z]+)\$1,0\)-1,", found.formula1
    ).groups()
    assert (cell, below) == (f"${kind}2", first)
    listed = book["lists"][f"{first}1:{last}{book['lists'].max_row}"]
    modes = {column[0].value: [one.value for one in column[1:] if one.value] for column in zip(*listed, strict=True)}
    assert modes == {kind: [*plover.modes_of(kind)] for kind in plover.EVENT_TYPES}


def test_an_id_is_refused_that_names_another_row(book):
    for table in TABLES:
        found = rule(book, table, key_column(table))
        assert isinstance(columns(table)[key_column(table)], Key)
        assert (found.type, found.formula1) == (
            ("custom", "COUNTIF($A$2:$A$1048576,A2)=1") if table in UNIQUE else (None, None)
        )


def test_long_summaries_are_refused(book):
    for table, name in COLUMNS:
        kind = columns(table)[name]
        if isinstance(kind, Text) and kind.words:
            assert rule(book, table, name).formula1.endswith(f"<{kind.words}")


def test_no_rule_is_longer_than_a_workbook_takes(book):
    for table, name in COLUMNS:
        found = rule(book, table, name)
        assert len(found.formula1 or "") <= 255
        assert len(found.prompt) <= 255
        assert len(found.promptTitle) <= 32


def test_the_workbook_holds_settings_and_codebook(book):
    (_, *settings) = book["settings"].iter_rows(values_only=True)
    given = {name: value or "" for name, value in settings}
    assert Settings.model_validate(given) == example_case.SETTINGS
    (header, *lines) = book["codebook"].iter_rows(values_only=True)
    assert [line[:2] for line in lines] == COLUMNS
    told = {line[:2]: dict(zip(header, line, strict=True)) for line in lines}
    assert told["positions", "act"]["codes"].startswith("statement: ")
    assert told["positions", "stance"]["codes"].splitlines()[0].startswith("-2: ")
    assert told["relationships", "kind"]["codes"].count("\n") == len(plover.TIE_KINDS) - 1
