"""The frame of a page: title and question, the lens bar, the ledger; at the end the evidence that was asked for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from crisis.charts.theme import counted
from crisis.exports import problem_table
from crisis.model import dates
from crisis.model.problems import CaseError, Problem
from crisis.tables.view import View
from crisis.ui import added_rows, cases, desk, evidence, leaving, lens_bar
from crisis.ui.markdown import plain
from crisis.ui.pack_button import pack_button

STYLE = (Path(__file__).parent / "desk.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is given: its view, and the place above the lens bar for its answer."""

    view: View
    slot: DeltaGenerator

    def answer(self, sentence: str) -> None:
        """Put the answer first: one sentence above the controls."""
        self.slot.markdown(plain(sentence))


@contextmanager
def frame(title: str, question: str) -> Iterator[Frame]:
    """Draw what every page shares around its own part.

    Parameters
    ----------
    title
        As in the navigation.
    question
        What the page answers, in a sentence.

    Yields
    ------
    Frame
        The case through the lens of the bar, and where the answer goes.
    """
    ink = desk.ink()
    inks = f":root {{ --desk-accent: {ink.accent}; --desk-quiet: {ink.quiet}; --desk-line: {ink.faint} }}"
    st.html(f"<style>{inks} {STYLE}</style>")
    leaving.notice()
    cases.choice()
    try:
        case = desk.case()
    except CaseError as error:
        st.title(plain(title))
        problems(error.problems)
        st.stop()
    cases.adapt(case)
    lens_bar.adopt_address(case)
    st.title(plain(title))
    st.caption(plain(question))
    slot = st.container(key="answer")  # not st.empty, which collapses until the answer is known again
    lens_bar.notices()
    view = desk.view(case, lens_bar.lens_bar(case))
    _ledger(view)
    added_rows.notice(case)
    yield Frame(view, slot)
    with st.sidebar:
        _profiles(view)
        pack_button(view)
        st.caption(plain(f"{case.settings.title}. Version {case.version[:8]}."))
    evidence.show(view)


def problems(found: Sequence[Problem]) -> None:
    """A case that cannot be opened: every problem, nothing half loaded."""
    st.error(f"This case cannot be opened: {counted(len(found), 'problem')}. Nothing of it is loaded.")
    st.dataframe(problem_table.table(found), hide_index=True, placeholder="", column_config=problem_table.TITLES)


def _ledger(view: View) -> None:
    """What is shown and what was taken out: one line that opens."""
    line = f"{dates.in_words(view.lens.day(view.case))}. {view.ledger.words()}"
    ledger = st.expander(plain(line), key="ledger", on_change="rerun")
    if ledger.open:
        with ledger:
            st.dataframe(view.ledger.records(), hide_index=True, placeholder="")
            st.caption("Every row is charged once, for the first reason that applies.")


def _profiles(view: View) -> None:
    """The profile of any actor, from any page; their names are sent when the reader asks for them."""
    profiles = st.popover("Profile of …", key="profiles", icon=":material/person_search:", on_change="rerun")
    if profiles.open:
        profiles.selectbox(
            "Profile of",
            view.case.actors,
            index=None,
            format_func=view.case.names.__getitem__,
            key="profile",
            placeholder="Any actor",
            on_change=_open_profile,
        )


def _open_profile() -> None:
    chosen = st.session_state.get("profile")
    if chosen:
        evidence.open_token(evidence.token("actor", chosen))
        st.session_state["profile"] = None
        st.session_state["profiles"] = False  # or it would lie over what was opened
