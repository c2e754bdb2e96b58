"""Panel of evidence: why a tie of an agreement network has its number."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from crisis.measures import agreement as measure
from crisis.measures.agreement import AgreementParameters
from crisis.measures.explanation import explain, plain
from crisis.model.parameters import ParameterError, untold
from crisis.tables.view import View
from crisis.ui import markdown
from crisis.ui.cards import link


def agreement(view: View, parts: Sequence[str]) -> None:
    """A tie: two rows and the parameters it was counted by."""
    one, other = parts[0], parts[1]
    try:
        network = measure.agreement(view, untold(AgreementParameters, parts[2]))
    except ParameterError as error:
        st.info(markdown.plain(str(error)))
        return
    if not {one, other} <= {*network.rows}:
        st.info("Nothing under this lens. A wider lens (day, countries, issues, grade) may show it.")
        return
    found = explain(view, network, one, other)
    st.markdown(markdown.plain(found.sentence))
    names, issues = view.case.names, view.case.issue_names
    heads = [markdown.html(head) for head in ("Issue", names[one], names[other], "Agree", "Disagree")]
    rows = "".join(
        f"<tr><td>{markdown.html(issues[row['issue_id']])}</td>"
        f"<td>{_opens(one, row, row['one'])}</td><td>{_opens(other, row, row['other'])}</td>"
        f"<td>{plain(row['agree'])}</td><td>{plain(row['disagree'])}</td></tr>"
        for _, row in found.issues.iterrows()
    )
    st.html(f"<table class='desk-table'><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>{rows}</table>")
    st.caption("A stance opens its statements. Pairs of statements are counted, weighed by the scale.")


def _opens(row_id: str, row: pd.Series, text: str) -> str:
    """What one of the two says on an issue, as a button that opens the statements."""
    return link(f"cell|{row_id}|{row['issue_id']}", text)
