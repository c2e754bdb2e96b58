"""How measures are counted, in words: the page prints these notes, and ``docs/measures.md`` is made of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know to defend a number.

    Attributes
    ----------
    title
        The measure.
    formula
        How it is worked out.
    reach
        Range and direction.
    missing
        What an empty cell, a gap or a dot means.
    source
        Where the formula is from.
    differs
        Where and why it differs from the reference tool of the field, Discourse Network Analyzer 3.1.2; empty where
        that has no such measure.
    """

    title: str
    formula: str
    reach: str
    missing: str
    source: str
    differs: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Heading and text of each part that says something."""
        parts = [
            ("Formula", self.formula),
            ("Range", self.reach),
            ("Missing", self.missing),
            ("Source", self.source),
            ("Against the reference tool", self.differs),
        ]
        return [(head, text) for head, text in parts if text]


NOTES = {
    "agreement": Note(
        "Agreement networks",
        "P and N count the supporting and opposing statements of each actor on each issue. Shared issues: "
        "(P + N)(P + N)ᵀ; agreement (congruence): PPᵀ + NNᵀ; disagreement (conflict): PNᵀ + NPᵀ; agreement less "
        "disagreement: their difference. On the graded scale a pair of statements weighs 1 − |q − q′| / 4 for "
        "agreement and |q − q′| / 4 for disagreement. By mean activity: divided by the mean number of statements of "
        "the two, on all issues. Jaccard: each (issue, side) once, shared over all. Cosine: the tie over the root of "
        "each actor's tie with itself. Two-mode ties are counts, P − N or the sum of stances, or the sides taken "
        "(1 supports, 2 opposes, 3 both). Facts in dispute and deeds are left out unless asked for.",
        "Counts from 0; Jaccard and cosine 0 to 1, less disagreement −1 to 1. More is more agreement, for disagreement "
        "more disagreement.",
        "0 in a network of actors may mean balanced or nothing shared; the picture prints a dot where no issue is "
        "shared. In a network of actors and issues an empty cell is not coded.",
        "Leifeld, P. (2017), Discourse network analysis, Oxford Handbook of Political Networks.",
        "Counts, average, activity and prominence are the same. Weeks and months of duplicates include their year: the "
        "reference lets January 2024 swallow January 2025. Its Jaccard (not bounded by 1) and cosine (the product of "
        "the counts) are kept as dna_jaccard and dna_cosine; jaccard and cosine are the true ones. The width of the "
        "graded scale is 4, not the range that happened to be said. Combine on the graded scale, a bit pattern there, "
        "is not offered.",
    ),
    "camps": Note(
        "Camps",
        "The division of the actors that makes the sum of agreement less disagreement inside camps largest; the number "
        "of camps is free. Exact for up to 12 actors, by seeded local moves beyond. Of equally good divisions the one "
        "with fewest pairs together. Stays: 100 times a random tenth of the statements is left out and the camps are "
        "found anew; the share of runs in which the actor stands in the same camp.",
        "With its own camp, with the others: pairs of statements, agreeing less disagreeing. Stays: 0 to 1, more is "
        "firmer. It is a sensitivity to omitted statements: this is a coded sample, not the world.",
        "Silent actors are not listed; who shares no issue with anyone has no camp.",
        "Doreian, P. and Mrvar, A. (1996), A partitioning approach to structural balance, Social Networks 18, 149–168; "
        "Bansal, N. et al. (2004), Correlation clustering, Machine Learning 56, 89–113.",
        "Its search forces camps of equal size and maximises the distance from the ideal division, so that the wrong "
        "camps win; it is not followed.",
    ),
    "polarization": Note(
        "Polarization",
        "Of an issue: the variance of the latest stances over its largest possible value, Σ(q − mean)² / n / 4. Over "
        "all issues: the division in two halves that scores best; the score is the sum of 2|q − q′| / 4 − 1 over pairs "
        "of different halves on shared issues, over the number of such pairs two equal halves would have on every "
        "issue.",
        "0 where all agree, 1 where two equal camps stand at the two ends; over all issues, on every issue alike.",
        "An issue with one actor is not listed: nobody disagrees alone.",
        "DiMaggio, P., Evans, J. and Bryson, B. (1996), Have Americans' social attitudes become more polarized?, "
        "American Journal of Sociology 102, 690–755.",
        "Its polarization is highest for the wrong camps, and equal for agreement and disagreement in time windows; it "
        "is not followed.",
    ),
    "windows": Note(
        "Over time",
        "Windows are calendar days, ISO weeks or months with their year, from their first day to the day before the "
        "next; a point looks back over the units chosen, its own included. Agreement: (congruence − conflict) / pairs "
        "of statements on shared issues. Polarization: the mean over the issues, weighed by actors, of the variance of "
        "the latest stances in the window over 4. Tempo: statements, and acts between two actors by their sign.",
        "Agreement −1 (always opposed) to 1 (always agreed); polarization 0 to 1; tempo counts.",
        "A window without a shared issue has no point. The bars below say how many statements stand behind each.",
        "Calendar arithmetic; formulas as above.",
        "Its windows hold both ends, a window of one unit holds one instant, and repeats are dropped before the "
        "windows are made; none of that is followed.",
    ),
    "shifts": Note(
        "Shifts",
        "Statements of an actor on an issue, words, deeds and votes, are read from the oldest to the latest, those "
        "that take no side passed over. Between neighbours: reversal where the sign changes, hardening and softening "
        "where the strength does. Contradiction: opposite signs fewer than 30 days apart, or on one day; of one day it "
        "is a contradiction only, and two strengths of one side on one day are no shift: nobody knows which came "
        "first. Word against deed: the latest word and the latest deed have opposite signs. Facts in dispute are left "
        "out unless asked for.",
        "Size: the distance of the two stances, 1 to 4.",
        "What is not coded is no shift: nobody is called silent or unmoved. One more statement may make, move or split "
        "a shift: sensitivity to omitted statements, this is a coded sample, not the world.",
        "Definitions of this desk.",
    ),
    "spread": Note(
        "Spread",
        "Latest stances of the members of a body, or of the parts of a state, on one issue: lowest, highest, their "
        "distance. The majority is the side, for or against, that more members take; dissenters take the other. "
        "Balanced members take none; where both sides are equal there is no majority and nobody dissents. Members are "
        "those of the day, as known by it. Facts in dispute are left out.",
        "0 (all alike, or one member coded) to 4 (both ends).",
        "Members not coded on the issue are listed as not coded, which is not silent.",
        "Definitions of this desk.",
    ),
    "commitments": Note(
        "Commitments",
        "Every statement whose act is a commitment or a threat, with the condition it names. Carried out by the first "
        "coded event, known by the day, that names it as its fulfilment; the delay runs from the last day it may have "
        "been said to the first day of that event.",
        "Delay in days, 0 the same day.",
        "Open means that no coded event carries it out, not that it was broken. Whether a condition was met is not "
        "coded; where a conditional one was carried out, whoever did it took the condition as met. What carried it out "
        "may be missing: sensitivity to omitted events, this is a coded sample, not the world.",
        "Definitions of this desk.",
    ),
    "double_coding": Note(
        "Double coding",
        "Two codings of the same documents. Compared are the documents both list. One statement: the same document, "
        "actor and issue, and dates that may mean the same day or days at most one apart, unless another number is "
        "chosen. Each is matched once: the nearest days first, then the same locator, then more of act, basis and "
        "certainty alike, then the nearer stances. Recall: the share of the statements of one that the other found, "
        "both ways. Agreement on the stance of matched statements: Krippendorff's alpha, 1 − (n − 1) Σ o(c,k) d(c,k) / "
        "Σ n(c) n(k) d(c,k), with o the coincidences, n(c) how often a stance was given, and the ordinal distance "
        "d(c,k) = (n(c) + … + n(k) − (n(c) + n(k)) / 2)². Its interval: the middle 95 % of the alphas of 1,000 seeded "
        "samples of as many matched statements, drawn with replacement.",
        "Recall 0 to 1. Alpha at most 1: 1 full agreement, 0 what chance would give, below 0 worse than chance.",
        "Alpha is empty with fewer than two matched statements that have a stance of both, for one issue fewer than "
        "ten, and where every stance is the same. A stance against none is a disagreement in the list, not in alpha. "
        "Alpha says nothing about what only one found.",
        "Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability; Hayes, A. F. and Krippendorff, K. "
        "(2007), Answering the call for a standard reliability measure for coding data, Communication Methods and "
        "Measures 1, 77–89.",
    ),
}
"""Notes by measure."""
