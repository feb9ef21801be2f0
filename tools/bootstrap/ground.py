"""Places, messages and sub-processes that every step shares."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
TOOLS = ROOT / ".tools"
BIN = TOOLS / "bin"


class SetupError(Exception):
    """A fault the reader can mend; its text is the whole message."""


def say(text: str) -> None:
    """One line of progress."""
    print(f"setup: {text}", flush=True)


def run(
    command: Sequence[str], folder: Path = ROOT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and keep what it said."""
    return subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
    )


def in_ci() -> bool:
    """Every CI system sets this."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def last_line(text: str) -> str:
    """The line in which most programs say what is wrong."""
    return (text.strip().splitlines() or ["no reason given"])[-1]
