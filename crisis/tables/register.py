"""The register: who may be a row at a level, and what is printed of them."""

from functools import lru_cache

import pandas as pd

from crisis.model.case import Case


@lru_cache(maxsize=20)
def register(case: Case, level: str) -> pd.DataFrame:
    """Name, kind and country of whoever may be a row, by row id, in the order of the case.

    Returns
    -------
    DataFrame of str
        ``name``, ``kind``, ``country`` (code or empty) and ``country_name``. Nobody writes to it.
    """
    actors = case.tables["actors"]
    row_id = actors["actor_id"]
    if level == "country":
        row_id = row_id.where((actors["kind"] != "state") | (actors["country"] == ""), actors["country"])
    countries = actors["country"].map(case.names | {"": ""})
    named = actors.assign(row_id=row_id, name=row_id.map(case.names), country_name=countries).drop_duplicates("row_id")
    return named.set_index("row_id")[["name", "kind", "country", "country_name"]]
