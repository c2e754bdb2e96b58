import pytest

GONE = "Nothing under this lens. A wider lens (day, countries, issues, grade) may show it."


@pytest.fixture
def germany(folder):
    return folder(
        actors=[
            "DEU name=Germany kind=state country=DEU",
            "GOV_DE name=Government country=DEU part_of=DEU",
            "SCHOLZ name='Olaf Scholz' kind=person country=DEU part_of=GOV_DE role=Chancellor aliases='O. S.;Olaf'",
            "RUS name=Russia kind=state country=RUS",
            "CHN name=China kind=state country=CHN",
        ],
        issues=["I05 name='Arm Ukraine' proposition='Ukraine should be armed'"],
        sources=[
            "s1 title='Cabinet says no' publisher=Reuters published_on=2022-01-27 url=https://a.org/1",
            "s3 published_on=2022-02-08",
        ],
        positions=[
            "p1 actor_id=GOV_DE issue_id=I05 stance=-2 said_on=2022-01-27 condition=if_attack via=SCHOLZ channel=press",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 basis=deed locator=P6S2",
            "p3 actor_id=SCHOLZ issue_id=I05 stance= said_on=2022-02-20",
        ],
        relationships=[
            "r1 actor_id=SCHOLZ recipient_id=RUS kind=THREATEN polarity=-2 event_id=e1 summary='Warns of a price.'",
            "r2 actor_id=SCHOLZ recipient_id=RUS kind=CONSULT summary=Calls.",
            "r3 actor_id=GOV_DE recipient_id=RUS kind=AID polarity=2 summary=Sends.",
        ],
        events=[
            "e1 status=scheduled title='Visit announced' actor_ids=SCHOLZ recipient_ids=RUS starts_on=2022-02-07",
            "e1 title=Visit actor_ids=SCHOLZ recipient_ids=RUS starts_on=2022-02-07 source_id=s3 place=Moscow",
        ],
    )


@pytest.mark.parametrize(
    ("token", "heading", "count", "parts"),
    [
        (
            "cell|DEU|I05",
            "Germany · Arm Ukraine",
            "3 statements",
            ["+2</span>strongly supports", "−2</span>", "no stand"],
        ),
        ("cell|DEU/GOV_DE|I05", "Government · Arm Ukraine", "1 statement", ["if attacked", "relayed by Olaf Scholz"]),
        ("event|e1", "Visit", "2 reports", ["Visit announced", "Moscow", "Olaf Scholz → Russia"]),
        (
            "tie|DEU|RUS",
            "Germany → Russia",
            "3 ties",
            ["Warns of a price.", "Calls.", "Sends.", "reports of the event"],
        ),
        ("tie|DEU|RUS|-1", "Germany → Russia", "1 tie", ["Warns of a price."]),
        ("tie|DEU|RUS|0", "Germany → Russia", "1 tie", ["Calls."]),
        ("tie|DEU|RUS|1", "Germany → Russia", "1 tie", ["Sends."]),
        ("position|p2", "Statement", "1 statement", ["26 February 2022", "at P6S2", "deed"]),
        ("week|actor|DEU|2022-02-21", "Germany · week of 21 February 2022", "1 statement", ["26 February 2022"]),
        ("week|issue|I05|2022-01-24", "Arm Ukraine · week of 24 January 2022", "1 statement", ["27 January 2022"]),
    ],
)
def test_what_stands_behind_a_mark(desk, germany, token, heading, count, parts):
    shown = desk("case_data", germany, opened=token)
    assert shown.panel.replace("\\", "") == heading
    (cards,) = shown.html(2)
    assert f">{count}</p>" in cards
    assert cards.count('<div class="card">') == int(count.split()[0])
    assert [part for part in parts if part not in cards] == []


def test_the_statement_shown_in_the_matrix_stands_first(desk, germany):
    shown = desk("stance_matrix", germany, opened="cell|DEU|I05")
    assert "Proposition: Ukraine should be armed. The statement shown in the matrix stands first." in shown.said(2)
    days = [card.split("</button> · ")[1].split(" ·")[0] for card in shown.html(2)[0].split('<div class="card">')[1:]]
    assert days == ["26 February 2022", "20 February 2022", "27 January 2022"]


