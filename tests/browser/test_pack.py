"""The evidence pack leaves every page with its lens, and proves itself."""

import json
import zipfile
from pathlib import Path

from crisis.exports.verification import verify
from crisis.model.case import Case
from crisis.model.lens import Lens
from tests.browser.desk import Desk


def test_the_pack_carries_the_lens_of_its_page_which_stays_usable_while_it_is_made(
    desk: Desk, shipped: Case, tmp_path: Path
):
    desk.open("evidence", country="Germany", as_of="2022-03-05")
    with desk.page.expect_download() as download:
        desk.page.get_by_test_id("stSidebar").get_by_role("button", name="Evidence pack").click()
        desk.choose("Countries and bodies", "France")
    assert desk.params()["country"] == ["Germany", "France"]
    assert download.value.suggested_filename == "evidence_2022-03-05.zip"
    path = tmp_path / "pack.zip"
    download.value.save_as(path)
    assert verify(path.read_bytes(), shipped) == []
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
    lens, notices = Lens.from_params(told["lens"], shipped)
    assert (lens.country, str(lens.as_of), lens.level, notices) == (("DEU",), "2022-03-05", "country", [])
