"""The desk: the case that is open, and what was worked out for it, shared by all sessions of this server."""

import gc
import os
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from crisis import stores
from crisis.charts.theme import DARK, LIGHT, Ink
from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.tables.view import View, look

P = ParamSpec("P")
T = TypeVar("T")

VIEWS, RESULTS = 100, 400
"""How many views and results of views are kept before the oldest goes."""


def path() -> Path:
    """The case the server was started on: the environment variable `stores.CHOSEN` names it; else the shipped one."""
    given = os.environ.get(stores.CHOSEN)
    return Path(given) if given else stores.shipped()


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
    return _seen(case().version, repr(lens), lambda: look(case(), lens))


def remembered(make: Callable[Concatenate[View, P], T], of: View, *arguments: P.args, **named: P.kwargs) -> T:
    """The result of a pure function of a view, worked out once for each lens and arguments.

    Parameters
    ----------
    make
        A module-level function whose first argument is the view.
    of
        The view. The key is its case's version and its lens, never a table.
    arguments, named
        Further arguments; functions are told apart by their place, all else by its ``repr``.
    """
    told = [_told(argument) for argument in (make, of.lens, *arguments, *sorted(named.items()))]
    result: T = _remember(of.case.version, " ".join(told), lambda: make(of, *arguments, **named))
    return result


def _told(argument: object) -> str:
    """What tells an argument from others. A page is a new module at every run, so a function is named by its file."""
    if isinstance(argument, FunctionType):
        return f"{argument.__code__.co_filename}:{argument.__qualname__}"
    return repr(argument)


@st.cache_resource(max_entries=VIEWS, show_spinner=False)
def _seen(version: str, lens: str, _make: Callable[[], View]) -> View:
    return _make()


@st.cache_resource(max_entries=RESULTS, show_spinner=False)
def _remember(version: str, key: str, _make: Callable[[], Any]) -> Any:  # noqa: ANN401
    return _make()


def ink() -> Ink:
    """Ink of the theme the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT
