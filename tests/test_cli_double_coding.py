import csv
import io
import json

import pytest
from click.testing import CliRunner

from crisis import cli


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


def printed(*arguments):
    result = crisis(*arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def read(text):
    return [*csv.DictReader(io.StringIO(text))]


@pytest.fixture
def two(folder, tmp_path):
    first = folder(positions=["p1 stance=2", "p2 actor_id=B stance=-1", "p3 actor_id=C"]).rename(tmp_path / "first")
    second = folder(positions=["x1 stance=2 said_on=2022-02-03", "x2 actor_id=B stance=1"]).rename(tmp_path / "second")
    return first, second


def test_the_summary_is_printed(two):
    whole, issue = read(printed("agree", *two))
    assert whole["issue_id"] == ""
    assert issue["issue_id"] == "I1"
    assert (whole["matched"], whole["found_by_b"], whole["found_by_a"]) == ("1", str(1 / 3), "0.5")
    assert whole["alpha"] == ""
    assert whole["why"] == "Alpha needs at least 2 matched statements with a stance of both; there are 1."


def test_days_apart_are_chosen(two):
    whole, _ = read(printed("agree", *two, "--days", 2))
    assert (whole["matched"], whole["units"]) == ("2", "2")
    assert float(whole["alpha"]) < 1
    assert crisis("agree", *two, "--days", 32).exit_code == 2


@pytest.mark.parametrize(
    ("listed", "column", "ids"),
    [
        ("disagreements", "position_id_b", ["x2"]),
        ("only_a", "position_id", ["p1", "p3"]),
        ("only_b", "position_id", ["x1"]),
    ],
)
def test_lists_are_printed(two, listed, column, ids):
    assert [row[column] for row in read(printed("agree", *two, "--list", listed))] == ids
    assert [row[column] for row in json.loads(printed("agree", *two, "--list", listed, "--format", "json"))] == ids


def test_json_has_numbers_and_nulls(two):
    whole, _ = json.loads(printed("agree", *two, "--format", "json"))
    assert whole["found_by_a"] == 0.5
    assert whole["alpha"] is None


def test_an_empty_list_is_its_header(two):
    text = printed("agree", two[0], two[0], "--list", "disagreements")
    assert text.startswith("source_id,actor_id,issue_id,differs,position_id_a,")
    assert text.count("\n") == 1


def test_an_unsound_coding_is_told(two, tmp_path):
    (two[1] / "actors.csv").unlink()
    result = crisis("agree", *two)
    assert result.exit_code == 1
    assert "actors.csv" in result.stderr
    assert crisis("agree", two[0], tmp_path / "none").exit_code == 1
    assert crisis("agree", two[0]).exit_code == 2
