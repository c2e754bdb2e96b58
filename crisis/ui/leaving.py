"""When sessions go: their memory is given back.

Streamlit lets go of those whose time is up when the next one goes. What they held, a large case of one's own at worst,
is tied in rings that only a full collection of Python's unties, and Python makes one only after much work: this one is
made because somebody went.
"""

import gc
from threading import Lock, Timer

import streamlit as st

AFTER = 10.0
"""Seconds from the first session that goes to the collection, one for all that go until then."""

_due = Lock()


def gone(_: None = None) -> None:
    """Have memory collected in a while, as a session goes."""
    if _due.acquire(blocking=False):
        timer = Timer(AFTER, _collect)
        timer.daemon = True
        timer.start()


def _collect() -> None:
    _due.release()
    gc.collect()


@st.cache_resource(scope="session", show_spinner=False, on_release=gone)
def notice() -> None:
    """Notice it when this session goes: what is kept for it is let go of then. To be asked in every run."""
