"""The door of the desk: open, unless the secrets of the server have ``[auth]``; then everybody logs in before anything.

What is said in the secrets and cannot be followed shuts the desk: a slip of the pen must not open it.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import NoReturn

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitSecretNotFoundError

from crisis.ui.markdown import plain

LOG = logging.getLogger(__name__)

AUTH, DESK, ALLOWED = "auth", "desk", "allowed"
"""Sections of the secrets: Streamlit's own for a provider, the desk's; and the one key of the latter."""

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST = 32
"""Characters of a cookie secret: whoever guesses it is whoever they like."""


@dataclass(frozen=True, slots=True)
class Door:
    """Whom the desk lets in.

    Attributes
    ----------
    asks
        Whether one has to log in.
    allowed
        Addresses, or endings that begin with ``@``, in lower case; ``None`` where every account of the provider may.
    fault
        Why nobody is let in; empty where the secrets can be followed.
    """

    asks: bool = False
    allowed: tuple[str, ...] | None = None
    fault: str = ""

    def admits(self, person: Mapping[str, object]) -> bool:
        """Whether somebody who has logged in may come in.

        Parameters
        ----------
        person
            What the provider says of them. An address it calls unverified is anybody's, and counts for nobody.
        """
        if self.allowed is None:
            return True
        address = str(person.get("email") or "").strip().casefold()
        if str(person.get("email_verified", True)).casefold() != "true":
            return False
        return any(address == one or (one.startswith("@") and address.endswith(one)) for one in self.allowed)


def door() -> None:
    """Let in whom the secrets let in; for everybody else the run ends here, and nothing of a case is read."""
    ours = of_the_server()
    if not (ours.asks or ours.fault):
        return
    if ours.fault:
        _stop("The login of this desk is not set up as it should be, so it stays shut. The log of the server says why.")
    if st.user.get("is_logged_in") is not True:
        _stop("This desk is open to those who log in. The next page asks for your account.", "Log in", st.login)
    if not ours.admits(st.user):
        who = plain(_name(st.user))
        told = f"This desk is not open to {who}. Ask whoever runs it, or log out and take another account."
        _stop(told, "Log out", st.logout)
    with st.sidebar.container(horizontal=True, vertical_alignment="center", key="account"):
        st.caption(plain(_name(st.user)))
        st.button("Log out", type="tertiary", on_click=st.logout)


@cache
def of_the_server() -> Door:
    """The door of this process, read from the secrets once: what is changed there counts after a restart."""
    found = _read()
    if found.fault:
        LOG.error("The desk is shut. %s", found.fault)
    return found


def _read() -> Door:
    try:
        secrets = st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found" and not config.is_manually_set("secrets.files"):
            return Door()
        return Door(fault=f"The secrets cannot be read. {error}")
    except (OSError, ValueError) as error:
        return Door(fault=f"The secrets cannot be read. {error}")
    if AUTH not in secrets and DESK not in secrets:
        return Door()
    auth, desk = secrets.get(AUTH), secrets.get(DESK, {})
    fault = _fault_of_auth(auth) or _fault_of_desk(desk)
    if fault:
        return Door(fault=f"Secrets: {fault}")
    return Door(True, tuple(one.strip().casefold() for one in desk[ALLOWED]) if ALLOWED in desk else None)


def _fault_of_auth(auth: object) -> str:
    if not isinstance(auth, Mapping):
        return f"there is no table [{AUTH}], and [{DESK}] says who may come in; add the table, or take both out."
    if missing := [key for key in NEEDED if not isinstance(auth.get(key), str) or not auth[key]]:
        return f"[{AUTH}] has no {', '.join(missing)}; each is a text between quotation marks."
    if len(auth["cookie_secret"]) < SHORTEST:
        return f"cookie_secret in [{AUTH}] has {len(auth['cookie_secret'])} characters, at least {SHORTEST} are needed."
    if absent := [name for name in ("authlib", "httpx2") if find_spec(name) is None]:
        return f"the login needs {', '.join(absent)}: pip install '.[login]'."
    return ""


def _fault_of_desk(desk: object) -> str:
    if not isinstance(desk, Mapping) or [*desk] not in ([], [ALLOWED]):
        return f"[{DESK}] has something else than {ALLOWED}, the only key it may have."
    listed = desk.get(ALLOWED, [])
    ends = isinstance(listed, Sequence) and not isinstance(listed, str)
    if not ends or not all(isinstance(one, str) and "@" in one for one in listed):
        return f'{ALLOWED} in [{DESK}] is no list of addresses; write {ALLOWED} = ["@example.org", "ada@example.net"].'
    return ""


def _name(person: Mapping[str, object]) -> str:
    """What somebody who has logged in is called: every provider says something else of them."""
    return str(person.get("name") or person.get("email") or "this account")


def _stop(sentence: str, button: str = "", then: Callable[[], None] | None = None) -> NoReturn:
    """The desk from outside: its title, a sentence, and what can be done."""
    st.title("Crisis Desk")
    st.markdown(sentence)
    if button:  # plain, as the text of a primary one is too faint in the dark
        st.button(button, on_click=then)
    st.stop()
