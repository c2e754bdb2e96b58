import json
from datetime import date
from types import SimpleNamespace

import pytest

from crisis.ui import day_hand

PAGES = ["stance_matrix", "timeline"]


def component(shown, part, name):
    """A component of the page as it is sent."""
    found = [one.proto for one in descendants(shown.app.main) if one.type == "bidi_component"]
    (sent,) = [one for one in found if one.id.endswith(f"-{part}-{name}")]
    return sent


def told(shown, part, name):
    """Data of a component of the page."""
    return json.loads(component(shown, part, name).json)


def descendants(block):
    for one in block.children.values():
        yield one
        yield from descendants(one) if hasattr(one, "children") else ()


@pytest.mark.parametrize("name", PAGES)
def test_states_are_those_of_all_days_and_come_only_when_asked_for(desk, name):
    one, other = (desk(name, as_of=day) for day in ("2022-03-01", "2022-04-01"))
    first, second = (told(shown, "hand", name) for shown in (one, other))
    assert (first["day"], second["day"]) == ("2022-03-01", "2022-04-01")
    assert (first["token"], first["stops"]) == (second["token"], second["stops"])
    assert told(one, "days", name).keys() == {"token", "day"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sent_the_one_painter_it_needs(desk, name):
    script = component(desk(name), "hand", name).js_content
    assert script.count("function painterOf(") == 1
    assert script.count("export default") == 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lens", [{"country": "Germany"}, {"level": "organisation"}, {"hindsight": "true"}])
def test_another_lens_has_other_states(desk, name, lens):
    assert told(desk(name), "hand", name)["token"] != told(desk(name, **lens), "hand", name)["token"]


def test_lanes_and_opened_rows_have_other_states(desk):
    assert (
        told(desk("timeline"), "hand", "timeline")["token"]
        != (told(desk("timeline", lanes="by country"), "hand", "timeline")["token"])
    )
    assert (
        told(desk("stance_matrix"), "hand", "stance_matrix")["token"]
        != (told(desk("stance_matrix", parts="Germany"), "hand", "stance_matrix")["token"])
    )


@pytest.mark.parametrize(
    ("day", "taken"), [("2022-03-01", date(2022, 3, 1)), ("1999-01-01", None), ("soon", None), (None, None)]
)
def test_only_a_day_of_the_case_is_taken(monkeypatch, shipped, day, taken):
    state = {"hand": {"day": day}}
    monkeypatch.setattr(day_hand, "st", SimpleNamespace(session_state=state))
    day_hand._settle("hand", shipped)
    assert state.get("as_of") == taken


def test_stops_are_told_as_runs_of_days(shipped):
    runs = day_hand._runs(shipped)
    assert runs[0] == ("2014-01-01", 32)
    assert date.fromisoformat(runs[-1][0]).toordinal() + runs[-1][1] - 1 == shipped.last_day.toordinal()
