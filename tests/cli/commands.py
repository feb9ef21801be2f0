"""Runs `avionics` as a user does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools import ROOT

PROJECT = ROOT / "tests" / "app" / "project"


def run(*arguments: str, cwd: Path | None = None, given: str = "") -> subprocess.CompletedProcess[str]:
    """What `avionics` printed, and its exit code; `given` is piped into it. Nothing waits for ever."""
    path = os.pathsep.join([str(ROOT / "compiler"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.run(
        [sys.executable, "-m", "avionics", *arguments],
        check=False, capture_output=True, text=True, cwd=cwd, input=given, timeout=60,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
