"""Where the programs of the Prometheus family are: .tools/bin first, then PATH."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".tools" / "bin"
PACKAGED = {"alertmanager": "prometheus-alertmanager"}
"""Names that Debian and Ubuntu give to programs."""


def tool(name: str) -> Path:
    """The program `name`; without it the test is skipped, and fails where CI is set."""
    found = find(name)
    if found is None:
        missing(name)
    return found


def missing(name: str) -> NoReturn:
    """Skip a test for want of a program; in CI a skipped test would look like a passed one."""
    # A second Prometheus is fetched by a make target of its own, so even CI may be without it.
    if in_ci() and not name.endswith("3"):
        pytest.fail(f"no {name}: run `make setup`")
    pytest.skip(f"no {name}: run `make {'prometheus3' if name.endswith('3') else 'setup'}`")


def in_ci() -> bool:
    """Every CI system sets this."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def find(name: str) -> Path | None:
    """The program `name`, or None."""
    for candidate in (name, PACKAGED.get(name, name)):
        found = shutil.which(candidate, path=BIN) or shutil.which(candidate)
        if found:
            return Path(found)
    return None


def major(program: Path) -> int:
    """The 2 or the 3 of a program of Prometheus: a distribution may have either under the ordinary name.

    What somebody built by hand may not know; then its name says it.
    """
    done = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    said = re.search(r"version (\d+)\.", done.stdout + done.stderr)
    return int(said[1]) if said else 3 if program.name.endswith("3") else 2


def promtools() -> list[Path]:
    """Every promtool there is: promtool, and promtool3 where a Prometheus 3.x stands beside an older one."""
    found = {place.resolve(): place for place in map(find, ("promtool3", "promtool")) if place}
    if not found:
        missing("promtool")
    return list(found.values())[::-1]
