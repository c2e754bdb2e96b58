"""Closed vocabularies: every code the tables may hold, with its label and meaning, declared once."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary: what the table holds, what a page prints, what it means."""

    code: str
    label: str
    meaning: str


class Vocabulary:
    """An ordered, closed set of codes.

    Parameters
    ----------
    name
        What one of its codes is called in an error or a form, e.g. ``"kind of act"``.
    terms
        The codes in the order forms and codebooks show them.
    """

    def __init__(self, name: str, *terms: Term) -> None:
        self.name = name
        self.terms = terms
        self._by_code = {term.code: term for term in terms}

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self.terms)

    def label(self, code: str) -> str:
        """Words for a code; the empty code has none and gives ``""``."""
        return self._by_code[code].label if code else ""

    def meaning(self, code: str) -> str:
        """The sentence a codebook prints for a code."""
        return self._by_code[code].meaning

    def rank(self, code: str) -> int:
        """Place of a code in the order of declaration, from 0."""
        return list(self._by_code).index(code)


ACTOR_KINDS = Vocabulary(
    "kind of actor",
    Term("state", "state", "A state as a whole."),
    Term("government", "government", "A government, or the office of a head of state or government."),
    Term("ministry", "ministry", "A ministry or department."),
    Term("parliament", "parliament", "A parliament or one of its chambers; stands for itself."),
    Term("party", "party", "A political party; stands for itself."),
    Term("armed_forces", "armed forces", "Armed forces of a state."),
    Term("person", "person", "A person, who rolls up through the office held on the day."),
    Term("organisation", "organisation", "An international body, one of its organs, or a public agency."),
    Term("company", "company", "A company; stands for itself."),
    Term("media", "media", "A news outlet; stands for itself."),
    Term("group", "group", "People or states named together without an institution."),
    Term("separatist", "separatist entity", "An entity that claims a state's territory; has no country."),
)

SOURCE_KINDS = Vocabulary(
    "kind of source",
    Term("primary", "primary record", "The document, speech or vote itself."),
    Term("agency", "news agency", "A news agency's own report."),
    Term("news", "news", "A newspaper, broadcaster or news site."),
    Term("state_media", "state media", "A medium owned or directed by a state."),
    Term("analysis", "analysis", "A think tank or scholar."),
    Term("reference", "reference", "An encyclopaedia, chronology or register with an editor."),
    Term("copy", "copy", "A mirror or repost of another source."),
    Term("wiki", "wiki", "Text anyone may edit."),
    Term("blog", "blog", "A personal or unedited page."),
)

ISSUE_KINDS = Vocabulary(
    "kind of issue",
    Term("policy", "policy", "What should be done."),
    Term("judgement", "judgement", "Whether something is acceptable."),
    Term("fact", "fact in dispute", "Whether something is so; kept apart from stances."),
    Term("valence", "valence", "A goal hardly anyone rejects."),
    Term("composite", "composite", "A package of other issues."),
)

ACTS = Vocabulary(
    "act",
    Term("statement", "statement", "Says where it stands."),
    Term("demand", "demand", "Asks others to do it."),
    Term("proposal", "proposal", "Puts it forward."),
    Term("commitment", "commitment", "Promises to do it."),
    Term("threat", "threat", "Announces harm if a condition is met."),
    Term("denial", "denial", "Denies it."),
    Term("accusation", "accusation", "Charges another with it."),
    Term("decision", "decision", "Decides it with authority."),
    Term("vote", "vote", "Casts a vote on it."),
    Term("conduct", "conduct", "Acts on it without saying so."),
)

BASES = Vocabulary(
    "basis",
    Term("word", "word", "Said."),
    Term("deed", "deed", "Done."),
    Term("vote", "vote", "Voted."),
)

CONDITIONS = Vocabulary(
    "condition",
    Term("none", "unconditional", "No condition is named."),
    Term("if_attack", "if attacked", "Holds if Russia, or the adversary of the case, attacks."),
    Term("if_partners", "if partners agree", "Holds if partners do the same."),
    Term("if_reciprocal", "if reciprocated", "Holds if the other side does its part."),
)

