"""Every kind of warning: what draws it, what does not, and how a case silences it."""

import json

import pytest

from crisis import stores
from crisis.model import settings
from crisis.model.case import Case
from crisis.model.lint_problems import SILENCEABLE, WARNINGS
from crisis.model.linter import examine, lint
from crisis.model.problems import Reason

TWO_SIDES = ["p1 actor_id=A stance=2", "p2 actor_id=B stance=-2"]
USED = ["R1 actor_id=A recipient_id=B kind=part_of"]

WARNS = {
    "source of an open day": (
        {"sources": ["s1 published_on=2022-01-05", "s2 published_on=2022-02-01/.."]},
        "sources.csv:3: warning: published_on '2022-02-01/..' leaves the day of publication open; look it up: what "
        "rests on the source may show too early or too late. [undated_source:s2]",
    ),
    "source published by a day": (
        {"sources": ["s1 published_on=../2022-02-01"]},
        "sources.csv:2: warning: published_on '../2022-02-01' leaves the day of publication open; look it up: what "
        "rests on the source may show too early or too late. [undated_source:s1]",
    ),
    "actor nobody refers to": (
        {"actors": ["A", "B", "C part_of=A"], "relationships": USED},
        "actors.csv:4: warning: actor_id 'C' is used by no row; code what it said or did, or take it out. "
        "[unused_actor:C]",
    ),
    "person without office": (
        {"actors": ["A kind=person", "B"], "relationships": ["r1 kind=works_for"]},
        "actors.csv:2: warning: actor_id 'A' is a person without office; give part_of or a holds_office_in tie, or "
        "they roll up to nobody. [no_office:A]",
    ),
    "office held by another": (
        {"actors": ["A kind=person", "B"], "relationships": ["r1 kind=holds_office_in actor_id=B recipient_id=A"]},
        "actors.csv:2: warning: actor_id 'A' is a person without office; give part_of or a holds_office_in tie, or "
        "they roll up to nobody. [no_office:A]",
    ),
    "issue everyone supports": (
        {"positions": ["p1 stance=2", "p2 actor_id=B stance=1", "p3 actor_id=B stance=0", "p4 stance="]},
        "issues.csv:2: warning: issue_id 'I1' is supported by both statements that take a side; look for who opposes "
        "it, or word it anew. [one_sided_issue:I1]",
    ),
    "issue everyone opposes": (
        {"positions": [f"p{n} stance=-1 said_on=2022-02-0{n}" for n in (1, 2, 3)]},
        "issues.csv:2: warning: issue_id 'I1' is opposed by all 3 statements that take a side; look for who supports "
        "it, or word it anew. [one_sided_issue:I1]",
    ),
    "issue with one statement": (
        {"positions": ["p1 stance=-1"]},
        "issues.csv:2: warning: issue_id 'I1' is opposed by the one statement that takes a side; look for who "
        "supports it, or word it anew. [one_sided_issue:I1]",
    ),
    "statement coded twice": (
        {"positions": [*TWO_SIDES, "p3 actor_id=A stance=2 summary='Says so again.' credibility=2"]},
        "positions.csv:4: warning: position_id 'p3' says the same as line 2, from the same place; keep one of the two. "
        "[duplicate_statement:p3]",
    ),
    "statement without a stand coded twice": (
        {"positions": ["p1 stance=", "p2 stance="]},
        "positions.csv:3: warning: position_id 'p2' says the same as line 2, from the same place; keep one of the two. "
        "[duplicate_statement:p2]",
    ),
    "for and against on a day": (
        {"positions": ["p1 stance=1", "p2 stance=0", "p3 stance=-2 source_id=s2", "p4 stance=-1"]},
        "positions.csv:4: warning: stance '-2' contradicts line 2 by the same actor, on the same issue and day; see "
        "whether both are coded right. [contradiction_in_a_day:p3]",
    ),
    "announced and never confirmed": (
        {"events": ["e1 status=scheduled starts_on=2022-02-03", "e2 starts_on=2022-02-04"]},
        "events.csv:2: warning: starts_on '2022-02-03' is past, and no report says what became of the event; add a "
        "report of it as occurred, ongoing or cancelled. [unconfirmed_event:e1]",
    ),
    "announced twice, once put off": (
        {
            "events": [
                "e1 status=scheduled starts_on=2022-02-02",
                "e1 status=scheduled starts_on=2022-02-03",
                "e2 starts_on=2022-02-04",
            ]
        },
        "events.csv:3: warning: starts_on '2022-02-03' is past, and no report says what became of the event; add a "
        "report of it as occurred, ongoing or cancelled. [unconfirmed_event:e1]",
    ),
}

