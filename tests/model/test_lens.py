from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.model.lens import Lens, LensError
from crisis.model.vocabulary import CREDIBILITIES, LEVELS, RELIABILITIES


@pytest.fixture(scope="module")
def toy(case):
    return case(
        settings={"timeline_from": "2022-02-07", "default_day": "2022-03-01"},
        actors=["GERMANY name=Germany kind=state country=DEU", "NATO", "SCHOLZ part_of=GERMANY kind=person"],
        issues=["I01 name='Bar Ukraine from NATO'", "I02 name='Stop the pipeline'"],
        events=["e1 country=QAT"],
    )


def test_nothing_chosen_is_the_whole_case_as_coded_on_its_default_day(toy):
    assert Lens() == Lens((), (), None, False, "actor", None, "", None)
    assert Lens().on(toy) == Lens(as_of=date(2022, 3, 1), since=date(2022, 2, 7))


def test_what_was_chosen_stays_when_the_case_fills_in_its_days(toy):
    chosen = Lens(("DEU",), ("I01",), date(2022, 2, 1), True, "country", date(2022, 1, 1), "C", 3)
    assert chosen.on(toy) == chosen


def test_the_order_of_choices_does_not_matter():
    assert Lens(country=("NATO", "DEU", "NATO")) == Lens(country=("DEU", "NATO"))
    assert hash(Lens(issue=("I02", "I01"))) == hash(Lens(issue=("I01", "I02")))


def test_a_lens_cannot_be_changed():
    with pytest.raises(AttributeError):
        Lens().level = "country"


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (
            {"level": "counrty"},
            "level 'counrty' is not known; use actor, organisation, country. Did you mean 'country'?",
        ),
        ({"min_reliability": "G"}, "reliability 'G' is not known; use A, B, C, D, E, F."),
        ({"max_credibility": 7}, "credibility '7' is not known; use 1, 2, 3, 4, 5, 6."),
        ({"max_credibility": 0}, "credibility '0' is not known; use 1, 2, 3, 4, 5, 6."),
    ],
)
def test_refuses_what_no_case_has(choice, sentence):
    with pytest.raises(LensError) as error:
        Lens(**choice)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (
            {"country": ("Germny",)},
            "country or body 'Germny' is not known; use DEU, QAT, NATO. Did you mean 'DEU'?",
        ),
        ({"country": ("Germany",)}, "country or body 'Germany' is not known; use DEU, QAT, NATO. Did you mean 'DEU'?"),
        ({"country": ("GERMANY",)}, "country or body 'GERMANY' is not known; use DEU, QAT, NATO."),
        ({"country": ("FRA",)}, "country or body 'FRA' is not known; use DEU, QAT, NATO."),
        ({"issue": ("I0l",)}, "issue 'I0l' is not known; use I01, I02."),
        ({"issue": ("Stop the pipelin",)}, "issue 'Stop the pipelin' is not known; use I01, I02. Did you mean 'I02'?"),
        ({"issue": ("x\n" * 99,)}, f"issue '{'x�' * 29}x…' is not known; use I01, I02."),
    ],
)
def test_refuses_what_this_case_does_not_have(toy, choice, sentence):
    with pytest.raises(LensError) as error:
        Lens(**choice).on(toy)
    assert str(error.value) == sentence


def test_a_long_list_of_choices_is_cut(shipped):
    with pytest.raises(LensError, match=r"use (\w+, ){12}…\."):
        Lens(country=("Atlantis",)).on(shipped)


def test_becomes_the_parameters_of_an_address():
    assert Lens().params() == {}
    assert Lens(("NATO", "DEU"), ("I01",), date(2022, 2, 1), True, "country", date(2022, 1, 1), "C", 3).params() == {
        "country": ["DEU", "NATO"],
        "issue": ["I01"],
        "as_of": ["2022-02-01"],
        "hindsight": ["true"],
        "level": ["country"],
        "since": ["2022-01-01"],
        "min_reliability": ["C"],
        "max_credibility": ["3"],
    }


def test_an_address_may_name_countries_and_issues_by_their_printed_names(toy):
    params = {"country": ["Germany", "NATO", "Qatar"], "issue": ["Stop the pipeline"]}
    assert Lens.from_params(params, toy) == (Lens(("DEU", "NATO", "QAT"), ("I02",)), [])


