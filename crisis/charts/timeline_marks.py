"""Marks of the timeline and the labels beside them, with the room each takes in pixels."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from crisis.measures.timeline_events import Event

Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """A mark of an event in one of its lanes, in pixels from the upper left corner of the lanes.

    Attributes
    ----------
    event, lane
        As in the timeline.
    x, y, size
        Its centre, and how wide and high it is.
    left, right
        Ends of mark, bar and tail together.
    """

    event: Event
    lane: int
    x: float
    y: float
    size: int
    left: float
    right: float

    @property
    def box(self) -> Box:
        """The room that no label may cover."""
        half = self.size / 2 + 1
        return self.left, self.right, self.y - half, self.y + half


@dataclass(frozen=True, slots=True)
class Label:
    """Text beside a mark, and the line that leads to it where it is not next to it.

    Attributes
    ----------
    event_id, lines
        What it says of which event.
    side
        ``left``, ``center`` or ``right``: where in its box the text begins.
    box, leader
        Left, right, top and bottom in pixels from the upper left corner of the lanes.
    """

    event_id: str
    lines: tuple[str, ...]
    side: str
    box: Box
    leader: Box | None

    def lowered(self, by: float) -> "Label":
        """Move it down."""
        return replace(self, box=_lowered(self.box, by), leader=self.leader and _lowered(self.leader, by))


def _lowered(box: Box, by: float) -> Box:
    return (*box[:2], box[2] + by, box[3] + by)
