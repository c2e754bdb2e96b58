"""The service of docs/deploy, as systemd reads it; what a machine lacks is told, not passed over."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crisis.cli.case import SERVING

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "docs" / "deploy" / "crisis-desk@.service"


def test_a_service_is_told_what_run_tells_its_server():
    told = re.findall(r"^Environment=(.*)$", SERVICE.read_text(), flags=re.MULTILINE)
    assert SERVING.items() <= dict(one.split("=", 1) for line in told for one in line.split()).items()


@pytest.mark.hardening
@pytest.mark.parametrize("login", [False, True])
def test_systemd_has_nothing_against_the_service(tmp_path: Path, login: bool):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("THIS TEST NEEDS SYSTEMD-ANALYZE: apt-get install systemd")
    text = SERVICE.read_text().replace("/opt/crisis-desk/.venv/bin/python", sys.executable)
    if login:
        text, marks = re.subn(r"^#(?=[A-Z]\w+=)", "", text, flags=re.MULTILINE)
        assert marks == 4
    unit = tmp_path / "crisis-desk@8501.service"
    unit.write_text(text)
    done = subprocess.run([program, "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
