"""A case as it was read, before anyone vouches for it: text cells with the lines they stand on."""

from dataclasses import dataclass, field

from crisis.model.problems import Problem
from crisis.model.settings import Settings


@dataclass(slots=True)
class DraftTable:
    """Rows of one table as text.

    Attributes
    ----------
    path
        File or sheet, as the analyst named it.
    rows
        One dict a row: column to text.
    lines
        For each row the line it starts on, as an editor shows it.
    """

    path: str
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """All that a store read.

    Attributes
    ----------
    name
        Name of the case: the last part of its path.
    settings
        Its settings; ``None`` where they could not be read.
    settings_path
        File of the settings.
    tables
        By table name; a table that could not be read is absent.
    problems
        What went wrong while reading.
    """

    name: str
    settings: Settings | None
    settings_path: str
    tables: dict[str, DraftTable]
    problems: list[Problem]
