"""A flat file of statements as a case: what is read, what is made, what is refused."""

import pytest

from crisis.model.case import Case
from crisis.model.problems import CaseError, Reason
from crisis.stores import statements_csv, unsaid
from crisis.stores.flat_mapping import FlatMapping

MAP = {"actor": "Wer", "issue": "Was", "date": "Am", "source": "Quelle"}
HEADER = "Wer,Was,Am,Quelle"


@pytest.fixture
def imported(tmp_path):
    """What is read from a file of some text or bytes."""

    def read(text, mapping=None, **plain):
        path = tmp_path / "flat.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        chosen = FlatMapping({**MAP, **(mapping or {})}, **plain)
        assert chosen.problems() == []
        return statements_csv.read(path, "flat.csv", chosen)

    return read


@pytest.fixture
def tables(imported):
    """The tables of the case it makes."""

    def read(*given, **plain):
        return Case.from_draft(imported(*given, **plain).draft).tables

    return read


@pytest.fixture
def refused(imported):
    """What is wrong with it."""

    def read(*given, **plain):
        with pytest.raises(CaseError) as caught:
            imported(*given, **plain)
        return [*map(str, caught.value.problems)]

    return read


def rows(table, *columns):
    return [*table[[*columns]].astype(object).where(table[[*columns]].notna(), "").itertuples(index=False, name=None)]


def test_names_become_rows_and_ids(tables):
    found = tables(f"{HEADER}\nSPD,Coal,2022-01-27,A\nDie Grünen,Coal,2022-01-27,A\nSPD,Gas,2022-01-28,B\n")
    assert rows(found["actors"], "actor_id", "name") == [("SPD", "SPD"), ("Die_Grunen", "Die Grünen")]
    assert rows(found["issues"], "issue_id", "name", "proposition") == [("Coal", "Coal", "Coal"), ("Gas", "Gas", "Gas")]
    assert rows(found["positions"], "position_id", "actor_id", "issue_id", "said_on", "source_id") == [
        ("L2", "SPD", "Coal", "2022-01-27", "A_2022_01_27"),
        ("L3", "Die_Grunen", "Coal", "2022-01-27", "A_2022_01_27"),
        ("L4", "SPD", "Gas", "2022-01-28", "B_2022_01_28"),
    ]
    assert (len(found["relationships"]), len(found["events"])) == (0, 0)


def test_what_the_file_does_not_say_claims_nothing(tables):
    found = tables(f"{HEADER}\nSPD,Coal,2022-01-27,A\n")
    for table, told in unsaid.UNSAID.items():
        (row,) = found[table][[*told]].astype(str).to_dict("records")
        assert row == told
    assert rows(found["positions"], "stance", "via", "summary") == [("", "", "Speaks of: Coal")]
    assert rows(found["sources"], "title", "published_on", "url") == [("A", "2022-01-27/..", "")]


def test_everything_can_be_mapped(tables):
    header = f"{HEADER},Id,S,Akt,Basis,Wenn,Kanal,Person,Sicher,Note,Ort,Text,Titel,Blatt,Tag,Netz"
    row = "SPD,Coal,2022-01,A,x1,-1,demand,deed,if_attack,press,Esken,stated,2,P1,Wants out.,T,FAZ,2022-02-01,http://a.org"
    extra = {
        "position_id": "Id",
        "stance": "S",
        "act": "Akt",
        "basis": "Basis",
        "condition": "Wenn",
        "channel": "Kanal",
        "via": "Person",
        "certainty": "Sicher",
        "credibility": "Note",
        "locator": "Ort",
        "summary": "Text",
        "title": "Titel",
        "publisher": "Blatt",
        "published_on": "Tag",
        "url": "Netz",
    }
    found = tables(f"{header}\n{row}\n", extra)
    assert [*found["positions"].astype(str).iloc[0]] == [
        *("x1", "SPD", "Coal", "-1", "2022-01", "demand", "deed", "if_attack", "press", "Esken", "stated", "2"),
        *("A", "", "P1", "Wants out."),
    ]
    assert rows(found["sources"], "source_id", "title", "publisher", "published_on", "url") == [
        ("A", "T", "FAZ", "2022-02-01", "http://a.org")
    ]


def test_an_empty_cell_says_no_more_than_no_column(tables):
    found = tables(f"{HEADER},Akt,S\nSPD,Coal,2022-01-27,A,,\n", {"act": "Akt", "stance": "S"})
    assert rows(found["positions"], "act", "stance") == [("statement", "")]


