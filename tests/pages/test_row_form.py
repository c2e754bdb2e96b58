import io
import shlex

import pytest
from openpyxl import load_workbook

from crisis.exports import added_rows
from crisis.model.additions import MARK, merged, tables_of
from crisis.model.records import columns
from crisis.ui import desk as session
from tests.conftest import rows


def filled(shown, table, **cells):
    """Fill fields of the form by column; a list for columns that hold several ids."""
    for name, value in cells.items():
        for kind in ("text_input", "selectbox", "multiselect"):
            for field in getattr(shown.app, kind):
                if field.key and field.key.startswith("add-") and field.key.endswith(f"-{table}-{name}"):
                    field.set_value(value)
    return shown


def source(shown):
    return filled(
        shown,
        "sources",
        title="Speech",
        publisher="Parliament",
        published_on="2022-02-01",
        kind="primary",
        reliability="A",
    )


def position(shown, **cells):
    said = {"actor_id": "A", "issue_id": "I1", "stance": "-2", "said_on": "2022-02-01", "credibility": "1"}
    return filled(shown, "positions", **{**said, "locator": "P1S1", "summary": "Says no."} | cells)


def opened(desk, *arguments, kind="Statement", old_source=False, **address):
    """The form, open, on a kind of row."""
    shown = desk("evidence", *arguments, **address)
    shown.app.session_state["add"] = True
    shown.run()
    if kind != "Statement":
        shown.app.button_group(key="add-kind").set_value(kind)
        shown.run()
    if old_source:
        shown.app.selectbox(key="add-source").set_value("s1")
        shown.run()
    return shown


@pytest.fixture
def toy(folder):
    return folder(positions=["p1"], events=["e1"], relationships=["r1"])


def test_a_statement_with_a_new_source_is_added(desk, toy):
    shown = position(source(opened(desk, toy))).press("Add")
    assert [one.value for one in shown.app.success] == ["Added."]
    assert shown.answer.startswith("2 of 2 statements.")
    assert "With 1 source and 1 position added in this session" in shown.said()
    assert shown.app.dataframe[0].value["Summary"].to_list() == ["Says so.", f"{MARK} Says no."]
    assert "Toy, with 1 source and 1 position added. Version" in shown.said(1)


def test_a_statement_from_a_known_source_is_added(desk, toy):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    assert "With 1 position added in this session" in shown.said()


def test_the_next_form_is_empty(desk, toy):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    assert {field.value for field in shown.app.text_input if (field.key or "").endswith("-summary")} == {""}


def test_a_tie_is_added(desk, toy):
    shown = opened(desk, toy, kind="Tie", old_source=True)
    filled(shown, "relationships", actor_id="A", recipient_id="B", kind="THREATEN", polarity="-2")
    filled(shown, "relationships", starts_on="2022-02-01", status="occurred", credibility="1")
    filled(shown, "relationships", locator="P1", summary="Threatens.").press("Add")
    assert "With 1 relationship added in this session" in shown.said()


@pytest.mark.parametrize(("report_of", "events"), [("", 2), ("e1", 1)])
def test_an_event_or_a_further_report_of_one_is_added(desk, toy, report_of, events):
    shown = opened(desk, toy, kind="Event", old_source=True)
    shown.app.selectbox(key="add-event").set_value(report_of)
    shown.run()
    filled(shown, "events", status="occurred", title="Summit", kind="CONSULT", theme="diplomacy")
    filled(shown, "events", starts_on="2022-02-01", credibility="1", locator="P1", summary="They meet.")
    shown.press("Add")
    assert "With 1 event added in this session" in shown.said()
    ledger = next(line for line in shown.said().split("\n") if "Shown:" in line)
    assert ledger.endswith(f"{events} of 2 events")


def test_every_problem_is_told_by_its_field_and_nothing_is_added(desk, toy):
    shown = position(opened(desk, toy, old_source=True), said_on="tomorrow", summary="", credibility=None).press("Add")
    (said,) = [one.value.replace("\\", "") for one in shown.app.error]
    assert [line.split(":")[0] for line in said.split("\n\n")] == ["Said on", "Credibility", "Summary"]
    assert "is not a date; use 2022-02-07" in said
    assert shown.answer.startswith("1 of 1 statements.")
    fields = {(field.key or "").rpartition("-")[2]: field.value for field in shown.app.text_input}
    assert fields["said_on"] == "tomorrow"


def test_the_last_row_can_be_taken_back(desk, toy):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    shown = position(shown, summary="Says no again.").press("Add")
    assert "With 2 positions added" in shown.said()
    shown.press("Take the last one back")
    assert "With 1 position added" in shown.said()
    shown.press("Take the last one back")
    assert "added in this session;" not in shown.said()
    assert "Toy. Version" in shown.said(1)


