"""Programs of ours in a process of their own, as users run them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tools import ROOT

PROJECT = ROOT / "tests" / "app" / "project"
_NONE: Mapping[str, str] = MappingProxyType({})


def avionics(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """What `avionics` printed, and its exit code; options as of `python`."""
    return python("-m", "avionics", *arguments, **options)


def python(*arguments: str | Path, env: Mapping[str, str] = _NONE, **options: Any) -> subprocess.CompletedProcess[str]:
    """What this interpreter printed, with the compiler of the tree in reach. Nothing waits for ever.

    `env` is laid over the environment; other options are those of `subprocess.run`.
    """
    path = os.pathsep.join([str(ROOT / "compiler"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120, **options}
    environment = {**os.environ, "PYTHONPATH": path, **env}
    return subprocess.run([sys.executable, *map(str, arguments)], check=False, text=True, env=environment, **options)