def test_words_become_stances(tables):
    text = f"{HEADER},S\n" + "".join(
        f"SPD,Coal,2022-01-27,A,{word}\n" for word in ("Pro", " contra", "+1", "egal", "0", "")
    )
    found = tables(text, {"stance": "S"}, stance={"PRO": "2", "Contra": "-2", "egal": ""})
    assert rows(found["positions"], "stance", "summary") == [
        (2, "For: Coal"),
        (-2, "Against: Coal"),
        (1, "For: Coal"),
        ("", "Speaks of: Coal"),
        (0, "Neither for nor against: Coal"),
        ("", "Speaks of: Coal"),
    ]


def test_a_mapped_word_goes_before_the_scale(tables):
    text = f"{HEADER},S\nSPD,Coal,2022-01-27,A,1\nCDU,Coal,2022-01-27,A,0\n"
    assert [*tables(text, {"stance": "S"}, stance={"1": "2", "0": "-2"})["positions"]["stance"]] == [2, -2]


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("27.1.2022", "DMY", "2022-01-27"),
        ("27. 1. 2022", "DMY", "2022-01-27"),
        ("27/01/2022", "DMY", "2022-01-27"),
        ("1/2/2022", "DMY", "2022-02-01"),
        ("1/2/2022", "MDY", "2022-01-02"),
        ("1-27-2022", "MDY", "2022-01-27"),
        ("2022/1/27", "YMD", "2022-01-27"),
        ("2022-01-27", "DMY", "2022-01-27"),
        ("2021-12", "MDY", "2021-12"),
        ("../2022-01-27", "DMY", "../2022-01-27"),
        ("27.1.22", "DMY", "27.1.22"),
        ("27.1/2022", "DMY", "27.1/2022"),
        ("27.1.2022", "", "27.1.2022"),
        ("٢٧.١.٢٠٢٢", "DMY", "٢٧.١.٢٠٢٢"),
    ],
)
def test_days_of_a_known_order(text, order, day):
    assert statements_csv.day(text, order) == day


def test_a_document_is_what_its_fields_say_together(tables):
    text = (
        f"{HEADER},Netz,Tag\nSPD,Coal,2022-01-27,A,http://a.org,2022-02-01\nCDU,Coal,2022-01-28,A,http://a.org,2022-02-01\n"
        "CDU,Coal,2022-01-29,A,http://b.org,\nSPD,Coal,2022-01-30,A,http://b.org,\n"
    )
    found = tables(text, {"url": "Netz", "published_on": "Tag"})
    sources = found["sources"]
    assert rows(sources, "title", "published_on", "url") == [
        ("A", "2022-02-01", "http://a.org"),
        ("A", "2022-01-30/..", "http://b.org"),
    ]
    first, second = sources["source_id"]
    assert [*found["positions"]["source_id"]] == [first, first, second, second]
    assert first != second


def test_each_day_of_a_source_is_a_document_where_nothing_tells_them_apart(imported, tables):
    text = f"{HEADER},Netz\nSPD,Coal,2022-01-27,FAZ,http://a.org\nSPD,Gas,2022-01-28,FAZ,http://a.org\n"
    assert imported(text).split
    assert rows(tables(text)["sources"], "source_id", "published_on") == [
        ("FAZ_2022_01_27", "2022-01-27/.."),
        ("FAZ_2022_01_28", "2022-01-28/.."),
    ]
    assert not imported(text, {"url": "Netz"}).split
    assert rows(tables(text, {"url": "Netz"})["sources"], "source_id", "published_on") == [("FAZ", "2022-01-28/..")]


def test_columns_that_are_not_read_are_named(imported):
    found = imported(f"{HEADER},Zitat,,Zitat\nSPD,Coal,2022-01-27,A,x,y,z\n")
    assert found.unread == ("'Zitat'", "column 6 (without a header)", "'Zitat'")
    assert found.draft.settings.title == "flat"
    assert found.draft.settings.description == (
        "1 statements of flat.csv. Not read: 'Zitat', column 6 (without a header), 'Zitat'."
    )


def test_what_was_filled_in_is_named(imported):
    found = imported(f"{HEADER},Blatt,S\nSPD,Coal,2022-01-27,A,FAZ,1\n", {"publisher": "Blatt", "stance": "S"}).unsaid
    assert found["sources"] == {
        "kind": "news",
        "reliability": "F",
        "title": "its source",
        "published_on": "the last day of its statements, or later",
    }
    assert found["positions"]["credibility"] == "6"
    assert "stance" not in found["positions"]


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (f"\ufeff{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".encode(), {}),
        (f"{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".encode("utf-16"), {"encoding": "utf-16"}),
        (f"\ufeff{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".encode("utf-16-le"), {"encoding": "utf-16-le"}),
        (f"{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".encode("cp1252"), {"encoding": "cp1252"}),
        (f"{HEADER}\r\n\r\nSPD , Kohle\u00a0 für alle,2022-01-27,A\r\n,,,\r\n".encode(), {}),
        (f"{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".replace(",", "\t").encode(), {"separator": "\t"}),
        (f"{HEADER}\nSPD,Kohle für alle,2022-01-27,A\n".replace(",", "§").encode(), {"separator": "§"}),
        (f'{HEADER}\nSPD,"Kohle\nfür\talle",2022-01-27,A\n'.encode(), {}),
    ],
)
def test_the_same_in_other_clothes(tables, data, plain):
    found = tables(data, **plain)
    assert rows(found["issues"], "name") == [("Kohle für alle",)]
    assert rows(found["actors"], "name") == [("SPD",)]


def test_a_header_alone_is_a_case_without_rows(tables):
    assert [len(one) for one in tables(f"{HEADER}\n").values()] == [0] * 6


def test_names_that_look_alike_stay_apart(tables):
    found = tables(f"{HEADER}\nA B,X,2022-01-27,S\nA-B,X,2022-01-27,S\n!!,X,2022-01-27,S\nКиїв,X,2022-01-27,S\n")
    assert found["actors"]["actor_id"].is_unique
    assert [*found["actors"]["name"]] == ["A B", "A-B", "!!", "Київ"]


CELLS = {
    "no actor": (",Coal,2022-01-27,A,1", "flat.csv:3: Wer '' is empty; a value is required."),
    "no issue": ("SPD, ,2022-01-27,A,1", "flat.csv:3: Was ' ' is empty; a value is required."),
    "no date": ("SPD,Coal,,A,1", "flat.csv:3: Am '' is empty; a value is required."),
    "no source": ("SPD,Coal,2022-01-27,,1", "flat.csv:3: Quelle '' is empty; a value is required."),
    "other date": (
        "SPD,Coal,27.1.2022,A,1",
        "flat.csv:3: Am '27.1.2022' is not a date; use 2022-02-07, 2021-12, 2014, 2022-01-27~, ../2022-01-27, "
        "2022-02-10/.. or 2022-02-10/2022-02-20. Which part is the month is not guessed; say it with --dates DMY, MDY, "
        "YMD.",
    ),
    "other stance": (
        "SPD,Coal,2022-01-27,A,yes",
        "flat.csv:3: S 'yes' is neither on the scale nor a mapped word; use -2 (strongly opposes) to +2 (strongly "
        "supports). Or say what it means: --stance 'yes=2'.",
    ),
    "too few cells": ("SPD,Coal", "flat.csv:3: row has 2 cells; the header has 5. Quote text that holds a comma."),
    "too many cells": (
        "SPD,Coal,2022-01-27,A,1,2",
        "flat.csv:3: row has 6 cells; the header has 5. Quote text that holds a comma.",
    ),
}


@pytest.mark.parametrize(("row", "sentence"), CELLS.values(), ids=CELLS)
def test_bad_rows(refused, row, sentence):
    assert refused(f"{HEADER},S\nSPD,Coal,2022-01-27,A,1\n{row}\n", {"stance": "S"}) == [sentence]


def test_a_day_the_calendar_does_not_have(refused):
    (found,) = refused(f"{HEADER}\nSPD,Coal,31.2.2022,A\n", dates="DMY")
    assert found.startswith("flat.csv:2: Am '31.2.2022' is not a date; use 2022-02-07,")
    assert found.endswith("2022-02-10/2022-02-20, or 27.1.2022 (DMY).")


def test_other_columns_are_checked_too(refused):
    text = f"{HEADER},Akt,Netz,Text\nSPD,Coal,2022-01-27,A,speech,javascript:x,{'word ' * 21}\n"
    found = refused(text, {"act": "Akt", "url": "Netz", "summary": "Text"})
    assert [one.partition(" is ")[0].partition(" has ")[0] for one in found] == [
        "flat.csv:2: Akt 'speech'",
        "flat.csv:2: Netz 'javascript:x'",
        f"flat.csv:2: Text '{('word ' * 21)[:59]}…'",
    ]


def test_all_problems_come_at_once_by_line(refused):
    found = refused(f"{HEADER}\nSPD,,2022-01-27,A\n,Coal,x,A\nSPD,,2022-01-27,A\n")
    assert [one.split(" '")[0] for one in found] == [
        "flat.csv:2: Was",
        "flat.csv:3: Wer",
        "flat.csv:3: Am",
        "flat.csv:4: Was",
    ]


def test_an_id_twice(refused):
    text = f"{HEADER},Id\nSPD,Coal,2022-01-27,A,x\nSPD,Gas,2022-01-27,A,\nSPD,Oil,2022-01-27,A,x\n"
    assert refused(text, {"position_id": "Id"}) == [
        "flat.csv:4: Id 'x' is already used on line 2; every id is used once."
    ]


