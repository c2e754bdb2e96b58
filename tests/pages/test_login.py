from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets
from streamlit.testing.v1 import AppTest

from crisis import stores
from crisis.pages import PAGES
from crisis.ui import login
from crisis.ui.login import Door

ROOT = Path(__file__).resolve().parents[2]
NAMES = [entry.name for entry in PAGES]

AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "x" * 40,
    "client_id": "desk",
    "client_secret": "secret",
    "server_metadata_url": "http://localhost:1/.well-known/openid-configuration",
}
ADA = {"is_logged_in": True, "name": "Ada **Lovelace**", "email": "Ada@Example.org", "email_verified": True}


@pytest.fixture(autouse=True)
def restarted():
    """Every test is a server of its own: what the secrets said is forgotten before and after."""
    login.of_the_server.cache_clear()
    yield
    login.of_the_server.cache_clear()


@pytest.fixture
def visit(monkeypatch):
    """Come to a page of a desk with secrets, as somebody."""

    def come(page="evidence", user=None, **secrets):
        monkeypatch.setattr("crisis.ui.desk.path", stores.shipped)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.secrets, app.user = secrets, {"is_logged_in": False} if user is None else user
        app.switch_page(f"crisis/pages/{page}.py").run()
        assert [one.message for one in app.exception] == []
        return app

    return come


def asks(app):
    """Title, sentence and buttons of the door; that it is all there is is asserted."""
    assert len(app.sidebar) == 0
    elements = [one.type for one in app.main][1:]  # the first is the page itself
    assert elements == ["title", "markdown", *["button"] * (len(elements) - 2)]
    assert [one.value for one in app.title] == ["Crisis Desk"]
    return app.markdown[0].value, [one.label for one in app.button]


def test_without_auth_there_is_no_door(visit):
    app = visit(other={"key": "value"})
    assert login.of_the_server() == Door()
    assert [one.value for one in app.title] == ["Evidence"]
    assert "Log out" not in [one.label for one in app.button]


def test_without_secrets_there_is_no_door_and_no_warning(monkeypatch, caplog):
    monkeypatch.setattr(st, "secrets", Secrets())
    assert login.of_the_server() == Door()
    assert caplog.records == []


def test_whoever_has_not_logged_in_is_asked_to(visit):
    assert asks(visit(auth=AUTH)) == (
        "This desk is open to those who log in. The next page asks for your account.",
        ["Log in"],
    )


@pytest.mark.parametrize("page", NAMES)
def test_no_page_opens_a_case_before(visit, monkeypatch, page):
    opened = []
    app = visit(user=ADA, auth=AUTH)  # now the pages are known
    monkeypatch.setattr("crisis.ui.desk.case", lambda: opened.append(page))
    app.user = {"is_logged_in": False}
    app.switch_page(f"crisis/pages/{page}.py")
    app.query_params["country"] = "Germany"
    assert asks(app.run())[1] == ["Log in"]
    assert opened == []


def test_the_button_goes_to_the_provider(visit, monkeypatch):
    gone = []
    monkeypatch.setattr(st, "login", lambda: gone.append("login"))
    visit(auth=AUTH).button[0].click().run()
    assert gone == ["login"]


@pytest.mark.parametrize("page", NAMES)
def test_whoever_has_logged_in_sees_the_page_their_name_and_the_way_out(visit, page):
    app = visit(page, ADA, auth=AUTH)
    assert [one.value for one in app.title] == [entry.title for entry in PAGES if entry.name == page]
    assert app.sidebar.caption[0].value == r"Ada \*\*Lovelace\*\*"
    assert app.sidebar.button[0].label == "Log out"


def test_logging_out_shows_the_door_again(visit):
    app = visit(user=ADA, auth=AUTH)
    app.sidebar.button[0].click().run()
    assert asks(app)[1] == ["Log in"]


def test_an_account_that_is_not_allowed_is_told_so_and_can_leave(visit):
    app = visit(user=ADA, auth=AUTH, desk={"allowed": ["@example.net"]})
    assert asks(app) == (
        r"This desk is not open to Ada \*\*Lovelace\*\*. Ask whoever runs it, or log out and take another account.",
        ["Log out"],
    )
    app.button[0].click().run()
    assert asks(app)[1] == ["Log in"]