def test_an_id_wins_over_a_name(case):
    toy = case(issues=["I01 name=I02", "I02 name=I01"])
    assert Lens.from_params({"issue": ["I02"]}, toy) == (Lens(issue=("I02",)), [])


@pytest.mark.parametrize(
    ("word", "value"), [("true", True), ("1", True), ("YES", True), ("false", False), ("0", False)]
)
def test_a_switch_reads_several_words(toy, word, value):
    assert Lens.from_params({"hindsight": [word]}, toy) == (Lens(hindsight=value), [])


def test_of_two_values_of_a_single_choice_the_last_counts(toy):
    assert Lens.from_params({"level": ["country", "organisation"]}, toy) == (Lens(level="organisation"), [])


def test_empty_and_foreign_parameters_are_not_ours(toy):
    assert Lens.from_params({"country": [""], "page": ["shifts"], "as_of": []}, toy) == (Lens(), [])


def test_bad_parameters_are_ignored_with_a_notice(toy):
    params = {
        "country": ["DEU", "Atlantis"],
        "issue": ["<script>"],
        "as_of": ["2022-02-30"],
        "hindsight": ["perhaps"],
        "level": ["planet"],
        "since": ["../2022-01-27"],
        "min_reliability": ["c"],
        "max_credibility": ["٣"],
    }
    assert Lens.from_params(params, toy) == (
        Lens(country=("DEU",)),
        [
            "Ignored country ‘Atlantis’ in the address: not in this case.",
            "Ignored issue ‘<script>’ in the address: not in this case.",
            "Ignored as of ‘2022-02-30’ in the address: not in this case.",
            "Ignored hindsight ‘perhaps’ in the address: not in this case.",
            "Ignored level ‘planet’ in the address: not in this case.",
            "Ignored since ‘../2022-01-27’ in the address: not in this case.",
            "Ignored min reliability ‘c’ in the address: not in this case.",
            "Ignored max credibility ‘٣’ in the address: not in this case.",
        ],
    )


def test_in_words_names_stand_for_ids(toy):
    assert (
        Lens().words(toy) == "As of 1 March 2022, as known that day · all countries and bodies · all issues · by actor"
    )
    chosen = Lens(("DEU", "NATO"), ("I01",), date(2022, 2, 1), True, "country", date(2022, 1, 1), "C", 3)
    assert chosen.words(toy) == (
        "As of 1 February 2022, with hindsight · Germany, NATO · Bar Ukraine from NATO · by country · "
        "events since 1 January 2022 · sources graded C or better · credibility 3 or better"
    )


def test_in_words_the_own_first_day_of_the_case_is_not_repeated(toy):
    assert Lens().on(toy).words(toy) == Lens().words(toy)


def test_in_words_a_long_choice_of_issues_is_cut(case):
    toy = case(issues=[f"I{n}" for n in range(1, 7)], settings={"default_day": "2022-03-01"})
    assert "· I1, I2, I3, I4 and 2 more issues ·" in Lens(issue=("I1", "I2", "I3", "I4", "I5", "I6")).words(toy)


@given(st.data())
def test_an_address_gives_the_same_lens_back(shipped, data):
    days = st.none() | st.dates(date(1000, 1, 1), date(9999, 12, 31))
    lens = Lens(
        country=tuple(data.draw(st.lists(st.sampled_from(shipped.selectable), max_size=3))),
        issue=tuple(data.draw(st.lists(st.sampled_from([*shipped.issue_names]), max_size=3))),
        as_of=data.draw(days),
        hindsight=data.draw(st.booleans()),
        level=data.draw(st.sampled_from([*LEVELS])),
        since=data.draw(days),
        min_reliability=data.draw(st.sampled_from(["", *RELIABILITIES])),
        max_credibility=data.draw(st.none() | st.sampled_from([*map(int, CREDIBILITIES)])),
    )
    assert Lens.from_params(lens.params(), shipped) == (lens, [])


PARAMS = st.dictionaries(
    st.sampled_from([*Lens.__dataclass_fields__, "page"]), st.lists(st.text(max_size=12), max_size=3)
)


@given(PARAMS)
def test_no_address_is_ever_an_error(shipped, params):
    lens, notices = Lens.from_params(params, shipped)
    assert lens.on(shipped)
    assert all(notice.isprintable() for notice in notices)
