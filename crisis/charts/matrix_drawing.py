"""What a stance matrix shows, before it is drawn: rows, columns and cells with their names and order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from crisis.measures import stance_matrix
from crisis.measures.stance_matrix import StanceMatrix
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


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """All the figure needs.

    Attributes
    ----------
    rows, columns
        In the order they are drawn; columns of a theme stand together.
    cells
        Cells of `crisis.measures.stance_matrix.StanceMatrix`, with ``key``: the row they belong to.
    silent
        ``(key, issue_id)`` of those who spoke and took no stand.
    moved
        ``(key, issue_id)`` to the stance before, ``None`` where the cell is new; empty without a comparison.
    year
        Year of the day of the view; days of other years are printed as month and year.
    words
        What a stance is called: `crisis.model.vocabulary.STANCES` unless the box says otherwise.
    """

    rows: Sequence[Row]
    columns: Sequence[Column]
    cells: pd.DataFrame
    year: int
    silent: frozenset[tuple[str, str]] = frozenset()
    moved: Mapping[tuple[str, str], int | None] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=lambda: {int(code): STANCES.label(code) for code in STANCES})


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
    matrix = stance_matrix.stance_matrix(view).only(_issues(view, facts=False))
    moved = stance_matrix.moved(matrix, stance_matrix.stance_matrix(before)) if before else None
    return _drawn(view, matrix, order, opened, moved)


def facts(view: View) -> Drawing:
    """The box of facts in dispute: who affirms, who denies, who spoke and took no side."""
    matrix = stance_matrix.stance_matrix(view).only(_issues(view, facts=True))
    return _drawn(view, matrix, ORDERS[1], (), None, FACT_WORDS)


def divisible(view: View) -> list[str]:
    """Rows with more than one part, in the order of the matrix."""
    matrix = stance_matrix.stance_matrix(view)
    said = view.positions[view.positions["stance"].notna()]
    count = said.groupby("row_id")["actor_id"].nunique()
    return [one for one in matrix.rows if count.get(one, 0) > 1]


def twin(shown: Drawing) -> tuple[pd.DataFrame, list[str]]:
    """The drawing as a table, one row a cell, and what each row opens."""
    rows = {row.key: row.label for row in shown.rows}
    columns = {column.issue_id: column for column in shown.columns}
    cells = shown.cells
    marks = {"contradiction": "has said both", "word_and_deed": "word against deed", "single_source": "single source"}
    table = pd.DataFrame(
        {
            "Actor": [rows[key] for key in cells["key"]],
            "Theme": [columns[one].theme for one in cells["issue_id"]],
            "Issue": [columns[one].label for one in cells["issue_id"]],
            "Stance": cells["stance"].astype(int).to_numpy(),
            "In words": [shown.words[int(one)] for one in cells["stance"]],
            "Day": cells["day"].dt.date.to_numpy(),
            "Days old": cells["age"].to_numpy(),
            "Statements": cells["count"].to_numpy(),
            "Sources": cells["sources"].to_numpy(),
            **{
                words.capitalize(): cells[name].map({True: "yes", False: ""}).to_numpy()
                for name, words in marks.items()
            },
        }
    )
    if shown.moved:
        table["Before"] = [shown.moved.get(key) for key in zip(cells["key"], cells["issue_id"], strict=True)]
    return table, [f"cell|{key}|{one}" for key, one in zip(cells["key"], cells["issue_id"], strict=True)]


def _issues(view: View, *, facts: bool) -> set[str]:
    issues = view.case.tables["issues"]
    return set(issues.loc[(issues["kind"] == "fact") == facts, "issue_id"])


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
    cells = [matrix.cells.assign(key=matrix.cells["row_id"])]
    silent = stance_matrix.silent(view.positions)
    for one in ids:
        rows.append(Row(one, names[one], one))
        if one in opened:
            inside = stance_matrix.parts(view, one).only(set(matrix.columns))
            keys = {part: f"{one}/{part}" for part in inside.rows}
            rows += [Row(keys[part], f"– {names[part]}", part, 1) for part in inside.rows]
            cells.append(inside.cells.assign(key=inside.cells["row_id"].map(keys)))
            mute = stance_matrix.silent(stance_matrix.said_by_parts(view, one))
            silent |= {(keys[part], issue) for part, issue in mute if part in keys}
    return Drawing(
        rows,
        _columns(view, matrix),
        pd.concat(cells, ignore_index=True),
        view.day.year,
        silent,
        {} if moved is None else _before(moved),
        words or {int(code): STANCES.label(code) for code in STANCES},
    )


def _before(moved: pd.DataFrame) -> dict[tuple[str, str], int | None]:
    """Stance before of each cell that moved."""
    earlier = [None if pd.isna(one) else int(one) for one in moved["before"].tolist()]
    return dict(zip(zip(moved["row_id"], moved["issue_id"], strict=True), earlier, strict=True))


def _columns(view: View, matrix: StanceMatrix) -> list[Column]:
    """Columns under their themes; themes with most cells first, so that the first screen says most."""
    issues = view.case.tables["issues"]
    theme, proposition = (dict(zip(issues["issue_id"], issues[name], strict=True)) for name in ("theme", "proposition"))
    cells = Counter(theme[one] for one in matrix.cells["issue_id"])
    order = sorted(cells, key=lambda name: (-cells[name], name))
    names = view.case.issue_names
    return [
        Column(one, names[one], proposition[one], name)
        for name in order
        for one in matrix.columns
        if theme[one] == name
    ]
