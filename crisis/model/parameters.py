"""Parameters of a measure: declared once, as a dataclass; options of the command line and forms derive from it."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from crisis.model.vocabulary import Vocabulary

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a reader may choose about a measure.

    Attributes
    ----------
    name
        Name of the field: a word with underscores.
    label
        What a form calls it.
    help
        A sentence.
    default
        A code of `choices`; ``True`` or ``False`` for a switch; a whole number.
    choices
        What it may be; ``None`` for a switch or a number.
    least, most
        Bounds of a number.
    """

    name: str
    label: str
    help: str
    default: Any
    choices: Vocabulary | None = None
    least: int = 0
    most: int = 0


class ParameterError(ValueError):
    """A choice a measure does not have, or two that do not go together."""


def choice(choices: Vocabulary, default: str, label: str, text: str) -> Any:  # noqa: ANN401
    """A field of a dataclass of parameters: one code of a vocabulary."""
    return field(default=default, metadata={"label": label, "help": text, "choices": choices})


def switch(label: str, text: str, *, default: bool) -> Any:  # noqa: ANN401
    """A field of a dataclass of parameters: on or off."""
    return field(default=default, metadata={"label": label, "help": text})


def number(least: int, most: int, default: int, label: str, text: str) -> Any:  # noqa: ANN401
    """A field of a dataclass of parameters: a whole number within bounds."""
    return field(default=default, metadata={"label": label, "help": text, "least": least, "most": most})


def parameters(declared: type) -> tuple[Parameter, ...]:
    """Parameters of a measure, in the order they are declared."""
    found = []
    for one in fields(declared):
        assert one.default is not MISSING
        told: Mapping[str, Any] = one.metadata
        found.append(Parameter(one.name, default=one.default, **told))
    return tuple(found)


def checked(chosen: object) -> None:
    """Check every choice against its vocabulary.

    Raises
    ------
    ParameterError
        With what was chosen and what is allowed.
    """
    for one in parameters(type(chosen)):
        value = getattr(chosen, one.name)
        if one.choices is not None and value not in one.choices:
            raise ParameterError(f"{one.label.lower()} ‘{value}’ is not known; use {', '.join(one.choices)}.")
        if one.most and not one.least <= value <= one.most:
            raise ParameterError(f"{one.label.lower()} {value} is out of bounds; use {one.least} to {one.most}.")


def told(chosen: object) -> str:
    """Choices as one short text, for a token or a key: values in the order they are declared."""
    return ",".join(str(getattr(chosen, one.name)) for one in parameters(type(chosen)))


def untold(declared: type[Chosen], text: str) -> Chosen:
    """Choices from their text: the inverse of `told`.

    Raises
    ------
    ParameterError
        If the text is not one of `told`.
    """
    wanted, values = parameters(declared), text.split(",")
    if len(values) != len(wanted):
        raise ParameterError(f"‘{text}’ does not hold {len(wanted)} choices.")
    return declared(**{one.name: _value(one, value) for one, value in zip(wanted, values, strict=True)})


def _value(one: Parameter, text: str) -> object:
    if one.choices is not None:
        return text
    if one.most:
        return int(text) if text.isdecimal() else -1
    return text == "True"
