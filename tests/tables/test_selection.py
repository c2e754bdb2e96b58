from datetime import date

import pytest

from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS
from crisis.tables.view import look


def shown(case, **choices):
    """Ids of the rows a lens keeps, all tables together."""
    view = look(case, Lens(as_of=date(2022, 3, 1), **choices))
    return " ".join(one for table in STATEMENTS for one in view.rows(table).iloc[:, 0])


@pytest.fixture(scope="module")
def toy(case):
    return case(
        actors=[
            "DEU kind=state country=DEU",
            "SCHOLZ kind=person country=DEU part_of=DEU",
            "FIRM kind=company country=DEU",
            "USA kind=state country=USA",
            "EU",
            "COMMISSION part_of=EU",
            "LEYEN kind=person country=DEU part_of=COMMISSION",
        ],
        issues=["I1", "I2", "I3"],
        positions=["p1 actor_id=SCHOLZ", "p2 actor_id=USA issue_id=I2", "p3 actor_id=LEYEN", "p4 actor_id=FIRM"],
        relationships=[
            "r1 actor_id=SCHOLZ recipient_id=USA issue_ids=I1;I2",
            "r2 actor_id=USA recipient_id=COMMISSION",
            "r3 actor_id=USA recipient_id=SCHOLZ",
        ],
        events=[
            "e1 actor_ids=USA recipient_ids=EU;SCHOLZ issue_ids=I2;I1",
            "e2 actor_ids=USA country=DEU",
            "e3 actor_ids=COMMISSION country=BEL issue_ids=I2",
            "e4 actor_ids=USA country=USA",
        ],
    )


@pytest.mark.parametrize(
    ("country", "ids"),
    [
        ((), "p1 p2 p3 p4 r1 r2 r3 e1 e2 e3 e4"),
        (("DEU",), "p1 p3 p4 r1 r3 e1 e2"),
        (("USA",), "p2 r1 r2 r3 e1 e2 e4"),
        (("EU",), "p3 r2 e1 e3"),
        (("BEL",), "e3"),
        (("DEU", "EU"), "p1 p3 p4 r1 r2 r3 e1 e2 e3"),
    ],
)
def test_a_country_keeps_its_actors_its_ties_at_either_end_and_its_events_by_actor_and_place(toy, country, ids):
    assert shown(toy, country=country) == ids


@pytest.mark.parametrize("level", ["actor", "organisation", "country"])
def test_a_country_means_the_same_at_every_level(toy, level):
    assert shown(toy, country=("DEU",), level=level) == "p1 p3 p4 r1 r3 e1 e2"


@pytest.mark.parametrize(
    ("issue", "ids"),
    [(("I1",), "p1 p3 p4 r1 e1"), (("I2",), "p2 r1 e1 e3"), (("I1", "I2"), "p1 p2 p3 p4 r1 e1 e3"), (("I3",), "")],
)
def test_an_issue_keeps_the_rows_about_it(toy, issue, ids):
    assert shown(toy, issue=issue) == ids


def test_filters_narrow_each_other(toy):
    assert shown(toy, country=("USA",), issue=("I2",)) == "p2 r1 e1"


@pytest.fixture(scope="module")
def graded(case):
    return case(
        sources=[f"{grade} reliability={grade}" for grade in "ACF"] + ["late published_on=2022-03-02"],
        positions=[
            "best credibility=1 source_id=A",
            "fair credibility=3 source_id=C",
            "unjudged credibility=6 source_id=F",
            "backed credibility=6 source_id=F also_source_ids=A",
            "backed_later credibility=1 source_id=F also_source_ids=late",
        ],
    )


@pytest.mark.parametrize(
    ("choices", "ids"),
    [
        ({}, "best fair unjudged backed backed_later"),
        ({"min_reliability": "A"}, "best backed"),
        ({"min_reliability": "C"}, "best fair backed"),
        ({"min_reliability": "E"}, "best fair backed"),
        ({"min_reliability": "F"}, "best fair unjudged backed backed_later"),
        ({"max_credibility": 1}, "best backed_later"),
        ({"max_credibility": 5}, "best fair backed_later"),
        ({"max_credibility": 6}, "best fair unjudged backed backed_later"),
        ({"min_reliability": "A", "max_credibility": 3}, "best"),
        ({"min_reliability": "A", "hindsight": True}, "best backed backed_later"),
    ],
)
def test_a_grade_keeps_rows_with_a_known_source_and_a_credibility_as_good(graded, choices, ids):
    assert shown(graded, **choices) == ids
