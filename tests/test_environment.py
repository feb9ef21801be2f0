"""tools/bootstrap/environment.py: a virtual environment on a Python that came without pip."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import pytest

from tools import ROOT

BEFORE_3_12 = "import no_such_module_any_more"
"""What pip 22.0 of Ubuntu 22.04 does with distutils, which its Python 3.11 has not either."""


@pytest.fixture
def environment(monkeypatch, tmp_path: Path):
    monkeypatch.syspath_prepend(ROOT / "tools")
    found = import_module("bootstrap.environment")
    monkeypatch.setattr(found, "VENV", tmp_path / "venv")
    return found


def test_a_pip_that_this_python_cannot_run_is_told_as_none(environment, monkeypatch, tmp_path):
    """It was said that no package index could be reached, below a traceback; one package is all that is missing."""
    wheel = tmp_path / "pip-22.0.2-py3-none-any.whl"
    with ZipFile(wheel, "w") as archive:
        archive.writestr("pip/__init__.py", "")
        archive.writestr("pip/__main__.py", BEFORE_3_12)
    monkeypatch.setattr(environment, "pip_wheel", lambda _: wheel)
    with pytest.raises(environment.SetupError) as told:
        environment.create_without_pip(sys.executable)
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in str(told.value)
