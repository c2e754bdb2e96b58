"""A case that does not check is shown by its problems, and nothing of it is loaded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Opener
from tests.browser.server import Server


@pytest.fixture
def broken(browser: Browser, folder: Callable[..., Path], tmp_path: Path) -> Iterator[Server]:
    case = folder(positions=["p1 stance=7", "p2 said_on=soon"])
    with Server(tmp_path / "log.txt", case) as started:
        yield started
    assert "Traceback" not in started.log(), started.log()


def test_a_case_that_does_not_check_shows_its_problems_on_every_page(desks: Opener, broken: Server):
    desk = desks(address=broken.address).open("stance_matrix")
    expect(desk.page.get_by_test_id("stAlert")).to_contain_text("This case cannot be opened: 2 problems")
    expect(desk.page.get_by_test_id("stException")).to_have_count(0)
    table = desk.page.get_by_test_id("stDataFrame")
    for words in ("positions", "is off the scale", "soon"):
        expect(table).to_contain_text(words)
    desk.turn_to("timeline")
    expect(desk.page.get_by_test_id("stAlert")).to_contain_text("This case cannot be opened: 2 problems")
