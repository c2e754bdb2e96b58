"""The log of the desk: what a provider of accounts says of a person stays out of it."""

import logging
import re

SPEAKER = "streamlit.web.server.starlette.starlette_auth_routes"
"""Who writes down what goes wrong at a login, in the provider's words: they often hold the address of the account."""

_CODE = re.compile(r"[\w.-]+")


class WithoutPersons(logging.Filter):
    """Keeps the kind of a fault and the code of the provider, and takes its sentences out."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record; none is held back."""
        fault = record.exc_info[1] if record.exc_info else None
        if fault:
            code = _code(getattr(fault, "error", ""))
            record.msg, record.args = f"{record.getMessage()} {type(fault).__name__} {code}".rstrip(), ()
            record.exc_info = record.exc_text = None
        elif "description" in str(record.msg) and isinstance(record.args, tuple):
            record.args = (_code(record.args[0]), *["left out"] * (len(record.args) - 1))
        return True


def guard() -> None:
    """Shorten what is written of logins from now on."""
    logging.getLogger(SPEAKER).addFilter(WithoutPersons())


def _code(text: object) -> str:
    """A code of a fault, such as ``access_denied``; whatever else stands in its place may be anything."""
    return str(text) if _CODE.fullmatch(str(text)) else ""
