"""Agreement, camps and polarization as tables to read and sort; names, never ids."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from crisis.measures.agreement import (
    DUPLICATES,
    NORMALIZATIONS,
    SCALES,
    STATEMENTS,
    TIES,
    AgreementNetwork,
    AgreementParameters,
)
from crisis.measures.layout import Pulls
from crisis.model.parameters import told
from crisis.tables.view import View

Twin = tuple[pd.DataFrame, Sequence[str]]


def pairs(view: View, network: AgreementNetwork) -> Twin:
    """Every pair that shares an issue, the strongest tie first, and what each row opens."""
    names, choices = view.case.names, told(network.parameters)
    places = np.argwhere(np.triu(network.shared, 1) > 0)
    ties = network.values[places[:, 0], places[:, 1]]
    places = places[np.argsort(-np.abs(ties), kind="stable")].tolist()
    table = pd.DataFrame(
        {
            "Actor": [names[network.rows[one]] for one, _ in places],
            "Other": [names[network.rows[other]] for _, other in places],
            TIES.label(network.parameters.tie).capitalize(): [
                float(network.values[one, other]) for one, other in places
            ],
            "Pairs of statements": [int(network.shared[one, other]) for one, other in places],
        }
    )
    return table, [f"agreement|{network.rows[one]}|{network.rows[other]}|{choices}" for one, other in places]


def camps_table(view: View, found: pd.DataFrame) -> Twin:
    """Every actor that takes a side with its camp, and the profile each row opens."""
    names = view.case.names
    table = pd.DataFrame(
        {
            "Actor": [names[one] for one in found["row_id"]],
            "Camp": found["camp"].to_numpy(),
            "With its own camp": found["within"].to_numpy(),
            "With the others": found["across"].to_numpy(),
            "Statements": found["statements"].to_numpy(),
            "Stays": found["stays"].to_numpy(),
        }
    )
    return table, [f"actor|{one}" for one in found["row_id"]]


def polarization_table(view: View, found: pd.DataFrame) -> Twin:
    """Polarization by issue; a row opens the statements on the issue."""
    names = view.case.issue_names
    table = pd.DataFrame(
        {
            "Issue": ["All issues together" if not one else names[one] for one in found["issue_id"]],
            "Polarization": found["polarization"].to_numpy(),
            "Actors": found["rows"].to_numpy(),
            "Against": found["against"].to_numpy(),
            "Balanced": found["balanced"].to_numpy(),
            "For": found["for"].to_numpy(),
        }
    )
    return table, [f"issue|{one}" if one else "" for one in found["issue_id"]]


def pulls(view: View, network: AgreementNetwork, camps: Sequence[Sequence[str]]) -> Pulls:
    """What places the actors of some camps in a picture: agreement draws together, disagreement parts."""
    order = [one for camp in camps for one in camp]
    places = [network.rows.index(one) for one in order]
    values = network.values[np.ix_(places, places)]
    none = np.zeros_like(values)
    camp = np.repeat(np.arange(len(camps)), [len(group) for group in camps])
    named = {one: view.case.names[one] for one in order}
    return Pulls(named, np.maximum(values, 0), np.maximum(-values, 0), none, none, camp)


def words(parameters: AgreementParameters) -> str:
    """How a network was counted, in a sentence."""
    parts = [
        TIES.label(parameters.tie),
        f"{SCALES.label(parameters.scale)} scale",
        STATEMENTS.label(parameters.statements),
        f"duplicates: {DUPLICATES.label(parameters.duplicates)}",
        f"normalization: {NORMALIZATIONS.label(parameters.normalize)}",
        "deeds count" if parameters.deeds else "deeds left out",
        "valence issues count" if parameters.valence else "valence issues left out",
    ]
    return f"Counted: {', '.join(parts)}."
