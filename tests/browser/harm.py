"""Texts that would do harm if anything read them as more than text, and what they did."""

import csv
import json
import shutil
from pathlib import Path

from playwright.sync_api import Page

from crisis.model.records import TABLES, columns
from crisis.model.values import Text, Web

SCRIPT = (Path(__file__).parent / "harm.js").read_text(encoding="utf-8")
"""Put into a page before its own scripts: ``window.harm``."""

ELSEWHERE = "http://localhost:1/"
"""Where nothing listens; whatever asks for it was made by a text."""

TAGS = (
    "<img class=harm src=x onerror=harmed={}>",
    "<script>window.harmed={}</script>",
    '"><svg class=harm onload=harmed={}>',
    "'><svg/onload=harmed={} class=harm>",
    f"<a class=harm href='{ELSEWHERE}{{}}'>x</a>",
    "<a class=harm href='javascript:harmed={}'>x</a>",
    f"<b class=harm style=background:url({ELSEWHERE}{{}})>x</b>",
    "</style><script>window.harmed={}</script>",
    "</script><img class=harm src=x onerror=harmed={}>",
    f"<style class=harm>@import'{ELSEWHERE}{{}}'</style>",
    "<iframe class=harm srcdoc='<script>parent.harmed={}</script>'></iframe>",
    "<details class=harm open ontoggle=alert({})>x</details>",
    "</title></textarea><img class=harm src=x onerror=harmed={}>",
    "--><img class=harm src=x onerror=harmed={}>",
    f"<meta class=harm http-equiv=refresh content=0;url={ELSEWHERE}{{}}>",
)
"""What is markup where a text becomes HTML as it is; ``{}`` tells one from another."""

WORDS = (
    "[x](javascript:harmed={})",
    f"![x]({ELSEWHERE}{{}})",
    f"[x]({ELSEWHERE}{{}})",
    f"<{ELSEWHERE}{{}}>",
    f"{ELSEWHERE}{{}}",
    "$\\href{{javascript:harmed={}}}{{x}}$",
    "$$\\unicode{{x{}}}$$",
    "${{window.harmed={}}}",
    "{{{{harmed={}}}}}",
    "&lt;img class=harm src=x onerror=harmed={}&gt;",
    "\\u003cimg class=harm src=x onerror=harmed={}\\u003e",
    "\\x3cimg class=harm src=x onerror=harmed={}\\x3e",
    "' onmouseover='harmed={}",
    '" autofocus onfocus="harmed={}',
    ":red[x{}] :material/home:",
)
"""What is markup to Markdown, to formulas, to templates, inside attributes, or to whatever decodes once too often."""

PAYLOADS = (*TAGS, *WORDS)


def payload(number: int) -> str:
    """The hostile texts in turn, each with its number."""
    return PAYLOADS[number % len(PAYLOADS)].format(number)


def infected(case: Path, place: Path) -> Path:
    """A copy of a case in which every free text is hostile; equal texts of a column stay equal, ids and codes stay."""
    shutil.copytree(case, place)
    for at, table in enumerate(TABLES):
        path = place / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [*csv.DictReader(lines)]
        for nth, (name, value) in enumerate(columns(table).items()):
            if name == "mode" or not isinstance(value, (Text, Web)):
                continue  # a mode is a code of its kind
            numbers = {
                text: number for number, text in enumerate(dict.fromkeys(row[name] for row in rows), 7 * nth + at)
            }
            for row in rows:
                if row[name] and isinstance(value, Web):
                    row[name] = f"https://harm.invalid/'onmouseover='harmed={numbers[row[name]]}'"
                elif row[name]:
                    row[name] = payload(numbers[row[name]])
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, [*columns(table)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    title, description = (
        json.dumps(" ".join(payload(number) for number in range(start, len(PAYLOADS), 2))) for start in (0, 1)
    )
    (place / "case.toml").write_text(f"title = {title}\ndescription = {description}\n", encoding="utf-8")
    return place


class Harm:
    """What hostile texts do in a page; ask for it before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._heard: list[str] = []
        page.add_init_script(SCRIPT)
        page.on("dialog", lambda dialog: (self._heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self._heard.append(f"window: {popup.url}"))
        page.on("request", lambda request: self._asked(request.url))

    def done(self) -> list[str]:
        """All they did so far, in any frame."""
        return [*self._heard, *(one for frame in self.page.frames for one in frame.evaluate("window.harm.look()"))]

    def hovered(self) -> int:
        """Go over the marks of every chart; how many texts that showed."""
        shown: int = self.page.evaluate("window.harm.hover()")
        return shown

    def _asked(self, url: str) -> None:
        if url.startswith((ELSEWHERE, "javascript:")) or url.endswith("/x"):
            self._heard.append(f"asks for {url}")
