import gc
import weakref
from threading import Event
from types import SimpleNamespace

import pytest

from crisis.ui import leaving


class Ring:
    """Held by itself."""

    def __init__(self):
        self.ring = self


@pytest.fixture
def uncollected():
    gc.disable()
    yield
    gc.enable()


def freed():
    """An event that is set when a ring that nobody knows any more is freed."""
    event = Event()
    weakref.finalize(Ring(), event.set)
    return event


def test_what_a_session_held_is_freed_a_while_after_it_went(monkeypatch, uncollected):
    monkeypatch.setattr(leaving, "AFTER", 0.01)
    for _ in range(2):  # the second has a collection of its own
        event = freed()
        assert not event.is_set()
        leaving.gone()
        assert event.wait(30)


def test_sessions_that_go_together_are_collected_once(monkeypatch):
    started = []
    monkeypatch.setattr(leaving, "Timer", lambda _, then: SimpleNamespace(start=lambda: started.append(then)))
    for _ in range(3):
        leaving.gone()
    (then,) = started
    then()
    leaving.gone()
    assert started == [then, then]
    then()
