"""What a stance matrix shows, before it is drawn: rows, columns and cells with their names and order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from crisis.measures import stance_matrix
from crisis.measures.stance_matrix import StanceMatrix
from crisis.model.additions import MARK
from crisis.model.vocabulary import STANCES
from crisis.tables.view import View

ORDERS = ("by agreement", "by name")
FACT_WORDS = {-2: "denies", -1: "doubts", 0: "neither", 1: "leans to it", 2: "affirms"}
"""What a stance on a fact in dispute is called."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as drawn: where its cells come from and what it is called."""

    key: str
    label: str
    actor_id: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column as drawn: the issue, its label, its proposition and its theme."""

    issue_id: str
    label: str
    proposition: str
    theme: str


class Cell(NamedTuple):
    """A cell as drawn: the row it belongs to, and what `crisis.measures.stance_matrix.StanceMatrix` says of it."""

    key: str
    issue_id: str
    stance: int
    basis: str
    day: date
    age: int
    statements: int
    sources: int
    contradiction: bool
    word_and_deed: bool
    single_source: bool

    @property
    def place(self) -> tuple[str, str]:
        """Its row and its column."""
        return self.key, self.issue_id


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """All the figure needs.

    Attributes
    ----------
    rows, columns
        In the order they are drawn; columns of a theme stand together.
    cells
        What is coded.
    silent
        ``(key, issue_id)`` of those who spoke and took no stand.
    moved
        ``(key, issue_id)`` to the stance before, ``None`` where the cell is new; empty without a comparison.
    added
        ``(key, issue_id)`` of cells with a statement that was added in this session.
    year
        Year of the day of the view; days of other years are printed as month and year.
    words
        What a stance is called: `crisis.model.vocabulary.STANCES` unless the box says otherwise.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    cells: Sequence[Cell]
    year: int
    silent: frozenset[tuple[str, str]] = frozenset()
    moved: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    added: frozenset[tuple[str, str]] = frozenset()
    words: Mapping[int, str] = field(default_factory=lambda: {int(code): STANCES.label(code) for code in STANCES})

    @property
    def whole(self) -> list[Cell]:
        """Cells of whole rows, not of the parts one is opened into."""
        whole = {row.key for row in self.rows if not row.depth}
        return [cell for cell in self.cells if cell.key in whole]


def drawing(view: View, *, order: str = ORDERS[0], opened: Sequence[str] = (), before: View | None = None) -> Drawing:
    """The matrix of all issues but facts in dispute.

    Parameters
    ----------
    view
        What to show.
    order
        Rows by agreement, or by name.
    opened
        Row ids to open into their parts, drawn under them.
    before
        The same case on an earlier day, to mark what moved since; ``None`` for no comparison.
    """
    whole = stance_matrix.stance_matrix(view)
    matrix = whole.only({*whole.columns} - view.case.facts)
    moved = stance_matrix.moved(matrix, stance_matrix.stance_matrix(before)) if before else None
    return _drawn(view, matrix, order, opened, moved)


def facts(view: View) -> Drawing:
    """The box of facts in dispute: who affirms, who denies, who spoke and took no side."""
    matrix = stance_matrix.stance_matrix(view).only(view.case.facts)
    return _drawn(view, matrix, ORDERS[1], (), None, FACT_WORDS)


