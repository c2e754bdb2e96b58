import re

import pytest


@pytest.fixture
def week(folder):
    """One week: a stance turns, another is new, a visit happens, one is called off, a promise is kept."""
    return folder(
        files={"case.toml": "title = 'Toy'\ndefault_day = '2022-02-10'\n"},
        actors=["DEU name=Germany kind=state country=DEU", "AUT name=Austria kind=state country=AUT"],
        issues=["I1 name='Arm Ukraine'", "F1 name='It happened' kind=fact"],
        sources=["s1 publisher=Reuters published_on=2022-01-01", "s2 publisher=AFP published_on=2022-02-09"],
        positions=[
            "p1 actor_id=DEU stance=-2 said_on=2022-01-20 act=threat condition=if_attack summary='No arms.'",
            "p2 actor_id=DEU stance=1 said_on=2022-02-09",
            "p3 actor_id=AUT stance=-1 said_on=2022-02-09 act=commitment summary='Stays out.'",
            "p4 actor_id=AUT issue_id=F1 stance=2 said_on=2022-01-20",
            "p5 actor_id=DEU issue_id=F1 stance=-1 said_on=2022-01-20",
        ],
        events=[
            "e1 title=Visit starts_on=2022-02-08 source_id=s2 fulfils_ids=p1",
            "e2 title=Talks starts_on=2022-02-11 status=scheduled",
            "e2 title='Talks called off' starts_on=2022-02-11 status=cancelled source_id=s2",
            "e3 title=Vote starts_on=2022-02-12 status=scheduled",
        ],
    )


def test_the_answer_comes_first(desk, week):
    assert desk("briefing", week).answer == (
        "In the 7 days to 10 February 2022: 1 stance moved, 1 newly coded, 2 events new or changed, 1 called off, "
        "1 new contradiction. Due in the next 72 hours: 1."
    )


@pytest.mark.parametrize(
    ("window", "counts"),
    [("24 hours", "0 stances moved, 0 newly coded"), ("72 hours", "1 stance moved, 1 newly coded")],
)
def test_the_window_can_be_chosen(desk, week, window, counts):
    shown = desk("briefing", week)
    shown.app.button_group(key="window").set_value(window)
    assert shown.run().answer.startswith(f"In the {window} to 10 February 2022: {counts}")


@pytest.mark.parametrize(
    "line",
    [
        '+1</span>supports · <button class="link" data-open="cell|DEU|I1">Germany · Arm Ukraine</button>, was '
        '<span class="stance" style="background:#b35806;color:#ffffff">−2</span>strongly opposes',
        '<button class="link" data-open="cell|DEU|I1">Germany · Arm Ukraine</button> has said both within 30 days',
        'data-open="event|e2">Talks called off</button> <span class="badge">cancelled, was scheduled</span>',
        'data-open="event|e1">Visit</button> <span class="badge">occurred</span> <span class="quiet">— AFP</span>',
        'data-open="cell|AUT|I1">Austria · Arm Ukraine</button>, newly coded',
        'data-open="event|e3">Vote</button> <span class="badge">scheduled</span>',
        'No arms. <span class="badge">carried out after 19 days</span>',
        'Stays out. <span class="badge">open</span>',
        '<span class="quiet">threat, if attacked, 20 January 2022</span>',
        "1 for, 1 against, 0 balanced of 2 rows coded",
        'It happened: affirmed by <button class="link" data-open="cell|AUT|F1">Austria</button>; denied by '
        '<button class="link" data-open="cell|DEU|F1">Germany</button>',
    ],
)
def test_every_line_says_what_and_on_whose_word(desk, week, line):
    assert line in "".join(desk("briefing", week).html())


def test_nothing_new_is_told_in_sentences(desk, folder):
    shown = desk("briefing", folder())
    told = "\n".join([*shown.html(), *shown.markdown()]).replace("\\", "")
    assert re.findall(r"^(?:.*>)?((?:Nothing|Nobody|No) [^<\n]*\.)", told, re.MULTILINE) == [
        "Nothing in the 7 days before the day. Look back further, or choose another day.",
        "Nobody has newly said both.",
        "Nothing was called off.",
        "Nothing in the 7 days before the day. Look back further, or choose another day.",
        "Nothing in the 7 days before the day. Look back further, or choose another day.",
        "Nothing known by the day is announced for the next 72 hours.",
        "No promise or threat is coded under this lens.",
        "No issue has two rows coded under this lens.",
        "No fact in dispute is coded under this lens.",
        "Nothing is shown under this lens.",
    ]


def test_a_long_list_is_folded(desk, folder):
    path = folder(positions=[f"p{n} issue_id=I{n}" for n in range(14)])
    shown = desk("briefing", path)
    assert "2 more" in [one.label for one in shown.app.expander]


def test_the_evidence_is_graded(desk, week):
    shown = desk("briefing", week)
    assert "100% of the rows shown rest on a single source; 2 sources in all." in shown.said()
    assert int(shown.table.to_numpy().sum()) == 9
