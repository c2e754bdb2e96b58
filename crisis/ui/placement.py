"""The placement of the actor network, worked out aside where it takes long, so that no page waits for it."""

from collections.abc import Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import lru_cache

import streamlit as st

from crisis.measures import layout
from crisis.model.case import Case
from crisis.model.vocabulary import LEVELS

AT_ONCE = 60
"""Most actors that are placed at once, when a page asks: some hundredths of a second, on a busy machine too."""

BEFORE = 250
"""Most actors of a case of the server that are placed before its first page is shown: a sixth of a second."""

SOON = "The layout is being worked out; it takes some seconds."

Places = Mapping[str, tuple[float, float]]

_ASIDE: Executor = ThreadPoolExecutor(1, thread_name_prefix="placement")
"""One for all sessions: they share the processors too."""


def prepare(case: Case, level: str) -> None:
    """Place everyone of a case that was just read, at every level, in time for the page that will ask.

    Parameters
    ----------
    case
        The case.
    level
        The one pages open on; it is waited for, unless the case is large.
    """
    first = _begun(case, level)
    for other in LEVELS:
        _begun(case, other)
    if first and len(_tied(case)) <= BEFORE:
        first.result()


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
    return _ASIDE.submit(layout.positions, case, level) if len(_tied(case)) > AT_ONCE else None


def _tied(case: Case) -> frozenset[str]:
    """Actors at either end of a tie."""
    ties = case.tables["relationships"]
    return frozenset(ties["actor_id"]) | frozenset(ties["recipient_id"])


@st.fragment(run_every=1)
def note(case: Case, level: str) -> None:
    """Say that the layout is being worked out, and run the page again when it is; nothing else runs meanwhile."""
    if ready(case, level):
        st.rerun()
    st.info(SOON)
