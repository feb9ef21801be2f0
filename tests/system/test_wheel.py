"""The wheel alone, without the source tree: what `pip install .` gives a user."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools import ROOT, missing

SITE = sysconfig.get_path("purelib")
KINDS = {
    "Project": "project", "Team": "team", "Service": "service", "ServiceLevelObjectives": "slos", "Alerts": "alerts",
    "Cockpit": "cockpit", "Playbook": "playbook", "Runbook": "runbook",
}  # fmt: skip
"""Kinds of documents and the names of their schemas."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built by the backend that is installed: nothing is downloaded."""
    for module in ("hatchling", "pip"):
        if find_spec(module) is None:
            missing(module)
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory) -> Path:
    """A folder with nothing in it but the installed wheel."""
    folder = tmp_path_factory.mktemp("installed")
    _run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check",
          "--no-warn-script-location", "--target", folder, wheel], folder)  # fmt: skip
    return folder


def _run(command: list[str | Path], cwd: Path) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def avionics(installed: Path, cwd: Path, *arguments: str) -> str:
    """Runs the command of the wheel. Without `site`, the editable install of the source tree is not found."""
    path = os.pathsep.join([str(installed), SITE])
    done = subprocess.run(
        [sys.executable, "-S", installed / "bin" / "avionics", *arguments],
        check=False, capture_output=True, text=True, cwd=cwd, env={"PATH": os.environ["PATH"], "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_schemas_and_data_are_inside_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"avionics/schemas/{kind}.schema.json" for kind in KINDS.values()} <= names
    source = ROOT / "compiler" / "avionics"
    files = {
        f"avionics/{file.relative_to(source).as_posix()}" for file in source.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.endswith(".pyc")
    }  # fmt: skip
    assert files <= names
    others = {name for name in names - files if not name.startswith("avionics/schemas/") and ".dist-info/" not in name}
    assert others == set()


def test_the_source_tree_is_not_in_reach(installed, tmp_path):
    path = os.pathsep.join([str(installed), SITE])
    program = "import avionics; print(avionics.__file__)"
    found = subprocess.run(
        [sys.executable, "-S", "-c", program],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": path},
    )
    assert Path(found.stdout.strip()).is_relative_to(installed)


def test_init_and_render(installed, tmp_path):
    avionics(installed, tmp_path, "init", "mine")
    avionics(installed, tmp_path / "mine", "check", "--fail-on", "warning")
    said = avionics(installed, tmp_path / "mine", "render")
    assert (tmp_path / "mine" / "build" / "manifest.json").is_file()
    assert "manifest.json" in said
    avionics(installed, tmp_path / "mine", "render", "--check")


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_the_ones_editors_point_at(installed, tmp_path, kind):
    said = avionics(installed, tmp_path, "schema", kind)
    assert said == (ROOT / "schemas" / f"{KINDS[kind]}.schema.json").read_text("utf-8")
