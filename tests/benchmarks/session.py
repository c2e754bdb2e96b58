"""A browser session without a browser: it speaks Streamlit's own protocol and times what the server does."""

import asyncio
import time
from types import TracebackType

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE = 60
"""Seconds an answer may take before the run is given up."""


class Session:
    """One analyst on one page.

    Parameters
    ----------
    port
        Of the server, on this machine.
    page
        Word of the page in the address; empty for the page the server opens on.

    Attributes
    ----------
    received
        Bytes the last run sent.
    """

    def __init__(self, port: int, page: str) -> None:
        self.port = port
        self.page = page
        self.widgets: dict[str, str] = {}
        self.state: dict[str, list[str]] = {}
        self.received = 0

    async def __aenter__(self) -> "Session":
        self.socket = await websockets.connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://localhost:{self.port}"),
            max_size=None,
        )
        await self.run()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket.close()

    async def choose(self, widget: str, values: list[str]) -> float:
        """Set a multiselect or a date and run the page; milliseconds until the server has finished it."""
        self.state[self.widgets[widget]] = values
        return await self.run()

    async def run(self) -> float:
        """Run the page; milliseconds until the server has finished it."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        for one, values in self.state.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = one
            state.string_array_value.data.extend(values)
        self.received = 0
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer, raw = ForwardMsg(), await asyncio.wait_for(self.socket.recv(decode=False), PATIENCE)
            answer.ParseFromString(raw)
            self.received += len(raw)
            self._note(answer.delta.new_element)
            if answer.WhichOneof("type") == "script_finished":
                return (time.perf_counter() - start) * 1000

    def _note(self, element: Element) -> None:
        """Remember the id of a widget by its key; a page that failed is no measurement."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(element.exception.message)
        if kind in ("multiselect", "date_input"):
            one = getattr(element, kind).id
            self.widgets[one.rpartition("-")[2]] = one
