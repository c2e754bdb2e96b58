import json

import pytest

EMPTY = "No promise or threat is coded here. Choose a later day, more countries or issues, or a wider grade."


@pytest.fixture
def promises(folder):
    return folder(
        actors=["DEU name=Germany kind=state country=DEU", "SCHOLZ name=Scholz kind=person country=DEU part_of=DEU"],
        issues=["I06 name='Keep it shut'", "I13 name='Fund Ukraine'"],
        sources=["s1 published_on=2022-01-01 publisher=Gazette", "s2 published_on=2022-02-22"],
        positions=[
            "p1 actor_id=SCHOLZ issue_id=I06 act=threat condition=if_attack stance=2 said_on=2022-02-07",
            "p2 actor_id=DEU issue_id=I13 act=commitment said_on=2022-02-01 summary='Pays.'",
            "p3 actor_id=DEU issue_id=I13 act=threat condition=if_partners said_on=2022-02-14",
            "p4 actor_id=DEU issue_id=I13 act=statement said_on=2022-01-01",
        ],
        events=["e1 title='Pipeline halted' starts_on=2022-02-22 fulfils_ids=p1 source_id=s2"],
    )


def trace(shown, name):
    return next(one for one in shown.figure("commitments")["data"] if one["name"] == name)


def test_the_answer_counts(desk, promises):
    assert desk("commitments", promises).answer == (
        "1 promise and 2 threats, 2 on a condition: 2 open, 1 carried out, half of them within 15 days."
    )
    assert desk("commitments", promises, as_of="2022-02-14").answer == (
        "1 promise and 2 threats, 2 on a condition: 3 open, 0 carried out."
    )


def test_open_ones_stand_first(desk, promises):
    table = desk("commitments", promises, as_of="2022-02-22").table
    assert [*table["State"]] == ["open", "open", "carried out"]
    assert [*table["Condition met"]] == ["not coded whether it was met", "no condition", "taken as met"]
    assert [*table["Days open"].dropna()] == [8, 21]
    assert table.drop(columns="Days open").iloc[2].astype(str).to_dict() == {
        "State": "carried out",
        "Who": "Scholz",
        "For": "Germany",
        "Issue": "Keep it shut",
        "Act": "threat",
        "Stance": "2",
        "Condition": "if attacked",
        "Condition met": "taken as met",
        "Said": "2022-02-07",
        "Summary": "Says so.",
        "Carried out by": "Pipeline halted",
        "Carried out on": "2022-02-22",
        "Days until then": "15",
        "Source": "Gazette",
    }


def test_marks_open_the_promise_and_what_carried_it_out(desk, promises):
    shown = desk("commitments", promises)
    assert trace(shown, "said on")["customdata"] == [["position", "p3"], ["position", "p2"], ["position", "p1"]]
    assert trace(shown, "carried out on")["customdata"] == [["event", "e1"]]
    assert desk("commitments", promises, opened="event|e1").panel == "Pipeline halted"


def test_the_same_as_a_table(desk, promises):
    shown = desk("commitments", promises)
    shown.app.session_state["twin-commitments"] = True
    first, second = (one.value for one in shown.run().app.main.dataframe)
    assert first.equals(second)


def test_an_empty_lens_says_what_to_change(desk, promises):
    shown = desk("commitments", promises, as_of="2022-01-15")
    assert (shown.answer, len(shown.app.main.dataframe), shown.figure("commitments")["data"]) == (EMPTY, 0, [])


def test_it_says_how_it_is_counted(desk, promises):
    said = desk("commitments", promises).unfold("method").said()
    assert "Whether a condition was met is not coded" in said
    assert "this is a coded sample, not the world" in said


def test_the_shipped_case(desk):
    shown = desk("commitments", as_of="2022-03-01")
    assert [*shown.table["State"]].count("carried out") == 6
    assert {"Biden sanctions Nord Stream 2 AG and its managers"} <= {*shown.table["Carried out by"]}


def test_hostile_names_are_shown_as_text(desk, folder):
    harm = "'<script>alert(1)</script> **bold**'"
    path = folder(
        actors=[f"A name={harm}"],
        issues=[f"I1 name={harm}"],
        positions=[f"p1 act=threat summary={harm}", f"p2 act=commitment summary={harm}"],
        events=[f"e1 title={harm} fulfils_ids=p2"],
    )
    shown = desk("commitments", path)
    assert "<script" not in json.dumps(shown.figure("commitments"))
    assert "**bold**" not in shown.answer
