"""The desk: the case a session has open, and what was worked out for it.

Cases of the server are shared by all sessions, and so is what is worked out for them. What a session brought along, a
case of its own or rows it added, is kept for that session alone and goes with it.
"""

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import FunctionType
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from crisis import stores
from crisis.charts.theme import DARK, LIGHT, Ink
from crisis.model import additions
from crisis.model.case import Case
from crisis.model.draft import Draft
from crisis.model.lens import Lens
from crisis.model.linter import Lint, examine
from crisis.model.problems import CaseError
from crisis.tables.view import View, look
from crisis.ui import lens_bar, placement

P = ParamSpec("P")
T = TypeVar("T")

VIEWS, RESULTS = 100, 400
"""How many views and results of views are kept for all sessions before the oldest goes."""

OWN_VIEWS, OWN_RESULTS = 12, 60
"""How many are kept for a session with a case of its own."""

CASE, OWN, ADDED, GROWN = "case", "own case", "added rows", "case with added rows"
"""Places in the session: the name of the case that is open, the case the session brought along, the rows it added to
each case by its name, and the case with them."""

Addition = tuple[additions.Row, ...]
"""Rows that were added together: a statement, and its source where that is new too."""


@dataclass(frozen=True, eq=False, slots=True)
class Opened:
    """A sound case and what the linter says of it."""

    case: Case
    lint: Lint

    @classmethod
    def of(cls, draft: Draft) -> "Opened":
        """Check a draft and open it as a case.

        Raises
        ------
        CaseError
            With every problem.
        """
        case = Case.from_draft(draft)
        return cls(case, examine(case, draft))


@dataclass(frozen=True, slots=True)
class Own:
    """A case of one session alone, under the name it is chosen by."""

    name: str
    opened: Opened


def path() -> Path:
    """The case the server was started on: the environment variable `stores.CHOSEN` names it; else the shipped one."""
    given = os.environ.get(stores.CHOSEN)
    return Path(given) if given else stores.shipped()


@st.cache_resource(show_spinner="Reading and checking the case …")
def _of_server(*, place: str) -> Opened:
    """Read and check a case of the server, once for all sessions."""
    found = Opened.of(stores.read(Path(place)))
    look(found.case, Lens())
    placement.prepare(found.case, lens_bar.PAGE_LEVEL)
    gc.collect()
    gc.freeze()  # what was loaded stays; later collections need not walk it
    return found


def forget(place: Path) -> None:
    """Read a case of the server again when it is next asked for, in every session."""
    _of_server.clear(place=str(place))


def shared() -> dict[str, Path]:
    """Cases that every session can open, by name: the one the server was started on, then those under ``data``."""
    return _shared(path(), tuple(stores.cases().items()))


@lru_cache(maxsize=4)
def _shared(start: Path, others: tuple[tuple[str, Path], ...]) -> dict[str, Path]:
    first = start.resolve()
    return {first.name: first} | {name: found for name, found in others if found.resolve() != first}


def own() -> Own | None:
    """The case this session brought along."""
    found: Own | None = st.session_state.get(OWN)
    return found


def names() -> list[str]:
    """Names of the cases this session can open, the one it opens on first."""
    mine = own()
    return [*shared(), *([mine.name] if mine else [])]


def chosen() -> str:
    """Name of the case that is open."""
    return _open()[0]


def _open() -> tuple[str, Own | Path]:
    """Name of the case that is open; the case itself where the session brought it along, else its place."""
    mine, known, name = own(), shared(), st.session_state.get(CASE)
    if mine and mine.name == name:
        return mine.name, mine
    return (name, known[name]) if name in known else next(iter(known.items()))


def opened() -> Opened:
    """The case of this session, with the rows the session added, and what the linter says of it without them.

    Raises
    ------
    CaseError
        With every problem, if the case of the server is not sound.
    """
    name, held = _open()
    found = held.opened if isinstance(held, Own) else _of_server(place=str(held))
    rows = added(name)
    return _grown(found, rows) if rows else found