def test_rows_that_came_into_the_case_are_no_longer_added(desk, toy, folder):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    ((row,),) = shown.app.session_state[session.ADDED]["toy"]
    cells = " ".join(f"{name}={shlex.quote(text)}" for name, text in row[1].items() if name != "position_id")
    folder(positions=["p1", f"{row[1]['position_id']} {cells}"], events=["e1"], relationships=["r1"])
    session.forget(toy.resolve())
    shown.run()
    assert "Toy. Version" in shown.said(1)
    assert shown.answer.startswith("2 of 2 statements.")
    assert "added in this session;" not in shown.said()


def test_rows_that_no_longer_fit_are_kept_and_told(desk, toy, folder):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    folder(positions=["p1 source_id=s2"], events=["e1 source_id=s2"], relationships=["r1 source_id=s2"])
    session.forget(toy.resolve())
    shown.run()
    (notice,) = shown.warnings
    assert notice.startswith("The rows you added are not shown, as they do not fit the case as its files are now: ")
    assert "source_id 's1' is not in sources" in notice
    assert shown.answer.startswith("1 of 1 statements.")
    assert len(shown.app.session_state[session.ADDED]["toy"]) == 1


def test_another_session_sees_nothing_of_it(desk, toy):
    position(opened(desk, toy, old_source=True)).press("Add")
    assert desk("evidence", toy).answer.startswith("1 of 1 statements.")


def test_the_same_row_twice_is_one(desk, toy):
    shown = position(opened(desk, toy, old_source=True)).press("Add")
    position(shown).press("Add")
    assert [one.value for one in shown.app.error] == ["This row is there already."]
    assert "With 1 position added" in shown.said()


def test_two_statements_may_come_with_the_same_new_source(desk, toy):
    shown = position(source(opened(desk, toy))).press("Add")
    position(source(shown), summary="Says no again.").press("Add")
    assert "With 1 source and 2 positions added" in shown.said()


def test_every_column_but_the_id_has_a_field(desk, toy):
    shown = opened(desk, toy)
    keys = {
        field.key
        for kind in ("text_input", "selectbox", "multiselect")
        for field in getattr(shown.app, kind)
        if field.key and field.key.startswith("add-0-")
    }
    wanted = {f"add-0-sources-{name}" for name in [*columns("sources")][1:]}
    wanted |= {f"add-0-positions-{name}" for name in [*columns("positions")][1:] if name != "source_id"}
    assert keys == wanted


def test_lists_call_rows_by_name_never_by_id(desk, toy):
    shown = opened(desk, toy, kind="Event")
    (fulfils,) = [one for one in shown.app.multiselect if (one.key or "").endswith("-fulfils_ids")]
    assert fulfils.options == ["A on I1: Says so."]
    assert shown.app.selectbox(key="add-source").options == ["A new source", "Paper: Title"]
    assert shown.app.selectbox(key="add-event").options == ["A new event", "Title"]


def test_what_was_added_can_be_taken_along(desk, toy):
    shown = position(source(opened(desk, toy))).press("Add")
    labels = [one.proto.label for one in shown.app.main.get("download_button")]
    assert labels == ["As a workbook", "sources.csv", "positions.csv"]


@pytest.mark.parametrize(
    ("page", "figure"), [("stance_matrix", "stance_matrix"), ("timeline", "timeline"), ("network", "network")]
)
def test_what_was_added_is_marked_in_the_charts(desk, toy, page, figure, monkeypatch):
    added = {
        "stance_matrix": ("positions", "p9 stance=-2"),
        "timeline": ("events", "e9 title=Summit"),
        "network": ("relationships", "r9 kind=THREATEN polarity=-2 actor_id=B recipient_id=A"),
    }[page]
    row = (added[0], rows(added[0], [added[1]])[0])
    monkeypatch.setattr(session, "added", lambda *_: ((row,),))
    shown = desk(page, toy, as_of="2022-02-01")
    assert MARK in str(shown.figure(figure)["data"])


def test_the_workbook_of_added_rows_holds_only_tables_with_rows(case):
    grown = merged(case(positions=["p1"]), tables_of([("positions", rows("positions", ["p2 summary==1+1"])[0])])).case
    book = load_workbook(io.BytesIO(added_rows.workbook(grown)))
    assert book.sheetnames == ["positions"]
    assert [cell.value for cell in book["positions"][1]] == [*columns("positions")]
    assert book["positions"]["P2"].value == "=1+1"
    assert book["positions"]["P2"].data_type == "s"