def test_a_card_says_grade_and_source_and_carries_a_citation(desk, germany):
    (card,) = desk("case_data", germany, opened="cell|DEU/GOV_DE|I05").html(2)
    assert '<a href="https://a.org/1" target="_blank" rel="noopener noreferrer">Cabinet says no</a>' in card
    assert "Reuters, 27 January 2022 · reliability A (completely reliable)" in card
    assert "stated · credibility 1 (confirmed) · at excerpt" in card
    assert (
        'data-copy="Government on Arm Ukraine: −2 strongly opposes, 27 January 2022. Says so. [excerpt; reliability A'
        in card
    )


@pytest.mark.parametrize(
    ("one", "name", "stance", "ties"),
    [("SCHOLZ", "Olaf Scholz", "position|p2", 2), ("DEU", "Germany", "cell|DEU|I05", 3)],
)
def test_a_profile_shows_stances_ties_and_events(desk, germany, one, name, stance, ties):
    shown = desk("evidence", germany, opened=f"actor|{one}")
    stances, tied, events = shown.html(2)
    assert shown.panel == name
    assert f'data-open="{stance}"' in stances
    assert f"Germany → Russia</button> <span class='quiet'>{ties} coded" in tied
    assert 'data-open="event|e1"' in events


def test_a_profile_says_who_it_is(desk, germany):
    said = desk("evidence", germany, opened="actor|SCHOLZ").said(2)
    assert "person · Chancellor · part of Government · also known as O. S., Olaf" in said
    assert "Visit</button> <span class='quiet'>7 February 2022 · occurred" in said


def test_a_profile_of_who_did_nothing_says_so(desk, germany):
    assert desk("evidence", germany, opened="actor|CHN").said(2).count("Nothing coded under this lens.") == 3


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("cell|NOBODY|I05", GONE),
        ("cell|DEU|NOTHING", GONE),
        ("cell|DEU/NOBODY|I05", GONE),
        ("event|NOWHERE", GONE),
        ("tie|NOBODY|RUS", GONE),
        ("tie|DEU|RUS|7", GONE),
        ("position|NOTHING", GONE),
        ("week|actor|NOBODY|2022-02-21", GONE),
        ("week|issue|I05|1999-01-04", GONE),
        ("actor|NOBODY", "This actor is not in the register of the case."),
        ("actor|", "This actor is not in the register of the case."),
    ],
)
def test_what_is_not_there_is_told(desk, germany, token, sentence):
    shown = desk("case_data", germany, opened=token)
    assert [one.value for one in shown.app._tree.children[2].get("info")] == [sentence]


@pytest.mark.parametrize(
    "token", ["cell|DEU|I05", "event|SCHOLZ_WASHINGTON", "tie|RUS|UKR|-1", "actor|DEU", "week|actor|DEU|2022-02-21"]
)
def test_the_shipped_case_has_evidence_behind_its_marks(desk, token):
    shown = desk("case_data", opened=token)
    assert shown.html(2) != []
    assert "Nothing" not in shown.said(2)


def test_a_long_list_is_cut_and_counted(desk, folder):
    path = folder(positions=[f"p{n}" for n in range(41)])
    (cards,) = desk("case_data", path, opened="cell|A|I1").html(2)
    assert "41 statements; the 40 latest are shown, the Evidence page lists all</p>" in cards
    assert cards.count('<div class="card">') == 40


def test_any_actor_can_be_chosen_at_the_side(desk, germany):
    shown = desk("evidence", germany)
    assert not [one for one in shown.app.selectbox if one.key == "profile"]  # sent when it is asked for
    shown.app.session_state["profiles"] = True
    shown.run().app.sidebar.selectbox(key="profile").set_value("SCHOLZ")
    assert shown.run().panel == "Olaf Scholz"
    assert shown.app.session_state["profile"] is None
    assert shown.app.session_state["profiles"] is False
