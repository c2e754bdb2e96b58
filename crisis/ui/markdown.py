"""Text from data as text: Markdown and HTML in it are shown, never run."""

import re
from html import escape

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&^=\"'])")

_READ_INTO = re.compile(r"(?<=:)(?=material/|//)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=[-<>~])(?=[->=])", re.IGNORECASE)
"""Where the front end reads icons, addresses and arrows into text whatever is escaped."""

_JOINER = "\u2060"
"""Word joiner: neither seen nor read aloud."""


def plain(text: str) -> str:
    """Markdown that prints exactly this text: no emphasis, link, icon, formula or tag comes of it."""
    return _SPECIAL.sub(r"\\\1", _READ_INTO.sub(_JOINER, " ".join(text.split())))


def html(text: object) -> str:
    """HTML that prints exactly this text."""
    return escape(str(text), quote=True)
