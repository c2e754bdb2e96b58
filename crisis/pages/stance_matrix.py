"""Who stands where on which proposition, how old and how sure is it, and what is not coded?"""

from dataclasses import replace
from datetime import timedelta

import streamlit as st

from crisis.charts import matrix_drawing, stance_matrix
from crisis.charts.matrix_drawing import ORDERS, Drawing
from crisis.charts.theme import counted
from crisis.model.dates import in_words
from crisis.model.lens import Lens
from crisis.tables.view import View
from crisis.ui import day_hand, desk, figure_card, page
from crisis.ui.figure_card import Card

TITLE = "Who stands where"
FACTS = "Affirms (+) or denies (−); kept apart from stances. Whoever is not listed is silent in what was coded."
EMPTY = "No stance is coded under this lens. Choose a later day, more countries or issues, or a wider evidence grade."
MARKS = {"contradiction": "contradicted", "word_and_deed": "word against deed", "single_source": "on a single source"}


def render() -> None:
    """Draw the page."""
    with page.frame("Stance matrix", "Who stands where on which proposition, how old and how sure is it?") as frame:
        view = frame.view
        order, opened, before = _controls(view)
        shown = desk.remembered(_drawing, view, order, opened, before.lens if before else None)
        frame.answer(_answer(shown))
        earlier = before.lens if before else None
        with day_hand.over(day_hand.stance_matrix(view, shown, opened)):
            figure_card.show(view, _card, order, opened, earlier)
        facts = desk.remembered(matrix_drawing.facts, view)
        if facts.cells:
            st.subheader("Facts in dispute")
            st.caption(FACTS)
            figure_card.show(view, _facts)


def _controls(view: View) -> tuple[str, tuple[str, ...], View | None]:
    """Order of the rows, rows to open, an earlier day to compare with."""
    names = view.case.names
    with st.container(horizontal=True, vertical_alignment="bottom", key="matrix-controls"):
        order = st.segmented_control("Rows", ORDERS, default=ORDERS[0], required=True, key="order", bind="query-params")
        opened = st.multiselect(
            "Open into parts",
            desk.remembered(matrix_drawing.divisible, view),
            format_func=names.__getitem__,
            key="parts",
            bind="query-params",
            placeholder="None",
            wrap=False,
            width=260,
        )
        first, last = view.case.first_day, view.lens.day(view.case) - timedelta(days=1)
        day = first <= last and st.date_input(
            "Compare with an earlier day",
            None,
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            key="compare",
            bind="query-params",
            width=210,
        )
    before = desk.view(view.case, replace(view.lens, as_of=day)) if day else None
    return order or ORDERS[0], tuple(opened), before


def _drawing(view: View, order: str, opened: tuple[str, ...], before: Lens | None) -> Drawing:
    return matrix_drawing.drawing(
        view, order=order, opened=opened, before=desk.view(view.case, before) if before else None
    )


def _answer(shown: Drawing) -> str:
    cells = shown.whole
    size = f"{counted(len({cell.key for cell in cells}), 'row')} and {counted(len(shown.columns), 'issue')}"
    told = (f"{sum(getattr(cell, name) for cell in cells)} {words}" for name, words in MARKS.items())
    return f"{counted(len(cells), 'cell')} coded for {size}; {', '.join(told)}."


def _card(view: View, order: str, opened: tuple[str, ...], before: Lens | None) -> Card:
    shown = desk.remembered(_drawing, view, order, opened, before)
    notes = [stance_matrix.LEGEND]
    if before:
        notes.append(
            f"Framed: moved since {in_words(before.day(view.case))}, {len(shown.moved)} cells; Δ is by how much."
        )
    return _drawn("stance_matrix", TITLE, view, shown, tuple(notes))


def _facts(view: View) -> Card:
    return _drawn("facts", "Facts in dispute", view, desk.remembered(matrix_drawing.facts, view))


def _drawn(key: str, title: str, view: View, shown: Drawing, notes: tuple[str, ...] = ()) -> Card:
    return Card(
        key,
        title,
        lambda ink: stance_matrix.stance_matrix_figure(shown, ink=ink, empty=EMPTY),
        stance_matrix.alt_text(shown, in_words(view.day)),
        lambda: matrix_drawing.twin(shown),
        notes,
    )


if __name__ == "__main__":
    render()
