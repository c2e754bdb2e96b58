import re
from pathlib import Path

import pytest

from crisis.exports import codebook, example_case
from crisis.model import plover, vocabulary
from crisis.model.lint_problems import WARNINGS
from crisis.model.records import TABLES, columns
from crisis.model.settings import Settings
from crisis.model.values import Code, Reference, Scale
from crisis.model.vocabulary import Vocabulary

DOCS = Path(__file__).resolve().parents[2] / "docs" / "codebook.md"


@pytest.fixture(scope="module")
def text():
    return codebook.markdown()


def section(text, heading):
    """Lines under a heading, up to the next heading."""
    _, _, rest = text.partition(f"\n### {heading}\n")
    return re.split(r"\n##", rest)[0].splitlines()


def cells(lines):
    """Cells of the lines of a table of Markdown, its header left out."""
    grid = [line for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in grid[2:]]


def test_the_codebook_in_docs_is_that_of_the_model(text):
    assert DOCS.read_text(encoding="utf-8") == text, "run `make docs`"


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_its_meaning_and_whether_it_is_required(text, table):
    told = {line[0].strip("`"): line for line in cells(section(text, table))}
    assert [*told] == [*columns(table)]
    for name, kind in columns(table).items():
        assert told[name][1] == TABLES[table].model_fields[name].description != ""
        assert told[name][2] == ("required" if kind.required else "may be empty")
        assert told[name][3]


@pytest.mark.parametrize("table", TABLES)
def test_a_type_names_the_table_or_the_vocabulary(table):
    for name, kind in columns(table).items():
        words = codebook.type_of(name, kind)
        if isinstance(kind, Reference):
            assert kind.table in words
            assert ("joined by ';'" in words) == kind.many
        if isinstance(kind, Code) and kind.vocabulary is not plover.TIE_KINDS:
            assert words == f"code: {kind.vocabulary.name}"
        if isinstance(kind, Scale):
            assert kind.words[0] in words
            assert kind.words[1] in words


def test_a_tie_is_of_a_plover_type_or_structural():
    assert codebook.type_of("kind", columns("relationships")["kind"]) == "code: kind of event or structural tie"


def test_every_code_of_every_column_has_its_label_and_meaning(text):
    for table in TABLES:
        for name, kind in columns(table).items():
            found = codebook.codes_of(name, kind)
            for term in found.terms if found else ():
                assert f"| `{term.code}` | {term.label} | {term.meaning} |" in text


@pytest.mark.parametrize("found", codebook.vocabularies(), ids=lambda one: one.name)
def test_a_vocabulary_stands_once_in_its_order(text, found):
    assert text.count(f"\n### {found.name}\n") == 1
    assert [line[0].strip("`") for line in cells(section(text, found.name))] == [*found]


def test_every_vocabulary_of_the_model_that_is_coded_is_there():
    declared = {one.name for one in vars(vocabulary).values() if isinstance(one, Vocabulary)}
    told = {one.name for one in codebook.vocabularies()}
    assert declared - told == {vocabulary.LEVELS.name}, "levels are chosen, not coded"


def test_scales_are_as_wide_as_their_columns():
    for table in TABLES:
        for name, kind in columns(table).items():
            if isinstance(kind, Scale):
                assert [*codebook.codes_of(name, kind)] == [str(step) for step in range(kind.low, kind.high + 1)]


def test_plover_types_carry_their_side_and_modes(text):
    told = {line[0].strip("`"): line[3:] for line in cells(section(text, "kind of event"))}
    assert told["CONSULT"] == ["cooperative", "`visit`, `third-party`, `multilateral`, `phone`"]
    assert told["ACCUSE"] == ["conflictual", "`disapprove`, `investigate`, `allege`"]
    assert {kind: line[1] != "" for kind, line in told.items()} == {
        kind: bool(plover.modes_of(kind)) for kind in plover.EVENT_TYPES
    }


def test_every_link_leads_to_a_heading(text):
    headings = {line.lstrip("# ").replace(" ", "-").lower() for line in text.splitlines() if line.startswith("#")}
    assert {*re.findall(r"\]\(#([^)]+)\)", text)} <= headings


def test_every_form_of_a_date_is_read(text):
    assert "| `../2022-01-27` | by 27 January 2022 |" in text
    assert "| `2022-02-10/2022-02-20` | 10 February 2022 to 20 February 2022 |" in text
    assert len(codebook.date_forms()) == 7


def test_settings_are_told(text):
    for name in Settings.model_fields:
        assert f"| `{name}` |" in text
    assert "| `title` | Title of the case. | required |" in text


@pytest.mark.parametrize("table", TABLES)
def test_an_example_is_the_first_cell_that_holds_something(text, table):
    told = {line[0].strip("`"): line[4].strip("`") for line in cells(section(text, table))}
    for name in columns(table):
        assert told[name] == next((row[name] for row in example_case.rows(table) if row[name]), "")


def test_every_kind_of_warning_is_listed(text):
    _, _, rest = text.partition("\n## Warnings\n")
    assert cells(rest.splitlines()) == [[f"`{one.code}`", one.label, one.meaning] for one in WARNINGS.terms]
