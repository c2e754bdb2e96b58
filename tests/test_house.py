"""House rules: what no file of the repository may hold, and what the coded case keeps to."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "conda" + ".org",
    "crates" + ".io",
]
HOSTS += ["yarnpkg" + ".com", "rubygems" + ".org", "proxy.golang" + ".org"]
HOMES = ["home", "Users", "root", "work"]
MACHINE_PATH = re.compile(rf"(?<![\w.:/%~-])/(?:{'|'.join(HOMES)})/[\w.]", re.ASCII)


def files() -> list[Path]:
    """Files that are, or are about to be, under version control; of an unpacked archive all but hidden folders'."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(git, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        inside = (file for file in ROOT.rglob("*") if file.is_file())
        return [file for file in inside if not any(part.startswith(".") for part in file.relative_to(ROOT).parts[:-1])]
    return [ROOT / name for name in listed.split("\0") if (ROOT / name).is_file()]


def offences(texts: dict[str, str]) -> list[str]:
    """Registry hosts and paths of a developer's machine, as ``file:line: what``."""
    found = []
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines(), start=1):
            held = [host for host in HOSTS if host in line.lower()]
            held += [match.group() for match in MACHINE_PATH.finditer(line)]
            found += [f"{name}:{number}: {one}; take it out" for one in held]
    return found


def test_no_file_names_a_registry_or_a_developers_machine():
    texts = {str(file.relative_to(ROOT)): file.read_bytes().decode(errors="replace") for file in files()}
    found = offences(texts)
    assert not found, "\n".join(["", *found])


def test_the_check_catches_both():
    home = "/" + "home/ada/desk"
    texts = {"a.md": f"fine\nsee https://{HOSTS[0]}/x", "b.toml": f'path = "{home}"', "c.csv": f"https://a.org{home}"}
    assert offences(texts) == [f"a.md:2: {HOSTS[0]}; take it out", f"b.toml:1: {home[:7]}; take it out"]


@pytest.mark.parametrize("table", ["positions", "relationships", "events"])
def test_every_summary_has_at_most_twenty_words(shipped, table):
    rows = shipped.tables[table]
    assert [*rows.loc[rows["summary"].str.split().str.len() > 20, "summary"]] == []


@pytest.mark.parametrize("table", ["positions", "relationships", "events"])
def test_rows_of_the_article_name_paragraph_and_sentence(shipped, table):
    rows = shipped.tables[table]
    locators = rows.loc[rows["source_id"] == "SEED", "locator"]
    assert [*locators[~locators.str.fullmatch(r"P\d+S\d+")]] == []


@pytest.mark.parametrize("table", ["positions", "relationships", "events"])
def test_at_most_eight_words_stand_in_quotation_marks(shipped, table):
    quoted = shipped.tables[table]["summary"].str.extractall(r"[\"“‘«]([^\"”’»]+)[\"”’»]")[0]
    assert [words for words in quoted if len(words.split()) > 8] == []
