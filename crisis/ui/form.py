"""Forms: the parameters of a measure as controls, built from their declaration."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from crisis.model.parameters import Parameter, parameters
from crisis.ui.markdown import plain

Chosen = TypeVar("Chosen")

WIDTH = 190
"""Pixels of a control."""


def form(start: Chosen, key: str, only: Mapping[str, Collection[str]] | None = None) -> Chosen:
    """Draw the parameters of a measure and read them.

    Parameters
    ----------
    start
        The choices a page opens on.
    key
        One word: the controls are named ``<key>_<parameter>``, in the address too.
    only
        Codes to offer, by parameter, where not all make sense on the page; an empty collection leaves the parameter
        out.

    Returns
    -------
    Chosen
        Of the class of `start`.
    """
    only = only or {}
    shown = [one for one in parameters(type(start)) if only.get(one.name, ("all",))]
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"form-{key}"):
        chosen = {one.name: _control(one, getattr(start, one.name), f"{key}_{one.name}", only) for one in shown}
    return replace(start, **chosen)  # type: ignore[type-var]


def _control(one: Parameter, value: Any, key: str, only: Mapping[str, Collection[str]]) -> Any:  # noqa: ANN401
    if one.choices is not None:
        choices = one.choices
        offered = [code for code in choices if code in only.get(one.name, choices)]
        return st.selectbox(
            one.label,
            offered,
            index=offered.index(value),
            format_func=choices.label,
            key=key,
            bind="query-params",
            width=WIDTH,
            help=plain(" ".join(f"{choices.label(code)}: {choices.meaning(code)}" for code in offered)),
        )
    if one.most:
        return st.number_input(
            one.label, one.least, one.most, value, key=key, bind="query-params", help=plain(one.help)
        )
    return st.toggle(one.label, value, key=key, bind="query-params", help=plain(one.help), width="content")
