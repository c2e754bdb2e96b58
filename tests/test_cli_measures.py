"""Commands that print a measure: columns, rows, formats, empty results, wrong use."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from crisis import cli
from crisis.cli.measures import MEASURES

HEADERS = {
    "shifts": "actor_id,issue_id,shift,from_stance,to_stance,from_day,to_day,from_position_id,to_position_id",
    "spread": "group_id,issue_id,lowest,highest,spread,coded,members,dissenters,not_coded",
    "commitments": "position_id,actor_id,row_id,issue_id,stance,act,condition,met,said_on,summary,event_id,title,"
    "done_on,delay,source_ids",
}
NAMES = [*HEADERS]


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


def printed(*arguments):
    """What a command prints where nothing goes wrong."""
    result = crisis(*arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def read(text):
    return [*csv.DictReader(io.StringIO(text))]


@pytest.fixture
def germany(folder):
    return folder(
        actors=[
            "DEU kind=state country=DEU",
            "FRA kind=state country=FRA",
            "SCHOLZ kind=person country=DEU part_of=DEU",
        ],
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-27"],
        positions=[
            "p1 actor_id=DEU issue_id=I05 stance=-2 said_on=../2022-01-27",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 basis=deed source_id=s2",
            "p3 actor_id=FRA issue_id=I05 stance=-1 act=threat condition=if_attack summary='Warns, sternly.'",
        ],
        relationships=[
            f"r{who} actor_id={who} recipient_id=EU kind=member_of starts_on=1958" for who in ("DEU", "FRA")
        ],
        events=["e1 title=Done starts_on=2022-02-22 fulfils_ids=p3 source_id=s2"],
    )


def test_every_measure_is_a_command_with_help():
    assert {one.name for one in MEASURES} >= {*NAMES}
    for one in MEASURES:
        assert crisis(one.name, "--help").stdout.startswith(f"Usage: group {one.name} ")
        assert f"  {one.name} " in printed("--help")


def test_shifts_of_a_row_and_of_an_actor(germany):
    lens = ("--as-of", "2022-02-28")
    assert printed("shifts", germany, *lens, "--level", "country").splitlines() == [
        HEADERS["shifts"],
        "DEU,I05,reversal,-2,2,2022-01-27,2022-02-26,p1,p2",
        "DEU,I05,word_and_deed,-2,2,2022-01-27,2022-02-26,p1,p2",
    ]
    assert printed("shifts", germany, *lens) == HEADERS["shifts"] + "\n"


def test_shifts_of_facts_where_they_are_asked_for(folder):
    path = folder(issues=["F1 kind=fact"], positions=["p1 issue_id=F1", "p2 issue_id=F1 stance=2 said_on=2022-03-01"])
    assert read(printed("shifts", path)) == []
    assert [row["shift"] for row in read(printed("shifts", path, "--facts"))] == ["hardening"]


def test_spread_names_members(germany):
    found = read(printed("spread", germany, "--as-of", "2022-02-28"))
    assert [[*row.values()] for row in found] == [
        ["EU", "I05", "-1", "2", "3", "2", "2", "", ""],
        ["DEU", "I05", "-2", "2", "4", "2", "2", "", ""],
    ]


def test_commitments_say_condition_and_delay(germany):
    (row,) = read(printed("commitments", germany, "--as-of", "2022-02-28", "--level", "country"))
    assert row == {
        "position_id": "p3",
        "actor_id": "FRA",
        "row_id": "FRA",
        "issue_id": "I05",
        "stance": "-1",
        "act": "threat",
        "condition": "if_attack",
        "met": "taken_as_met",
        "said_on": "2022-02-01",
        "summary": "Warns, sternly.",
        "event_id": "e1",
        "title": "Done",
        "done_on": "2022-02-22",
        "delay": "21",
        "source_ids": "s1",
    }
    (row,) = json.loads(printed("commitments", germany, "--as-of", "2022-02-01", "--format", "json"))
    assert (row["met"], row["event_id"], row["done_on"], row["delay"]) == ("not_coded", "", None, None)


@pytest.mark.parametrize("name", NAMES)
def test_json_tells_the_same(germany, name):
    lens = ("--as-of", "2022-02-28", "--level", "country")
    records = json.loads(printed(name, germany, *lens, "--format", "json"))
    plain = [{key: "" if value is None else str(value) for key, value in one.items()} for one in records]
    assert plain == read(printed(name, germany, *lens))
    assert len(plain) > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lens", [("--as-of", "0001-01-01"), ("--country", "UKR", "--as-of", "2021-01-01")])
def test_an_empty_result_is_its_header(name, lens):
    assert printed(name, *lens) == HEADERS[name] + "\n"
    assert printed(name, *lens, "--format", "json") == "[]\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_case_answers(folder, name):
    assert printed(name, folder()) == HEADERS[name] + "\n"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--country", "Germany", "Did you mean 'DEU'?"),
        ("--as-of", "2022-02-30", "does not match the format"),
        ("--level", "continent", "'actor', 'organisation', 'country'"),
        ("--format", "graphml", "'csv', 'json'"),
    ],
)
def test_wrong_use_is_told_on_stderr(name, option, value, hint):
    result = crisis(name, option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_case_is_told_on_stderr(folder, name):
    result = crisis(name, folder(positions=["p1 stance=7"]))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "stance '7' is off the scale" in result.stderr


def test_germany_in_february_2022():
    found = read(printed("shifts", "--level", "country", "--as-of", "2022-02-28"))
    february = [row for row in found if row["to_day"].startswith("2022-02")]
    february.sort(key=lambda row: (-abs(int(row["to_stance"]) - int(row["from_stance"])), row["to_day"]))
    first = [(row["actor_id"], row["issue_id"], row["shift"], row["to_day"]) for row in february[:3]]
    assert ("DEU", "I05", "reversal", "2022-02-26") in first
    told = [(row["actor_id"], row["issue_id"], row["shift"], row["to_day"]) for row in found]
    assert ("DEU", "I06", "hardening", "2022-02-22") in told
