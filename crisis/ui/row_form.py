"""A form that adds a statement, a tie or an event with its source, built from the record kinds."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from crisis.charts.theme import signed
from crisis.model import additions, plover
from crisis.model.case import Case
from crisis.model.problems import CaseError, Problem
from crisis.model.records import TABLES, columns, key_column
from crisis.model.values import MANY, Code, Country, Edtf, Key, Reference, Scale, Value, countries
from crisis.tables.view import View
from crisis.ui import desk
from crisis.ui.markdown import plain

KINDS = {"Statement": "positions", "Tie": "relationships", "Event": "events"}
"""What can be added, by the word of the control."""

NEW = ""
"""Stands for a source, or an event, that the case does not have yet."""

TURN, SAID = "row form", "row form said"
"""Places in the session: how many rows were added, so that each gets an empty form; what came of the last one."""

PER_ROW = 4
"""Fields side by side."""

STARTS = ("act", "basis", "condition", "certainty")
"""Columns that start on the first code of their vocabulary; others wait for a choice, so that nothing is claimed."""


def row_form(view: View) -> None:
    """Draw the form. What it adds is checked like any row, and shown on every page of this session alone."""
    st.caption(
        "What you add is checked like any row of the case and shown on every page, marked ✎, in this session alone. "
        "Take it along below, and `crisis merge` adds it to the case."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control("Add a", [*KINDS], default="Statement", required=True, key="add-kind")
        table = KINDS[kind or "Statement"]
        source = st.selectbox(
            "Source", [NEW, *_ids(view.case, "sources")], format_func=_naming(view.case, "sources"), key="add-source"
        )
        event = _event(view.case) if table == "events" else NEW
    turn = st.session_state.get(TURN, 0)
    with st.form(f"add-{table}-{turn}", border=True):
        fields: dict[tuple[str, str], str] = {}
        if source == NEW:
            st.markdown("**The new source**")
            fields |= _fields(view, "sources", turn, ())
        st.markdown(f"**The {(kind or 'Statement').lower()}**")
        fields |= _fields(view, table, turn, ("source_id",))
        if st.form_submit_button("Add", type="primary"):
            _add(view.case, table, fields, source, event)
    _told()


def _event(case: Case) -> str:
    """The event a report is about."""
    return st.selectbox("Report of", [NEW, *_ids(case, "events")], format_func=_naming(case, "events"), key="add-event")


def _fields(view: View, table: str, turn: int, without: Sequence[str]) -> dict[tuple[str, str], str]:
    """A field a column, those that are required or a number first; the id is made, not asked for."""
    shown = {
        name: value for name, value in columns(table).items() if name not in without and not isinstance(value, Key)
    }
    found: dict[tuple[str, str], str] = {}
    for first in (True, False):
        some = [name for name, value in shown.items() if (value.required or isinstance(value, Scale)) is first]
        with st.container() if first else st.expander("Further columns"):
            for start in range(0, len(some), PER_ROW):
                places = st.columns(PER_ROW)
                for place, name in zip(places, some[start : start + PER_ROW], strict=False):
                    with place:
                        found[table, name] = _field(view, table, name, f"add-{turn}-{table}-{name}")
    return found


def _field(view: View, table: str, name: str, key: str) -> str:
    """A control for a column, by its type of value; its text as the table holds it."""
    value, label = columns(table)[name], _label(name)
    told = plain(f"{TABLES[table].model_fields[name].description} {_sentence(value)}")
    if isinstance(value, Reference):
        return _reference(view.case, value, label, key, told)
    options = _options(name, value)
    if options is not None:
        return (
            st.selectbox(
                label,
                [*options],
                index=0 if name in STARTS else None,
                format_func=options.__getitem__,
                key=key,
                help=told,
                placeholder="Choose",
            )
            or ""
        )
    start = view.lens.day(view.case).isoformat() if isinstance(value, Edtf) and value.required else ""
    return st.text_input(label, start, key=key, help=told).strip()


def _options(name: str, value: Value) -> Mapping[str, str] | None:
    """Codes to choose from with their labels; ``None`` where any text may stand."""
    if isinstance(value, Code) and value.vocabulary is not None:
        return {code: value.vocabulary.label(code) for code in value.vocabulary}
    if isinstance(value, Scale):
        ends = {value.low: value.words[0], value.high: value.words[1]}
        numbers = range(value.low, value.high + 1)
        return {str(n): f"{signed(n) if value.low < 0 else n} {ends.get(n, '')}".strip() for n in numbers}
    if isinstance(value, Country):
        return countries()
    if name == "mode":
        return {mode: f"{mode} ({kind.label})" for kind in plover.EVENT_TYPES.values() for mode in kind.modes}
    return None


def _reference(case: Case, value: Reference, label: str, key: str, told: str) -> str:
    options, naming = _ids(case, value.table), _naming(case, value.table)
    if value.many:
        return MANY.join(st.multiselect(label, options, format_func=naming, key=key, help=told, placeholder="None"))
    chosen = st.selectbox(label, options, index=None, format_func=naming, key=key, help=told, placeholder="Choose")
    return chosen or ""


def _ids(case: Case, table: str) -> list[str]:
    """Ids of a table, each once, the latest row first where rows are dated."""
    ids = [*dict.fromkeys(case.tables[table][key_column(table)])]
    return ids if table in ("actors", "issues") else ids[::-1]


def _naming(case: Case, table: str) -> Callable[[str], str]:
    """How the rows of a table are called in a list: by names, never ids."""
    rows = case.tables[table]
    if table == "actors":
        names = case.names
    elif table == "issues":
        names = case.issue_names
    elif table == "sources":
        names = {
            NEW: "A new source",
            **dict(zip(rows["source_id"], rows["publisher"] + ": " + rows["title"], strict=True)),
        }
    elif table == "events":
        names = {NEW: "A new event", **dict(zip(rows["event_id"], rows["title"], strict=True))}
    else:
        who, what = rows["actor_id"].map(case.names), rows["issue_id"].map(case.issue_names)
        names = dict(zip(rows[key_column(table)], who + " on " + what + ": " + rows["summary"], strict=True))
    return names.__getitem__


def _label(name: str) -> str:
    """A column as the label of a field: ``also_source_ids`` is ``Also sources``."""
    words = name.removesuffix("_id").replace("_ids", "s").replace("_", " ")
    return words[:1].upper() + words[1:]


def _sentence(value: Value) -> str:
    allowed = value.allowed() if not isinstance(value, (Code, Reference, Country)) else ""
    return f"{allowed[:1].upper()}{allowed[1:]}." if allowed else ""


def _add(case: Case, table: str, fields: Mapping[tuple[str, str], str], source: str, event: str) -> None:
    """Add what the form holds; keep what came of it for the next run."""
    rows: list[additions.Row] = []
    if source == NEW:
        cells = {name: text for (of, name), text in fields.items() if of == "sources"}
        source = additions.new_id("sources", cells)
        rows.append(("sources", {"source_id": source, **cells}))
    cells = {"source_id": source, **{name: text for (of, name), text in fields.items() if of == table}}
    rows.append((table, {key_column(table): event or additions.new_id(table, cells), **cells}))
    try:
        new = desk.add(tuple(rows))
    except CaseError as error:
        st.session_state[SAID] = _sentences(error.problems)
        return
    st.session_state[SAID] = "" if new else "This row is there already."
    if new:
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        st.rerun()


def _sentences(found: Sequence[Problem]) -> str:
    """Every problem by its field, a paragraph each."""
    lines = [
        f"{_label(one.field)}: {one.wrong}{'; ' + one.allowed if one.allowed else ''}. {one.hint}" for one in found
    ]
    return "\n\n".join(plain(line) for line in lines)


def _told() -> None:
    """What came of the last row: added, or what is wrong with it."""
    said: str | None = st.session_state.pop(SAID, None)
    if said == "":
        st.success("Added.")
    elif said:
        st.error(said)
