from crisis.measures.disagreement import disagreement
from crisis.model.lens import Lens
from crisis.tables.view import look


def widths(case, stances, **kinds):
    """Disagreement of issues whose rows stand as given: ``{"I1": "2 -1"}``."""
    lines = [
        f"{issue}{n} actor_id=A{n} issue_id={issue} stance={stance}"
        for issue, row in stances.items()
        for n, stance in enumerate(row.split())
    ]
    issues = [f"{issue} kind={kind}" for issue, kind in kinds.items()]
    return disagreement(look(case(positions=lines, issues=issues), Lens())).to_dict("records")


def test_the_widest_stands_first_then_the_one_with_most_rows(case):
    found = widths(case, {"I1": "1 1", "I2": "2 -1", "I3": "2 0 -1", "I4": "-2 2"})
    assert [(one["issue_id"], one["width"], one["rows"]) for one in found] == [
        ("I4", 4, 2),
        ("I3", 3, 3),
        ("I2", 3, 2),
        ("I1", 0, 2),
    ]


def test_it_counts_who_is_for_against_and_balanced(case):
    assert widths(case, {"I1": "2 1 0 -2"}) == [
        {"issue_id": "I1", "lowest": -2, "highest": 2, "width": 4, "rows": 4, "against": 1, "balanced": 1, "for": 2}
    ]


def test_nobody_disagrees_alone_and_facts_stand_apart(case):
    assert widths(case, {"I1": "2", "F1": "2 -2"}, F1="fact") == []


def test_the_latest_stance_counts(case):
    toy = case(positions=["p1 stance=2 said_on=2022-01-01", "p2 stance=-1", "p3 stance=-1 actor_id=B"])
    (found,) = disagreement(look(toy, Lens())).to_dict("records")
    assert (found["width"], found["against"]) == (0, 2)


def test_an_empty_view_has_none(case):
    assert widths(case, {}) == []
