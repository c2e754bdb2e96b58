"""The ledger: an account of every row a lens takes out. Nothing is dropped silently."""

from dataclasses import dataclass

ROW_CHARGES = {
    "day": "later than the day",
    "known": "not yet known",
    "country": "other countries",
    "issue": "other issues",
    "grade": "below the evidence grade",
    "since": "before the first day",
}
"""Charges of rows, in the order they are made: a row is charged once, for the first that applies."""

MERGE_CHARGES = {
    "superseded": "earlier reports of the same",
    "ended": "ended by the day",
    "cancelled": "called off",
    "inside": "inside one row",
}
"""Charges of the second step, from rows to ties and events."""

CHARGES = ROW_CHARGES | MERGE_CHARGES


@dataclass(frozen=True, slots=True)
class Account:
    """Where the rows of one table went.

    Attributes
    ----------
    table
        Its name.
    total
        Rows in the case.
    charges
        Rows taken out, by charge; charges of nothing are left out.
    kept
        What is left. ``total`` = ``kept`` + the sum of the charges, always.
    """

    table: str
    total: int
    charges: dict[str, int]
    kept: int

    def words(self) -> str:
        """``380 positions → 41: 62 later than the day, 70 other countries``."""
        head = f"{self.total:,} {self.table} → {self.kept:,}"
        lost = ", ".join(f"{count:,} {CHARGES[charge]}" for charge, count in self.charges.items())
        return f"{head}: {lost}" if lost else head


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts of a view."""

    accounts: tuple[Account, ...]

    def words(self) -> str:
        """The one readable line under the lens bar."""
        kept = " · ".join(f"{one.kept:,} of {one.total:,} {one.table}" for one in self.accounts)
        return f"Shown: {kept}"

    def records(self) -> list[dict[str, object]]:
        """One row an account and charge, for tables and exports."""
        rows: list[dict[str, object]] = []
        for one in self.accounts:
            rows.append({"table": one.table, "entry": "in the case", "rows": one.total})
            rows += [
                {"table": one.table, "entry": CHARGES[name], "rows": -count} for name, count in one.charges.items()
            ]
            rows.append({"table": one.table, "entry": "shown", "rows": one.kept})
        return rows
