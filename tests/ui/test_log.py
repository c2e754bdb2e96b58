import logging

import pytest
from streamlit.logger import get_logger
from streamlit.web.server.starlette import starlette_auth_routes

from crisis.ui.log import SPEAKER, WithoutPersons, guard


class RefusalError(Exception):
    def __init__(self, error: str) -> None:
        super().__init__(f"{error}: ada@example.org is not assigned")
        self.error = error


@pytest.fixture
def said(caplog):
    """What is written of a login, after the filter."""
    speaker = get_logger(SPEAKER)
    one = WithoutPersons()
    speaker.addFilter(one)

    def say(message, *args, fault=None):
        speaker.warning(message, *args, exc_info=fault)
        return logging.Formatter().format(caplog.records[-1])

    yield say
    speaker.removeFilter(one)


def test_it_listens_where_streamlit_speaks_of_logins():
    assert starlette_auth_routes._LOGGER.name == SPEAKER


@pytest.mark.parametrize(
    ("code", "kept"), [("access_denied", "access_denied"), ("ada@example.org", ""), ("Ada said no", "")]
)
def test_of_a_refusal_the_code_stays_and_the_sentence_goes(said, code, kept):
    message = "Error during authentication: %s. Error description: %s"
    assert said(message, code, "ada@example.org may not") == (
        f"Error during authentication: {kept}. Error description: left out"
    )


def test_of_a_fault_its_kind_and_code_stay(said):
    assert said("Failed for '%s'.", "default", fault=RefusalError("invalid_grant")) == (
        "Failed for 'default'. RefusalError invalid_grant"
    )
    assert said("Failed.", fault=ValueError("ada@example.org")) == "Failed. ValueError"


def test_everything_else_is_written_as_it_is(said):
    assert said("Missing provider for %s", "a callback") == "Missing provider for a callback"


def test_the_guard_stands_once_it_is_called(caplog):
    before = [*logging.getLogger(SPEAKER).filters]
    guard()
    (added,) = [one for one in logging.getLogger(SPEAKER).filters if one not in before]
    logging.getLogger(SPEAKER).removeFilter(added)
    assert isinstance(added, WithoutPersons)
