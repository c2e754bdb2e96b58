"""A case of the reader's own: drop a file, see the check, open it for this session alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from crisis.charts.theme import counted
from crisis.exports import csv_file, marked_workbook, moment, problem_table, template_workbook
from crisis.model.problems import CaseError, Problem
from crisis.stores import dropped
from crisis.stores.workbook import MIME
from crisis.ui import cases, desk
from crisis.ui.markdown import plain

DROPS, REFUSED = "drops", "refused case"
"""Places in the session: how many drops were read, and a case that was not opened."""


@dataclass(frozen=True, eq=False, slots=True)
class Refusal:
    """Files that are no sound case, and why; kept until others come."""

    files: dict[str, bytes]
    problems: Sequence[Problem]
    markable: bool = False

    @property
    def name(self) -> str:
        """What came."""
        return next(iter(self.files)) if len(self.files) == 1 else counted(len(self.files), "file")


def own_case() -> None:
    """Draw the place to drop files, and what is wrong with the last ones."""
    st.subheader("Your own case")
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.file_uploader(
            "Drop a workbook, a DNA database, or the files of a folder",
            accept_multiple_files=True,
            key=_place(),
            on_change=_taken,
            help="One .xlsx, one .dna, or case.toml and the six tables as .csv or .parquet.",
        )
    with right:
        st.caption(
            "It is checked, and where it is sound the whole desk opens it: for you alone, until you close this page. "
            "Nothing of it is kept on the server."
        )
        st.download_button(
            "Empty workbook to begin with",
            lambda: template_workbook.write(moment.now()),
            "case.xlsx",
            MIME,
            key="template",
            icon=":material/download:",
            on_click="ignore",
        )
    refused: Refusal | None = st.session_state.get(REFUSED)
    if refused:
        _told(refused)


def _place() -> str:
    """Key of the place to drop files: a new one after every drop, so that each drop is one case."""
    return f"dropped-{st.session_state.get(DROPS, 0)}"


def _taken() -> None:
    """Read what was dropped; open it, or keep why not."""
    sent: list[UploadedFile] = st.session_state[_place()]
    files = {one.name: one.getvalue() for one in sent}
    st.session_state[DROPS] = st.session_state.get(DROPS, 0) + 1
    with st.spinner("Reading and checking …"):
        st.session_state[REFUSED] = _opened(files)


def _opened(files: dict[str, bytes]) -> Refusal | None:
    """Open the files as a case of this session, or say why not."""
    try:
        draft = dropped.read(files)
    except CaseError as error:
        return Refusal(files, error.problems)
    try:
        opened = desk.Opened.of(draft)
    except CaseError as error:
        return Refusal(files, error.problems, marked_workbook.markable(files, draft))
    cases.bring(draft.name, opened)
    return None


def _told(refused: Refusal) -> None:
    """The problems as a table, to take along, and the file with its bad cells marked."""
    found = problem_table.table(refused.problems)
    verb = "was" if len(refused.files) == 1 else "were"
    told = f"{refused.name} {verb} not opened: {counted(len(found), 'problem')}. The case shown is as before."
    st.error(plain(told))
    st.dataframe(
        found,
        hide_index=True,
        placeholder="",
        key="problems",
        column_config=problem_table.TITLES,
    )
    with st.container(horizontal=True):
        st.download_button(
            "Problems as CSV",
            lambda: csv_file.write(found),
            "problems.csv",
            "text/csv",
            key="problems-csv",
            on_click="ignore",
        )
        if refused.markable:
            st.download_button(
                "The file with its problems marked",
                lambda: marked_workbook.write(refused.files, refused.problems),
                "problems.xlsx",
                MIME,
                key="problems-xlsx",
                on_click="ignore",
                help="Cells with a problem are red; a comment says what is wrong. Mend them and drop the file again.",
            )
