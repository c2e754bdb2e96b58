import json
import shlex
from datetime import date
from types import SimpleNamespace

import pytest
from streamlit.runtime.caching import clear_session_resource_cache

from crisis.pages import PAGES
from crisis.ui import leaving
from crisis.ui.markdown import html, plain

NAMES = [entry.name for entry in PAGES]
CHARTS = {"stance_matrix": ["stance_matrix", "facts"], "network": ["network"], "timeline": ["timeline"]}
CHARTS["coverage"] = ["coverage_actor", "coverage_issue"]
CHARTS["agreement"] = ["agreement", "camps", "polarization", "windows"]
CHARTS |= {"shifts": ["shifts", "steps", "spread"], "commitments": ["commitments"]}


@pytest.mark.parametrize("page", NAMES)
def test_it_opens_on_the_shipped_case(desk, page):
    shown = desk(page)
    (entry,) = [entry for entry in PAGES if entry.name == page]
    assert [one.value for one in shown.app.title] == [entry.title]
    assert shown.answer.endswith(".")
    assert shown.warnings == []
    assert "21 December 2022. Shown: " in shown.said()
    assert "Russia-Ukraine crisis, 2021-2022. Version " in shown.said(1)


@pytest.mark.parametrize("page", NAMES)
def test_no_figure_has_to_be_copied_before_it_is_sent(desk, page, monkeypatch):
    copied = []
    monkeypatch.setattr("plotly.io._json.clean_to_json_compatible", lambda part, **_: copied.append(part))
    assert desk(page, country="Germany").app.exception == []
    assert copied == []


@pytest.mark.parametrize("page", NAMES)
def test_a_session_is_noticed_when_it_goes(desk, page, monkeypatch):
    times = []
    monkeypatch.setattr(leaving, "Timer", lambda *told: times.append(told) or SimpleNamespace(start=lambda: None))
    desk(page)
    assert times == []
    clear_session_resource_cache("test session id")
    ((after, collect),) = times
    assert after == leaving.AFTER
    collect()


@pytest.mark.parametrize("page", NAMES)
def test_the_pack_can_be_taken_from_every_page(desk, page):
    labels = [one.proto.label for one in desk(page).app.sidebar.get("download_button")]
    assert labels == ["Evidence pack"]


@pytest.mark.parametrize("page", NAMES)
@pytest.mark.parametrize("country", ["Germany", "DEU"])
def test_a_country_in_the_address_may_be_a_name_or_a_code(desk, page, country):
    shown = desk(page, country=country)
    assert shown.app.multiselect(key="country").value == ["DEU"]
    assert shown.app.query_params["country"] == "Germany"
    assert "Shown: 47 of 445 positions" in shown.said()
    assert shown.warnings == []


@pytest.mark.parametrize("page", NAMES)
def test_the_first_day_shows_sentences_in_place_of_marks(desk, page):
    shown = desk(page, as_of="2014-01-01")
    assert "1 January 2014. Shown: 0 of 445 positions" in shown.said()
    for key in CHARTS.get(page, [])[:1]:
        (sentence,) = shown.figure(key)["layout"]["annotations"]
        assert "Choose" in sentence["text"] or "choose" in sentence["text"]
        assert shown.figure(key)["data"] == []
    if page in ("evidence", "case_data"):
        assert len(shown.app.info) == 1


def test_the_ledger_accounts_for_every_row(desk):
    shown = desk("case_data", country="DEU")
    shown.app.session_state["ledger"] = True
    ledger = shown.run().app.dataframe[0].value
    positions = ledger[ledger["table"] == "positions"].set_index("entry")["rows"]
    assert positions["in the case"] + positions.drop(["in the case", "shown"]).sum() == positions["shown"] == 47


