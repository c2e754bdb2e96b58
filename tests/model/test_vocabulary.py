import pytest

from crisis.model import plover, vocabulary
from crisis.model.vocabulary import Vocabulary

VOCABULARIES = {
    name: value
    for module in (vocabulary, plover)
    for name, value in vars(module).items()
    if isinstance(value, Vocabulary)
}

CODES = {
    "ACTOR_KINDS": "state government ministry parliament party armed_forces person organisation company media group "
    "separatist",
    "SOURCE_KINDS": "primary agency news state_media analysis reference copy wiki blog",
    "ISSUE_KINDS": "policy judgement fact valence composite",
    "ACTS": "statement demand proposal commitment threat denial accusation decision vote conduct",
    "BASES": "word deed vote",
    "CONDITIONS": "none if_attack if_partners if_reciprocal",
    "CHANNELS": "speech press interview call document joint_statement tweet order vote",
    "CERTAINTIES": "stated reported inferred",
    "STATUSES": "scheduled ongoing occurred cancelled",
    "THEMES": "diplomacy statements talks law_and_votes sanctions energy arms_and_money force society",
    "YES_NO": "yes no",
    "LEVELS": "actor organisation country",
    "RELIABILITIES": "A B C D E F",
    "CREDIBILITIES": "1 2 3 4 5 6",
    "STANCES": "-2 -1 0 1 2",
    "POLARITIES": "-2 -1 0 1 2",
    "EVENT_KINDS": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT",
    "STRUCTURAL": "member_of holds_office_in part_of works_for aligned_with",
    "TIE_KINDS": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT member_of holds_office_in part_of works_for aligned_with",
}


@pytest.mark.parametrize("name", CODES)
def test_holds_exactly_the_codes_of_the_contract(name):
    assert " ".join(VOCABULARIES[name]) == CODES[name]


def test_every_vocabulary_is_pinned():
    assert VOCABULARIES.keys() == CODES.keys()


@pytest.mark.parametrize("name", VOCABULARIES)
def test_codes_and_labels_are_unique_and_have_a_meaning(name):
    terms = VOCABULARIES[name].terms
    assert len({term.code for term in terms}) == len({term.label for term in terms}) == len(terms)
    assert all(term.label and term.meaning.endswith(".") for term in terms)


def test_a_code_has_label_meaning_and_rank():
    certainties = vocabulary.CERTAINTIES
    assert certainties.label("reported") == "reported"
    assert certainties.meaning("stated") == "The actor is quoted or the source asserts it."
    assert [certainties.rank(code) for code in certainties] == [0, 1, 2]


def test_the_empty_code_has_an_empty_label():
    assert vocabulary.CHANNELS.label("") == ""


def test_modes_belong_to_kinds_of_act():
    assert plover.modes_of("CONSULT") == ("visit", "third-party", "multilateral", "phone")
    assert plover.modes_of("AGREE") == plover.modes_of("member_of") == plover.modes_of("NONSENSE") == ()


def test_seven_kinds_of_act_cooperate_and_nine_conflict():
    cooperative = [kind.code for kind in plover.EVENT_TYPES.values() if kind.cooperative]
    assert cooperative == ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"]
