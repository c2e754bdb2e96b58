"""What stands in a row where the statements of another tool do not say it: nothing that claims more than they do."""

from collections.abc import Mapping

from crisis.model.records import SUMMARY_WORDS, columns

UNSAID: Mapping[str, Mapping[str, str]] = {
    "sources": {"publisher": "unknown", "kind": "news", "reliability": "F"},
    "actors": {"kind": "organisation", "speaks_for_state": "no"},
    "issues": {"kind": "policy", "theme": "concepts"},
    "positions": {
        "act": "statement",
        "basis": "word",
        "condition": "none",
        "certainty": "reported",
        "credibility": "6",
        "locator": "unknown",
    },
}
"""By table and column. The grades are those for what cannot be judged."""


def row(table: str, **said: str) -> dict[str, str]:
    """A row of what is said; the rest is `UNSAID`, or empty."""
    return dict.fromkeys(columns(table), "") | {**UNSAID[table]} | {name: text for name, text in said.items() if text}


def summary(stance: str, issue: str) -> str:
    """The side a statement takes and the issue: sentences of a source are not kept.

    Parameters
    ----------
    stance
        Text of a stance, or of what was meant for one.
    issue
        Name of the issue.
    """
    side = {"": "Speaks of", "0": "Neither for nor against"}.get(stance, "Against" if stance.startswith("-") else "For")
    words = f"{side}: {issue}".split()
    return " ".join(words if len(words) <= SUMMARY_WORDS else [*words[: SUMMARY_WORDS - 1], "…"])
