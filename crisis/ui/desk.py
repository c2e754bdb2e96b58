"""The desk: the case that is open, and what was worked out for it, shared by all sessions of this server."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from crisis import stores
from crisis.charts.theme import DARK, LIGHT, Ink
from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables.view import View, look

P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED = 600
"""How many results are kept before the oldest goes."""


def path() -> Path:
    """The case the server was started on: the argument after ``--``, or the shipped one."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    return Path(given[0]) if given else stores.shipped()


@st.cache_resource(show_spinner="Reading and checking the case …")
def opened(place: str) -> Case:
    """Read and check a case, once for all sessions.

    Raises
    ------
    CaseError
        With every problem.
    """
    case = stores.open_case(Path(place))
    look(case, Lens())
    gc.collect()
    gc.freeze()  # what was loaded stays; later collections need not walk it
    return case


def case() -> Case:
    """The case of this session."""
    return opened(str(path()))


def view(lens: Lens) -> View:
    """The case through a lens, worked out once for all sessions."""
    return _remember("view", case().version, repr(lens), lambda: look(case(), lens))


def remembered(make: Callable[Concatenate[View, P], T], of: View, *arguments: P.args, **named: P.kwargs) -> T:
    """The result of a pure function of a view, worked out once for each lens and arguments.

    Parameters
    ----------
    make
        A module-level function whose first argument is the view.
    of
        The view. The key is its case's version and its lens, never a table.
    arguments, named
        Further arguments; their ``repr`` must tell them apart.
    """
    name = f"{make.__module__}.{make.__qualname__}"
    key = f"{of.lens!r} {arguments!r} {sorted(named.items())!r}"
    return _remember(name, of.case.version, key, lambda: make(of, *arguments, **named))


@st.cache_resource(max_entries=REMEMBERED, show_spinner=False)
def _remember(name: str, version: str, key: str, _make: Callable[[], T]) -> T:
    return _make()


def ink() -> Ink:
    """Ink of the theme the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT
