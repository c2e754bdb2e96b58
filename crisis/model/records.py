"""The six record kinds of a case. A table, its header, its codebook and its checks derive from here.

The order of the fields is the order of the columns. ``optional`` cells may be empty; all others are required.
"""

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from crisis.model import plover, vocabulary
from crisis.model.values import Code, Country, Edtf, Key, Reference, Scale, Text, Value, Web

SUMMARY_WORDS = 20


class Record(BaseModel):
    """A row of a table, every cell as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _optional(value: type[Value], **settings: Any) -> Value:  # noqa: ANN401
    return value(required=False, **settings)


class Source(Record):
    """A document that was read, with the grade of whoever published it."""

    source_id: Annotated[str, Key()] = Field(description="Id of the source.")
    title: Annotated[str, Text()] = Field(description="Title; in round brackets where it is a description.")
    publisher: Annotated[str, Text()] = Field(description="Who published it.")
    published_on: Annotated[str, Edtf()] = Field(description="Day of publication; an open interval where unknown.")
    url: Annotated[str, _optional(Web)] = Field(description="Address as found.")
    kind: Annotated[str, Code(vocabulary=vocabulary.SOURCE_KINDS)] = Field(description="Kind of source.")
    family: Annotated[str, _optional(Text)] = Field(description="Sources of one family are not independent.")
    reliability: Annotated[str, Code(vocabulary=vocabulary.RELIABILITIES)] = Field(
        description="Admiralty reliability of the source, A to F."
    )
    note: Annotated[str, _optional(Text)] = Field(description="Remark of the coder.")


class Actor(Record):
    """A state, office, person, body or group that acts, speaks or is acted upon."""

    actor_id: Annotated[str, Key()] = Field(description="Id of the actor.")
    name: Annotated[str, Text()] = Field(description="Name as printed.")
    kind: Annotated[str, Code(vocabulary=vocabulary.ACTOR_KINDS)] = Field(description="Kind of actor.")
    country: Annotated[str, _optional(Country)] = Field(description="Country; empty for bodies and separatists.")
    part_of: Annotated[str, _optional(Reference, table="actors")] = Field(description="The actor it belongs to.")
    speaks_for_state: Annotated[str, Code(vocabulary=vocabulary.YES_NO)] = Field(
        description="Whether it rolls up to what it is part of."
    )
    role: Annotated[str, _optional(Text)] = Field(description="Office or role.")
    aliases: Annotated[str, _optional(Text)] = Field(description="Other names, joined by ';'.")


class Issue(Record):
    """A proposition actors take a stance on."""

    issue_id: Annotated[str, Key()] = Field(description="Id of the issue.")
    name: Annotated[str, Text()] = Field(description="Short label that reads right with a sign.")
    proposition: Annotated[str, Text()] = Field(description="The sentence a stance is relative to.")
    kind: Annotated[str, Code(vocabulary=vocabulary.ISSUE_KINDS)] = Field(description="Kind of issue.")
    parent_id: Annotated[str, _optional(Reference, table="issues")] = Field(description="The package it belongs to.")
    plus_side: Annotated[str, _optional(Reference, table="actors")] = Field(description="Party that support helps.")
    theme: Annotated[str, Text()] = Field(description="Group of issues.")


class Position(Record):
    """What an actor said or did about an issue."""

    position_id: Annotated[str, Key()] = Field(description="Id of the statement.")
    actor_id: Annotated[str, Reference(table="actors")] = Field(description="Who said or did it.")
    issue_id: Annotated[str, Reference(table="issues")] = Field(description="On which issue.")
    stance: Annotated[str, _optional(Scale, low=-2, high=2, words=("strongly opposes", "strongly supports"))] = Field(
        description="Stance toward the proposition; empty = spoke but took no stand."
    )
    said_on: Annotated[str, Edtf()] = Field(description="When it was said or done.")
    act: Annotated[str, Code(vocabulary=vocabulary.ACTS)] = Field(description="What kind of statement.")
    basis: Annotated[str, Code(vocabulary=vocabulary.BASES)] = Field(description="Word, deed or vote.")
    condition: Annotated[str, Code(vocabulary=vocabulary.CONDITIONS)] = Field(description="Condition it hangs on.")
    channel: Annotated[str, _optional(Code, vocabulary=vocabulary.CHANNELS)] = Field(description="How it was said.")
    via: Annotated[str, _optional(Text)] = Field(description="Who relayed it: an actor id or a name.")
    certainty: Annotated[str, Code(vocabulary=vocabulary.CERTAINTIES)] = Field(
        description="Stated, reported, inferred."
    )
    credibility: Annotated[str, Scale(low=1, high=6, words=("confirmed", "cannot be judged"))] = Field(
        description="Admiralty credibility that it was said or done, 1 to 6."
    )
    source_id: Annotated[str, Reference(table="sources")] = Field(description="Where it was read.")
    also_source_ids: Annotated[str, _optional(Reference, table="sources", many=True)] = Field(
        description="Further sources."
    )
    locator: Annotated[str, Text()] = Field(description="Place in the source: P6S2, or excerpt.")
    summary: Annotated[str, Text(words=SUMMARY_WORDS)] = Field(description="What it says, in the coder's words.")


class Relationship(Record):
    """A tie from an actor to a recipient: an act, or a structural tie that lasts."""

    relationship_id: Annotated[str, Key()] = Field(description="Id of the report of the tie.")
    actor_id: Annotated[str, Reference(table="actors")] = Field(description="Who acts.")
    recipient_id: Annotated[str, Reference(table="actors")] = Field(description="Toward whom.")
    kind: Annotated[str, Code(vocabulary=plover.TIE_KINDS)] = Field(description="PLOVER type or structural tie.")
    mode: Annotated[str, _optional(Text)] = Field(description="PLOVER mode of the type.")
    polarity: Annotated[str, Scale(low=-2, high=2, words=("hostile", "aid"))] = Field(
        description="Friendly or hostile; contact is 0."
    )
    starts_on: Annotated[str, Edtf()] = Field(description="First day.")
    ends_on: Annotated[str, _optional(Edtf)] = Field(description="Last day; empty where it lasts or is one day.")
    status: Annotated[str, Code(vocabulary=vocabulary.STATUSES)] = Field(description="State when reported.")
    event_id: Annotated[str, _optional(Reference, table="events")] = Field(description="The event it is part of.")
    issue_ids: Annotated[str, _optional(Reference, table="issues", many=True)] = Field(description="Issues concerned.")
    certainty: Annotated[str, Code(vocabulary=vocabulary.CERTAINTIES)] = Field(
        description="Stated, reported, inferred."
    )
    credibility: Annotated[str, Scale(low=1, high=6, words=("confirmed", "cannot be judged"))] = Field(
        description="Admiralty credibility that it was done, 1 to 6."
    )
    source_id: Annotated[str, Reference(table="sources")] = Field(description="Where it was read.")
    also_source_ids: Annotated[str, _optional(Reference, table="sources", many=True)] = Field(
        description="Further sources."
    )
    locator: Annotated[str, Text()] = Field(description="Place in the source: P6S2, or excerpt.")
    summary: Annotated[str, Text(words=SUMMARY_WORDS)] = Field(description="What it is, in the coder's words.")


class Event(Record):
    """One report of an event; several reports may share an ``event_id``."""

    event_id: Annotated[str, Key()] = Field(description="Id of the event, shared by its reports.")
    source_id: Annotated[str, Reference(table="sources")] = Field(description="Where it was read.")
    status: Annotated[str, Code(vocabulary=vocabulary.STATUSES)] = Field(description="State in this report.")
    title: Annotated[str, Text()] = Field(description="Title of this report.")
    kind: Annotated[str, Code(vocabulary=plover.EVENT_KINDS)] = Field(description="PLOVER type.")
    mode: Annotated[str, _optional(Text)] = Field(description="PLOVER mode of the type.")
    theme: Annotated[str, Code(vocabulary=vocabulary.THEMES)] = Field(description="Lane of the timeline.")
    starts_on: Annotated[str, Edtf()] = Field(description="First day.")
    ends_on: Annotated[str, _optional(Edtf)] = Field(description="Last day; empty for one day or an open end.")
    place: Annotated[str, _optional(Text)] = Field(description="Place as printed.")
    country: Annotated[str, _optional(Country)] = Field(description="Country of the place.")
    actor_ids: Annotated[str, _optional(Reference, table="actors", many=True)] = Field(description="Who acts.")
    recipient_ids: Annotated[str, _optional(Reference, table="actors", many=True)] = Field(description="Toward whom.")
    issue_ids: Annotated[str, _optional(Reference, table="issues", many=True)] = Field(description="Issues concerned.")
    also_source_ids: Annotated[str, _optional(Reference, table="sources", many=True)] = Field(
        description="Further sources."
    )
    fulfils_ids: Annotated[str, _optional(Reference, table="positions", many=True)] = Field(
        description="Promises or threats it carries out."
    )
    certainty: Annotated[str, Code(vocabulary=vocabulary.CERTAINTIES)] = Field(
        description="Stated, reported, inferred."
    )
    credibility: Annotated[str, Scale(low=1, high=6, words=("confirmed", "cannot be judged"))] = Field(
        description="Admiralty credibility that it happened or was announced, 1 to 6."
    )
    locator: Annotated[str, Text()] = Field(description="Place in the source: P6S2, or excerpt.")
    summary: Annotated[str, Text(words=SUMMARY_WORDS)] = Field(description="What it is, in the coder's words.")


TABLES: dict[str, type[Record]] = {
    "sources": Source,
    "actors": Actor,
    "issues": Issue,
    "positions": Position,
    "relationships": Relationship,
    "events": Event,
}
"""Every table of a case by name, in the order files and sheets are written."""

UNIQUE = ("sources", "actors", "issues", "positions", "relationships")
"""Tables whose first column names one row; reports of one event share theirs."""

STATEMENTS = ("positions", "relationships", "events")
"""Tables whose rows are dated and rest on sources."""


@cache
def columns(table: str) -> dict[str, Value]:
    """Columns of a table with their types of value, in order."""
    found: dict[str, Value] = {}
    for name, field in TABLES[table].model_fields.items():
        (found[name],) = (piece for piece in field.metadata if isinstance(piece, Value))
    return found


def key_column(table: str) -> str:
    """Name of the id column: the first of the table."""
    return next(iter(columns(table)))
