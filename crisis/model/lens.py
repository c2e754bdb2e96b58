"""The lens: everything the analyst has chosen, as one small frozen value.

It is the address of a page, the key of every cache, the caption of every chart and the options of the command line.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from crisis.model import dates
from crisis.model.case import Case
from crisis.model.problems import closest, shortened
from crisis.model.values import day_or_none
from crisis.model.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES

_SWITCH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class LensError(ValueError):
    """A choice the lens does not have: unknown country, issue, day, level or grade."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What to look at.

    Attributes
    ----------
    country, issue
        Codes of countries or ids of bodies, and ids of issues; empty for all. The order does not matter.
    as_of
        The day both clocks stand on; ``None`` for the default day of the case.
    hindsight
        Whether sources published after the day count.
    level
        ``actor``, ``organisation`` or ``country``.
    since
        First day of events; ``None`` for the first day of the case's timeline.
    min_reliability
        Worst source grade let in, ``A`` to ``F``; empty for no filter.
    max_credibility
        Worst credibility let in, 1 to 6; ``None`` for no filter.
    """

    country: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    as_of: date | None = None
    hindsight: bool = False
    level: str = "actor"
    since: date | None = None
    min_reliability: str = ""
    max_credibility: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "country", tuple(sorted(set(self.country))))
        object.__setattr__(self, "issue", tuple(sorted(set(self.issue))))
        if self.level not in LEVELS:
            raise LensError(_unknown("level", self.level, LEVELS))
        if self.min_reliability and self.min_reliability not in RELIABILITIES:
            raise LensError(_unknown("reliability", self.min_reliability, RELIABILITIES))
        if self.max_credibility is not None and str(self.max_credibility) not in CREDIBILITIES:
            raise LensError(_unknown("credibility", str(self.max_credibility), CREDIBILITIES))

    def on(self, case: Case) -> "Lens":
        """The same lens with the case's own days where none was chosen, checked against the case.

        Raises
        ------
        LensError
            If the case has no such country, body or issue.
        """
        for one in self.country:
            if one not in case.selectable:
                raise LensError(_unknown("country or body", one, case.selectable, case.names))
        for one in self.issue:
            if one not in case.issue_names:
                raise LensError(_unknown("issue", one, case.issue_names, case.issue_names))
        return replace(self, as_of=self.day(case), since=self.since or case.timeline_from)

    def clock(self, case: Case) -> "Lens":
        """What alone decides the state of events and ties: day, hindsight, level and grade, without the filters."""
        return replace(self, country=(), issue=(), since=None, as_of=self.day(case))

    def day(self, case: Case) -> date:
        """The day both clocks stand on."""
        return self.as_of or case.default_day

    def params(self) -> dict[str, list[str]]:
        """The lens as the parameters of an address; what is not chosen is left out.

        Returns
        -------
        dict
            Name to values, all text. ``Lens.from_params`` gives the same lens back.
        """
        found: dict[str, list[str]] = {}
        for name, value in asdict(self).items():
            if value != _DEFAULTS[name]:
                found[name] = [*value] if isinstance(value, tuple) else [_as_text(value)]
        return found

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]], case: Case) -> tuple["Lens", list[str]]:
        """Read the parameters of an address; what cannot be read is left out and told.

        Parameters
        ----------
        params
            Name to values. Countries and issues may be given by id or by printed name. Unknown names are not ours.
        case
            The case the address is about.

        Returns
        -------
        Lens
            Of the good parameters.
        list of str
            A sentence for each bad one.
        """
        chosen: dict[str, object] = {}
        notices: list[str] = []
        for name in (field.name for field in fields(cls)):
            good = [_read(name, text, case) for text in params.get(name, ()) if text != ""]
            bad = [text for text, value in zip(filter(None, params.get(name, ())), good, strict=True) if value is None]
            notices += [
                f"Ignored {name.replace('_', ' ')} ‘{shortened(text)}’ in the address: not in this case."
                for text in bad
            ]
            kept = [value for value in good if value is not None]
            if kept:
                chosen[name] = tuple(map(str, kept)) if name in ("country", "issue") else kept[-1]
        return cls(**chosen), notices  # type: ignore[arg-type]

    def words(self, case: Case) -> str:
        """The lens in one line, for captions: names, never ids."""
        names, issues = case.names, case.issue_names
        who = ", ".join(names.get(one, one) for one in self.country) or "all countries and bodies"
        what = _few([issues.get(one, one) for one in self.issue]) or "all issues"
        clock = "with hindsight" if self.hindsight else "as known that day"
        parts = [f"As of {dates.in_words(self.day(case))}, {clock}", who, what, f"by {LEVELS.label(self.level)}"]
        if self.since and self.since != case.timeline_from:
            parts.append(f"events since {dates.in_words(self.since)}")
        if self.min_reliability:
            parts.append(f"sources graded {self.min_reliability} or better")
        if self.max_credibility:
            parts.append(f"credibility {self.max_credibility} or better")
        return " · ".join(parts)


_DEFAULTS = asdict(Lens())


def _few(names: list[str], most: int = 4) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more issues" if len(names) > most else "")


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(name: str, text: str, case: Case) -> object | None:
    """One parameter as the lens wants it; ``None`` where it is not good."""
    if name in ("country", "issue"):
        ids: Collection[str] = case.selectable if name == "country" else case.issue_names
        names = case.names if name == "country" else case.issue_names
        return text if text in ids else next((one for one in ids if text == names[one]), None)
    if name in ("as_of", "since"):
        return _day(text)
    if name == "hindsight":
        return _SWITCH.get(text.lower())
    codes = {"level": LEVELS, "min_reliability": RELIABILITIES, "max_credibility": CREDIBILITIES}[name]
    if text not in codes:
        return None
    return int(text) if name == "max_credibility" else text


def _day(text: str) -> date | None:
    try:
        return day_or_none(text)
    except ValueError:
        return None


def _unknown(what: str, got: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    codes = [*known]
    some = ", ".join(codes[:12]) + (", …" if len(codes) > 12 else "")
    hint = closest(got, codes, {names[code]: code for code in codes} if names else {})
    return f"{what} '{shortened(got)}' is not known; use {some}. {hint}".strip()
