import json

import pytest

EMPTY = (
    "Nobody moved in what is coded here. Choose a later day, other kinds, more countries or issues, or a wider grade."
)


@pytest.fixture
def union(folder):
    return folder(
        actors=[
            "DEU name=Germany kind=state country=DEU",
            "SCHOLZ name=Scholz kind=person country=DEU part_of=DEU",
            "HUN name=Hungary kind=state country=HUN",
            "EU name=Union",
        ],
        issues=["I05 name='Arm Ukraine'", "I06 name='Keep it shut'", "F1 name='It happened' kind=fact"],
        sources=["s1 published_on=2022-01-01 publisher=Gazette"],
        positions=[
            "p1 actor_id=DEU issue_id=I05 stance=-2 said_on=2022-02-14",
            "p2 actor_id=SCHOLZ issue_id=I05 stance=2 said_on=2022-02-26 basis=deed act=decision condition=if_attack",
            "p3 actor_id=DEU issue_id=I06 stance=1 said_on=2022-02-07",
            "p4 actor_id=SCHOLZ issue_id=I06 stance=2 said_on=2022-02-22",
            "p5 actor_id=HUN issue_id=I05 stance=-1 said_on=2022-02-22",
            "p6 actor_id=HUN issue_id=F1 stance=-1 said_on=2022-02-01",
            "p7 actor_id=HUN issue_id=F1 stance=1 said_on=2022-02-22",
        ],
        relationships=[
            f"r{who} actor_id={who} recipient_id=EU kind=member_of starts_on=1958" for who in ("DEU", "HUN")
        ],
    )


def listed(shown):
    """The first table of the page: the shifts."""
    return shown.app.main.dataframe[0].value


def trace(shown, key, name):
    (found,) = [one for one in shown.figure(key)["data"] if one["name"] == name]
    return found


def test_the_answer_comes_first(desk, union):
    assert desk("shifts", union).answer == (
        "4 shifts of 1 row: reversal 1, hardening 1, contradiction 1, word against deed 1. The first of the largest: "
        "Germany on Arm Ukraine, from −2 to +2 on 26 February 2022."
    )


def test_the_list_says_who_when_under_which_condition_and_on_whose_word(desk, union):
    table = listed(desk("shifts", union))
    assert [*table["Shift"]] == ["reversal", "contradiction", "word against deed", "hardening"]
    assert table.iloc[0].astype(str).to_dict() == {
        "Who": "Germany",
        "Issue": "Arm Ukraine",
        "Shift": "reversal",
        "From": "-2",
        "To": "2",
        "Size": "4",
        "Day before": "2022-02-14",
        "Day after": "2022-02-26",
        "Days between": "12",
        "Said by before": "Germany",
        "Act before": "statement",
        "Condition before": "unconditional",
        "Source before": "Gazette",
        "Said by after": "Scholz",
        "Act after": "decision",
        "Condition after": "if attacked",
        "Source after": "Gazette",
    }


def test_kinds_are_chosen_by_control_and_address(desk, union):
    shown = desk("shifts", union, shift="hardening")
    assert [*listed(shown)["Shift"]] == ["hardening"]
    assert trace(shown, "shifts", "stances")["customdata"] == [["position", "p3", "p4"]] * 2
    shown.app.button_group(key="shift").set_value(["contradiction", "reversal"])
    assert [*listed(shown.run())["Shift"]] == ["reversal", "contradiction"]


def test_facts_count_where_they_are_asked_for(desk, union):
    shown = desk("shifts", union, country="Hungary")
    assert shown.answer == EMPTY
    shown.app.toggle(key="shift_facts").set_value(True)
    assert [*listed(shown.run())["Issue"]] == ["It happened", "It happened"]


def test_before_and_after_open_both_statements(desk, union):
    marks = trace(desk("shifts", union), "shifts", "stances")
    assert marks["customdata"] == [["position", "p1", "p2"]] * 2 + [["position", "p3", "p4"]] * 2
    shown = desk("shifts", union, opened="position|p1|p2")
    assert shown.panel == "Statements"
    (cards,) = shown.html(2)
    assert cards.index("14 February 2022") < cards.index("26 February 2022")


