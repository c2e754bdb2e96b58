from datetime import date

import pytest

from crisis.model.case import Case
from crisis.model.draft import Draft
from crisis.model.problems import CaseError
from crisis.model.records import TABLES, columns


def test_opens_on_the_day_that_is_set(case):
    assert case(settings={"default_day": "2022-01-27"}, positions=["p1 said_on=2022-02-01"]).default_day == date(
        2022, 1, 27
    )


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ({"positions": ["p1 said_on=2022-01", "p2 said_on=2022-01-02"]}, date(2022, 1, 31)),
        ({"positions": ["p1 said_on=2022-01-05/.."]}, date(2022, 1, 5)),
        ({"events": ["e1 status=ongoing starts_on=2022-01-05 ends_on=2023"]}, date(2022, 1, 5)),
        ({"events": ["e1 starts_on=2022-01-05", "e2 status=scheduled starts_on=2023"]}, date(2022, 1, 5)),
        ({"events": ["e1 status=cancelled starts_on=2023"], "sources": ["s1 published_on=2022-01"]}, date(2022, 1, 31)),
        ({"relationships": ["r1 starts_on=1949"]}, date(2022, 2, 1)),
        ({}, date(2022, 2, 7)),
    ],
)
def test_opens_on_the_last_day_it_reports_on(case, lines, day):
    assert case(**lines).default_day == day


def test_the_timeline_begins_on_the_day_that_is_set(case):
    assert case(settings={"timeline_from": "2022-02-07"}).timeline_from == date(2022, 2, 7)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ({"positions": ["p1 said_on=2021-12"], "relationships": ["r1 starts_on=1949"]}, date(2021, 12, 1)),
        ({"events": ["e1 starts_on=../2022-01-27", "e2 starts_on=2022-02-01"]}, date(2022, 1, 27)),
        ({}, date(2022, 2, 7)),
    ],
)
def test_else_the_timeline_begins_on_the_first_day_of_the_case(case, lines, day):
    assert case(**lines).timeline_from == day


def test_names_actors_and_countries(case):
    toy = case(
        actors=["GERMANY name=Germany kind=state country=DEU", "SCHOLZ name='Olaf Scholz' country=DEU"],
        events=["e1 country=QAT"],
    )
    assert toy.names == {"GERMANY": "Germany", "SCHOLZ": "Olaf Scholz", "DEU": "Germany", "QAT": "Qatar"}


def test_a_shared_name_carries_the_id(case):
    toy = case(actors=["A name=Parliament", "B name=Parliament", "C"], issues=["I1 name=Gas", "I2 name=Gas"])
    assert toy.names == {"A": "Parliament (A)", "B": "Parliament (B)", "C": "C"}
    assert toy.issue_names == {"I1": "Gas (I1)", "I2": "Gas (I2)"}


def test_countries_then_bodies_can_be_selected(case):
    toy = case(
        actors=[
            "NATO",
            "SACEUR part_of=NATO",
            "AMNESTY kind=group",
            "PERSON kind=person",
            "FIRM kind=company country=CHE",
            "UKRAINE kind=state country=UKR",
            "RUS kind=state country=RUS",
        ],
        events=["e1 country=QAT"],
    )
    assert toy.selectable == ("UKR", "RUS", "CHE", "QAT", "NATO", "AMNESTY")


def test_holds_text_as_text_and_scales_as_small_whole_numbers(case):
    table = case(positions=["p1 stance=+2", "p2 stance="]).tables["positions"]
    assert [*table.columns] == [*columns("positions")]
    assert {name: str(kind) for name, kind in table.dtypes.items() if kind != "str"} == {
        "stance": "Int8",
        "credibility": "Int8",
    }
    assert table["stance"].to_list()[0] == 2
    assert table["stance"].isna().to_list() == [False, True]
    assert table["via"].to_list() == ["", ""]


def test_rows_stand_in_the_order_of_the_file(case):
    assert [*case(positions=["p9", "p1", "p5"]).tables["positions"]["position_id"]] == ["p9", "p1", "p5"]


def test_a_case_cannot_be_changed(case):
    with pytest.raises(AttributeError):
        case().name = "other"


def test_is_not_opened_without_its_settings():
    with pytest.raises(CaseError):
        Case.from_draft(Draft("toy", None, "case.toml", {}, []))


@pytest.mark.parametrize(
    ("table", "at_least"),
    [("sources", 621), ("actors", 351), ("issues", 41), ("positions", 445), ("relationships", 741), ("events", 356)],
)
def test_the_shipped_case_is_whole(shipped, table, at_least):
    assert len(shipped.tables[table]) >= at_least
    assert [*shipped.tables] == [*TABLES]


def test_the_shipped_case_holds_every_fact_beside_the_article(shipped):
    positions, ties, events = (shipped.tables[name] for name in ("positions", "relationships", "events"))
    assert (positions["source_id"] != "SEED").sum() == 380
    assert ties["relationship_id"].str.fullmatch(r"R\d{4}").sum() == 672
    assert (events["source_id"] != "SEED").sum() == 317
    assert events.loc[events["source_id"] != "SEED", "event_id"].nunique() == 290


def test_the_shipped_case_holds_the_article_coded_whole(shipped):
    seed = {name: (shipped.tables[name]["source_id"] == "SEED").sum() for name in ("positions", "events")}
    assert seed["positions"] >= 65
    assert seed["events"] >= 39
    assert shipped.tables["relationships"]["relationship_id"].str.startswith("SR").sum() >= 69


def test_the_shipped_case_begins_with_the_scholz_visit(shipped):
    assert shipped.timeline_from == date(2022, 2, 7)
    assert shipped.settings.timeline_anchor == "SCHOLZ_WASHINGTON"
    assert shipped.default_day == date(2022, 12, 21)


def test_the_case_reaches_to_the_last_day_announced(case):
    toy = case(events=["e1 status=scheduled starts_on=2023", "e2 starts_on=2022-02-01"], positions=["p1"])
    assert toy.last_day == date(2023, 12, 31)
    assert case().last_day == date(2022, 2, 7)


def test_facts_in_dispute_are_told_apart(case):
    opened = case(issues=["I1 kind=fact", "I2 kind=policy"], positions=["p1"])
    assert opened.facts == {"I1"}
