from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from crisis import stores
from crisis.charts.theme import DARK, LIGHT
from crisis.model.lens import Lens
from crisis.tables.view import look
from crisis.ui import desk

calls = []


def counted(view, *arguments, **named):
    calls.append((view.lens.as_of, arguments, named))
    return len(calls)


@pytest.fixture
def view(case, request):
    calls.clear()
    return look(case(settings={"title": request.node.name}, positions=["p1"]), Lens(as_of=date(2022, 2, 1)))


def test_a_result_is_worked_out_once_for_each_view_and_arguments(view):
    assert desk.remembered(counted, view, "a", by=1) == desk.remembered(counted, view, "a", by=1) == 1
    again = look(view.case, view.lens)
    assert desk.remembered(counted, again, "a", by=1) == 1
    assert calls == [(date(2022, 2, 1), ("a",), {"by": 1})]


@pytest.mark.parametrize(
    ("arguments", "named"), [(("b",), {"by": 1}), (("a",), {"by": 2}), ((), {"by": 1}), ((LIGHT,), {}), ((DARK,), {})]
)
def test_other_arguments_are_another_result(view, arguments, named):
    assert desk.remembered(counted, view, "a", by=1) == 1
    assert desk.remembered(counted, view, *arguments, **named) == 2


def test_another_lens_is_another_result(view):
    other = look(view.case, Lens(as_of=date(2022, 2, 2)))
    assert (desk.remembered(counted, view), desk.remembered(counted, other)) == (1, 2)


def test_another_case_is_another_result(view, case):
    other = look(case(settings={"title": "other"}, positions=["p1"]), view.lens)
    assert (desk.remembered(counted, view), desk.remembered(counted, other)) == (1, 2)


def _same_name(file):
    """A function of the same name in the same module name: every page is ``__main__``."""
    scope = {"__name__": "__main__"}
    exec(compile(f"def _figure(view):\n    return {file!r}\n", file, "exec"), scope)
    return scope["_figure"]


def test_functions_of_two_pages_are_told_apart(view):
    results = [desk.remembered(_same_name(file), view) for file in ("timeline.py", "network.py", "timeline.py")]
    assert results == ["timeline.py", "network.py", "timeline.py"]


def test_a_case_is_read_once(folder, monkeypatch):
    path = folder(positions=["p1"])
    monkeypatch.setenv(stores.CHOSEN, str(path))
    assert desk.path() == path
    assert desk.case() is desk.case()
    assert desk.view(desk.case(), Lens()) is desk.view(desk.case(), Lens())
    assert desk.case().settings.title == "Toy"


def test_the_shipped_case_is_open_where_none_was_chosen(monkeypatch):
    monkeypatch.delenv(stores.CHOSEN, raising=False)
    assert desk.path() == stores.shipped() == Path(stores.shipped())


@pytest.mark.parametrize(("theme", "ink"), [("dark", DARK), ("light", LIGHT), (None, LIGHT)])
def test_ink_follows_the_theme_the_reader_sees(monkeypatch, theme, ink):
    monkeypatch.setattr(desk.st, "context", SimpleNamespace(theme=SimpleNamespace(type=theme)))
    assert desk.ink() is ink
