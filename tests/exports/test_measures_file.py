from pathlib import Path

from crisis.cli.measures import MEASURES
from crisis.exports.measures_file import markdown
from crisis.measures.notes import NOTES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def test_the_notes_in_docs_are_those_of_the_pages():
    assert DOCS.read_text(encoding="utf-8") == markdown(), "run `make docs`"


def test_every_note_says_formula_range_missing_and_source():
    for note in NOTES.values():
        assert [head for head, _ in note.lines()][:4] == ["Formula", "Range", "Missing", "Source"]


def test_every_measure_a_command_prints_has_a_note():
    assert {one.name for one in MEASURES} <= {*NOTES}
