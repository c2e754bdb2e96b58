"""Killed at any moment, nothing is lost: what the command line writes is whole, old or new."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crisis import stores
from crisis.exports import added_rows, verification
from crisis.model import additions
from crisis.model.case import Case
from tests.conftest import rows

LONGEST = 4.0
"""Seconds after which the process is killed at the latest; a run takes about as long."""

ROUNDS = [0, *(pytest.param(one, marks=pytest.mark.hardening) for one in range(1, 100))]


def killed(seconds: float, *words: object) -> int:
    """Run a command and kill it after so many seconds, unless it ended before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "crisis", *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        return process.wait()


def moment(number: int) -> float:
    """When to kill in a round: the three of every run in the middle of the work, the others anywhere."""
    return (0.9, 1.3, 1.8)[number] if number < 3 else random.Random(number).uniform(0.3, LONGEST)


@pytest.mark.parametrize("number", ROUNDS)
def test_a_conversion_leaves_a_whole_case_or_none(number: int, shipped: Case, tmp_path: Path):
    target = tmp_path / ("case.xlsx", "case.parquet", "case")[number % 3]
    code = killed(moment(number), "convert", stores.shipped(), target)
    assert target.exists() or code != 0
    if target.exists():
        assert stores.open_case(target).version == shipped.version


@pytest.mark.parametrize("number", ROUNDS)
def test_an_export_leaves_a_whole_pack_or_none(number: int, tmp_path: Path):
    target = tmp_path / "pack.zip"
    code = killed(moment(number) * 2, "export", "--country", "DEU", "--to", target)
    assert target.exists() or code != 0
    if target.exists():
        assert verification.verify(target.read_bytes()) == []


@pytest.mark.parametrize("number", ROUNDS)
def test_a_merge_leaves_a_sound_case(number: int, shipped: Case, tmp_path: Path):
    case = tmp_path / "ukraine"
    shutil.copytree(stores.shipped(), case)
    added = [("sources", rows("sources", ["s9"])[0])]
    added += [
        ("positions", rows("positions", [f"n{one} actor_id=SCHOLZ issue_id=I05 source_id=s9"])[0]) for one in range(9)
    ]
    grown = additions.merged(shipped, additions.tables_of(added)).case
    (tmp_path / "added.xlsx").write_bytes(added_rows.workbook(grown))
    killed(moment(number), "merge", case, tmp_path / "added.xlsx")
    found = stores.open_case(case)
    assert len(found.tables["positions"]) - len(shipped.tables["positions"]) in (0, 9)