SILENT = {
    "empty case": {},
    "source of a vague month": {"sources": ["s1 published_on=2022-02"]},
    "source of a doubtful day": {"sources": ["s1 published_on=2022-02-01~"]},
    "actor another is part of": {"actors": ["A", "B part_of=C", "C"], "relationships": USED},
    "actor that gains from an issue": {"actors": ["A"], "issues": ["I1 plus_side=A"]},
    "actor of an event": {"actors": ["A", "B"], "events": ["e1 actor_ids='A;B'"]},
    "actor that receives": {"actors": ["A"], "events": ["e1 recipient_ids=A"]},
    "actor that relays": {"actors": ["A", "B", "C"], "positions": [TWO_SIDES[0] + " via=C", TWO_SIDES[1]]},
    "person in office": {
        "actors": ["A kind=person", "B"],
        "relationships": ["r1 kind=holds_office_in ends_on=2022-03-01"],
    },
    "person of a party": {"actors": ["A kind=person part_of=B", "B"], "relationships": ["r1"]},
    "issue in dispute": {"positions": TWO_SIDES},
    "issue nobody takes a side on": {"positions": ["p1 stance=0", "p2 actor_id=B stance="]},
    "issue nobody speaks of": {"issues": ["I1"]},
    "goal nobody rejects": {"issues": ["I1 kind=valence"], "positions": ["p1 stance=2"]},
    "statement at two places of a source": {"positions": [*TWO_SIDES, "p3 actor_id=A stance=2 locator=P2S1"]},
    "statement in two sources": {"positions": [*TWO_SIDES, "p3 actor_id=A stance=2 source_id=s2"]},
    "statement of two days": {"positions": [*TWO_SIDES, "p3 actor_id=A stance=2 said_on=2022-02-02"]},
    "word and deed of a day": {"positions": [*TWO_SIDES, "p3 actor_id=A stance=2 basis=deed act=conduct"]},
    "change of mind overnight": {"positions": ["p1 stance=1", "p2 stance=-1 said_on=2022-02-02"]},
    "for and against in a month": {"positions": ["p1 stance=1 said_on=2022-02", "p2 stance=-1 said_on=2022-02"]},
    "for and against about a day": {
        "positions": ["p1 stance=1 said_on=2022-02-01~", "p2 stance=-1 said_on=2022-02-01~"]
    },
    "announced and confirmed": {
        "events": ["e1 status=scheduled starts_on=2022-02-01", "e1 starts_on=2022-02-01", "e2 starts_on=2022-02-03"]
    },
    "announced and called off": {"events": ["e1 status=scheduled", "e1 status=cancelled", "e2 starts_on=2022-02-03"]},
    "announced for the last day": {"events": ["e1 status=scheduled starts_on=2022-02-03", "e2 starts_on=2022-02-03"]},
    "announced, and nothing else is reported": {"events": ["e1 status=scheduled starts_on=2022-02-03"]},
    "announced for days that are not over": {
        "events": ["e1 status=scheduled starts_on=2022-02-01 ends_on=2022-02-09", "e2 starts_on=2022-02-04"]
    },
    "put off": {
        "events": [
            "e1 status=scheduled starts_on=2022-02-01",
            "e1 status=scheduled starts_on=2022-03-01",
            "e2 starts_on=2022-02-04",
        ]
    },
}


@pytest.fixture
def linted(folder):
    """Warnings about a folder of rows, and what its settings silence."""

    def run(silenced=None, **lines):
        given = {"sources": ["s1 published_on=2022-06-01"]} | lines
        reasons = "".join(f"{json.dumps(key)} = {json.dumps(why)}\n" for key, why in (silenced or {}).items())
        path = folder({"case.toml": f'title = "Toy"\n[silenced]\n{reasons}'}, **given)
        draft = stores.read(path, "toy")
        found = examine(Case.from_draft(draft), draft)
        assert lint(Case.from_draft(draft), draft) == [*found.warnings]
        return found

    return run


@pytest.mark.parametrize(("lines", "sentence"), WARNS.values(), ids=WARNS)
def test_it_warns(linted, lines, sentence):
    assert [*map(str, linted(**lines).warnings)] == [f"toy/{sentence}"]


@pytest.mark.parametrize("lines", SILENT.values(), ids=SILENT)
def test_it_does_not_warn(linted, lines):
    assert [*map(str, linted(**lines).warnings)] == []


def test_every_kind_of_warning_is_tried():
    kinds = {sentence.rpartition("[")[2].partition(":")[0] for _, sentence in WARNS.values()}
    assert kinds | {Reason.SILENCES_NOTHING} == {*WARNINGS}


def test_warnings_come_by_table_and_line(linted):
    found = linted(
        actors=["A", "B", "C", "D"],
        positions=["p1 stance=1", "p2 stance=1", "p3 stance=1 issue_id=I2"],
        relationships=["r1"],
        sources=["s1 published_on=2022-01-01/.."],
    )
    assert [one.key for one in found.warnings] == [
        "undated_source:s1",
        "unused_actor:C",
        "unused_actor:D",
        "one_sided_issue:I1",
        "one_sided_issue:I2",
        "duplicate_statement:p2",
    ]


