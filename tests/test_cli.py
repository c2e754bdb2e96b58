import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from crisis import __version__, cli, stores
from crisis.model.records import TABLES, columns
from crisis.tables.clocks import source_clocks

ROOT = Path(__file__).resolve().parents[1]
TIMELINE = (
    "event_id,title,status,kind,theme,starts_on,ends_on,place,country,actor_ids,recipient_ids,issue_ids,source_id"
)
EVERY = {
    "table": ["table", "positions"],
    "matrix": ["matrix"],
    "network": ["network", "--tie", "relations"],
    "timeline": ["timeline"],
}


def crisis(*arguments):
    return CliRunner().invoke(cli.group, [*map(str, arguments)])


def printed(*arguments):
    """What a command prints where nothing goes wrong."""
    result = crisis(*arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return result.stdout


def on(case, command):
    """The command on a case."""
    place = 2 if command[0] == "table" else 1
    return [*command[:place], case, *command[place:]]


def read(text):
    return [*csv.DictReader(io.StringIO(text))]


@pytest.fixture
def germany(folder):
    """The worked example of the design, in a folder."""
    return folder(
        actors=[
            "DEU kind=state country=DEU",
            "GOV_DE country=DEU part_of=DEU",
            "SCHOLZ kind=person country=DEU part_of=GOV_DE",
            "BUNDESTAG kind=parliament country=DEU part_of=DEU speaks_for_state=no",
            "RUS kind=state country=RUS",
        ],
        sources=["s1 published_on=2022-01-27", "s2 published_on=2022-02-27 reliability=C"],
        positions=[
            "p1 actor_id=GOV_DE issue_id=I05 stance=-2 said_on=../2022-01-27",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 basis=deed source_id=s2 credibility=2",
            "p3 actor_id=BUNDESTAG issue_id=I05 stance=1 said_on=2022-02-25 source_id=s2",
        ],
        relationships=["r1 actor_id=SCHOLZ recipient_id=RUS kind=CONSULT starts_on=2022-01-20"],
        events=["e1 title=Visit actor_ids=SCHOLZ recipient_ids=RUS starts_on=2022-01-20"],
    )


@pytest.fixture
def broken(folder):
    return folder(positions=["p1 stance=7", "p2 said_on=tomorrow"], sources=["s1 reliability=Z"])


BROKEN = [
    "sources.csv:2: reliability 'Z' is not a known reliability; use A, B, C, D, E, F.",
    "positions.csv:2: stance '7' is off the scale; use -2 (strongly opposes) to +2 (strongly supports).",
    "positions.csv:3: said_on 'tomorrow' is not a date; use 2022-02-07, 2021-12, 2014, 2022-01-27~, ../2022-01-27, "
    "2022-02-10/.. or 2022-02-10/2022-02-20.",
]


def test_check_prints_the_counts_of_a_sound_case(germany):
    assert printed("check", germany) == (
        "table,rows\nsources,2\nactors,5\nissues,1\npositions,3\nrelationships,1\nevents,1\n"
    )


def test_check_prints_one_problem_a_line(broken):
    result = crisis("check", broken)
    assert (result.exit_code, result.stdout.splitlines()) == (1, [f"{broken}/{line}" for line in BROKEN])


def test_check_as_json(germany):
    assert json.loads(printed("check", germany, "--json")) == {
        "sound": True,
        "counts": {"sources": 2, "actors": 5, "issues": 1, "positions": 3, "relationships": 1, "events": 1},
        "problems": [],
        "warnings": [],
        "silenced": [],
    }


def test_check_as_json_of_a_broken_case(broken):
    result = crisis("check", broken, "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["sound"]) == (1, False)
    assert [one["message"] for one in found["problems"]] == [f"{broken}/{line}" for line in BROKEN]
    assert [(one["reason"], one["line"], one["field"], one["got"]) for one in found["problems"]] == [
        ("unknown_code", 2, "reliability", "Z"),
        ("off_scale", 2, "stance", "7"),
        ("malformed_date", 3, "said_on", "tomorrow"),
    ]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_check_of_what_is_no_case(tmp_path, form):
    result = crisis("check", tmp_path / "nowhere", *form)
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert f"{tmp_path}/nowhere: is not a case: there is no such folder or file." in result.stdout


def test_the_shipped_case_is_sound():
    assert "positions," in crisis("check").stdout
    assert crisis("check", "ukraine-2022").stdout == crisis("check").stdout


@pytest.mark.parametrize("name", TABLES)
def test_table_prints_the_columns_of_the_case(germany, name):
    text = printed("table", name, germany)
    assert text.splitlines()[0] == ",".join(columns(name))
    records = json.loads(printed("table", name, germany, "--format", "json"))
    plain = [{key: "" if value is None else str(value) for key, value in one.items()} for one in records]
    assert plain == read(text)
    assert len(plain) > 0


def test_table_lists_known_rows_neither_merged_nor_rolled_up(germany):
    ids = [row["actor_id"] for row in read(printed("table", "positions", germany, "--level", "country"))]
    assert ids == ["GOV_DE"]
    later = read(printed("table", "positions", germany, "--as-of", "2022-02-27"))
    assert [row["stance"] for row in later] == ["-2", "2", "1"]


def test_table_takes_every_option_of_the_lens(germany):
    def ids(*options):
        return [row["position_id"] for row in read(printed("table", "positions", germany, *options))]

    late = ("--as-of", "2022-02-27")
    assert ids("--hindsight") == ["p1", "p2", "p3"]
    assert ids("--no-hindsight") == ["p1"]
    assert ids(*late, "--country", "RUS") == []
    assert ids(*late, "--country", "RUS", "--country", "DEU") == ["p1", "p2", "p3"]
    assert ids(*late, "--issue", "I05", "--since", "2022-02-27") == ["p1", "p2", "p3"]
    assert ids(*late, "--min-reliability", "B") == ["p1"]
    assert ids(*late, "--max-credibility", "1") == ["p1", "p3"]


@pytest.mark.parametrize(
    ("day", "hindsight", "expected"),
    [
        ("2022-01-26", [], "actor_id\n"),
        ("2022-01-27", [], "actor_id,I05\nDEU,-2\n"),
        ("2022-02-26", [], "actor_id,I05\nDEU,-2\n"),
        ("2022-02-26", ["--hindsight"], "actor_id,I05\nDEU,2\nBUNDESTAG,1\n"),
        ("2022-02-27", [], "actor_id,I05\nDEU,2\nBUNDESTAG,1\n"),
    ],
)
def test_matrix_of_the_worked_example(germany, day, hindsight, expected):
    assert printed("matrix", germany, "--level", "country", "--as-of", day, *hindsight) == expected


def test_matrix_of_means(germany):
    lens = ["--as-of", "2022-02-27", "--value", "mean"]
    assert printed("matrix", germany, *lens, "--level", "country") == "actor_id,I05\nDEU,0.0\nBUNDESTAG,1.0\n"
    assert printed("matrix", germany, *lens) == "actor_id,I05\nGOV_DE,-2.0\nSCHOLZ,2.0\nBUNDESTAG,1.0\n"


def test_matrix_as_json_tells_all_of_a_cell(germany):
    found = json.loads(printed("matrix", germany, "--level", "country", "--as-of", "2022-02-27", "--format", "json"))
    assert found[0] == {
        "actor_id": "DEU",
        "issue_id": "I05",
        "stance": 2,
        "position_id": "p2",
        "said_by": "SCHOLZ",
        "basis": "deed",
        "day": "2022-02-26",
        "age": 1,
        "mean": 0.0,
        "count": 2,
        "sources": 2,
        "contradiction": False,
        "word_and_deed": True,
        "single_source": False,
    }
    assert [one["actor_id"] for one in found] == ["DEU", "BUNDESTAG"]


def test_matrix_includes_fact_issues(folder):
    path = folder(issues=["F1 kind=fact"], positions=["p1 issue_id=F1 stance=-1"])
    assert printed("matrix", path) == "actor_id,F1\nA,-1\n"


def test_network_counts_ties_from_row_to_column(germany):
    assert printed("network", germany, "--tie", "relations") == "actor_id,SCHOLZ,RUS\nSCHOLZ,,1\nRUS,,\n"
    assert (
        printed("network", germany, "--tie", "relations", "--level", "country") == "actor_id,DEU,RUS\nDEU,,1\nRUS,,\n"
    )
    assert json.loads(printed("network", germany, "--tie", "relations", "--format", "json")) == {
        "rows": ["SCHOLZ", "RUS"],
        "columns": ["SCHOLZ", "RUS"],
        "values": [[None, 1], [None, None]],
    }


@pytest.mark.parametrize(("form", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_for_other_programs_carries_one_edge_a_tie(germany, form, reader):
    text = printed("network", germany, "--tie", "relations", "--format", form)
    graph = reader(io.BytesIO(text.encode()))
    assert sorted(graph.nodes) == ["RUS", "SCHOLZ"]
    ((_, _, tie),) = graph.edges(data=True)
    assert (tie["kind"], tie["polarity"], tie["state"]) == ("CONSULT", 0, "occurred")


def test_a_network_needs_its_tie(germany):
    result = crisis("network", germany)
    assert (result.exit_code, result.stdout) == (2, "")


def test_timeline_prints_one_row_an_event(germany):
    row = "e1,Visit,occurred,CONSULT,diplomacy,2022-01-20,,,,SCHOLZ,RUS,,s1"
    assert printed("timeline", germany, "--as-of", "2022-02-01") == f"{TIMELINE}\n{row}\n"
    (found,) = json.loads(printed("timeline", germany, "--as-of", "2022-02-01", "--format", "json"))
    assert found == dict(zip(TIMELINE.split(","), row.split(","), strict=True))


def test_on_27_january_the_visit_of_scholz_is_announced_and_nothing_later_is_known(shipped):
    found = read(printed("timeline", "--as-of", "2022-01-27", "--since", "2022-02-07"))
    assert ("SCHOLZ_WASHINGTON", "scheduled") in [(row["event_id"], row["status"]) for row in found]
    assert {row["status"] for row in found} == {"scheduled"}
    clocks = source_clocks(shipped)
    assert {f"{clocks[row['source_id']].known_on:%F}" for row in found} <= {"2022-01-27"}


def test_on_8_february_the_visit_of_scholz_has_occurred_once():
    found = read(printed("timeline", "--as-of", "2022-02-08"))
    assert [row["status"] for row in found if row["event_id"] == "SCHOLZ_WASHINGTON"] == ["occurred"]


def test_the_timeline_begins_with_the_visit_of_7_february_2022():
    found = read(printed("timeline"))
    assert min(row["starts_on"].removeprefix("../") for row in found) == "2022-02-07"
    assert len({row["event_id"] for row in found}) == len(found)


@pytest.mark.parametrize(
    ("command", "header"),
    [
        (["table", "sources"], ",".join(columns("sources"))),
        (["table", "positions"], ",".join(columns("positions"))),
        (["matrix"], "actor_id"),
        (["matrix", "--value", "mean"], "actor_id"),
        (["network", "--tie", "relations"], "actor_id"),
        (["timeline"], TIMELINE),
    ],
)
@pytest.mark.parametrize("day", ["0001-01-01", "1000-01-01"])
def test_an_empty_result_is_its_header(command, header, day):
    assert printed(*command, "--as-of", day) == f"{header}\n"


@pytest.mark.parametrize("command", EVERY.values(), ids=EVERY)
def test_an_empty_case_answers_everything(folder, command):
    assert len(printed(*on(folder(), command)).splitlines()) == 1


@pytest.mark.parametrize("command", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--country", "DE", "Did you mean 'DEU'?"),
        ("--country", "Germany", "Did you mean 'DEU'?"),
        ("--issue", "I050", "Did you mean 'I05'?"),
        ("--as-of", "2022-02-30", "does not match the format"),
        ("--since", "yesterday", "does not match the format"),
        ("--level", "continent", "'actor', 'organisation', 'country'"),
        ("--min-reliability", "G", "'A', 'B', 'C', 'D', 'E', 'F'"),
        ("--max-credibility", "7", "'1', '2', '3', '4', '5', '6'"),
        ("--format", "xlsx", "'csv', 'json'"),
    ],
)
def test_wrong_use_is_told_on_stderr(command, option, value, hint):
    result = crisis(*command, option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_an_unknown_table_is_wrong_use():
    result = crisis("table", "opinions")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'sources', 'actors', 'issues', 'positions', 'relationships', 'events'" in result.stderr


@pytest.mark.parametrize("command", [*EVERY.values(), ["run"]], ids=[*EVERY, "run"])
def test_a_broken_case_is_told_in_full_on_stderr(broken, command):
    result = crisis(*on(broken, command))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [f"{broken}/{line}" for line in BROKEN]


@pytest.mark.parametrize("command", ["run", "check", "table", "matrix", "network", "timeline"])
def test_every_command_has_help(command):
    assert crisis(command, "--help").stdout.startswith(f"Usage: group {command} ")
    assert crisis(command, "-h").stdout == crisis(command, "--help").stdout
    assert f"  {command} " in printed("--help")


def test_the_version():
    assert printed("--version") == f"crisis, version {__version__}\n"


def test_run_starts_the_server_on_the_case(monkeypatch, germany):
    calls = []
    monkeypatch.setattr(cli.case.subprocess, "call", lambda *command, **around: calls.append((*command, around)) or 0)
    monkeypatch.chdir(germany.parent)
    assert crisis("run", "toy", "--port", "8123").exit_code == 0
    ((command, around),) = calls
    server = str(ROOT / "crisis" / "ui" / "server.py")
    assert command == [sys.executable, "-m", "streamlit", "run", server, "--server.port=8123"]
    assert (around["cwd"], around["env"][stores.CHOSEN]) == (ROOT, str(germany))


@pytest.fixture
def main(monkeypatch, capsys):
    """Run the command line as the shell does: exit code, stdout, stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["crisis", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code, *capsys.readouterr()

    return run


def fail(*_):
    raise RuntimeError("the disk is full")


def test_an_unforeseen_fault_is_one_line(main, monkeypatch):
    monkeypatch.setattr(cli.options, "look", fail)
    monkeypatch.delenv("CRISIS_DEBUG", raising=False)
    assert main("matrix") == (
        1,
        "",
        "crisis: unexpected fault: RuntimeError: the disk is full. Set CRISIS_DEBUG=1 to see where.\n",
    )


def test_an_unforeseen_fault_is_shown_whole_when_debugging(monkeypatch):
    monkeypatch.setattr(cli.options, "look", fail)
    monkeypatch.setenv("CRISIS_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["crisis", "matrix"])
    with pytest.raises(RuntimeError, match="the disk is full"):
        cli.main()


def test_foreseen_errors_keep_their_exit_codes(main):
    assert main("matrix", "--country", "DUE")[0] == 2
    assert main("check")[0] == 0


def test_it_runs_as_a_module(germany):
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    command = [sys.executable, "-m", "crisis", "check", str(germany)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("table,rows\nsources,2\n")
