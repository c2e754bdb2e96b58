"""Statements as one flat CSV, for discourse network tools: who says what on which concept, in which document."""

from datetime import datetime

import pandas as pd

from crisis.exports import csv_file
from crisis.model.vocabulary import ACTOR_KINDS, ACTS, BASES, CERTAINTIES, ISSUE_KINDS
from crisis.tables.view import View


def write(view: View, at: datetime) -> bytes:
    """Every statement of a view, a row each, with names where the tables have ids.

    Parameters
    ----------
    view
        Its statements, in the order of the case; those without a stance are among them.
    at
        Not written: the first row is the header, and there is no room for a stamp.

    Returns
    -------
    bytes
        CSV in UTF-8, header in row 1. It is for programs, so text stands as it was coded: nothing is put before a cell
        that begins with ``= + - @``. Open the workbook, not this file, in a spreadsheet. The columns:

        - ``id``; ``date``: first day it may have been said, ``date_text``: as coded (EDTF);
        - ``person``: who spoke, the actor where that is a person, else the person or name that relayed it, empty where
          nobody is named; ``organization``: the row the actor stands in at the level of the lens, which at the level
          ``actor`` is the actor;
        - ``concept``: the issue; ``agreement``: 1 for, 0 against, empty where balanced or without a stance;
          ``stance``: -2 to 2, empty where no stand was taken;
        - ``document``: title of the main source known by the day; its ``publisher`` and ``reliability`` (A to F);
        - ``actor`` with kind, country and role; ``theme`` and ``issue_kind``; ``via``; ``act``, ``basis``,
          ``certainty``, ``credibility`` (1 to 6) and ``text``, the coder's summary.

        Ids stand in columns of their own that end in ``_id``, country codes in ``actor_country_code``.
    """
    return csv_file.write(table(view))


def table(view: View) -> pd.DataFrame:
    """The same as a table; see `write`."""
    case, said = view.case, view.positions
    actors, issues, sources = (
        case.tables[name].set_index(key).loc[said[key]].set_index(said.index)
        for name, key in (("actors", "actor_id"), ("issues", "issue_id"), ("sources", "source_id"))
    )
    names = case.names
    person = _persons(view)
    return pd.DataFrame(
        {
            "id": said["position_id"],
            "date": said["first_day"],
            "date_text": said["said_on"],
            "person": person.map(lambda one: names.get(one, one)),
            "person_id": person.where(person.isin(case.tables["actors"]["actor_id"]), ""),
            "organization": said["row_id"].map(names),
            "organization_id": said["row_id"],
            "concept": said["issue_id"].map(case.issue_names),
            "concept_id": said["issue_id"],
            "agreement": (said["stance"] > 0).astype("Int8").mask(said["stance"].fillna(0) == 0),
            "stance": said["stance"],
            "document": sources["title"],
            "document_id": said["source_id"],
            "publisher": sources["publisher"],
            "reliability": sources["reliability"],
            "actor": said["actor_id"].map(names),
            "actor_id": said["actor_id"],
            "actor_kind": actors["kind"].map(ACTOR_KINDS.label),
            "actor_country": actors["country"].map(lambda code: names.get(code, "")),
            "actor_country_code": actors["country"],
            "actor_role": actors["role"],
            "theme": issues["theme"],
            "issue_kind": issues["kind"].map(ISSUE_KINDS.label),
            "via": said["via"].map(lambda one: names.get(one, one)),
            "act": said["act"].map(ACTS.label),
            "basis": said["basis"].map(BASES.label),
            "certainty": said["certainty"].map(CERTAINTIES.label),
            "credibility": said["credibility"],
            "text": said["summary"],
        }
    ).reset_index(drop=True)


def _persons(view: View) -> pd.Series:
    """Id or name of the person who spoke each statement; an office or paper that relays one is no person."""
    said, actors = view.positions, view.case.tables["actors"]
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    relayed = said["via"].where(said["via"].map(lambda one: kinds.get(one, "person")) == "person", "")
    return said["actor_id"].where(said["actor_id"].map(kinds) == "person", relayed)
