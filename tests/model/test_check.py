"""Every way a case can be wrong, with the sentence the analyst reads."""

import csv
import json

import pytest

from crisis import stores
from crisis.model.check import MOST, check, counts
from crisis.model.problems import CaseError, Reason
from crisis.model.records import TABLES, columns

HEADER = {table: ",".join(columns(table)) for table in TABLES}
SOURCE = "s1,Title,Paper,2022-02-01,,news,,A,"

CELLS = {
    "stance off the scale": (
        {"positions": [*(f"p{n} stance=1" for n in range(1, 13)), "p13 stance=7"]},
        "positions.csv:14: stance '7' is off the scale; use -2 (strongly opposes) to +2 (strongly supports).",
        Reason.OFF_SCALE,
    ),
    "credibility off the scale": (
        {"positions": ["p1 credibility=0"]},
        "positions.csv:2: credibility '0' is off the scale; use 1 (confirmed) to 6 (cannot be judged).",
        Reason.OFF_SCALE,
    ),
    "polarity off the scale": (
        {"relationships": ["r1 polarity=good"]},
        "relationships.csv:2: polarity 'good' is off the scale; use -2 (hostile) to +2 (aid).",
        Reason.OFF_SCALE,
    ),
    "empty cell": (
        {"events": ["e1 title="]},
        "events.csv:2: title '' is empty; a value is required.",
        Reason.MISSING_VALUE,
    ),
    "malformed date": (
        {"positions": ["p1 said_on=27.1.2022"]},
        "positions.csv:2: said_on '27.1.2022' is not a date; use 2022-02-07, 2021-12, 2014, 2022-01-27~, "
        "../2022-01-27, 2022-02-10/.. or 2022-02-10/2022-02-20. Which part is the month is not guessed.",
        Reason.MALFORMED_DATE,
    ),
    "impossible date": (
        {"sources": ["s1 published_on=2022-02-30"]},
        "sources.csv:2: published_on '2022-02-30' is not a date; use 2022-02-07, 2021-12, 2014, 2022-01-27~, "
        "../2022-01-27, 2022-02-10/.. or 2022-02-10/2022-02-20.",
        Reason.MALFORMED_DATE,
    ),
    "malformed id": (
        {"actors": ["'A B'"]},
        "actors.csv:2: actor_id 'A B' is not an id; use letters, digits, '_', '.' and '-'.",
        Reason.MALFORMED_ID,
    ),
    "malformed list of ids": (
        {"positions": ["p1 also_source_ids='s1; s2'"], "sources": ["s1", "s2"]},
        "positions.csv:2: also_source_ids 's1; s2' is not an id; use letters, digits, '_', '.' and '-'.",
        Reason.MALFORMED_ID,
    ),
    "unknown code": (
        {"positions": ["p1 act=statment"]},
        "positions.csv:2: act 'statment' is not a known act; use statement, demand, proposal, commitment, threat, "
        "denial, accusation, decision, vote, conduct. Did you mean 'statement'?",
        Reason.UNKNOWN_CODE,
    ),
    "unknown reliability": (
        {"sources": ["s1 reliability=G"]},
        "sources.csv:2: reliability 'G' is not a known reliability; use A, B, C, D, E, F.",
        Reason.UNKNOWN_CODE,
    ),
    "unknown country": (
        {"actors": ["A country=GER"]},
        "actors.csv:2: country 'GER' is not a country code; use ISO 3166-1 alpha-3, e.g. DEU.",
        Reason.UNKNOWN_COUNTRY,
    ),
    "country in small letters": (
        {"events": ["e1 country=deu"]},
        "events.csv:2: country 'deu' is not a country code; use ISO 3166-1 alpha-3, e.g. DEU. Did you mean 'DEU'?",
        Reason.UNKNOWN_COUNTRY,
    ),
    "address that would run in a browser": (
        {"sources": ["s1 url=javascript:alert(1)"]},
        "sources.csv:2: url 'javascript:alert(1)' is not a web address; use http:// or https://.",
        Reason.MALFORMED_TEXT,
    ),
    "overlong summary": (
        {"positions": [f"p1 summary='{'word ' * 21}'"]},
        "positions.csv:2: summary 'word word word word word word word word word word word word…' has 21 words; "
        "use at most 20.",
        Reason.MALFORMED_TEXT,
    ),
    "control characters": (
        {"actors": ["A name='bell \x07 \x1b[31mred'"]},
        "actors.csv:2: name 'bell � �[31mred' holds a line break or control character; use one line of text.",
        Reason.MALFORMED_TEXT,
    ),
    "wrong mode": (
        {"events": ["e1 kind=CONSULT mode=telephone"]},
        "events.csv:2: mode 'telephone' is not a mode of CONSULT; CONSULT takes visit, third-party, multilateral, "
        "phone, or nothing.",
        Reason.WRONG_MODE,
    ),
    "mode of a kind that has none": (
        {"relationships": ["r1 kind=member_of mode=visit"]},
        "relationships.csv:2: mode 'visit' is not a mode of member_of; member_of takes no mode.",
        Reason.WRONG_MODE,
    ),
    "duplicate id": (
        {"positions": ["p1", "p2", "p1"]},
        "positions.csv:4: position_id 'p1' is already used on line 2; every id is used once.",
        Reason.DUPLICATE_ID,
    ),
    "tie of an actor to itself": (
        {"relationships": ["r1 actor_id=A recipient_id=A"]},
        "relationships.csv:2: recipient_id 'A' is the actor itself; a tie joins two different actors.",
        Reason.SELF_TIE,
    ),
    "end before its start": (
        {"relationships": ["r1 starts_on=2022-02-10 ends_on=2022-02-09"]},
        "relationships.csv:2: ends_on '2022-02-09' is before starts_on '2022-02-10'; an end is not before its start.",
        Reason.ENDS_FIRST,
    ),
    "event that occurred after its only source": (
        {"events": ["e1 status=occurred starts_on=2022-02-02"], "sources": ["s1 published_on=2022-02-01"]},
        "events.csv:2: starts_on '2022-02-02' cannot be known: the event begins 2022-02-02, its last source was "
        "published 2022-02-01; use scheduled, or add a later source.",
        Reason.BEFORE_EVENT,
    ),
    "actors part of each other": (
        {"actors": ["A part_of=B", "B part_of=C", "C part_of=B"]},
        "actors.csv:3: part_of 'C' leads back to itself: B > C > B; a chain of part_of ends in a state or body.",
        Reason.CYCLE,
    ),
    "actor part of itself": (
        {"actors": ["A part_of=A"]},
        "actors.csv:2: part_of 'A' leads back to itself: A > A; a chain of part_of ends in a state or body.",
        Reason.CYCLE,
    ),
    "issues part of each other": (
        {"issues": ["I1 parent_id=I2", "I2 parent_id=I1"]},
        "issues.csv:2: parent_id 'I2' leads back to itself: I1 > I2 > I1; a chain of parent_id ends in a package.",
        Reason.CYCLE,
    ),
    "anchor that is no event": (
        {
            "files": {"case.toml": 'title = "Toy"\ntimeline_anchor = "SCHOLZ_WASHINTON"'},
            "events": ["SCHOLZ_WASHINGTON"],
        },
        "case.toml: timeline_anchor 'SCHOLZ_WASHINTON' is not in events.csv. Did you mean 'SCHOLZ_WASHINGTON'?",
        Reason.UNKNOWN_ID,
    ),
}


