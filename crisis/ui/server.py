"""The server of the desk: Streamlit's own, told where its root is.

A page opened by its address, say ``/timeline``, makes Streamlit's front end look for a server below that address first,
and the browser logs what it does not find there as errors. The page it is served says where the root is instead.
"""

import re
from http import HTTPStatus
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crisis.ui import log

DESK = Path(__file__).resolve().parents[2] / "dashboard.py"

PAGE = re.compile(r"/[\w-]*")
"""Addresses of pages below the root; downloads and scripts have longer ones."""


def root() -> str:
    """Where the desk lives on its host: ``""``, or ``/desk`` behind a proxy that serves more than the desk."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def hint(root: str) -> bytes:
    """What a page is told about its root."""
    return f'<head><script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"{root}/"}}</script>'.encode()


class RootHint:
    """Middleware that puts the hint into the page, and touches nothing else."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where it asks for a page, hold its answer until the hint is in."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self._page(scope["path"]):
            await self.app(scope, receive, send)
            return
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self.app({**scope, "headers": plain}, receive, hold)
        body = b"".join(message.get("body", b"") for message in held if message["type"] == "http.response.body")
        start = next(message for message in held if message["type"] == "http.response.start")
        if start["status"] == HTTPStatus.OK:
            body = body.replace(b"<head>", hint(self.root), 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _page(self, path: str) -> bool:
        return path.startswith(self.root) and bool(PAGE.fullmatch(path.removeprefix(self.root)))


log.guard()
app = st.App(str(DESK), middleware=[Middleware(RootHint, root=root())])
