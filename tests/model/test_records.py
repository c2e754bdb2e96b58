import pytest

from crisis.model.records import STATEMENTS, TABLES, UNIQUE, columns, key_column

HEADERS = {
    "sources": "source_id, title, publisher, published_on, url, kind, family, reliability, note",
    "actors": "actor_id, name, kind, country, part_of, speaks_for_state, role, aliases",
    "issues": "issue_id, name, proposition, kind, parent_id, plus_side, theme",
    "positions": "position_id, actor_id, issue_id, stance, said_on, act, basis, condition, channel, via, certainty, "
    "credibility, source_id, also_source_ids, locator, summary",
    "relationships": "relationship_id, actor_id, recipient_id, kind, mode, polarity, starts_on, ends_on, status, "
    "event_id, issue_ids, certainty, credibility, source_id, also_source_ids, locator, summary",
    "events": "event_id, source_id, status, title, kind, mode, theme, starts_on, ends_on, place, country, actor_ids, "
    "recipient_ids, issue_ids, also_source_ids, fulfils_ids, certainty, credibility, locator, summary",
}

MAY_BE_EMPTY = {
    "sources": "url, family, note",
    "actors": "country, part_of, role, aliases",
    "issues": "parent_id, plus_side",
    "positions": "stance, channel, via, also_source_ids",
    "relationships": "mode, ends_on, event_id, issue_ids, also_source_ids",
    "events": "mode, ends_on, place, country, actor_ids, recipient_ids, issue_ids, also_source_ids, fulfils_ids",
}


def test_the_six_tables_in_order():
    assert [*TABLES] == [*HEADERS]
    assert UNIQUE == ("sources", "actors", "issues", "positions", "relationships")
    assert STATEMENTS == ("positions", "relationships", "events")


@pytest.mark.parametrize("table", HEADERS)
def test_columns_are_those_of_the_contract(table):
    assert ", ".join(columns(table)) == HEADERS[table]


@pytest.mark.parametrize("table", MAY_BE_EMPTY)
def test_only_these_columns_may_be_empty(table):
    assert ", ".join(name for name, value in columns(table).items() if not value.required) == MAY_BE_EMPTY[table]


@pytest.mark.parametrize("table", HEADERS)
def test_the_first_column_is_the_id(table):
    assert key_column(table) == HEADERS[table].split(", ")[0]


@pytest.mark.parametrize("table", HEADERS)
def test_every_column_is_described_and_says_what_is_allowed(table):
    for name, field in TABLES[table].model_fields.items():
        assert field.description, name
        assert columns(table)[name].allowed(), name


@pytest.mark.parametrize("table", HEADERS)
def test_columns_of_ids_hold_many_and_no_others_do(table):
    many = {name for name, value in columns(table).items() if getattr(value, "many", False)}
    assert many == {name for name in columns(table) if name.endswith("_ids")}