def test_a_warning_as_a_record(linted):
    (found,) = linted(positions=["p1 stance=1"]).warnings
    record = found.as_record()
    assert (record["reason"], record["row_id"], record["line"]) == ("one_sided_issue", "I1", 2)
    assert record["message"] == str(found)


def test_a_kind_is_silenced(linted):
    found = linted({"one_sided_issue": "Only one side was read."}, positions=["p1", "p2 issue_id=I2"])
    assert found.warnings == ()
    assert [(one.key, why) for one, why in found.silenced] == [
        ("one_sided_issue:I1", "Only one side was read."),
        ("one_sided_issue:I2", "Only one side was read."),
    ]


def test_one_row_is_silenced(linted):
    found = linted({"one_sided_issue:I2": "Nobody objects."}, positions=["p1", "p2 issue_id=I2"])
    assert [one.key for one in found.warnings] == ["one_sided_issue:I1"]
    assert [(one.key, why) for one, why in found.silenced] == [("one_sided_issue:I2", "Nobody objects.")]


def test_the_reason_of_a_row_goes_before_that_of_its_kind(linted):
    reasons = {"one_sided_issue:I2": "This one.", "one_sided_issue": "All of them."}
    found = linted(reasons, positions=["p1", "p2 issue_id=I2"])
    assert found.warnings == ()
    assert [why for _, why in found.silenced] == ["All of them.", "This one."]


def test_what_silences_nothing_is_a_warning(linted):
    found = linted({"unused_actor:A": "They come later.", "no_office": "None has one."}, relationships=["r1"])
    assert [*map(str, found.warnings)] == [
        "toy/case.toml: warning: silenced 'unused_actor:A' silences nothing; take it out. [silences_nothing]",
        "toy/case.toml: warning: silenced 'no_office' silences nothing; take it out. [silences_nothing]",
    ]


CODES = ", ".join(SILENCEABLE)


@pytest.mark.parametrize(
    ("key", "why", "sentence"),
    {
        "misspelt": (
            "unused_actors",
            "Later.",
            f"silenced 'unused_actors' is not a known kind of warning; use {CODES}, each as it is or with :ID. "
            "Did you mean 'unused_actor'?",
        ),
        "misspelt, of a row": (
            "one_side_issue:I1",
            "Later.",
            f"silenced 'one_side_issue:I1' is not a known kind of warning; use {CODES}, each as it is or with :ID. "
            "Did you mean 'one_sided_issue'?",
        ),
        "unknown": (
            "x",
            "Later.",
            f"silenced 'x' is not a known kind of warning; use {CODES}, each as it is or with :ID.",
        ),
        "no row": (
            "no_office:",
            "Later.",
            "silenced 'no_office:' names no row; use no_office, or no_office:ID of a row.",
        ),
        "what silences nothing": (
            "silences_nothing",
            "Later.",
            f"silenced 'silences_nothing' is not a known kind of warning; use {CODES}, each as it is or with :ID.",
        ),
        "no reason": (
            "no_office",
            " ",
            "silenced 'no_office' has no reason; say in a sentence why the warning stands.",
        ),
    }.values(),
)
def test_wrong_settings_are_problems(key, why, sentence):
    chosen, found = settings.checked({"title": "Toy", "silenced": {key: why}}, "case.toml")
    assert (chosen, [*map(str, found)]) == (None, [f"case.toml: {sentence}"])


def test_wrong_settings_are_told_together():
    _, found = settings.checked({"silenced": {"x": "", "no_office": ""}}, "case.toml")
    assert [(one.got, one.wrong) for one in found] == [
        ("title", "is missing"),
        ("x", "is not a known kind of warning"),
        ("x", "has no reason"),
        ("no_office", "has no reason"),
    ]


def test_settings_of_a_wrong_type_are_one_problem():
    for silenced in (6, ["x"], {"no_office": 5}):
        _, found = settings.checked({"title": "Toy", "silenced": silenced}, "case.toml")
        assert [one.allowed for one in found] == ["use a table of text"]


def test_settings_nested_too_deep_are_one_problem():
    chosen, found = settings.read(f"silenced = {'[' * 5000}", "case.toml")
    assert (chosen, [*map(str, found)]) == (None, ["case.toml: is nested too deep."])


def test_every_warning_of_the_shipped_case_is_silenced_with_a_reason():
    draft = stores.read(stores.shipped())
    found = examine(Case.from_draft(draft), draft)
    assert [*map(str, found.warnings)] == []
    assert found.silenced
    assert all(len(why.split()) > 5 for _, why in found.silenced)
