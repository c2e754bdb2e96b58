from pathlib import Path

import pytest

from crisis import stores
from crisis.model.records import TABLES, columns, key_column
from crisis.stores import csv_folder


def test_reads_a_folder_of_one_toml_and_six_csv_files(folder):
    case = stores.open_case(folder(positions=["p1 stance=-2", "p2"], events=["e1 title='Scholz goes'"]))
    assert (case.name, case.settings.title) == ("toy", "Toy")
    assert {name: len(table) for name, table in case.tables.items()} == {
        "sources": 1,
        "actors": 1,
        "issues": 1,
        "positions": 2,
        "relationships": 0,
        "events": 1,
    }
    assert case.tables["positions"].loc[0, ["position_id", "stance"]].to_list() == ["p1", -2]
    assert case.tables["events"].loc[0, "title"] == "Scholz goes"


def test_reads_settings(folder):
    toml = """
title = "Toy"
description = "One of a kind."
timeline_from = "2022-02-07"
timeline_anchor = ""
default_day = "2022-02-24"

[silenced]
unused_actor = "They appear in the next round of coding."
"""
    settings = stores.open_case(folder(files={"case.toml": toml})).settings
    assert settings.model_dump() == {
        "title": "Toy",
        "description": "One of a kind.",
        "timeline_from": "2022-02-07",
        "timeline_anchor": "",
        "default_day": "2022-02-24",
        "silenced": {"unused_actor": "They appear in the next round of coding."},
    }


def test_a_file_with_only_its_header_is_an_empty_table(folder):
    case = stores.open_case(folder())
    assert all(len(table) == 0 for table in case.tables.values())
    assert {name: [*table.columns] for name, table in case.tables.items()} == {
        name: [*columns(name)] for name in TABLES
    }


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_text_is_read_as_written(folder, line_end):
    notes = ['"quoted ""word"", comma"', "'single'", "  spaces  ", "Київ", "007", "NA", "-"]
    lines = [",".join(columns("sources")), *(f"s{n},T,P,2022,,news,,A,{note}" for n, note in enumerate(notes))]
    case = stores.open_case(folder(files={"sources.csv": line_end.join(lines)}))
    assert [*case.tables["sources"]["note"]] == ['quoted "word", comma', *notes[1:]]


def test_remembers_the_line_of_every_row(folder):
    draft = csv_folder.read(folder(positions=["p1", "p2", "p3"]), "toy")
    assert draft.tables["positions"].lines == [2, 3, 4]
    assert draft.tables["positions"].path == "toy/positions.csv"


def test_problems_name_the_path_as_the_analyst_did(folder):
    path = folder(files={"case.toml": None})
    assert [str(found).split(":")[0] for found in stores.read(path).problems] == [f"{path}/case.toml"]
    assert [str(found).split(":")[0] for found in stores.read(path, "mine").problems] == ["mine/case.toml"]


def test_recognises_a_folder_with_any_file_of_a_case(folder, tmp_path):
    assert csv_folder.recognises(folder(files=dict.fromkeys(["case.toml", *(f"{name}.csv" for name in [*TABLES][1:])])))
    assert not csv_folder.recognises(tmp_path / "nowhere")
    assert not csv_folder.recognises(tmp_path)


def test_equal_contents_have_an_equal_version(folder, case):
    lines = {"positions": ["p1 stance=2"], "events": ["e1"]}
    path = folder(**lines)
    first = stores.open_case(path)
    text = (path / "positions.csv").read_text(encoding="utf-8")
    (path / "positions.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert stores.open_case(path, "elsewhere").version == first.version == case(**lines).version
    assert len(first.version) == 64


@pytest.mark.parametrize("table", TABLES)
def test_a_changed_cell_changes_the_version(folder, table):
    lines = {table: ["one"]}
    before = stores.open_case(folder(**lines)).version
    text = {"actors": "role", "issues": "theme", "sources": "note"}.get(table, "summary")
    assert stores.open_case(folder(**{table: [f"one {text}=changed"]})).version != before
    assert stores.open_case(folder(**{table: ["two"]})).version != before
    assert key_column(table).endswith("_id")


def test_a_changed_setting_changes_the_version(folder):
    before = stores.open_case(folder()).version
    assert stores.open_case(folder(files={"case.toml": 'title = "Other"\n'})).version != before


def test_the_shipped_case_lies_beside_the_package():
    assert stores.shipped() == Path(stores.__file__).parents[2] / "data" / "ukraine-2022"
    assert stores.shipped().is_dir()


def test_or_under_the_working_directory(monkeypatch, tmp_path):
    monkeypatch.setattr(stores, "__file__", str(tmp_path / "site-packages" / "crisis" / "stores" / "__init__.py"))
    assert stores.shipped() == Path("data/ukraine-2022")


SEPARATED = "separate by commas and quote text that holds one"


@pytest.mark.parametrize(("separator", "name"), [(";", "';'"), ("\t", "tabs"), ("|", "'|'")])
def test_another_separator_is_one_problem(folder, complaints, separator, name):
    path = folder()
    text = (path / "issues.csv").read_text(encoding="utf-8")
    (path / "issues.csv").write_text(text.replace(",", separator) + f"1{separator}2\n", encoding="utf-8")
    assert complaints(path) == [f"issues.csv:1: is separated by {name}; {SEPARATED}."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1251", "latin-1"])
def test_another_encoding_is_one_problem(folder, complaints, encoding):
    path = folder(issues=["I1 name=x"])
    text = (path / "issues.csv").read_text(encoding="utf-8").replace("x,", "été,", 1)
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        data = text.replace("été", "Київ").encode(encoding)
    (path / "issues.csv").write_bytes(data)
    (sentence,) = complaints(path)
    assert sentence.split(":", 2)[2] == " is not UTF-8; save the file as CSV UTF-8. Excel: Save as, CSV UTF-8."


def test_a_decimal_comma_is_off_the_scale(folder, complaints):
    assert complaints(folder(positions=["p1 stance=1,5"])) == [
        "positions.csv:2: stance '1,5' is off the scale; use -2 (strongly opposes) to +2 (strongly supports)."
    ]


def test_a_file_of_300_mb_is_not_read(folder, complaints):
    path = folder()
    with (path / "issues.csv").open("wb") as file:
        file.truncate(300 * 2**20)
    assert complaints(path) == [
        "issues.csv: holds more than 256 MB; at most 256 MB are read. Keep large cases as a folder of Parquet files."
    ]


@pytest.mark.parametrize("name", ["issues.csv", "case.toml"])
def test_a_link_to_a_device_that_never_ends_is_not_read_on(folder, complaints, monkeypatch, name):
    monkeypatch.setattr(csv_folder, "MOST_BYTES", 2**20)
    path = folder()
    (path / name).unlink()
    (path / name).symlink_to("/dev/zero")
    (sentence,) = complaints(path)
    assert sentence.startswith(f"{name}: holds more than 1 MB; at most 1 MB are read.")


def test_the_shipped_case_is_the_same_after_writing(shipped, tmp_path):
    csv_folder.write(shipped, tmp_path / "copy")
    assert stores.open_case(tmp_path / "copy").version == shipped.version
