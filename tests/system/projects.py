"""Two projects of many files: the repository's own, and one as the benchmark makes them."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.generate import generate

from tools import ROOT

SPECS = ("avionics.yaml", "alertmanager.base.yaml", "teams", "services", "slos", "alerts", "cockpits", "playbooks")
SERVICES = 60


def copied(root: Path) -> Path:
    root.mkdir(parents=True)
    for name in SPECS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    return root


def generated(root: Path) -> Path:
    generate(root, SERVICES)
    return root
