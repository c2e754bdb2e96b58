"""The view: what is left of a case under a lens."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from crisis.model.case import Case
from crisis.model.lens import Lens
from crisis.model.records import STATEMENTS, columns
from crisis.model.values import MANY
from crisis.tables import events, selection, ties
from crisis.tables.clocks import dated, with_known_sources
from crisis.tables.ledger import ROW_CHARGES, Account, Ledger
from crisis.tables.rollup import Rollup


@dataclass(frozen=True, eq=False)
class View:
    """Tables after a lens. Nobody writes to them.

    Attributes
    ----------
    case, lens
        What it is a view of; the lens has its days filled in.
    rows
        ``positions``, ``relationships`` and ``events`` as coded: rows the lens keeps, neither merged nor rolled up.
        Columns are those of `crisis.tables.clocks.dated`; sources not yet known are taken off.
    taken
        Rows taken out, by table and charge.
    """

    case: Case
    lens: Lens
    rows: dict[str, pd.DataFrame]
    taken: dict[str, dict[str, int]]

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
        """Roll-up at the level of the lens."""
        return Rollup(self.case, self.lens.level, self.clock)

    @cached_property
    def positions(self) -> pd.DataFrame:
        """Statements, with ``row_id``: the row of the matrix each belongs to."""
        rows = self.rows["positions"]
        return rows.assign(row_id=self.rollup.rows(rows["actor_id"], rows["last_day"]))

    @cached_property
    def _ties(self) -> tuple[pd.DataFrame, dict[str, int]]:
        return ties.merged(self.rows["relationships"], self.states, self.rollup, self.day)

    @property
    def ties(self) -> pd.DataFrame:
        """Ties that hold, one row each, with ``row_id``, ``recipient_row_id`` and ``state``; see `crisis.tables.ties`."""
        return self._ties[0]

    @cached_property
    def states(self) -> pd.DataFrame:
        """State of every event of the case that the clocks and the grade let in, whatever the other filters."""
        frame, _ = _clocked(self.case, "events", self.lens)
        return events.states(frame[selection.by_grade(frame, self.lens)], self.day)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Events, one row each: the latest-known report, with ``state``; in the order they begin."""
        kept = self.states[self.states.index.isin(self.rows["events"].index)]
        return kept.sort_values(["first_day", "event_id"], kind="stable")

    def reports(self, event_id: str) -> pd.DataFrame:
        """Reports of an event that the clocks let in, whatever the other filters; the latest known first."""
        frame, _ = _clocked(self.case, "events", self.lens)
        return events.in_order(frame[frame["event_id"] == event_id])[::-1]

    @cached_property
    def ledger(self) -> Ledger:
        """Where every row of the case went."""
        superseded = len(self.rows["events"]) - len(self.events)
        second = {
            "positions": {},
            "relationships": self._ties[1],
            "events": {"superseded": superseded} if superseded else {},
        }
        left = {"positions": len(self.positions), "relationships": len(self.ties), "events": len(self.events)}
        return Ledger(
            tuple(
                Account(name, len(self.case.tables[name]), self.taken[name] | second[name], left[name])
                for name in STATEMENTS
            )
        )

    def sources(self) -> pd.DataFrame:
        """Sources the rows of the view rest on, in the order of the case; none that is not yet known."""
        used = {one for rows in self.rows.values() for ids in rows["source_list"] for one in ids}
        table = self.case.tables["sources"]
        return table[table["source_id"].isin(used)]

    def table(self, name: str) -> pd.DataFrame:
        """A table of the case as the lens leaves it: its columns, its known rows, neither merged nor rolled up.

        Parameters
        ----------
        name
            One of the six. Actors and issues are listed only when a row of the view refers to them.
        """
        if name in STATEMENTS:
            return self.rows[name][[*columns(name)]]
        if name == "sources":
            return self.sources()
        key = "actor_id" if name == "actors" else "issue_id"
        fields = [(t, c) for t in STATEMENTS for c, v in columns(t).items() if getattr(v, "table", "") == name]
        used = {one for table, column in fields for cell in self.rows[table][column].unique() for one in cell.split(MANY)}
        whole = self.case.tables[name]
        return whole[whole[key].isin(used)]


def _clocked(case: Case, table: str, lens: Lens) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Rows the two clocks let in, and for every row of the case whether each clock does."""
    frame = dated(case, table)
    day = pd.Timestamp(lens.day(case))
    masks = {"day": (frame["counts_on"] <= day).to_numpy()}
    masks["known"] = np.ones(len(frame), dtype=bool) if lens.hindsight else (frame["known_on"] <= day).to_numpy()
    kept = frame[masks["day"] & masks["known"]]
    return with_known_sources(kept, case, None if lens.hindsight else day), masks


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
    rows: dict[str, pd.DataFrame] = {}
    taken: dict[str, dict[str, int]] = {}
    for name in STATEMENTS:
        frame, clocks = _clocked(case, name, lens)
        lost = {charge: int((~mask).sum()) for charge, mask in clocks.items()}
        lost["known"] = int((clocks["day"] & ~clocks["known"]).sum())
        filters = {
            "country": selection.by_country(frame, name, case, lens),
            "issue": selection.by_issue(frame, name, lens),
            "grade": selection.by_grade(frame, lens),
            "since": selection.by_since(frame, name, lens),
        }
        left = pd.Series(True, index=frame.index)
        for charge, mask in filters.items():
            lost[charge] = int((left & ~mask).sum())
            left &= mask
        rows[name] = frame[left]
        taken[name] = {charge: lost[charge] for charge in ROW_CHARGES if lost[charge]}
    return View(case, lens, rows, taken)


