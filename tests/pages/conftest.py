"""The desk as a browser session sees it, without a browser."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from crisis import stores

DESK = Path(__file__).resolve().parents[2] / "dashboard.py"
UNSEEN = re.compile(r"<pre hidden>[^<]*</pre>")
MAIN, SIDEBAR, OVER = 0, 1, 2
"""Places of a page: its own, the bar at its side, the panels over it."""


@dataclass(frozen=True)
class Session:
    """One session of the desk."""

    app: AppTest

    @property
    def answer(self):
        """The sentence above the controls."""
        return self.app.main.markdown[0].value.replace("\\", "")

    @property
    def warnings(self):
        return [one.value.replace("\\", "") for one in self.app.warning]

    def markdown(self, place=MAIN):
        """Markdown as it is sent to the browser."""
        block = self.app._tree.children.get(place, {})
        found = [one for kind in ("title", "subheader", "caption", "markdown") for one in block.get(kind)]
        alerts = [one for kind in ("info", "warning", "error", "success") for one in block.get(kind)]
        dialogs = [self.panel] if place == OVER and self.panel else []
        return [one.value for one in [*found, *alerts]] + [one.label for one in block.get("expander")] + dialogs

    def html(self, place=MAIN):
        """HTML as it is sent to the browser, styles and what is kept out of sight for pictures apart."""
        bodies = [one.proto.body for one in self.app._tree.children.get(place, {}).get("html")]
        return [UNSEEN.sub("", body) for body in bodies if not body.startswith("<style>")]

    def said(self, place=MAIN):
        """All texts of a place in one, escapes taken off."""
        return "\n".join([*self.markdown(place), *self.html(place)]).replace("\\", "")

    def press(self, label):
        """Press a button by its label."""
        (button,) = [one for one in self.app.button if one.label == label]
        button.click()
        return self.run()

    def unfold(self, key):
        """Open what is folded."""
        self.app.session_state[key] = True
        return self.run()

    @property
    def panel(self):
        """Heading of the evidence that is open; nothing where none is."""
        block = self.app._tree.children.get(OVER)
        dialogs = [one for one in block.children.values() if getattr(one, "type", "") == "dialog"] if block else []
        return dialogs[0].proto.dialog.title if dialogs else None

    def figure(self, key):
        """What is drawn in a chart."""
        (found,) = [one.proto for one in self.app.main.get("plotly_chart") if one.proto.id.endswith(f"-{key}")]
        return json.loads(found.spec)

    @property
    def table(self):
        """The one table of the page."""
        (found,) = [one.value for one in self.app.main.dataframe]
        return found

    def run(self):
        self.app.run()
        assert [one.message for one in self.app.exception] == []
        return self


@pytest.fixture
def desk(monkeypatch):
    """Open a page: ``desk("timeline", country="Germany")``, ``desk("evidence", path)``; no exception is shown."""

    def visit(page, place=None, opened=None, **address):
        monkeypatch.setattr("crisis.ui.desk.path", lambda: place or stores.shipped())
        app = AppTest.from_file(str(DESK), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        if opened:
            app.session_state["opened"] = opened
        app.switch_page(f"crisis/pages/{page}.py")
        return Session(app).run()

    return visit
