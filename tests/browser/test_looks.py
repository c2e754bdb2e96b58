"""Light and dark: readable, no white chart in the dark, and what axe finds of our own markup."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.desk import CHARTS, PAGES

GRAVE = ("serious", "critical")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_grave(desks: Opener, look: str, name: str):
    desk = desks(look).open(name)
    found = Axe().run(desk.page).response["violations"]
    grave = [(one["id"], one["impact"], [node["html"][:300] for node in one["nodes"]], [n["target"] for n in one["nodes"]]) for one in found if one["impact"] in GRAVE]
    assert grave == []