def added(name: str | None = None) -> tuple[Addition, ...]:
    """What this session added to a case, the one that is open unless told which, in the order it did."""
    found: tuple[Addition, ...] = st.session_state.get(ADDED, {}).get(name or chosen(), ())
    return found


def add(addition: Addition) -> bool:
    """Add rows to the open case, for this session alone.

    Returns
    -------
    bool
        Whether any of them is new.

    Raises
    ------
    CaseError
        With every problem of the rows; nothing is added.
    """
    new = bool(additions.merged(case(), additions.tables_of(addition)).case.added)
    if new:
        _keep((*added(), addition))
    return new


def take_back(count: int = 1) -> None:
    """Take the last additions to the open case back."""
    _keep(added()[:-count])


def _keep(rows: tuple[Addition, ...]) -> None:
    st.session_state[ADDED] = {**st.session_state.get(ADDED, {}), chosen(): rows}


def _grown(base: Opened, rows: tuple[Addition, ...]) -> Opened:
    """A case with the rows the session added, but for those it has by now.

    Where its files changed so that the rows no longer fit, it is shown without them, and says so; they are kept.
    """
    held = st.session_state.get(GROWN)
    if held and held[0] is base and held[1] == rows:
        known: Opened = held[2]
        return known
    found = base
    try:
        grown = additions.merged(base.case, additions.tables_of(row for group in rows for row in group))
        found = Opened(additions.entitled(grown), base.lint) if grown.case.added else base
    except CaseError as error:
        why = str(error.problems[0])
        lens_bar.notice(f"The rows you added are not shown, as they do not fit the case as its files are now: {why}")
    st.session_state[GROWN] = (base, rows, found)
    return found


def case() -> Case:
    """The case of this session; see `opened`."""
    return opened().case


def view(of: Case, lens: Lens) -> View:
    """A case through a lens, worked out once."""
    keep = _seen_here if _private(of) else _seen
    return keep(key=f"{of.version} {lens!r}", _make=lambda: look(of, lens))


def remembered(make: Callable[Concatenate[View, P], T], of: View, *arguments: P.args, **named: P.kwargs) -> T:
    """The result of a pure function of a view, worked out once for each case, lens and arguments.

    Parameters
    ----------
    make
        A module-level function whose first argument is the view.
    of
        The view. The key is its case's version and its lens, never a table.
    arguments, named
        Further arguments; functions are told apart by their place, all else by its ``repr``.
    """
    told = [of.case.version, *map(_told, (make, of.lens, *arguments, *sorted(named.items())))]
    keep = _remember_here if _private(of.case) else _remember
    result: T = keep(key=" ".join(told), _make=lambda: make(of, *arguments, **named))
    return result


def _private(held: Case) -> bool:
    """Whether a case is this session's alone; what is worked out for it must not outlive the session."""
    mine = own()
    return bool(held.added) or (mine is not None and held is mine.opened.case)


def _told(argument: object) -> str:
    """What tells an argument from others. A page is a new module at every run, so a function is named by its file."""
    if isinstance(argument, FunctionType):
        return f"{argument.__code__.co_filename}:{argument.__qualname__}"
    return repr(argument)


@st.cache_resource(max_entries=VIEWS, show_spinner=False)
def _seen(*, key: str, _make: Callable[[], View]) -> View:
    return _make()


@st.cache_resource(max_entries=OWN_VIEWS, show_spinner=False, scope="session")
def _seen_here(*, key: str, _make: Callable[[], View]) -> View:
    return _make()


@st.cache_resource(max_entries=RESULTS, show_spinner=False)
def _remember(*, key: str, _make: Callable[[], Any]) -> Any:  # noqa: ANN401
    return _make()


@st.cache_resource(max_entries=OWN_RESULTS, show_spinner=False, scope="session")
def _remember_here(*, key: str, _make: Callable[[], Any]) -> Any:  # noqa: ANN401
    return _make()


def ink() -> Ink:
    """Ink of the theme the reader sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT
