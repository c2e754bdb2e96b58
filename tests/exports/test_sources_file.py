import re
import shlex
from datetime import UTC, date, datetime

import pytest

from crisis import __version__
from crisis.exports import sources_file
from crisis.exports.sources_file import escaped
from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS
from crisis.tables.view import look

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

HOSTILE = [
    "<script>alert(1)</script>",
    "[click](javascript:alert)",
    "![x](http://evil.org/x.png)",
    "# heading",
    "1. list",
    "12) list",
    "- list",
    "+ list",
    "--- rule",
    "> quote",
    "**bold** _it_ `code` ~~gone~~",
    "| a | b |",
    "http://evil.org www.evil.org",
    "&lt;b&gt; &#60;",
    "$x$ \\",
    "=cmd|' /C calc'!A0",
    "../../x",
    "\u202ertl\u200f",
    "😀",
    "x" * 10_000,
]


def entries(view):
    """Facts of each source, by its number."""
    text = sources_file.write(view, AT).decode()
    found = {}
    for line in text.splitlines():
        if number := re.match(r"(\d+)\. ", line):
            facts = found[int(number[1])] = [line.removeprefix(number[0])]
        elif found:
            assert line.startswith(" " * (len(str(len(found))) + 2) + "- ")
            facts.append(line.strip().removeprefix("- "))
    return found


def test_a_source_in_full(case):
    view = look(
        case(
            sources=[
                "s1 title='Says no' publisher=Reuters published_on=2022-02-01 url=https://a.org/1_2 kind=agency "
                "family=Reuters reliability=B note='seen whole'",
                "s2 published_on=2022-02-01/.. reliability=F",
                "s3 published_on=2022-03-09",
            ],
            positions=["p1 also_source_ids=s2;s3", "p2 credibility=4", "p3 source_id=s2"],
            relationships=["r1 credibility=5", "r2 credibility=6"],
            events=["e1"],
        ),
        Lens(as_of=date(2022, 3, 1)),
    )
    assert entries(view) == {
        1: [
            "Says no \\[s1\\]",
            "Reuters, 1 February 2022",
            "Kind: news agency, family Reuters",
            "Reliability B: usually reliable",
            "<https://a.org/1_2>",
            "Note: seen whole",
            "Rests on it: 2 statements, 2 reports of ties, 1 report of an event",
            "Contradicted: 2 of these rows, by their credibility",
        ],
        2: [
            "Title \\[s2\\]",
            "Paper, from 1 February 2022, publication day unknown",
            "Kind: news",
            "Reliability F: cannot be judged",
            "No address is known",
            "Rests on it: 2 statements",
        ],
    }


def test_conflicts_are_told_at_both_ends(case):
    view = look(
        case(
            actors=["A name='Olaf Scholz'"],
            issues=["I1 name='Arm Ukraine'"],
            sources=[f"s{i} published_on=2022-02-0{i}" for i in range(1, 6)],
            positions=["p1 stance=2 source_id=s4", "p2 stance=-1 source_id=s5"],
            events=[
                "e title=Visit place=Kyiv source_id=s1 also_source_ids=s4",
                "e title=Visit place=Lviv source_id=s2 also_source_ids=s4",
                "e title=Visit place=Lviv source_id=s3",
            ],
        ),
        Lens(as_of=date(2022, 3, 1)),
    )
    found = {number: [fact for fact in facts if "Conflict" in fact] for number, facts in entries(view).items()}
    assert found == {
        1: ["Conflict on the place of Visit: Kyiv; sources 2 and 3 say Lviv"],
        2: ["Conflict on the place of Visit: Lviv; source 1 says Kyiv"],
        3: ["Conflict on the place of Visit: Lviv; source 1 says Kyiv"],
        4: ["Conflict on the stance of Olaf Scholz on Arm Ukraine: for; source 5 says against"],
        5: ["Conflict on the stance of Olaf Scholz on Arm Ukraine: against; source 4 says for"],
    }


def test_the_file_says_where_it_comes_from(case):
    made = case(settings={"title": "A <b> case\n# x"})
    view = look(made, Lens())
    lines = sources_file.write(view, AT).decode().splitlines()
    assert lines[0] == "# Sources of A \\<b\\> case \\# x"
    assert lines[2] == view.lens.words(made)
    assert lines[4] == f"Version {made.version[:8]}, 2026-01-02 03:04:05 UTC, Crisis Desk {__version__}"
    assert lines[-1] == "No source: the lens leaves no row that rests on one."


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_markup(text):
    shown = escaped(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text
    bare = re.sub(r"\\.", "x", shown)
    assert not re.search(r"[<>\[\]`*_#!|~&$@^=\\]|://|www\.|^[-+]|^\d+[.)]", bare)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\r\n\r\n# b\t c", "a \\# b c"), (" \u2028x\u00a0y ", "x y"), ("nul\0 bell\a", "nul� bell�"), ("", "")],
)
def test_a_text_stays_on_its_line(text, shown):
    assert escaped(text) == shown


def test_hostile_sources_keep_to_their_entries(case):
    said = [shlex.quote(text) for text in HOSTILE]
    view = look(
        case(
            sources=[f"s{i} title={text} publisher={text} family={text} note={text}" for i, text in enumerate(said)],
            positions=[f"p{i} source_id=s{i}" for i in range(len(said))],
        ),
        Lens(),
    )
    found = entries(view)
    assert [facts[0] for facts in found.values()] == [f"{escaped(text)} \\[s{i}\\]" for i, text in enumerate(HOSTILE)]
    assert [facts[5] for facts in found.values()] == [f"Note: {escaped(text)}" for text in HOSTILE]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("HTTPS://a.org/[x](y)`", "<HTTPS://a.org/[x](y)`>"),
        ("http://a.org/\x01", "http\\://a.org/�"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_only_a_web_address_is_a_link(case, url, shown):
    made = case(positions=["p"])
    made.tables["sources"]["url"] = url
    assert entries(look(made, Lens()))[1][4] == shown


@pytest.mark.parametrize("lens", [Lens(), Lens(country=("DEU",), as_of=date(2022, 2, 20), min_reliability="C")])
def test_every_source_of_the_shipped_view_is_listed_with_all_that_rests_on_it(shipped, lens):
    view = look(shipped, lens)
    found = entries(view)
    assert [facts[0].rpartition(" ")[2] for facts in found.values()] == [
        f"\\[{escaped(one)}\\]" for one in view.sources()["source_id"]
    ]
    counts = [fact for facts in found.values() for fact in facts if fact.startswith("Rests on it: ")]
    rests = sum(len(ids) for table in STATEMENTS for ids in view.rows(table)["source_list"])
    assert len(counts) == len(found)
    assert sum(int(number) for fact in counts for number in re.findall(r"\d+", fact)) == rests


def test_equal_view_and_moment_give_equal_bytes(shipped):
    first = sources_file.write(look(shipped, Lens()), AT)
    assert first == sources_file.write(look(shipped, Lens()), AT)
    assert first != sources_file.write(look(shipped, Lens()), AT.replace(second=6))
