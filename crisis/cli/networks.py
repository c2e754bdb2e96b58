"""The command that prints networks: relations coded as such, and agreement counted from statements."""

from collections.abc import Callable
from typing import Any

import click
import networkx as nx

from crisis.cli.options import (
    case_argument,
    echo,
    format_option,
    lens_options,
    parameter_options,
    taken,
    view_of,
)
from crisis.exports import csv_file, json_file, network_files
from crisis.measures import agreement_graph, network
from crisis.measures.agreement import TIES, AgreementParameters, agreement
from crisis.model.parameters import parameters as declared

RELATIONS = "relations"


@click.command(name="network")
@case_argument
@lens_options
@click.option("--tie", type=click.Choice([RELATIONS, *TIES]), required=True, help="What ties two actors.")
@parameter_options(AgreementParameters, without=("tie",))
@format_option("csv", "json", *network_files.GRAPH_FORMATS)
def network_command(case: str | None, tie: str, form: str, **chosen: Any) -> None:  # noqa: ANN401
    """Print a network.

    relations: the number of ties from row to column, as a graph one edge a tie. All others are counted from
    statements: who says the same, who the opposite; an empty cell is not coded.
    """
    graph: Callable[[], nx.Graph[str]]
    if tie == RELATIONS:
        _without_parameters(chosen)
        view = view_of(case, chosen)
        wide, graph = network.relations(view), lambda: network.to_graph(view)
    else:
        parameters = taken(AgreementParameters, chosen, tie=tie)
        view = view_of(case, chosen)
        found = agreement(view, parameters)
        wide, graph = found.wide(), lambda: agreement_graph.to_graph(view, found)
    if form in network_files.GRAPH_FORMATS:
        echo(network_files.GRAPH_FORMATS[form](graph()))
    elif form == "json":
        echo(json_file.write_matrix(wide))
    else:
        echo(csv_file.write_matrix(wide, "actor_id"))


def _without_parameters(chosen: dict[str, Any]) -> None:
    """Relations are coded, not counted: nothing to choose."""
    for one in declared(AgreementParameters):
        if one.name in chosen and chosen.pop(one.name) != one.default:
            raise click.UsageError(f"--{one.name} does not go with --tie {RELATIONS}; it is for {', '.join(TIES)}.")
