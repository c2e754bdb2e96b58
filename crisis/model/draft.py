"""A case as it was read, before anyone vouches for it: columns of text, and the lines the rows stand on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
import pandas as pd

from crisis.model.problems import Problem
from crisis.model.settings import Settings

UNREAD = -1
"""Place of a cell that could not be read."""


@dataclass(slots=True)
class Column:
    """Cells of a column, each text kept once: a million rows hold few different ones in most columns.

    Attributes
    ----------
    texts
        The different texts. A text nobody holds may be among them.
    places
        For each row the place of its text in `texts`; `UNREAD` where the cell could not be read, which is a problem
        by then.
    """

    texts: list[str]
    places: np.ndarray

    @classmethod
    def of(cls, cells: Iterable[str | None]) -> "Column":
        """A column of cells, ``None`` for those that could not be read."""
        places, texts = pd.factorize(np.array([*cells], dtype=object))
        return cls(texts.tolist(), places)

    @classmethod
    def coded(cls, texts: list[str], places: np.ndarray) -> "Column":
        """A column of places in a list, in which equal texts may stand several times."""
        if len({*texts}) == len(texts):
            return cls(texts, places)
        different = cls.of(texts)
        return cls(different.texts, np.append(different.places, UNREAD)[places])

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, row: int) -> str:
        """Text of a row; nothing where the cell could not be read."""
        place = self.places[row]
        return "" if place == UNREAD else self.texts[place]

    @property
    def whole(self) -> bool:
        """Whether every cell could be read."""
        return not bool((self.places == UNREAD).any())

    def cells(self, rows: np.ndarray | slice = slice(None)) -> list[str | None]:
        """Texts of some rows, equal ones the same object; ``None`` where the cell could not be read."""
        texts: list[str | None] = np.array([*self.texts, None], dtype=object)[self.places[rows]].tolist()
        return texts

    def held(self) -> frozenset[str]:
        """Texts that a row holds."""
        return frozenset(compress(self.texts, self.first() != UNREAD))

    def without(self, rows: np.ndarray) -> "Column":
        """The same, some rows as if they could not be read."""
        if not len(rows):
            return self
        places = self.places.copy()
        places[rows] = UNREAD
        return Column(self.texts, places)

    def rows(self, places: Collection[int]) -> np.ndarray:
        """Rows that hold one of some texts, by the places of these."""
        if not places:
            return np.zeros(0, dtype="int64")
        chosen = np.zeros(len(self.texts) + 1, dtype=bool)  # the last is that of cells that could not be read
        chosen[[*places]] = True
        return np.flatnonzero(chosen[self.places])

    def first(self) -> np.ndarray:
        """First row that holds each text; `UNREAD` where none does."""
        found = np.full(len(self.texts) + 1, UNREAD)
        found[self.places[::-1]] = np.arange(len(self.places))[::-1]  # of several, the last is kept
        return found[:-1]


@dataclass(slots=True)
class DraftTable:
    """A table as text.

    Attributes
    ----------
    path
        File or sheet, as the analyst named it.
    columns
        By name; one the header lacks is absent.
    lines
        For each row the line it starts on, as an editor shows it.
    """

    path: str
    columns: dict[str, Column] = field(default_factory=dict)
    lines: Sequence[int] = ()

    @classmethod
    def of_rows(
        cls, path: str, names: Iterable[str], rows: Sequence[Mapping[str, str]], lines: Sequence[int]
    ) -> "DraftTable":
        """A table of rows; what a row lacks could not be read."""
        return cls(path, {name: Column.of([row.get(name) for row in rows]) for name in names}, lines)

    def __len__(self) -> int:
        return len(self.lines)

    def cell(self, row: int, column: str) -> str:
        """Text of a cell; nothing where it could not be read, or the header lacks its column."""
        return self.columns[column][row] if column in self.columns else ""

    def combined(self, *columns: str) -> tuple[list[tuple[str | None, ...]], np.ndarray]:
        """The different combinations of the cells of some columns, and for each row the place of its own among them.

        A cell is ``None`` where it could not be read, or the header lacks its column.
        """
        places, held = np.zeros(len(self), dtype="int64"), [self.columns.get(name) for name in columns]
        for one in held:
            if one is not None:
                places = pd.factorize(places * (len(one.texts) + 1) + one.places)[0]
        rows = Column([""] * (int(places.max(initial=-1)) + 1), places).first()
        texts = [[None] * len(rows) if one is None else one.cells(rows) for one in held]
        return [*zip(*texts, strict=True)], places


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
