"""What the timeline says of an event under the pointer."""

import textwrap
from functools import lru_cache

from crisis.charts.theme import escaped
from crisis.measures.timeline_events import Event
from crisis.model.vocabulary import STATUSES, THEMES, UNCONFIRMED


def hover(event: Event) -> str:
    """Title, when and where, state and theme, who, and what it rests on."""
    lines = (
        f"<b>{_wrapped(event.title, 54)}</b>",
        _wrapped(" · ".join(filter(None, (event.when, event.place))), 60),
        _wrapped(f"{state_words(event.state)} · {THEMES.label(event.theme)}", 60),
        _wrapped(" → ".join(filter(None, (event.actors, event.recipients))), 60, most=180),
        f"{plural(event.sources, 'independent source')}, {plural(event.reports, 'report')}",
        "Click to open its reports",
    )
    return "<br>".join(filter(None, lines))


@lru_cache(maxsize=10_000)
def _wrapped(text: str, width: int, most: int | None = None) -> str:
    """Lines of a text, as plotly reads them; kept, since a mark takes less time to draw than its texts to wrap."""
    whole = text if most is None else textwrap.shorten(text, most, placeholder=" …")
    return "<br>".join(escaped(line) for line in textwrap.wrap(whole, width))


def plural(count: int, noun: str) -> str:
    """``1 event``, ``1,236 events``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def state_words(state: str) -> str:
    """What a state is called."""
    return state if state == UNCONFIRMED else STATUSES.label(state)
