"""The lens bar: the same choices on every page, in the address, kept through page changes."""

from datetime import date

import streamlit as st

from crisis.model import dates
from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES, Term
from crisis.ui.markdown import plain

KEYS = ("country", "issue", "as_of", "hindsight", "level", "min_reliability", "max_credibility")
"""Widgets of the bar; each is named as the field of the lens and the parameter of the address."""

PAGE_LEVEL = "country"
"""Level pages open on; the command line starts from `Lens`'s own."""

ANY = "any"


def adopt_address(case: Case) -> None:
    """Make sense of the address a session starts from: once, before the widgets read it.

    The widgets know names; ids and themes are good too and are put into the address as names, as is what a switch may
    be called. What is not good is kept as a notice for `notices`.
    """
    if "adopted" in st.session_state:
        return
    st.session_state["adopted"] = True
    params = {name: st.query_params.get_all(name) for name in KEYS if name in st.query_params}
    themes = case.themes
    chosen = [one for text in params.get("issue", ()) for one in themes.get(text, (text,))]
    lens, found = Lens.from_params({**params, "issue": chosen}, case)
    first, last = days(case)
    if lens.as_of and not first <= lens.as_of <= last:
        span = f"{dates.in_words(first)} to {dates.in_words(last)}"
        found.append(f"Ignored as of ‘{lens.as_of}’ in the address: the case runs from {span}.")
    for sentence in found:
        notice(sentence)
    wanted = {
        "country": [case.names[one] for one in lens.country],
        "issue": [case.issue_names[one] for one in lens.issue],
        "hindsight": ["true"] if lens.hindsight else [],
    }
    if any(set(wanted[name]) != set(params.get(name, ())) for name in wanted):
        for name, names in wanted.items():
            if name in params:
                st.query_params[name] = names
        st.rerun()


def notice(sentence: str) -> None:
    """Keep a notice for `notices`."""
    st.session_state["notices"] = [*dict.fromkeys([*st.session_state.get("notices", []), sentence])]


def notices() -> None:
    """Say what the address asked for in vain, until it is waved away."""
    found = st.session_state.get("notices", [])
    if found:
        with st.container(horizontal=True, vertical_alignment="center", key="notices"):
            st.warning(plain(" ".join(found)))
            st.button("Dismiss", on_click=st.session_state.pop, args=("notices",))


def lens_bar(case: Case) -> Lens:
    """Draw the bar and read it.

    Returns
    -------
    Lens
        With the day of the case where none was chosen.
    """
    themes = case.themes
    first, last = days(case)
    with st.container(horizontal=True, key="lens-bar", vertical_alignment="bottom", gap="xsmall"):
        country = st.multiselect(
            "Countries and bodies",
            case.selectable,
            format_func=case.names.__getitem__,
            key="country",
            bind="query-params",
            placeholder="All",
            wrap=False,
            width=178,
        )
        issue = st.multiselect(
            "Issues",
            [*themes, *case.issue_names],
            format_func=lambda one: f"All of: {one}" if one in themes else case.issue_names[one],
            key="issue",
            bind="query-params",
            placeholder="All",
            wrap=False,
            on_change=_spread_themes,
            args=(themes,),
            width=178,
            help="Choosing a theme chooses its issues.",
        )
        as_of = st.date_input(
            "As of",
            case.default_day,
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            key="as_of",
            bind="query-params",
            width=132,
        )
        hindsight = st.toggle(
            "With hindsight",
            key="hindsight",
            bind="query-params",
            width="content",
        )
        level = st.selectbox(
            "Level", [*LEVELS], index=[*LEVELS].index(PAGE_LEVEL), key="level", bind="query-params", width=122
        )
        reliability = st.selectbox(
            "Source at least",
            [ANY, *RELIABILITIES],
            key="min_reliability",
            bind="query-params",
            width=104,
            help="Reliability of the source: " + _meanings(RELIABILITIES.terms),
        )
        credibility = st.selectbox(
            "Claim at least",
            [ANY, *CREDIBILITIES],
            key="max_credibility",
            bind="query-params",
            width=104,
            help="Credibility that it was said or done: " + _meanings(CREDIBILITIES.terms),
        )
        st.button("Reset", on_click=_reset, args=(case,), width="content")
    return Lens(
        country=tuple(country),
        issue=tuple(one for one in issue if one not in themes),
        as_of=as_of,
        hindsight=hindsight,
        level=level,
        min_reliability="" if reliability == ANY else reliability,
        max_credibility=None if credibility == ANY else int(credibility),
    )


def days(case: Case) -> tuple[date, date]:
    """First and last day the bar can stand on."""
    return min(case.first_day, case.default_day), max(case.last_day, case.default_day)


def _spread_themes(themes: dict[str, tuple[str, ...]]) -> None:
    """Put the issues of a chosen theme in its place."""
    chosen = st.session_state["issue"]
    st.session_state["issue"] = [*dict.fromkeys(one for name in chosen for one in themes.get(name, (name,)))]


def _reset(case: Case) -> None:
    defaults = {
        "country": [],
        "issue": [],
        "as_of": case.default_day,
        "hindsight": False,
        "level": PAGE_LEVEL,
        "min_reliability": ANY,
        "max_credibility": ANY,
    }
    for name in KEYS:
        st.session_state[name] = defaults[name]


def _meanings(terms: tuple[Term, ...]) -> str:
    return ", ".join(f"{term.code} {term.label}" for term in terms)