@pytest.mark.parametrize("name", CELLS)
def test_finds(name, folder, complaints):
    lines, sentence, _ = CELLS[name]
    assert complaints(folder(**lines)) == [sentence]


REFERENCES = {
    "actor of a position": (
        "positions.csv",
        "p1,KULEBBA,I1,1,2022-02-01,statement,word,none,,,stated,1,s1,,P1S1,Says so.",
        "positions.csv:2: actor_id 'KULEBBA' is not in actors.csv. Did you mean 'KULEBA'?",
    ),
    "source like no other": (
        "positions.csv",
        "p1,KULEBA,I1,1,2022-02-01,statement,word,none,,,stated,1,nowhere,,P1S1,Says so.",
        "positions.csv:2: source_id 'nowhere' is not in sources.csv.",
    ),
    "one of several sources": (
        "positions.csv",
        "p1,KULEBA,I1,1,2022-02-01,statement,word,none,,,stated,1,s1,s1;s2,P1S1,Says so.",
        "positions.csv:2: also_source_ids 's2' is not in sources.csv.",
    ),
    "event of a tie": (
        "relationships.csv",
        "r1,KULEBA,NATO,CONSULT,,0,2022-02-01,,occurred,nowhere,,stated,1,s1,,P1S1,Meets.",
        "relationships.csv:2: event_id 'nowhere' is not in events.csv.",
    ),
    "position an event fulfils": (
        "events.csv",
        "e1,s1,occurred,Title,AGREE,,talks,2022-02-01,,,,KULEBA,NATO,,,p9,stated,1,P1S1,Agrees.",
        "events.csv:2: fulfils_ids 'p9' is not in positions.csv.",
    ),
    "actor it is part of": (
        "actors.csv",
        "KULEBA,Kuleba,person,UKR,NATOO,yes,,\nNATO,NATO,organisation,,,yes,,",
        "actors.csv:2: part_of 'NATOO' is not in actors.csv. Did you mean 'NATO'?",
    ),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_finds_an_unknown_id(name, folder, complaints):
    file, text, sentence = REFERENCES[name]
    changed = {file: f"{HEADER[file.removesuffix('.csv')]}\n{text}\n"}
    path = folder(files=changed, actors=["KULEBA", "NATO"], issues=["I1"], sources=["s1"])
    assert complaints(path) == [sentence]


FILES = {
    "missing table": (
        {"actors.csv": None},
        ["actors.csv: is missing; every table has its file, a header alone is a legal empty table."],
        Reason.MISSING_FILE,
    ),
    "missing settings": (
        {"case.toml": None},
        ["case.toml: is missing; every table has its file, a header alone is a legal empty table."],
        Reason.MISSING_FILE,
    ),
    "missing column": (
        {"sources.csv": f"{HEADER['sources'].replace(',family', '')}\ns1,Title,Paper,2022-02-01,,news,A,\n"},
        [
            "sources.csv:1: column 'family' is missing from the header; the columns are source_id, title, publisher, "
            "published_on, url, kind, family, reliability, note."
        ],
        Reason.MISSING_COLUMN,
    ),
    "unknown column": (
        {"sources.csv": f"{HEADER['sources']},language\n{SOURCE},de\n"},
        [
            "sources.csv:1: column 'language' is not a column of this table; use source_id, title, publisher, "
            "published_on, url, kind, family, reliability, note."
        ],
        Reason.UNKNOWN_COLUMN,
    ),
    "misspelt column": (
        {"sources.csv": f"{HEADER['sources'].replace('family', 'familiy')}\n{SOURCE}\n"},
        [
            "sources.csv:1: column 'family' is missing from the header; the columns are source_id, title, publisher, "
            "published_on, url, kind, family, reliability, note.",
            "sources.csv:1: column 'familiy' is not a column of this table; use source_id, title, publisher, "
            "published_on, url, kind, family, reliability, note. Did you mean 'family'?",
        ],
        Reason.UNKNOWN_COLUMN,
    ),
    "column that stands twice": (
        {"sources.csv": f"{HEADER['sources']},note\n{SOURCE},\n"},
        ["sources.csv:1: column 'note' stands twice in the header; once is enough."],
        Reason.UNKNOWN_COLUMN,
    ),
    "row too short": (
        {"sources.csv": f"{HEADER['sources']}\n{SOURCE}\ns2,Title\n"},
        ["sources.csv:3: row has 2 cells; the header has 9. Quote text that holds a comma."],
        Reason.WRONG_WIDTH,
    ),
    "row with an unquoted comma": (
        {"sources.csv": f"{HEADER['sources']}\n{SOURCE}so, so\n"},
        ["sources.csv:2: row has 10 cells; the header has 9. Quote text that holds a comma."],
        Reason.WRONG_WIDTH,
    ),
    "quote that is never closed": (
        {"sources.csv": f'{HEADER["sources"]}\n{SOURCE}\ns2,"Title,Paper,2022-02-01,,news,,A,\n{SOURCE}\n'},
        ["sources.csv:3: cannot be read: it is not CSV (unexpected end of data)."],
        Reason.UNREADABLE,
    ),
    "text behind a closing quote": (
        {"sources.csv": f'{HEADER["sources"]}\ns1,"Title"s,Paper,2022-02-01,,news,,A,\n'},
        ["sources.csv:2: cannot be read: it is not CSV (',' expected after '\"')."],
        Reason.UNREADABLE,
    ),
    "Latin-1": (
        {"sources.csv": f"{HEADER['sources']}\n{SOURCE.replace('Paper', 'Süddeutsche')}\n".encode("latin-1")},
        ["sources.csv:2: is not UTF-8; save the file as CSV UTF-8. Excel: Save as, CSV UTF-8."],
        Reason.ENCODING,
    ),
    "UTF-16": (
        {"sources.csv": f"{HEADER['sources']}\n{SOURCE}\n".encode("utf-16")},
        ["sources.csv:1: is not UTF-8; save the file as CSV UTF-8. Excel: Save as, CSV UTF-8."],
        Reason.ENCODING,
    ),
    "settings that are not TOML": (
        {"case.toml": "title = Toy\n"},
        ["case.toml: is not TOML: Invalid value (at line 1, column 9)."],
        Reason.SETTINGS,
    ),
    "unknown setting": (
        {"case.toml": 'title = "Toy"\ncolour = "red"\n'},
        [
            "case.toml: setting 'colour' is not known; use title, description, timeline_from, timeline_anchor, "
            "default_day, silenced."
        ],
        Reason.SETTINGS,
    ),
    "case without a title": (
        {"case.toml": 'description = "A toy."\n'},
        ["case.toml: setting 'title' is missing; a value is required."],
        Reason.SETTINGS,
    ),
    "empty title": (
        {"case.toml": 'title = ""\n'},
        ["case.toml: title '' is empty; a value is required."],
        Reason.SETTINGS,
    ),
    "vague default day": (
        {"case.toml": 'title = "Toy"\ndefault_day = "2022-02"\n'},
        ["case.toml: default_day '2022-02' is not a day; use YYYY-MM-DD in quotation marks, or an empty text."],
        Reason.SETTINGS,
    ),
    "day without quotation marks": (
        {"case.toml": 'title = "Toy"\ntimeline_from = 2022-02-07\n'},
        ["case.toml: timeline_from '2022-02-07' is not a day; use YYYY-MM-DD in quotation marks, or an empty text."],
        Reason.SETTINGS,
    ),
    "settings of the wrong type": (
        {"case.toml": "title = 5\nsilenced = 6\n"},
        [
            "case.toml: title '5' is of the wrong type; use text in quotation marks.",
            "case.toml: silenced '6' is of the wrong type; use a table of text.",
        ],
        Reason.SETTINGS,
    ),
    "several bad settings": (
        {"case.toml": 'titel = "Toy"\ndefault_day = "soon"\n'},
        [
            "case.toml: setting 'title' is missing; a value is required.",
            "case.toml: default_day 'soon' is not a day; use YYYY-MM-DD in quotation marks, or an empty text.",
            "case.toml: setting 'titel' is not known; use title, description, timeline_from, timeline_anchor, "
            "default_day, silenced. Did you mean 'title'?",
        ],
        Reason.SETTINGS,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_finds_in_a_file(name, folder, complaints):
    files, sentences, _ = FILES[name]
    assert complaints(folder(files=files)) == sentences


def test_an_empty_file_lacks_every_column(folder, complaints):
    found = complaints(folder(files={"issues.csv": ""}))
    assert [sentence.split("'")[1] for sentence in found] == [*columns("issues")]


def test_a_table_that_is_a_folder_cannot_be_read(folder, complaints):
    path = folder(files={"issues.csv": None})
    (path / "issues.csv").mkdir()
    assert complaints(path) == ["issues.csv: cannot be read: Is a directory."]


def test_a_path_that_is_no_case(tmp_path):
    with pytest.raises(CaseError) as error:
        stores.open_case(tmp_path / "nowhere", "nowhere")
    assert str(error.value) == (
        "nowhere: is not a case: there is no such folder or file. A case is a folder of CSV or Parquet files with "
        "case.toml, a workbook (.xlsx), or a DNA database (.dna)."
    )


def test_a_folder_of_something_else_is_no_case(tmp_path):
    with pytest.raises(CaseError) as error:
        stores.open_case(tmp_path, "photos")
    assert str(error.value) == (
        "photos: is not a case: no known kind of store. A case is a folder of CSV or Parquet files with case.toml, a "
        "workbook (.xlsx), or a DNA database (.dna)."
    )


def test_every_reason_is_pinned_above():
    pinned = {found[-1] for found in (*CELLS.values(), *FILES.values())}
    of_other_stores = [*Reason][[*Reason].index(Reason.WRONG_KIND) :]  # pinned beside each of them
    assert {*Reason} - pinned == {Reason.NO_CASE, Reason.FURTHER, *of_other_stores}


def test_all_problems_at_once_in_file_and_line_order_and_nothing_half_loaded(folder):
    path = folder(
        files={"case.toml": 'title = "Toy"\ntimeline_anchor = "nowhere"\n', "issues.csv": None},
        sources=["s1 reliability=Z", "s1"],
        actors=["A country=ZZZ"],
        positions=["p1 stance=9 said_on=soon", "p2 act=shrug"],
        events=["e1 ends_on=2021"],
    )
    with pytest.raises(CaseError) as error:
        stores.open_case(path, "toy")
    assert [(found.path, found.line, found.field) for found in error.value.problems] == [
        ("toy/case.toml", 0, "timeline_anchor"),
        ("toy/sources.csv", 2, "reliability"),
        ("toy/sources.csv", 3, "source_id"),
        ("toy/actors.csv", 2, "country"),
        ("toy/issues.csv", 0, ""),
        ("toy/positions.csv", 2, "stance"),
        ("toy/positions.csv", 2, "said_on"),
        ("toy/positions.csv", 3, "act"),
        ("toy/events.csv", 2, "ends_on"),
    ]


def test_a_line_is_the_one_an_editor_shows(folder, complaints):
    text = (
        f'{HEADER["sources"]}\r\n\r\ns1,"Two\r\nlines\r\nhere",Paper,2022-02-01,,news,,A,\r\ns2,T,P,2022,,news,,Z,\r\n'
    )
    assert complaints(folder(files={"sources.csv": text})) == [
        "sources.csv:3: title 'Two��lines��here' holds a line break or control character; use one line of text.",
        "sources.csv:6: reliability 'Z' is not a known reliability; use A, B, C, D, E, F.",
    ]


def test_a_byte_order_mark_is_welcome(folder, complaints):
    assert complaints(folder(files={"sources.csv": f"\ufeff{HEADER['sources']}\n{SOURCE}\n"})) == []


def test_columns_may_stand_in_any_order(folder, complaints):
    header = ",".join(reversed(columns("sources")))
    assert complaints(folder(files={"sources.csv": f"{header}\n{','.join(reversed(SOURCE.split(',')))}\n"})) == []


def test_one_mistake_is_reported_once(folder, complaints):
    path = folder(
        files={"sources.csv": f"{HEADER['sources'].replace('source_id', 'id')}\n{SOURCE}\n"},
        positions=["p1", "p2"],
        events=["e1 starts_on=soon ends_on=2021"],
    )
    assert [sentence.split(";")[0] for sentence in complaints(path)] == [
        "sources.csv:1: column 'source_id' is missing from the header",
        "sources.csv:1: column 'id' is not a column of this table",
        "events.csv:2: starts_on 'soon' is not a date",
    ]


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in TABLES for column in columns(table)], ids=str
)
def test_a_missing_column_is_reported_once_and_not_with_what_depends_on_it(folder, complaints, table, column):
    path = folder(
        files={"case.toml": 'title = "Toy"\ntimeline_anchor = "e1"\n'},
        sources=["s1 published_on=2022-02-01", "s2 published_on=2022-02-09"],
        actors=["A part_of=B", "B"],
        issues=["I1 parent_id=I2 plus_side=A", "I2"],
        positions=["p1 also_source_ids=s2"],
        relationships=["r1 mode=visit event_id=e1 issue_ids=I1"],
        events=["e1 mode=visit starts_on=2022-02-05 actor_ids=A issue_ids=I1 also_source_ids=s2 fulfils_ids=p1"],
    )
    file = path / f"{table}.csv"
    rows = csv.reader(file.read_text(encoding="utf-8").splitlines())
    place = [*columns(table)].index(column)
    file.write_text("".join(",".join(row[:place] + row[place + 1 :]) + "\n" for row in rows), encoding="utf-8")
    (sentence,) = complaints(path)
    assert sentence.startswith(f"{table}.csv:1: column '{column}' is missing from the header; ")


def test_a_file_without_a_header_does_not_make_every_reference_wrong(folder, complaints):
    found = complaints(folder(files={"sources.csv": ""}, positions=["p1", "p2"]))
    assert {sentence.split(";")[0].split("'")[-1] for sentence in found} == {" is missing from the header"}


def test_a_bad_cell_is_not_reported_again_for_what_depends_on_it(folder, complaints):
    path = folder(
        sources=["s1 published_on=2022-02-01"],
        actors=["'A B' part_of='A B'"],
        relationships=["r1 actor_id='A B' recipient_id='A B'", "r2 kind=TALK mode=visit"],
        events=["e1 starts_on=2022-02-05 also_source_ids='s1; s1'", "e2 mode='\x07'"],
    )
    assert [sentence.split(" ")[0] + sentence.split(" ")[1] for sentence in complaints(path)] == [
        "actors.csv:2:actor_id",
        "actors.csv:2:part_of",
        "relationships.csv:2:actor_id",
        "relationships.csv:2:recipient_id",
        "relationships.csv:3:kind",
        "events.csv:2:also_source_ids",
        "events.csv:3:mode",
    ]


@pytest.mark.parametrize("known", [10, 6_000])
def test_an_unknown_id_among_very_many_is_found_without_a_hint(folder, complaints, known):
    path = folder(actors=[f"A{n}" for n in range(known)])
    with (path / "issues.csv").open("a", encoding="utf-8") as file:
        file.write("I1,Name,It should be done,policy,,A1x,security\n")
    hint = " Did you mean 'A1'?" if known == 10 else ""
    assert complaints(path) == [f"issues.csv:2: plus_side 'A1x' is not in actors.csv.{hint}"]


@pytest.mark.parametrize("status", ["occurred", "ongoing"])
@pytest.mark.parametrize(
    ("sources", "sound"),
    [
        (["s1 published_on=2022-02-01", "s2 published_on=2022-02-09"], False),
        (["s1 published_on=2022-02-01", "s2 published_on=2022-02-10"], True),
        (["s1 published_on=2022-02-01", "s2 published_on=2022-02"], True),
        (["s1 published_on=2022-02-01", "s2 published_on=2022-02-01/.."], True),
        (["s1 published_on=2022-02-01", "s2 published_on=../2022-02-09"], False),
    ],
)
def test_what_happened_rests_on_a_source_that_could_know(folder, complaints, status, sources, sound):
    path = folder(sources=sources, events=[f"e1 status={status} starts_on=2022-02-10 also_source_ids=s2"])
    assert (complaints(path) == []) == sound


def test_what_is_announced_may_rest_on_an_earlier_source(folder, complaints):
    assert complaints(folder(events=["e1 status=scheduled starts_on=2023", "e2 status=cancelled starts_on=2023"])) == []


def test_several_reports_may_share_an_event_id(folder, complaints):
    assert complaints(folder(events=["e1 status=scheduled", "e1"])) == []


def test_hostile_text_is_kept_as_text(folder, complaints):
    text = "=cmd|'/c calc'!A1 <script>alert(1)</script>"
    path = folder(files={"sources.csv": f"{HEADER['sources']}\n{SOURCE}{text}\n"})
    assert complaints(path) == []
    assert [*stores.open_case(path).tables["sources"]["note"]] == [text]


@pytest.mark.parametrize("cell", ["\x00", "a\x1b[2Jb", "x\x85y", "x\u2028y", "\x7f"])
def test_no_sentence_holds_a_control_character_or_breaks_its_line(folder, cell):
    path = folder(
        files={
            "case.toml": f"title = {json.dumps('Toy')}\n{json.dumps('a' + cell.replace(chr(127), chr(0)))} = 1\n",
            "issues.csv": f"{HEADER['issues']},{cell}z\n",
        },
        actors=[f"'A{cell}' part_of='A{cell}' name='{cell}'"],
        positions=[f"p1 stance='{cell}1' actor_id='A{cell}A'"],
    )
    with pytest.raises(CaseError) as error:
        stores.open_case(path, "toy")
    assert len(error.value.problems) >= 6
    assert all(str(found).isprintable() for found in error.value.problems)


def test_a_long_value_is_cut(folder, complaints):
    (sentence,) = complaints(folder(positions=[f"p1 act={'a' * 100_000}"]))
    assert sentence.startswith(f"positions.csv:2: act '{'a' * 59}…' is not a known act; use statement,")


def test_a_problem_is_a_record_for_tools(folder):
    draft = stores.read(folder(positions=["p1 stance=7"]), "toy")
    (problem,) = check(draft)
    assert problem.as_record() == {
        "reason": "off_scale",
        "path": "toy/positions.csv",
        "line": 2,
        "field": "stance",
        "got": "7",
        "wrong": "is off the scale",
        "allowed": "use -2 (strongly opposes) to +2 (strongly supports)",
        "hint": "",
        "message": "toy/positions.csv:2: stance '7' is off the scale; "
        "use -2 (strongly opposes) to +2 (strongly supports).",
    }


def test_counts_rows_of_every_table(folder):
    draft = stores.read(folder(positions=["p1", "p2"], files={"events.csv": None}))
    assert counts(draft) == {"sources": 1, "actors": 1, "issues": 1, "positions": 2, "relationships": 0}


@pytest.mark.parametrize("cells", ["polarity=7", "kind=SHOUT", "starts_on=soon", "actor_id=A recipient_id=A"])
def test_problems_of_a_column_are_listed_up_to_a_number_and_counted_beyond(folder, complaints, cells, monkeypatch):
    monkeypatch.setattr("crisis.model.check.MOST", 3)
    said = complaints(folder(relationships=[f"r{number} {cells}" for number in range(8)]))
    assert [line.split(":")[1] for line in said] == ["2", "3", "4", "5"]
    assert "and 5 cells in all from here on have problems; mend those above first." in said[-1]


def test_a_hundred_thousand_different_wrong_codes_are_told_at_once(folder):
    path = folder()
    header, cells = [*columns("actors")], ["country" if name == "country" else "" for name in columns("actors")]
    lines = [",".join(cells).replace("country", f"X{number}") for number in range(100_000)]
    (path / "actors.csv").write_text("\n".join([",".join(header), *lines]) + "\n")
    found = [one for one in check(stores.read(path)) if one.field == "country"]
    assert len(found) == MOST + 1
    assert found[-1].reason is Reason.FURTHER