@pytest.mark.parametrize("page", NAMES)
def test_an_empty_case_has_every_page(desk, page, folder):
    assert "Shown: 0 of 0 positions" in desk(page, folder()).said()


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ({"country": "Atlantis"}, "Ignored country ‘Atlantis’ in the address: not in this case."),
        ({"issue": "I999"}, "Ignored issue ‘I999’ in the address: not in this case."),
        ({"as_of": "yesterday"}, "Ignored as of ‘yesterday’ in the address: not in this case."),
        (
            {"as_of": "1900-01-01"},
            "Ignored as of ‘1900-01-01’ in the address: the case runs from 1 January 2014 to 21 December 2022.",
        ),
        ({"hindsight": "maybe"}, "Ignored hindsight ‘maybe’ in the address: not in this case."),
        ({"level": "continent"}, "Ignored level ‘continent’ in the address: not in this case."),
        ({"min_reliability": "Z"}, "Ignored min reliability ‘Z’ in the address: not in this case."),
        ({"max_credibility": "9"}, "Ignored max credibility ‘9’ in the address: not in this case."),
        ({"country": "<b>**x**"}, "Ignored country ‘<b>**x**’ in the address: not in this case."),
        (
            {"country": "Atlantis", "level": "continent"},
            "Ignored country ‘Atlantis’ in the address: not in this case. "
            "Ignored level ‘continent’ in the address: not in this case.",
        ),
    ],
)
def test_a_bad_parameter_is_ignored_and_told_until_it_is_waved_away(desk, address, notice):
    shown = desk("evidence", **address)
    assert shown.warnings == [notice]
    assert "Shown: 444 of 445 positions" in shown.said()
    shown.press("Dismiss")
    assert shown.warnings == []


def test_a_bad_parameter_leaves_the_good_ones(desk):
    shown = desk("evidence", country=["Atlantis", "DEU", "NATO"], issue="Arm Ukraine", level="actor", hindsight="1")
    assert len(shown.warnings) == 1
    assert shown.app.multiselect(key="country").value == ["DEU", "NATO"]
    assert shown.app.multiselect(key="issue").value == ["I05"]
    assert shown.app.selectbox(key="level").value == "actor"
    assert shown.app.toggle(key="hindsight").value is True


def test_a_theme_in_the_address_is_its_issues(desk):
    assert desk("evidence", issue="military aid").app.multiselect(key="issue").value == ["I05", "I13", "L34", "L35"]


@pytest.mark.parametrize("page", NAMES)
def test_reset_takes_every_choice_back(desk, page):
    chosen = {"country": "DEU", "issue": "I05", "as_of": "2022-03-01", "hindsight": "true", "level": "actor"}
    shown = desk(page, **chosen, min_reliability="B", max_credibility="2")
    assert "1 March 2022. Shown: " in shown.said()
    shown.press("Reset")
    assert {name: shown.app.session_state[name] for name in [*chosen, "min_reliability", "max_credibility"]} == {
        "country": [],
        "issue": [],
        "as_of": date(2022, 12, 21),
        "hindsight": False,
        "level": "country",
        "min_reliability": "any",
        "max_credibility": "any",
    }
    assert "21 December 2022. Shown: 444 of 445 positions" in shown.said()


def test_choosing_a_theme_chooses_its_issues(desk):
    shown = desk("evidence")
    shown.app.multiselect(key="issue").set_value(["military aid"])
    assert shown.run().app.multiselect(key="issue").value == ["I05", "I13", "L34", "L35"]


def test_the_lens_changes_what_is_shown(desk, folder):
    path = folder(
        sources=["s1 published_on=2022-01-01", "s2 published_on=2022-02-27"],
        positions=["p1 said_on=2022-01-01", "p2 said_on=2022-01-01 source_id=s2", "p3 said_on=2022-02-27 actor_id=B"],
    )
    shown = desk("evidence", path)
    assert shown.answer.startswith("3 of 3 statements.")
    shown.app.date_input(key="as_of").set_value(date(2022, 2, 1))
    assert shown.run().answer.startswith("1 of 1 statements.")
    shown.app.toggle(key="hindsight").set_value(True)
    assert shown.run().answer.startswith("2 of 2 statements.")


