import pandas as pd
import pytest

from crisis.tables.rollup import Rollup, members


def row(case, actor, day="2022-03-01", level="country", known=None):
    """Row an actor stands under on a day."""
    rollup = Rollup(case, level, pd.Timestamp(known) if known else None)
    (found,) = rollup.rows(pd.Series([actor]), pd.Series([pd.Timestamp(day)]))
    return found


@pytest.fixture(scope="module")
def europe(case):
    return case(
        actors=[
            "GERMANY kind=state country=DEU",
            "CHANCELLERY kind=government country=DEU part_of=GERMANY",
            "SCHOLZ kind=person country=DEU part_of=CHANCELLERY",
            "BUNDESTAG kind=parliament country=DEU part_of=GERMANY speaks_for_state=no",
            "SPEAKER kind=person country=DEU part_of=BUNDESTAG",
            "CITIZEN kind=person country=DEU part_of=GERMANY speaks_for_state=no",
            "FIRM kind=company country=DEU",
            "EU",
            "COMMISSION part_of=EU",
            "LEYEN kind=person country=DEU part_of=COMMISSION",
            "NATO",
            "STOLTENBERG kind=person country=NOR part_of=NATO",
            "DNR kind=separatist",
            "PUSHILIN kind=person part_of=DNR",
            "FRA kind=state country=FRA",
        ],
        relationships=["r1 actor_id=GERMANY recipient_id=NATO kind=member_of starts_on=1955"],
    )


@pytest.mark.parametrize(
    ("actor", "organisation", "country"),
    [
        ("GERMANY", "GERMANY", "DEU"),
        ("FRA", "FRA", "FRA"),
        ("CHANCELLERY", "CHANCELLERY", "DEU"),
        ("SCHOLZ", "CHANCELLERY", "DEU"),
        ("BUNDESTAG", "BUNDESTAG", "BUNDESTAG"),
        ("SPEAKER", "BUNDESTAG", "BUNDESTAG"),
        ("CITIZEN", "CITIZEN", "CITIZEN"),
        ("FIRM", "FIRM", "FIRM"),
        ("COMMISSION", "COMMISSION", "EU"),
        ("LEYEN", "COMMISSION", "EU"),
        ("EU", "EU", "EU"),
        ("NATO", "NATO", "NATO"),
        ("STOLTENBERG", "NATO", "NATO"),
        ("PUSHILIN", "DNR", "DNR"),
    ],
)
def test_who_stands_where_at_each_level(europe, actor, organisation, country):
    assert row(europe, actor, level="actor") == actor
    assert row(europe, actor, level="organisation") == organisation
    assert row(europe, actor, level="country") == country


@pytest.fixture(scope="module")
def johnson(case):
    """Foreign secretary to July 2018, prime minister from July 2019 to September 2022; coded under his last office."""
    return case(
        actors=[
            "GBR kind=state country=GBR",
            "NO10 kind=government part_of=GBR",
            "FCO kind=ministry part_of=GBR",
            "JOHNSON kind=person part_of=NO10",
        ],
        sources=["s1 published_on=2016-07-13", "s2 published_on=2019-07-24"],
        relationships=[
            "r1 actor_id=JOHNSON recipient_id=FCO kind=holds_office_in starts_on=2016-07-13 ends_on=2018-07-09",
            "r2 actor_id=JOHNSON recipient_id=NO10 kind=holds_office_in starts_on=2019-07-24 ends_on=2022-09 "
            "source_id=s2",
        ],
    )


@pytest.mark.parametrize(
    ("day", "organisation", "country"),
    [
        ("2016-07-12", "NO10", "GBR"),
        ("2016-07-13", "FCO", "GBR"),
        ("2018-07-09", "FCO", "GBR"),
        ("2018-07-10", "JOHNSON", "JOHNSON"),
        ("2019-07-24", "NO10", "GBR"),
        ("2022-09-30", "NO10", "GBR"),
        ("2022-10-01", "JOHNSON", "JOHNSON"),
    ],
)
def test_a_person_rolls_up_through_the_office_held_on_the_day(johnson, day, organisation, country):
    assert row(johnson, "JOHNSON", day, "organisation") == organisation
    assert row(johnson, "JOHNSON", day, "country") == country
    assert row(johnson, "JOHNSON", day, "actor") == "JOHNSON"


def test_an_office_counts_from_the_day_it_is_known(johnson):
    assert row(johnson, "JOHNSON", "2017-01-01", "organisation", known="2016-07-12") == "NO10"
    assert row(johnson, "JOHNSON", "2019-08-01", "organisation", known="2019-07-23") == "JOHNSON"
    assert row(johnson, "JOHNSON", "2019-08-01", "organisation", known="2019-07-24") == "NO10"


def test_of_two_offices_the_one_taken_last_counts_then_the_one_in_the_register(case):
    toy = case(
        actors=["P kind=person part_of=HOME", "HOME", "OLD", "NEW"],
        relationships=[
            "r1 actor_id=P recipient_id=OLD kind=holds_office_in starts_on=2020",
            "r2 actor_id=P recipient_id=HOME kind=holds_office_in starts_on=2021",
            "r3 actor_id=P recipient_id=NEW kind=holds_office_in starts_on=2021",
        ],
    )
    assert row(toy, "P", "2020-06-01") == "OLD"
    assert row(toy, "P", "2022-01-01") == "HOME"


def test_a_cancelled_office_is_none(case):
    tie = "r1 actor_id=P recipient_id=OFFICE kind=holds_office_in status=cancelled starts_on=2020"
    assert row(case(actors=["P kind=person part_of=HOME"], relationships=[tie]), "P") == "HOME"


def test_a_person_who_does_not_speak_for_the_office_stands_for_themselves(case):
    toy = case(
        actors=["P kind=person speaks_for_state=no"],
        relationships=["r1 actor_id=P recipient_id=OFFICE kind=holds_office_in starts_on=2020"],
    )
    assert row(toy, "P") == "P"


def test_rows_keep_the_index_they_were_asked_with(europe):
    asked = pd.Series(["SCHOLZ", "NATO"], index=[7, 3])
    found = Rollup(europe, "country").rows(asked, pd.Series(pd.Timestamp("2022-03-01"), index=[7, 3]))
    assert found.to_dict() == {7: "DEU", 3: "NATO"}
    assert found.dtype == "str"


@pytest.mark.parametrize(
    ("selected", "ids"),
    [
        ("DEU", "GERMANY CHANCELLERY SCHOLZ BUNDESTAG SPEAKER CITIZEN FIRM LEYEN"),
        ("EU", "EU COMMISSION LEYEN"),
        ("NATO", "NATO STOLTENBERG"),
        ("DNR", "DNR PUSHILIN"),
        ("FIRM", "FIRM"),
        ("NOR", "STOLTENBERG"),
    ],
)
def test_a_country_means_all_of_that_country_and_a_body_all_that_is_part_of_it(europe, selected, ids):
    assert members(europe, selected) == {*ids.split()}
