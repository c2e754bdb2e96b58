"""Settings of a case: what its ``case.toml`` holds."""

import json
import tomllib
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crisis.model import lint_problems, problems
from crisis.model.problems import Problem
from crisis.model.values import day_or_none

FILE = "case.toml"

_DAY = "use YYYY-MM-DD in quotation marks, or an empty text"

_SILENCED = f"Warnings left out, by kind or as KIND{lint_problems.OF}ID of one row, each with its reason."


class Settings(BaseModel):
    """Title of the case, first day of its timeline, its anchor and its silenced warnings."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: Annotated[str, Field(min_length=1, description="Title of the case.")]
    description: Annotated[str, Field(description="One or two sentences on what was coded.")] = ""
    timeline_from: Annotated[str, Field(description="First day of the timeline, YYYY-MM-DD; empty for all days.")] = ""
    timeline_anchor: Annotated[str, Field(description="Id of the event the timeline starts from.")] = ""
    default_day: Annotated[str, Field(description="Day the desk opens on; empty for the last day reported on.")] = ""
    silenced: Annotated[Mapping[str, str], Field(description=_SILENCED)] = {}

    @field_validator("timeline_from", "default_day")
    @classmethod
    def _is_day(cls, text: str) -> str:
        day_or_none(text)
        return text


def read(text: str, path: str) -> tuple[Settings | None, list[Problem]]:
    """Settings from TOML text, or every problem in it.

    Parameters
    ----------
    text
        Contents of ``case.toml``.
    path
        Its path, for the problems.
    """
    try:
        return checked(tomllib.loads(text), path)
    except tomllib.TOMLDecodeError as error:
        return None, [problems.bad_settings(path, "", "", f"is not TOML: {error}", "")]
    except RecursionError:
        return None, [problems.bad_settings(path, "", "", "is nested too deep", "")]


def checked(raw: Mapping[str, object], path: str) -> tuple[Settings | None, list[Problem]]:
    """Settings from their values, or every problem in them."""
    wrong = _silencings(raw.get("silenced"), path)
    try:
        chosen = Settings.model_validate(raw)
    except ValidationError as error:
        return None, [*(_problem(path, dict(fault)) for fault in error.errors()), *wrong]
    return (None, wrong) if wrong else (chosen, [])


def _silencings(given: object, path: str) -> list[Problem]:
    """Silenced warnings of no known kind, and those without a reason."""
    reasons = given if isinstance(given, Mapping) else {}
    texts = {
        str(key): reason for key, reason in reasons.items() if isinstance(reason, str)
    }  # others are of a wrong type
    unknown = [lint_problems.unknown_silencing(path, key) for key in texts if not lint_problems.silences(key)]
    return unknown + [lint_problems.no_reason(path, key) for key, reason in texts.items() if not reason.strip()]


def write(chosen: Settings) -> str:
    """TOML text that reads as these settings."""
    plain = [f"{name} = {quoted(value)}" for name, value in chosen.model_dump(exclude={"silenced"}).items()]
    silenced = [f"{quoted(code)} = {quoted(reason)}" for code, reason in chosen.silenced.items()]
    return "\n".join([*plain, "", "[silenced]", *silenced, ""])


def quoted(text: str) -> str:
    """A text as TOML quotes it: as JSON does, but for the one control character JSON lets stand."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _problem(path: str, fault: Mapping[str, object]) -> Problem:
    place = fault["loc"]
    field = str(place[0]) if isinstance(place, tuple) and place else ""
    if fault["type"] == "extra_forbidden":
        known = [*Settings.model_fields]
        hint = problems.closest(field, known)
        return problems.bad_settings(path, "setting", field, "is not known", f"use {', '.join(known)}", hint)
    if fault["type"] == "missing":
        return problems.bad_settings(path, "setting", field, "is missing", "a value is required")
    if fault["type"] == "string_too_short":
        return problems.bad_settings(path, field, "", "is empty", "a value is required")
    if field in ("timeline_from", "default_day"):
        return problems.bad_settings(path, field, str(fault["input"]), "is not a day", _DAY)
    allowed = "use a table of text" if field == "silenced" else "use text in quotation marks"
    return problems.bad_settings(path, field, str(fault["input"]), "is of the wrong type", allowed)
