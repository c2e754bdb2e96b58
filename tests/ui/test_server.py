import asyncio

import pytest

from crisis.ui.server import RootHint, hint

PAGE = b"<html><head></head><body></body></html>"


def answer(path="/timeline", method="GET", status=200, kind="http", headers=((b"accept-encoding", b"gzip"),), root=""):
    """What the server answers through the middleware, and the headers the desk behind it saw."""
    seen, sent = [], []

    async def app(scope, receive, send):
        seen.append([name for name, _ in scope["headers"]])
        await send({"type": "http.response.start", "status": status, "headers": [(b"Content-Length", b"7")]})
        await send({"type": "http.response.body", "body": PAGE[:10], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[10:]})

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "method": method, "path": path, "headers": [*headers]}
    asyncio.run(RootHint(app, root)(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return dict(sent[0]["headers"]), body, seen[0]


@pytest.mark.parametrize("path", ["/", "/timeline", "/stance_matrix"])
def test_a_page_is_told_where_the_root_is(path):
    headers, body, seen = answer(path)
    assert body == PAGE.replace(b"<head>", hint(""))
    assert headers == {b"content-length": str(len(body)).encode()}
    assert seen == []


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/static/js/index.js"},
        {"path": "/_stcore/health"},
        {"path": "/timeline", "method": "POST"},
        {"path": "/", "kind": "websocket"},
    ],
)
def test_everything_else_passes_untouched(request_):
    headers, body, seen = answer(**request_)
    assert (headers, body, seen) == ({b"Content-Length": b"7"}, PAGE, [b"accept-encoding"])


@pytest.mark.parametrize(
    ("path", "told"), [("/desk/", True), ("/desk/timeline", True), ("/", False), ("/desk/static/x.js", False)]
)
def test_below_a_path_only_its_pages_are_told(path, told):
    _, body, _ = answer(path, root="/desk")
    assert (body == PAGE.replace(b"<head>", hint("/desk"))) is told
    assert b'location.origin+"/desk/"' in hint("/desk")


def test_an_error_is_passed_on_as_it_is():
    assert answer(status=404)[1] == PAGE
