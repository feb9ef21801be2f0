"""Where what is said goes: to nobody, or to whom cannot read all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from avionics.app.init import init
from edits import swap
from tools import ROOT

COMMAND = f"{sys.executable} -m avionics"


def run(project: Path, line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """What a line typed into a shell does in `project`."""
    given = {**os.environ, "PYTHONPATH": str(ROOT / "compiler"), **environment}
    return subprocess.run(["sh", "-c", line], cwd=project, env=given, capture_output=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    init(str(tmp_path), today="2026-11-23")
    return tmp_path


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_an_output_may_be_closed(project: Path, closed: str) -> None:
    done = run(project, f"{COMMAND} render --skip-promtool {closed}")
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr.decode()
    assert (project / "build" / "manifest.json").is_file()
    swap(project / "avionics.yaml", "kind: Project", "kind: Projekt")
    assert run(project, f"{COMMAND} check {closed}").returncode == 1, "the exit code is told all the same"


def test_signs_that_an_alphabet_lacks_are_told_by_number(project: Path) -> None:
    swap(project / "avionics.yaml", "reach: '", "reach: '\u260e ")
    done = run(project, f"{COMMAND} explain api", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr.decode()
    assert rb"\u260e" in done.stdout


@pytest.mark.parametrize("option", ["--junit", "--json"])
def test_a_report_with_no_place_is_refused_before_minutes_of_tests_and_not_in_their_stead(
    project: Path, option: str
) -> None:
    done = run(project, f"{COMMAND} test {option} nowhere/report")
    assert done.returncode == 2
    assert b"there is no folder 'nowhere'" in done.stderr
    assert not done.stdout