def test_steps_are_those_of_the_largest_shift_until_others_are_chosen(desk, union):
    shown = desk("shifts", union)
    assert (shown.app.selectbox(key="who").value, shown.app.selectbox(key="about").value) == ("DEU", "I05")
    assert trace(shown, "steps", "statements")["customdata"] == [["position", "p1"], ["position", "p2"]]
    shown = desk("shifts", union, who="Hungary", about="It happened")
    assert trace(shown, "steps", "statements")["y"] == [-1, 1]
    shown.app.selectbox(key="who").set_value("DEU")
    assert trace(shown.run(), "steps", "statements")["customdata"][-1] == ["position", "p2"]


def test_the_spread_of_a_body_and_of_a_state(desk, union):
    shown = desk("shifts", union)
    assert shown.app.selectbox(key="group").options == ["Union", "Germany"]
    assert trace(shown, "spread", "stances")["customdata"] == [
        ["position", "p5"],
        ["position", "p2"],
        ["position", "p4"],
    ]
    shown = desk("shifts", union, group="Germany")
    assert trace(shown, "spread", "numbers")["text"] == ["1", "1", "1", "1"]


def test_the_spread_as_a_table_names_members(desk, union):
    shown = desk("shifts", union, country="Hungary")
    shown.app.session_state["twin-spread"] = True
    assert "No body with two members" in json.dumps(shown.run().figure("spread"))
    shown = desk("shifts", union)
    shown.app.session_state["twin-spread"] = True
    table = shown.run().app.main.dataframe[-1].value
    assert table.astype(str).to_dict("records")[1] == {
        "Group": "Union",
        "Issue": "Keep it shut",
        "Lowest": "2",
        "Highest": "2",
        "Spread": "0",
        "Coded": "1",
        "Members": "2",
        "Dissenters": "",
        "Not coded": "Hungary",
    }


@pytest.mark.parametrize("twin", ["shifts", "steps", "spread"])
def test_every_chart_is_a_table_too(desk, union, twin):
    shown = desk("shifts", union)
    shown.app.session_state[f"twin-{twin}"] = True
    assert len(shown.run().app.main.dataframe) == 2


def test_an_empty_lens_says_what_to_change(desk, union):
    shown = desk("shifts", union, as_of="2022-02-01", country="Germany")
    assert (shown.answer, len(shown.app.main.dataframe)) == (EMPTY, 0)
    for key in ("shifts", "steps", "spread"):
        assert shown.figure(key)["data"] == []
    assert len(shown.app.main.selectbox) == 3


def test_it_says_how_it_is_counted(desk, union):
    said = desk("shifts", union).unfold("method").said()
    assert "of one day it is a contradiction only" in said
    assert said.lower().count("sensitivity to omitted statements") == 2


@pytest.mark.parametrize("level", ["actor", "organisation", "country"])
@pytest.mark.parametrize("day", ["2022-01-27", "2022-02-28"])
def test_the_shipped_case_at_every_level(desk, level, day):
    assert desk("shifts", level=level, as_of=day).answer.endswith(".")


def test_germany_turns_on_arms(desk):
    table = listed(desk("shifts", as_of="2022-02-28"))
    assert [*table.loc[0, ["Who", "Issue", "Shift"]]] == ["Germany", "Arm Ukraine", "reversal"]


@pytest.fixture
def hostile(folder):
    harm = ["'<script>alert(1)</script>'", "'**bold** $x$ :smile:'"]
    return folder(
        actors=[f"A{n} name={text}" for n, text in enumerate(harm)],
        issues=[f"I{n} name={text} proposition={text}" for n, text in enumerate(harm)],
        sources=[f"s1 published_on=2022-01-01 publisher={harm[0]}"],
        positions=[
            f"p{who}{issue}{stance} actor_id=A{who} issue_id=I{issue} stance={stance} said_on=2022-01-0{2 + stance}"
            for who in (0, 1)
            for issue in (0, 1)
            for stance in (-1, 1)
        ],
        relationships=[f"r{n} actor_id=A{n} recipient_id=B kind=member_of starts_on=2020" for n in (0, 1)],
    )


def test_hostile_names_are_shown_as_text(desk, hostile):
    shown = desk("shifts", hostile)
    assert "**bold**" not in "\n".join(shown.markdown())
    for key in ("shifts", "steps", "spread"):
        assert len(shown.figure(key)["data"]) > 0
        assert "<script" not in json.dumps(shown.figure(key))
    assert all("<script" not in text for text in [*shown.html(), *shown.markdown()] if "answer" in text)
