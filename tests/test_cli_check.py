"""What ``crisis check`` says of a sound case that may still be coded wrong."""

import json

import pytest
from click.testing import CliRunner

from crisis import cli
from crisis.model.records import TABLES

POSITIONS = ["p1 stance=1", "p2 actor_id=B issue_id=I2 stance=-1"]
FIRST = (
    "issues.csv:2: warning: issue_id 'I1' is supported by the one statement that takes a side; look for who opposes "
    "it, or word it anew. [one_sided_issue:I1]"
)
SECOND = (
    "issues.csv:3: warning: issue_id 'I2' is opposed by the one statement that takes a side; look for who supports it, "
    "or word it anew. [one_sided_issue:I2]"
)


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


@pytest.fixture
def toy(folder):
    """A sound case with two warnings, after what its settings silence."""

    def write(silenced=""):
        return folder({"case.toml": f'title = "Toy"\n[silenced]\n{silenced}'}, positions=POSITIONS)

    return write


def test_warnings_go_to_stderr_and_the_counts_to_stdout(toy):
    path = toy()
    result = crisis("check", path)
    assert result.exit_code == 0
    assert result.stdout == "table,rows\nsources,1\nactors,2\nissues,2\npositions,2\nrelationships,0\nevents,0\n"
    assert result.stderr.splitlines() == [f"{path}/{FIRST}", f"{path}/{SECOND}", "2 warnings, 0 silenced."]


def test_what_is_silenced_is_counted(toy):
    path = toy('"one_sided_issue:I1" = "One article was read."')
    assert crisis("check", path).stderr.splitlines() == [f"{path}/{SECOND}", "1 warning, 1 silenced."]
    path = toy('one_sided_issue = "One article was read."')
    assert crisis("check", path).stderr == "0 warnings, 2 silenced.\n"


def test_as_json(toy):
    path = toy('"one_sided_issue:I1" = "One article was read."')
    result = crisis("check", path, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, result.stderr, told["sound"], told["problems"]) == (0, "", True, [])
    assert [(one["reason"], one["line"], one["row_id"]) for one in told["warnings"]] == [("one_sided_issue", 3, "I2")]
    assert [(one["row_id"], one["because"]) for one in told["silenced"]] == [("I1", "One article was read.")]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_strict_counts_warnings_as_problems(toy, form):
    assert crisis("check", toy(), "--strict", *form).exit_code == 1
    assert crisis("check", toy('one_sided_issue = "One article was read."'), "--strict", *form).exit_code == 0


def test_a_wrong_silencing_is_a_problem(toy):
    path = toy('one_sided = "Later."\nno_office = ""')
    result = crisis("check", path)
    assert (result.exit_code, result.stderr) == (1, "")
    first, second = result.stdout.splitlines()
    assert first.startswith(
        f"{path}/case.toml: silenced 'one_sided' is not a known kind of warning; use undated_source,"
    )
    assert second.endswith("silenced 'no_office' has no reason; say in a sentence why the warning stands.")


def test_an_unsound_case_has_problems_and_no_warnings(folder):
    path = folder(positions=["p1 stance=1 act=speech"])
    told = json.loads(crisis("check", path, "--json").stdout)
    assert (told["sound"], len(told["problems"]), told["warnings"], told["silenced"]) == (False, 1, [], [])
    assert crisis("check", path).stderr == ""


def test_the_shipped_case_has_no_warning_that_stands_without_a_reason():
    result = crisis("check", "--strict")
    assert result.exit_code == 0
    assert result.stderr.startswith("0 warnings, ")


@pytest.mark.parametrize("name", ["mine", "mine.xlsx"])
def test_a_template_draws_one_warning_to_learn_from(tmp_path, name):
    crisis("new", tmp_path / name)
    first, last = crisis("check", tmp_path / name).stderr.splitlines()
    assert first.endswith("[one_sided_issue:BRIDGE_OPEN]")
    assert last == "1 warning, 0 silenced."


@pytest.mark.parametrize("name", ["b", "b.xlsx", "b.parquet"])
def test_silencings_are_kept_in_every_store(toy, tmp_path, name):
    path = toy('"one_sided_issue:I1" = "One article was read."')
    assert crisis("convert", path, tmp_path / name).exit_code == 0
    kept = json.loads(crisis("check", tmp_path / name, "--json").stdout)
    assert [one["row_id"] for one in kept["silenced"]] == ["I1"]
    assert {*kept["counts"]} == {*TABLES}