CHANNELS = Vocabulary(
    "channel",
    Term("speech", "speech", "A speech."),
    Term("press", "press", "A press conference, briefing or press release."),
    Term("interview", "interview", "An interview."),
    Term("call", "call", "A telephone or video call."),
    Term("document", "document", "A letter, law, treaty or other document."),
    Term("joint_statement", "joint statement", "A statement of several actors."),
    Term("tweet", "tweet", "A message on a social network."),
    Term("order", "order", "An order or decree."),
    Term("vote", "vote", "A vote."),
)

CERTAINTIES = Vocabulary(
    "certainty",
    Term("stated", "stated", "The actor is quoted or the source asserts it."),
    Term("reported", "reported", "Relayed by the narrator or a third person, named in via."),
    Term("inferred", "inferred", "The coder's reading of conduct."),
)

STATUSES = Vocabulary(
    "status",
    Term("scheduled", "scheduled", "Announced for a day to come."),
    Term("ongoing", "ongoing", "Under way."),
    Term("occurred", "occurred", "Happened."),
    Term("cancelled", "cancelled", "Called off; keeps its planned day."),
)

UNCONFIRMED = "scheduled, unconfirmed"
"""State of an event that was announced, whose days are past, and that no known report confirms."""

THEMES = Vocabulary(
    "theme",
    Term("diplomacy", "Meetings and calls", "Visits, meetings, calls."),
    Term("statements", "Statements", "Statements, demands, warnings."),
    Term("talks", "Talks", "Negotiations between the parties."),
    Term("law_and_votes", "Law and votes", "Votes, laws, recognitions, court acts."),
    Term("sanctions", "Sanctions", "Sanctions and expulsions."),
    Term("energy", "Energy", "Gas, oil, pipelines."),
    Term("arms_and_money", "Arms and money", "Arms, aid and loans."),
    Term("force", "Force", "Deployments, exercises, fighting."),
    Term("society", "Society", "Citizens, protests, media."),
)

YES_NO = Vocabulary("answer", Term("yes", "yes", "Yes."), Term("no", "no", "No."))

LEVELS = Vocabulary(
    "level",
    Term("actor", "actor", "As coded: persons, offices and states apart."),
    Term("organisation", "organisation", "Persons under the office they hold."),
    Term("country", "country", "Everyone who speaks for a state or body under that state or body."),
)

RELIABILITIES = Vocabulary(
    "reliability",
    Term("A", "completely reliable", "No doubt about the source."),
    Term("B", "usually reliable", "Minor doubt."),
    Term("C", "fairly reliable", "Doubt; valid in the past."),
    Term("D", "not usually reliable", "Significant doubt."),
    Term("E", "unreliable", "Lacks authenticity or competence."),
    Term("F", "cannot be judged", "No basis to judge; not the same as bad."),
)

CREDIBILITIES = Vocabulary(
    "credibility",
    Term("1", "confirmed", "A primary record, or two independent first-hand families of sources."),
    Term("2", "probably true", "One first-hand family of sources."),
    Term("3", "possibly true", "Only relayed."),
    Term("4", "doubtful", "Contradicted on a material point."),
    Term("5", "improbable", "Contradicted by other information."),
    Term("6", "cannot be judged", "No basis to judge; not the same as false."),
)

STANCES = Vocabulary(
    "stance",
    Term("-2", "strongly opposes", "Explicit and unreserved opposition, or opposition carried out."),
    Term("-1", "opposes", "Lesser or limited opposition."),
    Term("0", "balanced", "Explicitly balanced."),
    Term("1", "supports", "Lesser or limited support."),
    Term("2", "strongly supports", "Explicit and unreserved support, or support carried out."),
)

POLARITIES = Vocabulary(
    "polarity",
    Term("-2", "hostile act", "Harm done or threatened."),
    Term("-1", "unfriendly act", "Refusal, demand or accusation."),
    Term("0", "contact", "Contact or a structural tie."),
    Term("1", "friendly act", "Support or agreement in words."),
    Term("2", "aid", "Help given."),
)
