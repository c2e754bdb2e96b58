"""The placement of the actor network, worked out aside where it takes long, so that no page waits for it."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import lru_cache

import streamlit as st

from crisis.measures import layout
from crisis.model.case import Case

AT_ONCE = 250
"""Most actors that are placed at once: on one core about a sixth of a second."""

SOON = "The layout is being worked out; it takes some seconds."

Places = Mapping[str, tuple[float, float]]

_ASIDE: Executor = ThreadPoolExecutor(1, thread_name_prefix="placement")
"""One for all sessions: they share the processors too."""


def ready(case: Case, level: str) -> bool:
    """Whether `crisis.measures.layout.positions` are known; where they are not, they are being worked out."""
    begun = _begun(case, level)
    return begun is None or begun.done()


def positions(case: Case, level: str) -> Places:
    """`crisis.measures.layout.positions`, waited for where they are being worked out."""
    begun = _begun(case, level)
    return begun.result() if begun else layout.positions(case, level)


@lru_cache(maxsize=8)
def _begun(case: Case, level: str) -> Future[Places] | None:
    ties = case.tables["relationships"]
    actors = {*ties["actor_id"], *ties["recipient_id"]}
    return _ASIDE.submit(layout.positions, case, level) if len(actors) > AT_ONCE else None


@st.fragment(run_every=1)
def note(case: Case, level: str) -> None:
    """Say that the layout is being worked out, and run the page again when it is; nothing else runs meanwhile."""
    if ready(case, level):
        st.rerun()
    st.info(SOON)
