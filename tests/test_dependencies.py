"""What the desk rests on: few packages, each bounded on both sides, with its reason beside it."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
WHOLE = re.compile(r'"(?P<name>[\w.-]+)(\[[\w,]+\])?>=[\d.]+,<[\d.]+"')
"""A package as it is declared: the least version that is known to do, and the first that is not known to."""


def declared(text: str) -> dict[str, list[str]]:
    """Packages by group: those the desk needs, those of its extras, those of its development."""
    found = tomllib.loads(text)
    extras = found["project"].get("optional-dependencies", {})
    return {"desk": found["project"]["dependencies"], **extras, **found.get("dependency-groups", {})}


def faults(text: str) -> list[str]:
    """Packages with a bound or a reason missing, as ``line: what``."""
    lines = text.splitlines()
    found = []
    for one in [package for group in declared(text).values() for package in group]:
        number, line = next((n, line) for n, line in enumerate(lines, start=1) if f'"{one}"' in line)
        if not WHOLE.search(f'"{one}"'):
            found.append(f'{number}: {one} lacks a bound; write "name>=least,<first that was not tried"')
        if not re.search(r"#\s+\S+", line):
            found.append(f"{number}: {one} lacks its reason; say beside it what it is for")
    return found


def test_every_package_is_bounded_and_says_what_it_is_for():
    assert faults(PROJECT.read_text()) == []


def test_the_desk_rests_on_few():
    assert len(declared(PROJECT.read_text())["desk"]) <= 12


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('"a>=1,<2",  # why', []),
        ('"a[b]>=1.5,<2",  # why', []),
        ('"a>=1",  # why', ['3: a>=1 lacks a bound; write "name>=least,<first that was not tried"']),
        ('"a<2",  # why', ['3: a<2 lacks a bound; write "name>=least,<first that was not tried"']),
        ('"a",  # why', ['3: a lacks a bound; write "name>=least,<first that was not tried"']),
        ('"a>=1,<2",', ["3: a>=1,<2 lacks its reason; say beside it what it is for"]),
    ],
)
def test_what_is_missing_is_found(line, found):
    assert faults(f"[project]\ndependencies = [\n{line}\n]\n") == found