def divisible(view: View) -> list[str]:
    """Rows with more than one part, in the order of the matrix."""
    said = view.statements
    said = said.only(~np.isnan(said.stance))
    speakers = np.unique(said.row * len(said.actors) + said.actor)
    parts = np.bincount(speakers // len(said.actors), minlength=len(said.rows))
    return [*said.rows[parts > 1]]


def twin(shown: Drawing) -> tuple[pd.DataFrame, list[str]]:
    """The drawing as a table, one row a cell, and what each row opens."""
    rows = {row.key: row.label for row in shown.rows}
    columns = {column.issue_id: column for column in shown.columns}
    marks = {"contradiction": "has said both", "word_and_deed": "word against deed", "single_source": "single source"}
    table = pd.DataFrame(
        {
            "Actor": rows[cell.key],
            "Theme": columns[cell.issue_id].theme,
            "Issue": columns[cell.issue_id].label,
            "Stance": cell.stance,
            "In words": shown.words[cell.stance],
            "Day": cell.day,
            "Days old": cell.age,
            "Statements": cell.statements,
            "Sources": cell.sources,
            **{words.capitalize(): "yes" if getattr(cell, name) else "" for name, words in marks.items()},
        }
        for cell in shown.cells
    )
    if shown.added:
        table["Added"] = [MARK if cell.place in shown.added else "" for cell in shown.cells]
    if shown.moved:
        table["Before"] = [shown.moved.get(cell.place) for cell in shown.cells]
    return table, [f"cell|{cell.key}|{cell.issue_id}" for cell in shown.cells]


def _drawn(
    view: View,
    matrix: StanceMatrix,
    order: str,
    opened: Sequence[str],
    moved: pd.DataFrame | None,
    words: Mapping[int, str] | None = None,
) -> Drawing:
    names = view.case.names
    by_name = sorted(matrix.rows, key=lambda one: names[one].casefold())
    ids = by_name if order != ORDERS[0] else [*stance_matrix.by_agreement(matrix)]
    rows: list[Row] = []
    cells = _cells(matrix, {one: one for one in matrix.rows})
    silent = stance_matrix.silent(view.statements)
    for one in ids:
        rows.append(Row(one, names[one], one))
        if one in opened:
            inside = stance_matrix.parts(view, one).only(set(matrix.columns))
            keys = {part: f"{one}/{part}" for part in inside.rows}
            rows += [Row(keys[part], f"– {names[part]}", part, 1) for part in inside.rows]
            cells += _cells(inside, keys)
            mute = stance_matrix.silent(stance_matrix.said_by_parts(view, one))
            silent |= {(keys[part], issue) for part, issue in mute if part in keys}
    return Drawing(
        rows,
        _columns(view, matrix),
        cells,
        view.day.year,
        silent,
        {} if moved is None else _before(moved),
        _added(view, opened),
        words or {int(code): STANCES.label(code) for code in STANCES},
    )


def _cells(matrix: StanceMatrix, keys: Mapping[str, str]) -> list[Cell]:
    """Cells of a matrix, each under the key its row is drawn with."""
    found = {"key": [keys[one] for one in matrix.column("row_id")], "statements": matrix.column("count")}
    columns = [found[name] if name in found else matrix.column(name) for name in Cell._fields]
    return [*map(Cell._make, zip(*columns, strict=True))]


def _before(moved: pd.DataFrame) -> dict[tuple[str, str], int | None]:
    """Stance before of each cell that moved."""
    earlier = [None if pd.isna(one) else int(one) for one in moved["before"].tolist()]
    return dict(zip(zip(moved["row_id"], moved["issue_id"], strict=True), earlier, strict=True))


def _added(view: View, opened: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Cells with a statement that was added in this session, those of opened rows' parts among them."""
    if not view.case.added:
        return frozenset()
    own = view.positions["position_id"].isin(view.case.own("positions")["position_id"])
    cells = view.positions.loc[own, ["row_id", "actor_id", "issue_id"]].itertuples(index=False, name=None)
    return frozenset(
        (key, issue) for row, actor, issue in cells for key in ([row, f"{row}/{actor}"] if row in opened else [row])
    )


def _columns(view: View, matrix: StanceMatrix) -> list[Column]:
    """Columns under their themes; themes with most cells first, so that the first screen says most."""
    issues = view.case.tables["issues"]
    theme, proposition = (dict(zip(issues["issue_id"], issues[name], strict=True)) for name in ("theme", "proposition"))
    cells = Counter(theme[one] for one in matrix.column("issue_id"))
    order = sorted(cells, key=lambda name: (-cells[name], name))
    names = view.case.issue_names
    return [
        Column(one, names[one], proposition[one], name)
        for name in order
        for one in matrix.columns
        if theme[one] == name
    ]
