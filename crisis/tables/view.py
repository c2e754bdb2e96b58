"""The view: what is left of a case under a lens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS, columns
from crisis.model.values import MANY
from crisis.model.vocabulary import RELIABILITIES
from crisis.tables import events, known, selection
from crisis.tables.clocks import source_clocks
from crisis.tables.events import Happening
from crisis.tables.ledger import MERGE_CHARGES, ROW_CHARGES, Account, Ledger
from crisis.tables.rollup import Rollup
from crisis.tables.statements import Statements, statements
from crisis.tables.ties import Tie


@dataclass(frozen=True, eq=False)
class View:
    """Tables after a lens. Nobody writes to them.

    Attributes
    ----------
    case, lens
        What it is a view of; the lens has its days filled in.
    kept
        For ``positions``, ``relationships`` and ``events``: which of the rows that both clocks let in the lens keeps.
    taken
        Rows taken out, by table and charge.
    early
        Which reports of events, of those that both clocks let in, nothing but the first day of the lens takes out.
    """

    case: Case
    lens: Lens
    kept: dict[str, np.ndarray]
    taken: dict[str, dict[str, int]]
    early: np.ndarray
    _rows: dict[str, pd.DataFrame] = field(default_factory=dict)

    def rows(self, table: str) -> pd.DataFrame:
        """Statements, ties or reports as coded: rows the lens keeps, neither merged nor rolled up.

        Columns are those of `crisis.tables.clocks.dated`; sources not yet known are taken off.
        """
        if table not in self._rows:
            self._rows[table] = known.clocked(self.case, table, self.lens).rows[self.kept[table]]
        return self._rows[table]

    def column(self, table: str, name: str) -> np.ndarray:
        """One column of `rows`: where one is enough, the whole table need not be cut out."""
        found: np.ndarray = known.clocked(self.case, table, self.lens).rows[name].to_numpy()[self.kept[table]]
        return found

    @property
    def day(self) -> pd.Timestamp:
        """The day both clocks stand on."""
        return pd.Timestamp(self.lens.day(self.case))

    @property
    def clock(self) -> pd.Timestamp | None:
        """Sources count when they are known by this day; ``None`` with hindsight."""
        return None if self.lens.hindsight else self.day

    @cached_property
    def rollup(self) -> Rollup:
        """Roll-up at the level of the lens, as far as offices are known."""
        return Rollup(self.case, self.lens.level, None if self.lens.hindsight else self.day)

    @cached_property
    def positions(self) -> pd.DataFrame:
        """Statements, with ``row_id``: the row of the matrix each belongs to."""
        return known.said(self.case, self.lens.clock(self.case))[self.kept["positions"]]

    @cached_property
    def statements(self) -> Statements:
        """The same as arrays, oldest first."""
        said = statements(self.case, self.lens.clock(self.case))
        return said.only(self.kept["positions"][said.place])

    @cached_property
    def _shown_reports(self) -> np.ndarray:
        """Which reports of ties, of those that clocks and grade let in, the lens keeps."""
        return self._kept_of("relationships", known.placed(self.case, self.lens.clock(self.case)))

    @cached_property
    def ties(self) -> pd.DataFrame:
        """Ties that hold, one row each, with the row of each end and ``state``; see `crisis.tables.ties`."""
        return known.holding(self.case, self.lens.clock(self.case))[self.shown_ties]

    @cached_property
    def tied(self) -> tuple[Tie, ...]:
        """The same as records."""
        return tuple(compress(known.tied(self.case, self.lens.clock(self.case)), self.shown_ties.tolist()))

    @cached_property
    def shown_ties(self) -> np.ndarray:
        """Which ties, of those that hold, the lens keeps."""
        return self._kept_of("relationships", known.holding(self.case, self.lens.clock(self.case)))

    @property
    def states(self) -> pd.DataFrame:
        """State of every event of the case that the clocks and the grade let in, whatever the other filters."""
        return known.states(self.case, self.lens.clock(self.case))

    @cached_property
    def events(self) -> pd.DataFrame:
        """Events, one row each: the latest-known report, with ``state``; in the order they begin."""
        order = known.begun(self.case, self.lens.clock(self.case))
        found: pd.DataFrame = self.states.iloc[order[self._shown_events[order]]]
        return found

    @property
    def every_happening(self) -> Sequence[Happening]:
        """The rows of `states` as records, in the order they begin."""
        return known.happenings(self.case, self.lens.clock(self.case))

    @cached_property
    def happenings(self) -> Sequence[Happening]:
        """The rows of `events` as records."""
        shown = self._shown_events[known.begun(self.case, self.lens.clock(self.case))]
        return [*compress(self.every_happening, shown)]

    @property
    def earlier(self) -> int:
        """How many events only the first day of the lens keeps out."""
        return int(self.early[self._places("events", self.states)].sum())

    @cached_property
    def _shown_events(self) -> np.ndarray:
        """Which events, of `states`, the lens keeps."""
        return self._kept_of("events", self.states)

    def _kept_of(self, table: str, some: pd.DataFrame) -> np.ndarray:
        """Which of some of the rows of a table that both clocks let in the lens keeps."""
        kept: np.ndarray = self.kept[table][self._places(table, some)]
        return kept

    def _places(self, table: str, some: pd.DataFrame) -> np.ndarray:
        """Places of some rows among those of a table that both clocks let in."""
        found: np.ndarray = known.clocked(self.case, table, self.lens).rows.index.get_indexer(some.index)
        return found

    def reports(self, event_id: str) -> pd.DataFrame:
        """Reports of an event that the clocks let in, whatever the other filters; the latest known first."""
        frame = known.clocked(self.case, "events", self.lens).rows
        return events.in_order(frame[frame["event_id"] == event_id])[::-1]

    @cached_property
    def ledger(self) -> Ledger:
        """Where every row of the case went."""
        fates = Counter(known.placed(self.case, self.lens.clock(self.case))["fate"].to_numpy()[self._shown_reports])
        events = int(self._shown_events.sum())
        superseded = int(self.kept["events"].sum()) - events
        second = {
            "positions": {},
            "relationships": {charge: fates[charge] for charge in MERGE_CHARGES if charge in fates},
            "events": {"superseded": superseded} if superseded else {},
        }
        left = {
            "positions": int(self.kept["positions"].sum()),
            "relationships": fates[""],
            "events": events,
        }
        return Ledger(
            tuple(
                Account(name, len(self.case.tables[name]), self.taken[name] | second[name], left[name])
                for name in STATEMENTS
            )
        )

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """Sources the rows of the view rest on; none that is not yet known."""
        found: set[str] = set()
        for table in STATEMENTS:
            number, lists = known.clocked(self.case, table, self.lens).cells("source_list")
            found.update(*(lists[one] for one in np.unique(number[self.kept[table]]).tolist()))
        return frozenset(found)

    def sources(self) -> pd.DataFrame:
        """The same as rows of ``sources``, in the order of the case."""
        table = self.case.tables["sources"]
        return table[table["source_id"].isin(self.source_ids)]

    def _known_sources(self) -> pd.DataFrame:
        lens = self.lens
        if lens.country or lens.issue:
            return self.sources()
        table, clocks = self.case.tables["sources"], source_clocks(self.case)
        worst = RELIABILITIES.rank(lens.min_reliability or "F")
        there = table["source_id"].map(lambda one: lens.hindsight or clocks[one].known_on <= self.day).astype(bool)
        return table[there & (table["reliability"].map(RELIABILITIES.rank) <= worst)]

    def table(self, name: str) -> pd.DataFrame:
        """A table of the case as the lens leaves it: its columns, its known rows, neither merged nor rolled up.

        Parameters
        ----------
        name
            One of the six. Actors and issues are listed only when a row of the view refers to them; sources when they
            are known by the day and good enough, under a country or issue filter only those the rows left rest on.
        """
        if name in STATEMENTS:
            return self.rows(name)[[*columns(name)]]
        if name == "sources":
            return self._known_sources()
        key = "actor_id" if name == "actors" else "issue_id"
        fields = [(t, c) for t in STATEMENTS for c, v in columns(t).items() if getattr(v, "table", "") == name]
        used = {
            one for table, column in fields for cell in self.rows(table)[column].unique() for one in cell.split(MANY)
        }
        whole = self.case.tables[name]
        return whole[whole[key].isin(used)]


def look(case: Case, lens: Lens) -> View:
    """Look at a case through a lens.

    Parameters
    ----------
    case
        The case.
    lens
        The lens; days it leaves open are filled in from the case.

    Returns
    -------
    View

    Raises
    ------
    LensError
        If the lens names a country, body or issue the case does not have.
    """
    lens = lens.on(case)
    kept: dict[str, np.ndarray] = {}
    taken: dict[str, dict[str, int]] = {}
    early = np.zeros(0, dtype=bool)
    for name in STATEMENTS:
        found = known.clocked(case, name, lens)
        frame = found.rows
        lost = {"day": found.later, "known": found.unknown}
        filters = {
            "country": selection.by_country(len(frame), found.cells, name, case, lens),
            "issue": selection.by_issue(len(frame), found.cells, name, lens),
            "grade": selection.by_grade(frame, lens),
            "since": selection.by_since(frame, name, lens),
        }
        left = np.ones(len(frame), dtype=bool)
        for charge, mask in filters.items():
            out = left & ~mask
            lost[charge] = int(out.sum())
            left &= mask
            if (name, charge) == ("events", "since"):
                early = out
        kept[name] = left
        taken[name] = {charge: lost[charge] for charge in ROW_CHARGES if lost[charge]}
    return View(case, lens, kept, taken, early)
