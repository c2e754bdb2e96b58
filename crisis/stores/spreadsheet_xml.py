"""XML of a workbook as a stream of elements: no tree is built, nothing is declared, nothing is fetched."""

import time
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from crisis.model import file_problems
from crisis.model.file_problems import Refused

CHUNK = 2**18

MOST_SECONDS = 20
"""Time spent on one part; a file made of nothing but tiny elements would take minutes."""


class Elements:
    """What listens to elements, by their names as written. Override what is of interest."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text stands in an element."""


def _no_declarations(*_: object) -> None:
    """Entities of a document type can unfold to gigabytes; no workbook has one."""
    raise Refused(file_problems.damaged("it declares a document type"))


def stream(part: IO[bytes], listener: Elements) -> Iterator[None]:
    """Tell a listener every element of a part, and pause after each piece of the file.

    Raises
    ------
    Refused
        If it is not well-formed or declares a document type.
    """
    parser = expat.ParserCreate()

    def root(name: str, attributes: dict[str, str]) -> None:
        """Listen without prefixes; few files have them, so the others are spared the work."""
        if ":" in name:
            parser.StartElementHandler = lambda name, found: listener.start(name.rpartition(":")[2], found)
            parser.EndElementHandler = lambda name: listener.end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler = listener.start
            parser.EndElementHandler = listener.end
        parser.StartElementHandler(name, attributes)

    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.StartElementHandler = root
    parser.CharacterDataHandler = listener.text
    spent = 0.0
    try:
        while piece := part.read(CHUNK):
            begin = time.monotonic()
            parser.Parse(piece, False)
            spent += time.monotonic() - begin
            if spent > MOST_SECONDS:
                raise Refused(file_problems.too_slow(MOST_SECONDS))
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused(file_problems.damaged(f"XML, {error}")) from error
    yield


def whole(part: IO[bytes], listener: Elements) -> None:
    """Tell a listener every element of a part."""
    for _ in stream(part, listener):
        pass
