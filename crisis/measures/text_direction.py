"""Text of another direction inside a sentence: kept in its place, so that it turns no word around it."""

import unicodedata
from functools import lru_cache

from crisis.model.case import Case

_TURNS = ("R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
"""Classes of characters that may reorder their neighbours."""

_EMBEDS, _ISOLATES = ("LRE", "RLE", "LRO", "RLO"), ("LRI", "RLI", "FSI")
_POP_EMBEDDING, _POP_ISOLATE, _ISOLATE = "\u202c", "\u2069", "\u2068"

_TEXTS = {
    "sources": ("title", "publisher"),
    "actors": ("name",),
    "issues": ("name",),
    "positions": ("summary",),
    "events": ("title", "place", "summary"),
}


def isolated(text: str) -> str:
    """A text closed in itself: what it opens is closed, and it is set apart from its neighbours.

    Text without a right-to-left letter or mark comes back as it is.

    References
    ----------
    Unicode Standard Annex 9, Unicode Bidirectional Algorithm: explicit formatting characters.
    """
    if text.isascii() or not any(unicodedata.bidirectional(one) in _TURNS for one in text):
        return text
    left: list[str] = []
    for one in text:
        kind = unicodedata.bidirectional(one)
        if kind in _EMBEDS:
            left.append(_POP_EMBEDDING)
        elif kind in _ISOLATES:
            left.append(_POP_ISOLATE)
        elif kind == "PDF" and left[-1:] == [_POP_EMBEDDING]:
            left.pop()
        elif kind == "PDI" and _POP_ISOLATE in left:
            while left.pop() != _POP_ISOLATE:
                pass
    return f"{_ISOLATE}{text}{''.join(reversed(left))}{_POP_ISOLATE}"


def contained(case: Case, text: str) -> str:
    """A sentence about a case in which its names, titles, places and summaries are isolated where they need it."""
    for one in _turning(case):
        text = text.replace(one, isolated(one))
    return text


@lru_cache(maxsize=8)
def _turning(case: Case) -> tuple[str, ...]:
    """Texts of a case that need isolation, the longest first; hardly any case has one."""
    texts = {
        text for table, columns in _TEXTS.items() for name in columns for text in case.tables[table][name].unique()
    }
    return tuple(sorted((one for one in {*texts, case.settings.title} if isolated(one) != one), key=_longest_first))


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text
