"""Layers: imports go down only, files stay small, names mean something. The checker prints file, line and remedy."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

LAYERS = ("model", "stores", "tables", "measures", "charts", "exports", "ui", "pages")
SHELL = {
    "cli": {*LAYERS, "cli"} - {"ui", "pages"},
    "__main__": {*LAYERS, "cli"} - {"ui", "pages"},
    "dashboard": {*LAYERS},
}
MAY_IMPORT = {layer: {*LAYERS[: n + 1]} for n, layer in enumerate(LAYERS)} | SHELL | {"__init__": set()}

OWNERS = {"streamlit": ("ui", "pages", "dashboard"), "plotly": ("charts", "exports", "ui", "pages")}
LONGEST = {"pages": 120, "dashboard": 40}
LONGEST_MODULE = 300
MEANINGLESS = ("util", "utils", "helper", "helpers", "common", "misc")


def violations(root: Path) -> list[str]:
    """Every broken rule of a tree, as ``file:line: what; remedy``."""
    files = [*sorted((root / "crisis").rglob("*.py")), *root.glob("dashboard.py")]
    return [f"{file.relative_to(root)}:{found}" for file in files for found in _of_file(file, file.relative_to(root))]


def _of_file(file: Path, place: Path) -> Iterator[str]:
    layer = place.parts[1] if len(place.parts) > 2 else place.stem
    text = file.read_text(encoding="utf-8")
    longest = LONGEST.get(layer, LONGEST_MODULE)
    if len(text.splitlines()) > longest:
        yield f"{longest + 1}: has {len(text.splitlines())} lines, {longest} are allowed; give one of its nouns a file"
    if meaningless := [part for part in (*place.parts[:-1], place.stem) if part in MEANINGLESS]:
        yield f"1: '{meaningless[0]}' says nothing; name it after what it holds"
    if layer not in MAY_IMPORT:
        yield f"1: '{layer}' is no layer; put it into one of {', '.join(LAYERS)}"
        return
    for line, module, inside in _imports(ast.parse(text), place):
        top, _, rest = module.partition(".")
        lower = rest.split(".")[0]
        if top == "crisis" and lower in MAY_IMPORT and lower not in MAY_IMPORT[layer]:
            yield f"{line}: {layer} imports {module}; imports go down only, move what both need below {layer}"
        if top == "dashboard":
            yield f"{line}: {layer} imports dashboard; nothing does, move what it needs into crisis"
        lazy = layer == "cli" and top == "streamlit" and inside == "run"
        if top in OWNERS and layer not in OWNERS[top] and not lazy:
            yield f"{line}: {layer} imports {top}; only {', '.join(OWNERS[top])} may, return plain values instead"


def _imports(tree: ast.Module, place: Path) -> Iterator[tuple[int, str, str]]:
    """Line and dotted name of every import, and the function it stands in, lazy and conditional imports included."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "")]
    while waiting:
        node, inside = waiting.pop(0)
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name, inside) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = place.parts[: -node.level] if node.level else ()
            base = ".".join([*package, *filter(None, [node.module])])
            yield from ((node.lineno, f"{base}.{name.name}", inside) for name in node.names)
        within = node.name if isinstance(node, ast.FunctionDef) else inside
        waiting += [(child, within) for child in ast.iter_child_nodes(node)]


def test_the_desk_keeps_its_layers():
    found = violations(ROOT)
    assert not found, "\n".join(["", *found])


@pytest.fixture
def tree(tmp_path):
    """Write files of a tree and check it: ``tree({"crisis/model/case.py": "import streamlit"})``."""

    def write(files):
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return violations(tmp_path)

    return write


def test_missing_folders_are_no_violation(tree):
    assert tree({}) == []
    assert tree({"crisis/__init__.py": '__version__ = "0"\n'}) == []


