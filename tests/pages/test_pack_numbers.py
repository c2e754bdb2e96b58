"""The numbers of the pack are those of the pages, for ten lenses drawn by lot."""

import csv
import io
import json
import random

import pytest

from crisis.exports.pack import PARTS
from crisis.tables.view import look
from tests.exports.test_pack import AT, random_lens

WRITE = {part.path: part.write for part in PARTS}


@pytest.fixture(params=range(10))
def view(shipped, request):
    return look(shipped, random_lens(shipped, random.Random(request.param)))


@pytest.fixture
def address(view):
    """The lens of the view as the parameters of an address; pages open on countries, lenses on actors."""
    params = view.lens.params().items()
    return {"level": "actor"} | {name: values if len(values) > 1 else values[0] for name, values in params}


def rows(view, path):
    return [*csv.DictReader(io.StringIO(WRITE[path](view, AT).decode()))]


def test_the_stance_matrix(desk, view, address):
    traces = {one["name"]: one for one in desk("stance_matrix", **address).figure("stance_matrix")["data"]}
    drawn = {}
    if traces:
        told = [text.partition("</b>")[0].removeprefix("<b>") for text in traces["value and day"]["text"]]
        cells = [tuple(one[1:]) for one in traces["stance"]["customdata"]]
        drawn = dict(zip(cells, (int(one.replace("−", "-")) for one in told), strict=True))
    packed = json.loads(WRITE["stance_matrix.json"](view, AT))
    facts = view.case.facts
    assert drawn == {
        (cell["actor_id"], cell["issue_id"]): cell["stance"] for cell in packed if cell["issue_id"] not in facts
    }


def test_shifts(desk, view, address):
    tables = desk("shifts", **address).app.dataframe
    packed = rows(view, "measures/shifts.csv")
    shown = [*zip(tables[0].value["From"], tables[0].value["To"], strict=True)] if tables else []
    assert shown == [(int(one["from_stance"]), int(one["to_stance"])) for one in packed]


def test_camps(desk, view, address):
    shown = desk("agreement", **address)
    shown.app.session_state["twin-camps"] = True
    table = shown.run().table
    packed = rows(view, "measures/camps.csv")
    assert [*map(str, table["With its own camp"])] == [one["within"] for one in packed]
    assert [*map(str, table["With the others"])] == [one["across"] for one in packed]


def test_commitments(desk, view, address):
    tables = desk("commitments", **address).app.dataframe
    assert sum(len(one.value) for one in tables) == len(rows(view, "measures/commitments.csv"))


def test_the_timeline(desk, view, address):
    shown = desk("timeline", **address)
    shown.app.session_state["twin-timeline"] = True
    assert len(shown.run().table) == len(rows(view, "timeline.csv"))
