import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from crisis import stores
from crisis.measures.agreement import AgreementParameters, agreement
from crisis.model.lens import Lens
from crisis.stores import dna_file, dna_rows
from crisis.tables.view import look

TOY = Path(__file__).parents[1] / "measures" / "dna_toy"
LAYOUT = """
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
    Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
    Stop INTEGER, Coder INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER,
    Blue INTEGER, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT DEFAULT '');
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
"""
DAY = 86_400


class Database:
    """A DNA database under way: one statement type, statements by the words in them."""

    def __init__(self, path, variable="boolean"):
        self.path = path
        self.base = sqlite3.connect(path)
        self.base.executescript(LAYOUT)
        self.type("DNA Statement", 1, agreement=variable)

    def type(self, label, number, **kinds):
        self.run("INSERT INTO STATEMENTTYPES VALUES (?, ?, 0, 0, 0)", number, label)
        short = dict.fromkeys(("person", "organization", "concept"), "short text")
        for place, (name, kind) in enumerate((short | kinds).items(), 1):
            if kind:
                self.run("INSERT INTO VARIABLES VALUES (?, ?, ?, ?)", 10 * number + place, name, kind, number)
                if kind == "short text":
                    self.entity(10 * number + place, "")
                    for attribute in ("Type", "Alias", "Notes"):
                        query = "INSERT INTO ATTRIBUTEVARIABLES VALUES (NULL, ?, ?)"
                        self.run(query, 10 * number + place, attribute)

    def run(self, query, *values):
        return self.base.execute(query, values).lastrowid

    def entity(self, variable, value):
        found = self.base.execute("SELECT ID FROM ENTITIES WHERE VariableId = ? AND Value = ?", (variable, value))
        (one,) = found.fetchone() or (None,)
        return one or self.run("INSERT INTO ENTITIES VALUES (NULL, ?, ?, 0, 0, 0, NULL)", variable, value)

    def attribute(self, variable, entity, name, value):
        """A value; the program itself keeps an empty one for each attribute that has none."""
        where = "VariableId = ? AND AttributeVariable = ?"
        (one,) = self.base.execute(f"SELECT ID FROM ATTRIBUTEVARIABLES WHERE {where}", (variable, name)).fetchone()
        query = "INSERT INTO ATTRIBUTEVALUES VALUES (NULL, ?, ?, ?)"
        self.run(query, self.entity(variable, entity), one, value)

    def document(self, number, seconds, title="Title", author="", source="Paper"):
        query = "INSERT INTO DOCUMENTS VALUES (?, ?, 'Text', 1, ?, ?, '', '', '', ?)"
        self.run(query, number, title, author, source, seconds)

    def statement(self, number, document, values, agreed, kind=1, table="DATABOOLEAN"):
        self.run("INSERT INTO STATEMENTS VALUES (?, ?, ?, 12, 57, 1)", number, kind, document)
        for place, value in enumerate(values, 1):
            one = self.entity(10 * kind + place, value)
            self.run("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", number, 10 * kind + place, one)
        if agreed is not None:
            self.run(f"INSERT INTO {table} VALUES (NULL, ?, ?, ?)", number, 10 * kind + 4, agreed)

    def saved(self):
        self.base.commit()
        self.base.close()
        return self.path


@pytest.fixture
def database(tmp_path):
    made = []

    def begin(variable="boolean"):
        made.append(Database(tmp_path / f"toy{len(made) or ''}.dna", variable))
        return made[-1]

    yield begin
    for one in made:
        one.base.close()


@pytest.fixture
def toy(database):
    """A database with one statement of Scholz."""
    base = database()
    base.document(1, 19_030 * DAY + 86_399, "Ja & <b>Nein</b>\n")
    base.statement(7, 1, ["Olaf Scholz", "SPD", "Stop the pipeline"], 1)
    return base