@pytest.mark.parametrize("day", ["2000-01-01", "2030-01-01"])
def test_the_day_may_lie_outside_what_the_case_reports_on(desk, folder, day):
    path = folder(files={"case.toml": f"title = 'Toy'\ndefault_day = '{day}'\n"}, positions=["p1"])
    assert desk("stance_matrix", path).app.date_input(key="as_of").value == date.fromisoformat(day)


@pytest.mark.parametrize("page", NAMES)
def test_a_broken_case_shows_its_problems_and_nothing_else(desk, page, folder):
    path = folder(positions=["p1 stance=7", "p2 said_on=tomorrow"])
    shown = desk(page, path)
    assert [one.value for one in shown.app.error] == [
        "This case cannot be opened: 2 problems. Nothing of it is loaded."
    ]
    (table,) = [one.value for one in shown.app.dataframe]
    assert table[["sheet", "row", "column", "value"]].to_dict("records") == [
        {"sheet": "positions", "row": 2, "column": "stance", "value": "7"},
        {"sheet": "positions", "row": 3, "column": "said_on", "value": "tomorrow"},
    ]
    assert len(shown.app.multiselect) == len(shown.app.get("plotly_chart")) == 0


HOSTILE = [
    "<script>alert(1)</script>",
    "**bold**",
    ":smile: :material/home:",
    "$x$",
    "\u202ertl\u200f",
    "x" * 10_000,
    "😀",
]


@pytest.fixture
def hostile(folder):
    """A case in which every text is meant as harm: names, titles, propositions, themes, places, summaries."""
    said = [shlex.quote(text) for text in HOSTILE]
    every = shlex.quote(" ".join(HOSTILE))
    issues = [f"name={text} proposition={text} theme={text}" for text in said]
    return folder(
        files={"case.toml": f"title = '{HOSTILE[1]}'\ndescription = '{HOSTILE[2]}'\n"},
        actors=[f"A{i} name={text} role={text} aliases={text}" for i, text in enumerate(said)],
        issues=[f"{kind[0]}{i} kind={kind} {text}" for i, text in enumerate(issues) for kind in ("policy", "fact")],
        sources=[f"s1 title={every} publisher={said[0]} note={every}"],
        positions=[
            f"{kind}{i} actor_id=A{i} issue_id={kind}{i} act=threat summary={text} via={text} locator={text}"
            for i, text in enumerate(said)
            for kind in "pf"
        ]
        + ["q actor_id=A1 issue_id=p0 stance=-1"],
        relationships=[
            f"r{i} actor_id=A{i} recipient_id=A0 kind=THREATEN polarity=-2 summary={text} locator={text}"
            for i, text in enumerate(said[1:], 1)
        ],
        events=[
            f"e{i} title={text} place={text} actor_ids=A{i} recipient_ids=A0 summary={text} locator={text}"
            for i, text in enumerate(said)
        ],
    )


HARM = ("<script", "**bold", ":smile:", ":material", "$x$", "xxx")


def harmful(shown, place):
    """Texts in which something hostile is left when all that prints it as text is taken out."""
    for form, texts in ((plain, shown.markdown(place)), (html, shown.html(place))):
        for text in texts:
            left = text
            for hostile in sorted(HOSTILE, key=len, reverse=True):
                left = left.replace(form(hostile), "")
            if any(harm in left for harm in HARM):
                yield left


@pytest.mark.parametrize("page", NAMES)
def test_hostile_text_is_shown_as_text(desk, page, hostile):
    shown = desk(page, hostile)
    assert [*harmful(shown, 0), *harmful(shown, 1)] == []
    for key in CHARTS.get(page, []):
        assert "<script" not in json.dumps(shown.figure(key), ensure_ascii=False)
        assert shown.figure(key)["layout"].get("width", 0) < 2000


@pytest.mark.parametrize(
    "token", ["cell|A0|p0", "event|e0", "tie|A1|A0", "position|p0", "actor|A0", "actor|A5", "week|issue|p5|2022-01-31"]
)
def test_hostile_text_is_text_in_every_panel(desk, hostile, token):
    shown = desk("evidence", hostile, opened=token)
    assert shown.panel
    assert [*harmful(shown, 2)] == []
