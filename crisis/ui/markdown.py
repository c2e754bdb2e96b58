"""Text from data as text: Markdown and HTML in it are shown, never run."""

import re
from html import escape

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&^=\"'])")


def plain(text: str) -> str:
    """Markdown that prints exactly this text: no emphasis, link, icon, formula or tag comes of it."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def html(text: object) -> str:
    """HTML that prints exactly this text."""
    return escape(str(text), quote=True)
