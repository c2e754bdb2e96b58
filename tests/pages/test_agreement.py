import pytest

from tests.measures.test_agreement import POOR


@pytest.fixture
def four(folder):
    said = {"A": "2 1", "B": "1 2", "C": "-2 -1", "D": "-1 -2"}
    return folder(
        actors=["A name=Ann", "B name=Ben", "C name=Cay", "D name=Dee"],
        issues=["I1 name='Arm them'", "I2 name='Feed them'"],
        positions=[
            f"{who}{place} actor_id={who} issue_id=I{place} stance={stance} said_on=2022-02-0{place}"
            for who, row in said.items()
            for place, stance in enumerate(row.split(), start=1)
        ],
    )


def test_it_says_who_stands_together(desk, four):
    shown = desk("agreement", four)
    assert shown.answer == "2 camps: Ann, Ben; Cay, Dee. Polarization 0.50 of 1."
    assert {one.proto.id.rpartition("-")[2] for one in shown.app.main.get("plotly_chart")} == {
        "agreement", "camps", "polarization", "windows",
    }  # fmt: skip


def test_the_form_changes_how_it_is_counted(desk, four):
    shown = desk("agreement", four)
    assert "Counted: agreement less disagreement, sign scale, latest statements" in shown.said()
    shown.app.selectbox(key="agree_scale").set_value("graded")
    shown.app.selectbox(key="agree_normalize").set_value("cosine")
    assert "graded scale, latest statements, duplicates: count every one, normalization: cosine" in shown.run().said()


def test_choices_are_in_the_address(desk, four):
    shown = desk("agreement", four, agree_scale="graded", picture="Network", agree_least="1", over_time="Tempo")
    assert shown.app.selectbox(key="agree_scale").value == "graded"
    assert [one["name"] for one in shown.figure("agreement")["data"]][-1] == "actors"
    assert [one["name"] for one in shown.figure("windows")["data"]] == [
        "friendly acts", "contact", "hostile acts", "statements",
    ]  # fmt: skip


def test_actors_with_few_statements_are_left_out_of_the_picture_only(desk, four):
    shown = desk("agreement", four, agree_least="3")
    assert shown.figure("agreement")["data"] == []
    assert shown.answer.startswith("2 camps")


def test_tables_hold_what_the_pictures_show(desk, four):
    shown = desk("agreement", four)
    shown.app.session_state["twin-agreement"] = True
    table = shown.run().table
    assert table.iloc[0].to_dict() == {
        "Actor": "Ann", "Other": "Ben", "Agreement less disagreement": 1.0, "Pairs of statements": 2,
    }  # fmt: skip
    shown.app.session_state["twin-agreement"] = False
    shown.app.session_state["twin-camps"] = True
    assert [*shown.run().table["Camp"]] == [1, 1, 2, 2]
    shown.app.session_state["twin-camps"] = False
    shown.app.session_state["twin-polarization"] = True
    assert [*shown.run().table["Issue"]] == ["All issues together", "Arm them", "Feed them"]
    shown.app.session_state["twin-polarization"] = False
    shown.app.session_state["twin-windows"] = True
    assert [*shown.run().table.columns] == ["First day", "Last day", "Agreement", "Pairs", "Statements"]


def test_a_tie_opens_its_arithmetic(desk, four):
    choices = "subtract,one,sign,latest,average,include,False,False,True"
    shown = desk("agreement", four, opened=f"agreement|A|C|{choices}")
    assert shown.panel == "Ann and Cay"
    said = shown.said(2)
    assert "0 for agreement, 2 for disagreement. (0 − 2) ÷ ((2 + 2) ÷ 2) = −1." in said
    assert 'data-open="cell|C|I2"' in said


@pytest.mark.parametrize("token", ["agreement|A|X|subtract,one,sign,latest,average,include,False,False,True"])
def test_a_tie_that_is_not_there_says_so(desk, four, token):
    assert "Nothing under this lens" in desk("agreement", four, opened=token).said(2)


def test_a_tie_counted_by_something_unknown_says_so(desk, four):
    assert "does not hold 9 choices" in desk("agreement", four, opened="agreement|A|C|x").said(2)


@pytest.mark.parametrize(
    ("token", "heading", "count"),
    [
        ("issue|I1", "Arm them", "4 statements"),
        ("window|2022-01-31|2022-02-07|A;C", "31 January 2022 to 6 February 2022", "4 statements"),
        ("window|2022-01-31|2022-02-02|", "31 January 2022 to 1 February 2022", "4 statements"),
    ],
)
def test_bars_and_points_open_their_statements(desk, four, token, heading, count):
    shown = desk("agreement", four, opened=token)
    assert shown.panel == heading
    assert f">{count}</p>" in shown.html(2)[0]


def test_over_time_compares_camps_and_actors(desk, four):
    shown = desk("agreement", four)
    sides = shown.app.selectbox(key="one"), shown.app.selectbox(key="other")
    assert [one.value for one in sides] == [("A", "B"), ("C", "D")]
    assert shown.figure("windows")["data"][0]["customdata"][0][3] == "A;B;C;D"
    sides[0].set_value(("C",))
    shown.run()
    assert shown.figure("windows")["data"][0]["customdata"][0][3] == "C;D"


def test_the_same_on_both_sides_is_told(desk, four):
    shown = desk("agreement", four)
    shown.app.selectbox(key="one").set_value(("A",))
    shown.app.selectbox(key="other").set_value(("A",))
    assert [one.value.replace("\\", "") for one in shown.run().app.info] == [
        "‘A’ is on both sides; compare two that share nobody."
    ]


def test_too_many_windows_are_told(desk, folder):
    path = folder(positions=["p1 said_on=1990-01-01", "p2 actor_id=B said_on=2022-02-01"])
    shown = desk("agreement", path, over_time="Tempo", window_unit="day")
    assert shown.app.info[0].value.replace("\\", "").startswith("Unit ‘day’ gives 11,720 windows; use a longer unit")


def test_how_it_is_counted_is_on_the_page(desk, four):
    said = desk("agreement", four).unfold("method").said()
    for part in ("Agreement networks", "Camps", "Polarization", "Over time", "Against the reference tool"):
        assert part in said


@pytest.mark.parametrize("name", POOR)
@pytest.mark.parametrize("picture", ["Matrix", "Network"])
def test_poor_data_give_sentences(desk, folder, name, picture):
    shown = desk("agreement", folder(positions=POOR[name]), picture=picture, agree_least="1")
    assert shown.answer.endswith(".")
    for key in ("agreement", "camps", "polarization", "windows"):
        figure = shown.figure(key)
        assert figure["data"] or figure["layout"]["annotations"][0]["text"]
        assert "NaN" not in str(figure["data"])
