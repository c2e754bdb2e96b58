import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.model.records import columns
from crisis.model.values import Reference
from crisis.stores import flat_mapping
from crisis.stores.flat_mapping import FIELDS, FlatMapping

ANY = st.text(st.characters(codec="utf-8"), max_size=20)


def test_every_column_of_a_position_can_be_mapped_but_references():
    free = {name for name, kind in columns("positions").items() if not isinstance(kind, Reference)}
    assert {*FIELDS} == (free - {"said_on"}) | {"actor", "issue", "date"} | {*flat_mapping.SOURCE_FIELDS}
    assert [name for name, one in FIELDS.items() if one.needed] == ["actor", "issue", "date", "source"]
    assert all(one.meaning for one in FIELDS.values())


def test_a_mapping_as_it_is_kept():
    mapping = FlatMapping({"actor": "Wer", "date": "Am"}, {"pro": "2", "neutral": ""}, ";", "cp1252", "DMY")
    assert flat_mapping.write(mapping).splitlines() == [
        "# Which column of a flat file is which field of a statement: crisis import-csv FILE --mapping THIS",
        'separator = ";"',
        'encoding = "cp1252"',
        'dates = "DMY"',
        "",
        "[map]",
        '"actor" = "Wer"',
        '"date" = "Am"',
        "",
        "[stance]",
        '"pro" = "2"',
        '"neutral" = ""',
    ]
    assert flat_mapping.read(flat_mapping.write(mapping), "m.toml") == (mapping, [])


@given(st.dictionaries(st.sampled_from([*FIELDS]), ANY), st.dictionaries(ANY, ANY), ANY, ANY, ANY)
def test_what_is_kept_reads_the_same(headers, stances, separator, encoding, order):
    mapping = FlatMapping(headers, stances, separator, encoding, order)
    again, found = flat_mapping.read(flat_mapping.write(mapping), "m.toml")
    assert again == mapping
    assert found == mapping.problems("m.toml")


def test_whole_numbers_may_stand_without_quotation_marks():
    mapping, found = flat_mapping.read("[stance]\npro = 2\ncontra = -2\n", "m.toml")
    assert (mapping.stance, found) == ({"pro": "2", "contra": "-2"}, [])


def test_what_is_said_later_goes_before():
    before = FlatMapping({"actor": "A", "issue": "I"}, {"pro": "1"}, ";", "utf-8", "DMY")
    after = before.with_more({"actor": "B"}, {"pro": "2", "contra": "-2"}, {"dates": "MDY"})
    assert after == FlatMapping({"actor": "B", "issue": "I"}, {"pro": "2", "contra": "-2"}, ";", "utf-8", "MDY")


WRONG = {
    "not TOML": ("x", "m.toml: is not TOML: Expected '=' after a key in a key/value pair (at end of document)."),
    "too deep": (f"a = {'[' * 5000}", "m.toml: is nested too deep."),
    "unknown setting": (
        "separater = ';'",
        "m.toml: setting 'separater' is not known; use map, stance, separator, encoding, dates. "
        "Did you mean 'separator'?",
    ),
    "no table": ("map = 5", "m.toml: map '5' is of the wrong type; use a table [map] of text."),
    "no text": ("[map]\nactor = 5.5", "m.toml: map '{'actor': 5.5}' is of the wrong type; use a table [map] of text."),
    "a flag for a stance": (
        "[stance]\npro = true",
        "m.toml: stance '{'pro': True}' is of the wrong type; use a table [stance] of text.",
    ),
    "a number for a text": ("dates = 5", "m.toml: dates '5' is of the wrong type; use text in quotation marks."),
    "unknown field": (
        "[map]\nactr = 'A'",
        f"m.toml: field 'actr' is not one of a statement; use {', '.join(FIELDS)}. Did you mean 'actor'?",
    ),
    "no header": ("[map]\nactor = ''", "m.toml: field 'actor' has no header; name a column."),
    "off the scale": (
        "[stance]\npro = 5",
        "m.toml: stance of 'pro' '5' is off the scale; use -2 (strongly opposes) to +2 (strongly supports).",
    ),
    "no word": ("[stance]\n'' = 1", "m.toml: stance '1' has no word; write WORD=NUMBER."),
    "one word twice": ("[stance]\nPro = 1\npro = 2", "m.toml: stance 'pro' stands twice; case does not matter."),
    "long separator": (
        "separator = ', '",
        "m.toml: separator ', ' does not separate cells; use one character, or tab.",
    ),
    "quote for separator": (
        "separator = '\"'",
        "m.toml: separator '\"' does not separate cells; use one character, or tab.",
    ),
    "unknown order": ("dates = 'DYM'", "m.toml: dates 'DYM' is not an order of a date; use DMY, MDY, YMD."),
    "unknown encoding": (
        "encoding = 'latin-99'",
        "m.toml: encoding 'latin-99' is not a known encoding; use a name such as utf-8, utf-16 or cp1252.",
    ),
    "encoding of no text": (
        "encoding = 'hex'",
        "m.toml: encoding 'hex' is not a known encoding; use a name such as utf-8, utf-16 or cp1252.",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_wrong_mappings(text, sentence):
    _, found = flat_mapping.read(text, "m.toml")
    assert [*map(str, found)] == [sentence]


def test_what_lacks_is_named():
    assert [str(one) for one in FlatMapping({"actor": "A", "issue": "I", "date": "D"}).lacking("m.toml")] == [
        "m.toml: field 'source' is not mapped; say which column it is: --map source=HEADER."
    ]