def test_downward_imports_are_fine(tree):
    files = {f"crisis/{layer}/a.py": f"import crisis.{lower}.b\n" for lower, layer in pairwise(LAYERS)}
    shell = {
        "crisis/cli/a.py": "from crisis import __version__, exports\nfrom crisis.model import case\n",
        "crisis/__main__.py": "from crisis.cli import main\n",
        "dashboard.py": "import streamlit as st\nfrom crisis import pages, stores\n",
        "crisis/model/b.py": "from . import case\nfrom .case import Case\nimport pandas\n",
        "crisis/charts/b.py": "import plotly.graph_objects as go\n",
        "crisis/ui/b.py": "import streamlit\nimport plotly\n",
    }
    assert tree(files | shell) == []


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("crisis/model/a.py", "\nfrom crisis.tables.view import look\n", "2: model imports crisis.tables.view.look"),
        ("crisis/tables/a.py", "from crisis import measures\n", "1: tables imports crisis.measures"),
        ("crisis/stores/a.py", "import crisis.tables\n", "1: stores imports crisis.tables"),
        ("crisis/measures/a.py", "from ..charts import theme\n", "1: measures imports crisis.charts.theme"),
        ("crisis/charts/a.py", "def f():\n    import crisis.exports.png\n", "2: charts imports crisis.exports.png"),
        ("crisis/exports/a.py", "from crisis.ui.x import y\n", "1: exports imports crisis.ui.x.y"),
        ("crisis/ui/a.py", "if x:\n    from crisis.pages import y\n", "2: ui imports crisis.pages.y"),
        ("crisis/pages/a.py", "from crisis.cli import main\n", "1: pages imports crisis.cli.main"),
        ("crisis/cli/a.py", "from crisis import ui\n", "1: cli imports crisis.ui"),
        ("crisis/__main__.py", "from crisis.pages import home\n", "1: __main__ imports crisis.pages.home"),
        ("crisis/__init__.py", "from crisis.model.case import Case\n", "1: __init__ imports crisis.model.case.Case"),
        ("dashboard.py", "from crisis.cli import main\n", "1: dashboard imports crisis.cli.main"),
    ],
)
def test_catches_an_upward_import(tree, file, text, found):
    layer = found.split()[1]
    remedy = f"imports go down only, move what both need below {layer}"
    assert tree({file: text}) == [f"{file}:{found}; {remedy}"]


def test_catches_whoever_imports_the_dashboard(tree):
    assert tree({"crisis/cli/a.py": "import dashboard\n"}) == [
        "crisis/cli/a.py:1: cli imports dashboard; nothing does, move what it needs into crisis"
    ]


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("crisis/measures/a.py", "import streamlit as st", "1: measures imports streamlit; only ui, pages, dashboard"),
        ("crisis/charts/a.py", "from streamlit import cache_data", "1: charts imports streamlit.cache_data; only"),
        ("crisis/cli/a.py", "import streamlit", "1: cli imports streamlit; only"),
        ("crisis/cli/a.py", "def check():\n    import streamlit.web.cli", "2: cli imports streamlit.web.cli; only"),
        (
            "crisis/measures/a.py",
            "import plotly.express",
            "1: measures imports plotly.express; only charts, exports, ui",
        ),
        ("dashboard.py", "from plotly import io", "1: dashboard imports plotly.io; only charts"),
    ],
)
def test_catches_streamlit_and_plotly_outside_their_folders(tree, file, text, found):
    (sentence,) = tree({file: text})
    top = "streamlit" if "streamlit" in text else "plotly"
    assert sentence.startswith(f"{file}:{found.split(' imports ')[0]} imports {top}; ")
    assert sentence.endswith(f"only {', '.join(OWNERS[top])} may, return plain values instead")


def test_the_run_command_may_import_streamlit_when_it_is_called(tree):
    assert tree({"crisis/cli/a.py": "def run():\n    from streamlit.web import cli\n"}) == []


@pytest.mark.parametrize(
    ("file", "longest"),
    [("crisis/model/a.py", 300), ("crisis/pages/a.py", 120), ("dashboard.py", 40), ("crisis/cli/a.py", 300)],
)
def test_catches_a_file_that_grew_too_long(tree, file, longest):
    assert tree({file: "x = 1\n" * longest}) == []
    assert tree({file: "x = 1\n" * (longest + 1)}) == [
        f"{file}:{longest + 1}: has {longest + 1} lines, {longest} are allowed; give one of its nouns a file"
    ]


@pytest.mark.parametrize("name", MEANINGLESS)
def test_catches_a_name_that_says_nothing(tree, name):
    assert tree({f"crisis/tables/{name}.py": "", f"crisis/ui/{name}/a.py": ""}) == [
        f"crisis/tables/{name}.py:1: '{name}' says nothing; name it after what it holds",
        f"crisis/ui/{name}/a.py:1: '{name}' says nothing; name it after what it holds",
    ]


def test_catches_a_folder_that_is_no_layer(tree):
    assert tree({"crisis/services/a.py": "import streamlit"}) == [
        f"crisis/services/a.py:1: 'services' is no layer; put it into one of {', '.join(LAYERS)}"
    ]
