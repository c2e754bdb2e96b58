"""The evidence pack against the writers of its parts, each alone."""

import time
from datetime import UTC, datetime

from crisis.exports import pack
from crisis.model.lens import Lens
from crisis.stores import open_case, shipped
from crisis.tables.view import look
from tests.benchmarks.measures import Ratio

AT = datetime(2022, 3, 1, tzinfo=UTC)


def ratio() -> Ratio:
    """Time of the pack over the sum of its parts, on the shipped case."""
    case = open_case(shipped())
    pack.write(look(case, Lens(level="organisation")), AT)  # whatever is worked out once is worked out
    view = look(case, Lens(level="country"))
    start = time.perf_counter()
    pack.write(view, AT)
    whole = time.perf_counter() - start
    start = time.perf_counter()
    for part in pack.PARTS:
        part.write(look(case, Lens(level="country")), AT)
    parts = time.perf_counter() - start
    return Ratio("evidence pack against its parts' writers", whole * 1000, parts * 1000, 3)