HEADERS = {
    "missing": (
        "Wer,Wass,Am,Quelle",
        "flat.csv:1: column 'Was' is mapped to issue and not in the header; the columns are Wer, Wass, Am, Quelle. "
        "Did you mean 'Wass'?",
    ),
    "twice": (
        "Wer,Was,Am,Quelle,Wer",
        "flat.csv:1: column 'Wer' is mapped to actor and stands twice in the header; give each its own name.",
    ),
}


@pytest.mark.parametrize(("header", "sentence"), HEADERS.values(), ids=HEADERS)
def test_headers_that_do_not_fit(refused, header, sentence):
    assert refused(f"{header}\n{','.join('x' * len(header.split(',')))}\n") == [sentence]


def test_a_long_header_is_listed_in_part(refused):
    (*_, found) = refused(f"Wer,Was,Am,{','.join(f'C{n}' for n in range(40))},{'x' * 90}\n")
    assert found.endswith("the columns are Wer, Was, Am, " + ", ".join(f"C{n}" for n in range(17)) + ", ….")


HOSTILE = {
    "empty": (b"", {}, "is empty; a header and one row a statement are needed."),
    "blank": (b"\r\n\r\n", {}, "is empty; a header and one row a statement are needed."),
    "nothing but a mark": ("\ufeff".encode(), {}, "is empty; a header and one row a statement are needed."),
    "workbook": (b"PK\x03\x04rest", {}, "is not a CSV file: it is a ZIP archive; save it as CSV."),
    "zeros": (b"\0" * 600, {}, "is not a CSV file: it holds nothing; save it as CSV."),
    "page": (b"<html>", {}, "is not a CSV file: it is XML or HTML; save it as CSV."),
    "cp1252": (
        f"{HEADER}\nSPD,für,2022-01-27,A\n".encode("cp1252"),
        {},
        "flat.csv:2: is not utf-8; name its own with --encoding. Excel on Windows often writes cp1252, and ‘Unicode "
        "text’ is utf-16.",
    ),
    "utf-16": (HEADER.encode("utf-16-le"), {}, "flat.csv:1: is not utf-8; name its own with --encoding."),
    "not utf-16": (b"abc", {"encoding": "utf-16"}, "flat.csv:1: is not utf-16; name its own with --encoding."),
    "lone surrogate": (rb"\ud800", {"encoding": "raw_unicode_escape"}, "is not raw_unicode_escape; name its own"),
    "semicolons": (
        HEADER.replace(",", ";").encode(),
        {},
        "flat.csv:1: seems to be separated by ';'; say so: --separator ';'.",
    ),
    "tabs": (
        HEADER.replace(",", "\t").encode(),
        {},
        "flat.csv:1: seems to be separated by tab; say so: --separator tab.",
    ),
    "open quote": (
        f'{HEADER}\nSPD,"Coal'.encode(),
        {},
        "flat.csv:2: cannot be read: it is not CSV (unexpected end of data).",
    ),
    "huge cell": (
        f"{HEADER}\nSPD,{'x' * 10_000_001},2022-01-27,A\n".encode(),
        {},
        "flat.csv:2: cannot be read: it is not CSV (field larger than field limit (10000000)).",
    ),
}


@pytest.mark.parametrize(("data", "plain", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(refused, data, plain, sentence):
    (found,) = refused(data, **plain)
    assert sentence in found


def test_files_that_cannot_be_read(tmp_path, monkeypatch):
    for path, why in ((tmp_path / "none", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(CaseError) as caught:
            statements_csv.read(path, "flat.csv", FlatMapping(MAP))
        assert [*map(str, caught.value.problems)] == [f"flat.csv: cannot be read: {why}."]
    (tmp_path / "flat.csv").write_text(f"{HEADER}\n")
    monkeypatch.setattr("crisis.stores.flat_csv.MOST_BYTES", 5)
    with pytest.raises(CaseError) as caught:
        statements_csv.read(tmp_path / "flat.csv", "flat.csv", FlatMapping(MAP))
    assert [one.reason for one in caught.value.problems] == [Reason.TOO_LARGE]


def test_a_file_name_that_is_no_text(tmp_path):
    path = tmp_path / "fl\udcfft.csv"
    path.write_text(f"{HEADER}\nSPD,Coal,2022-01-27,A\n")
    draft = statements_csv.read(path, "flat.csv", FlatMapping(MAP)).draft
    assert (draft.settings.title, draft.settings.description) == ("fl?t", "1 statements of fl?t.csv.")
