"""Lanes of the timeline: which labels every event stands under, and in what order they come."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from crisis.model.case import Case
from crisis.model.vocabulary import THEMES
from crisis.tables.events import Happening
from crisis.tables.rollup import Rollup
from crisis.tables.view import View

OTHER, NOBODY, NO_ISSUE = "Other", "No actor named", "No issue"


Labels = list[list[str]]
"""Of each event, the lanes it stands in, some perhaps twice."""


def lanes(view: View, by: str, most: int) -> tuple[list[list[int]], list[str]]:
    """Say which lanes the events of a view stand in.

    Parameters
    ----------
    view, by, most
        As for `crisis.measures.timeline.timeline`.

    Returns
    -------
    lanes, labels
        Of each event in the order they begin, places of its lanes, once each; labels of the lanes, none of them empty.
    """
    labels, order = _labels(view, by, most)
    present = {label for some in labels for label in some}
    found = [one for one in dict.fromkeys(order) if one in present]
    place = {label: number for number, label in enumerate(found)}
    return [[place[label] for label in dict.fromkeys(some)] for some in labels], found


def _labels(view: View, by: str, most: int) -> tuple[Labels, Sequence[str]]:
    """Labels of the lanes of each event, and all labels in their order, some perhaps without an event."""
    if by == "country":
        return _by_country(view, most)
    if by == "issue":
        return _by_issue(view.case, view.happenings, most)
    return [[THEMES.label(one.theme)] for one in view.happenings], [term.label for term in THEMES.terms]


def _by_country(view: View, most: int) -> tuple[Labels, Sequence[str]]:
    acts = [(place, actor) for place, one in enumerate(view.happenings) for actor in one.actor_ids]
    actors = pd.Series([actor for _, actor in acts], dtype="str")
    days = pd.Series([view.happenings[place].first_day for place, _ in acts], dtype="datetime64[s]")
    found: Labels = [[] for _ in view.happenings]
    for (place, _), row in zip(acts, Rollup(view.case, "country", view.clock).rows(actors, days).tolist(), strict=True):
        found[place].append(view.case.names[row])
    counts = Counter(label for some in found for label in {*some})
    order = sorted(counts, key=lambda label: (-counts[label], label))[:most]
    kept = {*order}
    labels = [[label if label in kept else OTHER for label in some] or [NOBODY] for some in found]
    return labels, [*order, OTHER, NOBODY]


def _by_issue(case: Case, events: Sequence[Happening], most: int) -> tuple[Labels, Sequence[str]]:
    labels: Mapping[str, str] = case.issue_names
    if len({issue for one in events for issue in one.issue_ids}) > most:
        issues = case.tables["issues"]
        themes = (name[:1].upper() + name[1:] for name in issues["theme"])
        labels = dict(zip(issues["issue_id"], themes, strict=True))
    return [[labels[issue] for issue in one.issue_ids] or [NO_ISSUE] for one in events], [*labels.values(), NO_ISSUE]