def test_an_account_that_is_allowed_comes_in(visit):
    app = visit(user=ADA, auth=AUTH, desk={"allowed": [" @EXAMPLE.org"]})
    assert [one.value for one in app.title] == ["Evidence"]


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ({"email": "ada@example.org"}, True),
        ({"email": "ADA@EXAMPLE.ORG", "email_verified": True}, True),
        ({"email": "eve@example.net", "email_verified": "true"}, True),
        ({"email": "eve@example.net", "email_verified": False}, False),
        ({"email": "ada@example.org", "email_verified": "false"}, False),
        ({"email": "ada@example.org", "email_verified": None}, False),
        ({"email": "bob@example.net"}, False),
        ({"email": "eve@example.net.evil.example"}, False),
        ({"email": "x-eve@example.net"}, False),
        ({"email": "ada@sub.example.org"}, False),
        ({"email": "ada@evil-example.org"}, False),
        ({"email": ""}, False),
        ({"name": "ada@example.org"}, False),
    ],
)
def test_addresses_and_endings_say_who_may_come_in(person, may):
    assert Door(True, ("@example.org", "eve@example.net")).admits(person) is may


def test_an_empty_list_lets_nobody_in_and_no_list_everybody():
    assert not Door(True, ()).admits(ADA)
    assert Door(True).admits({"sub": "1"})


@pytest.mark.parametrize(
    ("secrets", "fault"),
    [
        (
            {"desk": {"allowed": ["@example.org"]}},
            "there is no table [auth], and [desk] says who may come in; add the table, or take both out.",
        ),
        (
            {"auth": "yes"},
            "there is no table [auth], and [desk] says who may come in; add the table, or take both out.",
        ),
        (
            {"auth": AUTH | {"client_id": "", "client_secret": 7}},
            "[auth] has no client_id, client_secret; each is a text between quotation marks.",
        ),
        (
            {"auth": AUTH | {"cookie_secret": "xxx"}},
            "cookie_secret in [auth] has 3 characters, at least 32 are needed.",
        ),
        (
            {"auth": AUTH, "desk": {"allow": ["@example.org"]}},
            "[desk] has something else than allowed, the only key it may have.",
        ),
        (
            {"auth": AUTH, "desk": {"allowed": "@example.org"}},
            'allowed in [desk] is no list of addresses; write allowed = ["@example.org", "ada@example.net"].',
        ),
        (
            {"auth": AUTH, "desk": {"allowed": ["example.org"]}},
            'allowed in [desk] is no list of addresses; write allowed = ["@example.org", "ada@example.net"].',
        ),
    ],
)
def test_secrets_that_cannot_be_followed_shut_the_desk(visit, caplog, secrets, fault):
    sentence, buttons = asks(visit(user=ADA, **secrets))
    assert sentence.startswith("The login of this desk is not set up as it should be, so it stays shut.")
    assert buttons == []
    assert [one.getMessage() for one in caplog.records if one.name == login.__name__] == [
        f"The desk is shut. Secrets: {fault}"
    ]


def test_a_login_without_its_packages_shuts_the_desk(visit, monkeypatch, caplog):
    monkeypatch.setattr(login, "find_spec", lambda name: None)
    assert asks(visit(user=ADA, auth=AUTH))[1] == []
    assert "the login needs authlib, httpx2: pip install '.[login]'." in caplog.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[auth\nclient_id = 'desk'", "Error parsing secrets file"),
        (b"\xff", "can't decode byte"),
        (None, "No secrets found"),
    ],
)
def test_a_secrets_file_that_was_named_and_cannot_be_read_shuts_the_desk(tmp_path, monkeypatch, caplog, content, why):
    file = tmp_path / "secrets.toml"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr("streamlit.config.get_option", lambda _: [str(file)])
    monkeypatch.setattr("streamlit.config.is_manually_set", lambda _: True)
    found = login.of_the_server()
    assert not found.asks
    assert why in found.fault
    assert "client_id" not in caplog.text