def test_a_statement_is_a_position_of_its_organization(toy, told):
    path = toy.saved()
    assert told(path) == []
    case = stores.open_case(path)
    assert (case.name, case.settings.title, case.settings.description) == ("toy", "toy", "")
    assert case.tables["positions"].to_dict("records") == [
        {
            "position_id": "S7",
            "actor_id": "SPD",
            "issue_id": "Stop_the_pipeline",
            "stance": 2,
            "said_on": "2022-02-07",
            "act": "statement",
            "basis": "word",
            "condition": "none",
            "channel": "",
            "via": "Olaf Scholz",
            "certainty": "reported",
            "credibility": 6,
            "source_id": "D1",
            "also_source_ids": "",
            "locator": "characters 12-57",
            "summary": "For: Stop the pipeline",
        }
    ]
    (source,) = case.tables["sources"].to_dict("records")
    assert (source["title"], source["published_on"], source["reliability"]) == ("Ja & <b>Nein</b>", "2022-02-07", "F")
    assert [*case.tables["actors"]["name"]] == ["SPD"]
    assert [*case.tables["issues"]["proposition"]] == ["Stop the pipeline"]


@pytest.mark.parametrize("qualifier", ["agreement", "position"])
def test_the_networks_are_those_of_the_reference(database, qualifier):
    boolean = qualifier == "agreement"
    base = database("boolean" if boolean else "integer")
    rows = [*csv.DictReader((TOY / "toy_statements.csv").read_text(encoding="utf-8").splitlines())]
    days = sorted({row["date"] for row in rows})
    for number, day in enumerate(days, 1):
        base.document(number, int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    for row in rows:
        values = ["", row["organization"], row["concept"]]
        table = "DATABOOLEAN" if boolean else "DATAINTEGER"
        document = days.index(row["date"]) + 1
        base.statement(int(row["statement_id"]), document, values, int(row[qualifier]), table=table)
    view = look(stores.open_case(base.saved()), Lens(as_of=date(2025, 12, 31)))
    calls = json.loads((TOY / "toy_networks.json").read_text(encoding="utf-8"))
    plain = {"qualifier": qualifier, "normalization": "no", "duplicates": "include"}
    tried = 0
    for call in calls:
        ask = call["args"]
        if not plain.items() <= ask.items() or (ask["qualifierAggregation"] == "combine" and not boolean):
            continue
        parameters = AgreementParameters(
            tie=ask["qualifierAggregation"],
            mode={"onemode": "one", "twomode": "two"}[ask["networkType"]],
            scale="sign" if boolean else "graded",
        )
        ours, theirs = agreement(view, parameters), call["networks"][0]
        assert ([*ours.rows], [*ours.columns]) == (theirs["rows"], theirs["cols"])
        np.testing.assert_allclose(np.nan_to_num(ours.values), theirs["matrix"], atol=1e-9)
        tried += 1
    assert tried >= 4


def test_statements_of_several_types_are_read_and_what_is_not_is_counted(toy, told):
    toy.type("Second", 2, agreement="integer", person=None)
    toy.run("INSERT INTO STATEMENTTYPES VALUES (3, 'Annotation', 0, 0, 0)")
    toy.run("INSERT INTO VARIABLES VALUES (31, 'note', 'long text', 3)")
    toy.run("INSERT INTO STATEMENTS VALUES (90, 3, 1, 0, 1, 1)")
    toy.statement(8, 1, ["", "SPD", "Stop the pipeline"], 0)
    toy.statement(9, 1, ["", "", "Stop the pipeline"], 0)
    toy.run("INSERT INTO STATEMENTS VALUES (10, 2, 1, 1, 2, 1)")
    for variable, value in ((22, "SPD"), (23, "Arms")):
        toy.run("INSERT INTO DATASHORTTEXT VALUES (NULL, 10, ?, ?)", variable, toy.entity(variable, value))
    path = toy.saved()
    assert told(path) == []
    case = stores.open_case(path)
    found = case.tables["positions"]
    assert found[["position_id", "actor_id", "issue_id"]].to_numpy().tolist() == [
        ["S7", "SPD", "Stop_the_pipeline"],
        ["S8", "SPD", "Stop_the_pipeline"],
        ["S10", "SPD", "Arms"],
    ]
    assert found["stance"].fillna(9).to_list() == [2, -2, 9]
    assert [*found["summary"]] == ["For: Stop the pipeline", "Against: Stop the pipeline", "Speaks of: Arms"]
    assert [*case.tables["actors"]["actor_id"]] == ["SPD"]
    assert case.settings.description == (
        "Not read: 1 statements of other types (Annotation); 1 statements without organization or concept."
    )


def test_type_and_alias_of_an_organization_are_its_role_and_other_names(toy, told):
    for number, name in enumerate(["Bundestag", "Greenpeace", "Army"], 8):
        toy.statement(number, 1, ["Olaf Scholz", name, "Stop the pipeline"], 1)
    for name, kind, alias in (
        ("SPD", "Party", "Sozialdemokratische Partei\nDeutschlands"),
        ("Bundestag", "PARLIAMENT ", ""),
        ("Greenpeace", "NGO / party", " "),
        ("Army", "Armed Forces", "Bundeswehr"),
    ):
        toy.attribute(12, name, "Type", kind)
        toy.attribute(12, name, "Alias", alias)
        toy.attribute(12, name, "Notes", "")
    path = toy.saved()
    assert told(path) == []
    case = stores.open_case(path)
    assert case.tables["actors"][["name", "kind", "role", "aliases"]].to_numpy().tolist() == [
        ["SPD", "party", "Party", "Sozialdemokratische Partei Deutschlands"],
        ["Bundestag", "parliament", "PARLIAMENT", ""],
        ["Greenpeace", "organisation", "NGO / party", ""],
        ["Army", "armed_forces", "Armed Forces", "Bundeswehr"],
    ]
    assert case.settings.description == ""


def test_an_organization_of_two_statement_types_is_told_of_by_either(toy):
    toy.type("Second", 2, agreement="boolean")
    toy.statement(8, 1, ["", "SPD", "Arms"], 1, kind=2)
    toy.attribute(12, "SPD", "Alias", "Social Democrats")
    toy.attribute(22, "SPD", "Type", "party")
    toy.attribute(22, "SPD", "Alias", "Others")
    actors = stores.open_case(toy.saved()).tables["actors"]
    assert actors[["kind", "aliases"]].to_numpy().tolist() == [["party", "Social Democrats"]]


def test_what_has_no_place_is_named(toy):
    toy.run("INSERT INTO VARIABLES VALUES (15, 'Intensity', 'integer', 1)")
    toy.run("INSERT INTO VARIABLES VALUES (16, 'quote', 'long text', 1)")
    toy.run("INSERT INTO DATALONGTEXT VALUES (NULL, 7, 16, 'All of it')")
    toy.attribute(12, "SPD", "Notes", "Founded 1863")
    toy.attribute(11, "Olaf Scholz", "Type", "Chancellor")
    toy.attribute(13, "Stop the pipeline", "Type", "")
    toy.type("Announcement", 2, agreement=None)
    toy.run("INSERT INTO STATEMENTS VALUES (90, 2, 1, 0, 1, 1)")
    toy.run("INSERT INTO STATEMENTS VALUES (91, 9, 1, 0, 1, 1)")
    assert stores.open_case(toy.saved()).settings.description == (
        "Not read: 2 statements of other types (Announcement, 9); variables intensity, quote; attributes organization "
        "Notes, person Type."
    )


def test_a_database_without_attributes_is_read(toy, told):
    toy.run("DROP TABLE ATTRIBUTEVALUES")
    assert told(toy.saved()) == []


def test_a_database_as_the_program_keeps_it(toy, told):
    toy.run("UPDATE VARIABLES SET DataType = 'Short Text', Variable = ' Organisation' WHERE ID = 12")
    toy.document(2, 19_031 * DAY, title="", source="", author="")
    toy.document(3, -DAY, title=None, source=None, author="Somebody")
    toy.statement(8, 2, [None, "SPD", "Stop the pipeline"], None)
    toy.run("UPDATE ENTITIES SET Value = NULL WHERE VariableId = 11 AND Value IS ''")
    toy.entity(12, "Never speaks")
    toy.statement(9, 1, ["Olaf Scholz", "SPD", "Stop the pipeline"], 1)  # over the very words of another
    path = toy.saved()
    assert told(path) == []
    case = stores.open_case(path)
    found = case.tables["sources"][["title", "publisher", "published_on"]].to_numpy().tolist()
    assert found == [
        ["Ja & <b>Nein</b>", "Paper", "2022-02-07"],
        ["(document 2)", "unknown", "2022-02-08"],
        ["(document 3)", "Somebody", "1969-12-31"],
    ]
    assert [*case.tables["positions"]["position_id"]] == ["S7", "S8", "S9"]
    assert [*case.tables["actors"]["name"]] == ["SPD", "Never speaks"]


def test_a_document_without_a_day_is_a_problem(toy, told):
    toy.document(2, None)
    (sentence,) = told(toy.saved())
    assert sentence.startswith("toy.dna/sources:2: published_on 'no date' is not a date;")


SCALE = "stances are -2 (strongly opposes) to +2 (strongly supports)"


def test_a_scale_of_its_own_is_one_problem_and_never_guessed(database, told):
    base = database("integer")
    base.document(1, 0)
    for number, agreed in enumerate([1, 5, 3], 1):
        base.statement(number, 1, ["", "SPD", "Arms"], agreed, table="DATAINTEGER")
    assert told(base.saved()) == [
        f"toy.dna: statement type 'DNA Statement' has agreement from 1 to 5; {SCALE}. Export its statements as CSV and "
        "say what each number means: crisis import-csv --stance 5=2."
    ]


def test_agreement_that_is_no_number_is_found_by_its_statement(database, told):
    base = database("integer")
    base.document(1, 0)
    for number, agreed in enumerate(["much", "9" * 400, 2, None], 1):
        base.statement(number, 1, ["", "SPD", "Arms"], agreed, table="DATAINTEGER")
    assert [line.split(" is ")[0][:40] for line in told(base.saved())] == [
        "toy.dna/positions:1: stance 'much'",
        "toy.dna/positions:2: stance 'inf'",
    ]


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_what_a_program_that_has_it_open_keeps_beside_it_is_read(toy, told, tmp_path, mode):
    path = toy.saved()
    with closing(sqlite3.connect(path)) as open_elsewhere:
        open_elsewhere.execute(f"PRAGMA journal_mode = {mode}")
        open_elsewhere.execute("PRAGMA cache_spill = 1")
        open_elsewhere.execute("PRAGMA cache_size = 1")
        open_elsewhere.execute("UPDATE DOCUMENTS SET Title = 'Later' WHERE ID = 1")
        if mode == "WAL":
            open_elsewhere.commit()
        else:  # a change under way is no part of it
            insert = "INSERT INTO DOCUMENTS(Title, Date) VALUES (?, 0)"
            open_elsewhere.executemany(insert, [("x" * 3_000,)] * 99)
        before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
        assert len(before) > 1
        assert told(path) == []
        found = stores.open_case(path)
        assert [*found.tables["sources"]["title"]] == ["Later" if mode == "WAL" else "Ja & <b>Nein</b>"]
        assert found.name == "toy"
        assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_database_that_was_kept_with_a_log_is_read_without_it(toy, told, tmp_path):
    toy.base.commit()
    toy.base.execute("PRAGMA journal_mode = WAL")
    path = toy.saved()
    assert path.read_bytes()[18:20] == b"\2\2"
    assert told(path) == []
    assert [one.name for one in tmp_path.iterdir()] == ["toy.dna"]


def test_ids_are_made_of_names_and_stay_apart():
    found = dna_rows.ids(["SPD", "Green Party", "Die Grünen!", "A-B", "A B", "Київ", "Львів", "spd2", "x" * 90, "SPD"])
    assert [found[one] for one in ("SPD", "Green Party", "Die Grünen!")] == ["SPD", "Green_Party", "Die_Grunen"]
    assert len({*found.values()}) == len(found) == 9
    assert found["Київ"].startswith("N-")
    assert found["A-B"].startswith("A_B-")
    again = dna_rows.ids(["Київ", "SPD", "B C"])
    assert (again["Київ"], again["SPD"]) == (found["Київ"], found["SPD"])


def test_a_long_concept_is_cut_in_the_summary_only(database, told):
    base = database()
    base.document(1, 0)
    base.statement(1, 1, ["", "SPD", "word " * 30], 1)
    path = base.saved()
    assert told(path) == []
    read = stores.read(path).tables["positions"]
    assert (len(read.cell(0, "summary").split()), read.cell(0, "said_on")) == (20, "1970-01-01")


def test_faults_of_rows_are_found_by_their_id(toy, told):
    toy.document(2, 10**17)
    toy.document(3, "yesterday")
    toy.statement(8, 99, ["", "SPD", "Stop the pipeline"], 0)
    toy.statement(9, 1, ["", "SPD", "Stop the pipeline"], 7)
    found = [line.split(";")[0] for line in told(toy.saved())]
    assert found == [
        "toy.dna/sources:2: published_on '100000000000000000' is not a date",
        "toy.dna/sources:3: published_on 'yesterday' is not a date",
        "toy.dna/positions:8: source_id 'D99' is not in sources.",
        "toy.dna/positions:9: stance 'agreement 7' is off the scale",
    ]


NEEDED = "organization and concept (short text) and agreement (boolean or integer) are needed."


def test_missing_variables(database, told):
    base = database("long text")
    assert told(base.saved()) == [f"toy.dna: statement type 'DNA Statement' lacks agreement; {NEEDED}"]
    base = database()
    base.run("UPDATE VARIABLES SET Variable = 'x' || ID")
    assert told(base.saved()) == [f"toy1.dna: statement type 'any' lacks organization, concept, agreement; {NEEDED}"]


def test_an_older_version(tmp_path, told):
    path = tmp_path / "toy.dna"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE DOCUMENTS(ID INTEGER, Title TEXT)")
        base.execute("CREATE TABLE STATEMENTS(ID INTEGER)")
        base.execute("CREATE TABLE DATASHORTTEXT(ID INTEGER, StatementId INTEGER, VariableId INTEGER, Value TEXT)")
    assert told(path) == [
        "toy.dna: is of another version of Discourse Network Analyzer: it has no DOCUMENTS.AUTHOR; version 3 is read. "
        "Open and save it with version 3."
    ]


def test_a_database_of_something_else(tmp_path, told):
    path = tmp_path / "toy.dna"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE moz_places(id INTEGER)")
    assert told(path) == [
        "toy.dna: is not a DNA database: it has no table DOCUMENTS; a DNA database is needed. A new name does not "
        "change what a file holds."
    ]


@pytest.mark.parametrize(
    ("content", "looks"), [(b"<?xml", "is XML or HTML"), (b"some text", "is a text file"), (b"", "holds nothing")]
)
def test_a_file_renamed(tmp_path, told, content, looks):
    path = tmp_path / "toy.dna"
    path.write_bytes(content)
    assert told(path) == [
        f"toy.dna: is not a DNA database: it {looks}; a DNA database is needed. A new name does not change what a file "
        "holds."
    ]


@pytest.mark.parametrize("kept", [0.02, 0.2, 0.5, 0.9])
def test_a_file_cut_short(toy, told, kept):
    for number in range(100, 400):
        toy.document(number, 0, "x" * 300)
    path = toy.saved()
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    (sentence,) = told(path)
    assert sentence.startswith("toy.dna: is damaged or cut short (")


def test_a_file_altered_anywhere_never_ends_in_a_traceback(toy, told):
    path = toy.saved()
    data = path.read_bytes()
    for place in range(0, len(data), max(1, len(data) // 200)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        assert all(line.startswith("toy.dna") for line in told(path))


def test_nothing_is_written_beside_it(toy, told, tmp_path):
    path = toy.saved()
    told(path)
    assert [one.name for one in tmp_path.iterdir()] == ["toy.dna"]


def test_more_than_is_read_is_refused(toy, told, monkeypatch):
    path = toy.saved()
    monkeypatch.setattr(dna_file, "MOST_STATEMENTS", 0)
    assert told(path) == ["toy.dna: holds 1 statements; at most 0 are read."]
    monkeypatch.setattr(dna_file, "MOST_BYTES", 0)
    assert told(path) == ["toy.dna: holds 0 MB; at most 0 MB are read."]
