import pandas as pd

from crisis.exports import problem_table
from crisis.model import problems
from crisis.model.problems import Problem

FOUND = [
    Problem.at(problems.off_scale("use -2 to +2"), "x.xlsx/positions", 4, "stance", "7"),
    problems.missing_column("case/events.csv", "title", ["event_id", "title"]),
    problems.no_case("photo.png", "no known kind of store"),
]


def test_a_problem_is_a_row_by_sheet_row_and_column():
    rows = problem_table.table(FOUND).astype(object).where(lambda cell: cell.notna(), None).to_dict("records")
    where = [tuple(row[name] for name in ("sheet", "row", "column", "value")) for row in rows]
    assert where == [("positions", 4, "stance", "7"), ("events", 1, "title", ""), ("photo.png", None, "", "")]
    assert rows[0]["allowed"] == "use -2 to +2"
    assert rows[2]["hint"].startswith("A case is a folder")


def test_no_problems_are_an_empty_table():
    assert [*problem_table.table([]).columns] == [*problem_table.COLUMNS]
    assert isinstance(problem_table.table([])["row"].dtype, pd.Int64Dtype)
