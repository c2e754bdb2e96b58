"""Speed as ratios of one run: ``make bench``. Prints a table and fails where a bound or the last run is missed by far.

- A filter change on every page, to a lens seen before and to a new one, against the same page built beforehand.
- Measures on a million synthetic statements against pandas as one would write it, and against the bare arithmetic.
- A case of a million positions from Parquet to its first matrix, and its check, against the bare libraries.
- The shipped case from its files, the desk from nothing, the evidence pack.
- Forty sessions, one change each per three seconds: the 95th percentile of the server's time.
- A hundred steps of the hand through the days in Chromium, in milliseconds.
"""

import asyncio
import statistics
import sys

from tests.benchmarks import cases, crowd, days, measures, packs, pages, report, starts
from tests.benchmarks.serving import served

P95 = 500.0
"""Milliseconds with forty sessions."""


def main() -> int:
    """Run everything; 1 where a bound is broken or a ratio is far worse than the one that was kept."""
    found = [*measures.ratios(), *cases.ratios(), packs.ratio(), starts.load(), starts.start()]
    with served("crisis/ui/server.py") as desk, served("tests/benchmarks/prebuilt.py") as floor:
        found += pages.ratios(desk, floor)
        times = asyncio.run(crowd.changes(desk, 40, 30))
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    told = f"40 sessions, {len(times)} changes: median {p50:.0f} ms, p95 {p95:.0f} ms, bound {P95:.0f} ms."
    slow = days.broken()
    worse = report.regressions(found, report.kept())
    text = report.table(found, told)
    print(text)
    if worse:
        print("\n".join(["A quarter worse than the run that was kept:", *worse]))
    else:
        report.FILE.write_text(text, encoding="utf-8")
    return int(bool(worse) or any(one.broken for one in found) or p95 > P95 or slow)


if __name__ == "__main__":
    sys.exit(main())
