"""The evidence pack: everything a lens shows in one archive that proves it was not altered."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial

from plotly.offline import get_plotlyjs

from crisis import __version__
from crisis.exports import (
    briefing_file,
    calendar_file,
    chart_files,
    csv_file,
    images,
    json_file,
    lens_file,
    network_files,
    sources_file,
    statements_file,
    timeline_json,
    workbook,
)
from crisis.measures import (
    agreement_graph,
    camps,
    commitments,
    network,
    polarization,
    shifts,
    spread,
    stance_matrix,
    stance_numbers,
)
from crisis.measures import timeline as events
from crisis.measures.agreement import AgreementParameters, agreement
from crisis.model.records import TABLES
from crisis.tables.view import View, look

MANIFEST = "manifest.json"
BACK = timedelta(days=7)
"""How far before the day of the lens a briefing looks back."""

_FIRST_STAMP = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can hold."""

Write = Callable[[View, datetime], bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the pack.

    Attributes
    ----------
    path
        Its name in the archive.
    write
        A view and the moment of the export to its bytes: the same view and moment give the same bytes.
    """

    path: str
    write: Write


def write(view: View, at: datetime, *, pictures: bool = False) -> bytes:
    """The pack of a view.

    Parameters
    ----------
    view
        What to take away.
    at
        Moment it is stamped with, UTC.
    pictures
        Put every chart in as SVG too. A browser draws them, and not always to the same bytes.

    Returns
    -------
    bytes
        A zip archive. `MANIFEST` names every other file with its size and SHA-256, the lens, the versions of case and
        software and the moment. The comment of the archive is the SHA-256 of all bytes before it, so that no byte is
        outside the proof. The same view and moment give the same bytes, pictures apart.

    Raises
    ------
    ImagesError
        If pictures are asked for and cannot be drawn here.
    """
    files = {part.path: part.write(view, at) for part in PARTS}
    if pictures:
        figures = {f"charts/{one.word}.svg": chart_files.framed(one, view) for one in chart_files.CHARTS}
        files |= images.svgs(figures)
    return _archive({**files, MANIFEST: manifest(view, at, files)}, at)


def manifest(view: View, at: datetime, files: dict[str, bytes]) -> bytes:
    """What the pack holds and what it was made of."""
    case = view.case
    return json_file.dump(
        {
            "format": 1,
            "software": f"Crisis Desk {__version__}",
            "made_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "case": {"title": case.settings.title, "version": case.version},
            "lens": view.lens.params(),
            "lens_in_words": view.lens.words(case),
            "files": {path: {"size": len(data), "sha256": digest(data)} for path, data in sorted(files.items())},
        }
    )


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _archive(files: dict[str, bytes], at: datetime) -> bytes:
    """Files in the order of their names, stamped alike; the comment proves all that stands before it."""
    out = io.BytesIO()
    stamp = max(at.timetuple()[:6], _FIRST_STAMP)
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # the same on every system
            archive.writestr(info, data)
        archive.comment = b"0" * len(digest(b""))
    before = out.getvalue()[: -len(digest(b""))]
    return before + digest(before).encode()


def _table(name: str, view: View, _: datetime) -> bytes:
    return csv_file.write(view.table(name))


def _matrix(value: str, view: View, _: datetime) -> bytes:
    return csv_file.write_matrix(stance_numbers.wide(view.statements, value), "actor_id")


def _cells(view: View, _: datetime) -> bytes:
    cells = stance_matrix.stance_matrix(view).cells
    return json_file.write(cells.rename(columns={"row_id": "actor_id", "actor_id": "said_by"}))


def _relations(form: str, view: View, at: datetime) -> bytes:
    if form == "csv":
        return csv_file.write_matrix(network.relations(view), "actor_id")
    graph = network.to_graph(view)
    return network_files.gexf(graph, at) if form == "gexf" else network_files.graphml(graph)


_NETWORKS = {
    "agreement": AgreementParameters(statements="latest"),
    "stances": AgreementParameters(mode="two", scale="graded", statements="latest", facts=True, deeds=True),
}
"""Networks counted from statements: who agrees with whom; the stance matrix as actors tied to issues."""


def _counted(name: str, form: str, view: View, at: datetime) -> bytes:
    found = agreement(view, _NETWORKS[name])
    if form == "csv":
        return csv_file.write_matrix(found.wide(), "actor_id")
    graph = agreement_graph.to_graph(view, found)
    return network_files.gexf(graph, at) if form == "gexf" else network_files.graphml(graph)


def _chart(chart: chart_files.Chart, view: View, _: datetime) -> bytes:
    return chart_files.html(chart, view)


def _briefing(make: Callable[[View, View, datetime], bytes], view: View, at: datetime) -> bytes:
    return make(view, earlier(view), at)


def earlier(view: View) -> View:
    """The same lens a week before."""
    return look(view.case, replace(view.lens, as_of=view.lens.day(view.case) - BACK))


@lru_cache(maxsize=1)
def _script() -> bytes:
    script: str = get_plotlyjs()
    return script.encode()


def _parts() -> Iterator[Part]:
    yield Part("lens.toml", lambda view, _: lens_file.write(view))
    for name in TABLES:
        yield Part(f"tables/{name}.csv", partial(_table, name))
    yield Part("tables.xlsx", workbook.write)
    yield Part("stance_matrix.csv", partial(_matrix, "latest"))
    yield Part("stance_matrix_mean.csv", partial(_matrix, "mean"))
    yield Part("stance_matrix.json", _cells)
    for form in ("csv", *network_files.GRAPH_FORMATS):
        yield Part(f"networks/relations.{form}", partial(_relations, form))
        for name in _NETWORKS:
            yield Part(f"networks/{name}.{form}", partial(_counted, name, form))
    yield Part("measures/camps.csv", lambda view, _: csv_file.write(camps.table(view, camps.CampParameters())))
    yield Part(
        "measures/polarization.csv",
        lambda view, _: csv_file.write(polarization.polarization(view, polarization.PolarizationParameters())),
    )
    yield Part("measures/shifts.csv", lambda view, _: csv_file.write(shifts.shifts(view, shifts.ShiftParameters())))
    yield Part("measures/spread.csv", lambda view, _: csv_file.write(spread.spread(view)))
    yield Part("measures/commitments.csv", lambda view, _: csv_file.write(commitments.table(view)))
    yield Part("timeline.csv", lambda view, _: csv_file.write(events.table(view)))
    yield Part("timeline.ics", calendar_file.write)
    yield Part("timeline.json", timeline_json.write)
    yield Part("statements.csv", statements_file.write)
    yield Part("SOURCES.md", sources_file.write)
    yield Part("briefing.html", partial(_briefing, briefing_file.html))
    yield Part("briefing.md", partial(_briefing, briefing_file.markdown))
    for chart in chart_files.CHARTS:
        yield Part(f"charts/{chart.word}.html", partial(_chart, chart))
    yield Part(f"charts/{chart_files.SCRIPT}", lambda _view, _at: _script())


PARTS = tuple(_parts())
"""Every file of the pack but the manifest."""
