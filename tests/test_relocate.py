"""tools/bootstrap/relocate.py: a program that reads files at a fixed place runs from where it was unpacked."""

from __future__ import annotations

import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from tools import ROOT

FIXED = "/usr/share/prometheus/alertmanager"
PROGRAM = f"#!/bin/sh\ncat {FIXED}/default.tmpl\necho $1\n"


@pytest.fixture
def relocate(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tools")
    return import_module("bootstrap.relocate")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An unpacked package whose program prints the file it reads."""
    (tmp_path / "usr" / "bin").mkdir(parents=True)
    (tmp_path / "usr" / "bin" / "shows").write_text(PROGRAM, "utf-8")
    templates = tmp_path / FIXED[1:]
    templates.mkdir(parents=True)
    (templates / "default.tmpl").write_text("found\n", "utf-8")
    return tmp_path


def test_it_finds_its_files_and_gets_its_arguments(relocate, package, tmp_path_factory):
    script = relocate.relocated(package, "shows", FIXED)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "link").symlink_to(script)
    said = subprocess.run(["./link", "a b"], cwd=elsewhere, check=True, capture_output=True, text=True)
    assert said.stdout == "found\na b\n"


def test_the_copy_is_as_long_as_the_original(relocate, package):
    relocate.relocated(package, "shows", FIXED)
    original, copy = (package / "usr" / "bin" / name for name in ("shows", "shows-relocated"))
    assert copy.stat().st_size == original.stat().st_size
    assert original.read_text("utf-8") == PROGRAM


@pytest.mark.parametrize("fixed", [FIXED, "/usr/share/prometheus/web", "/proc/self/fd/9", "/proc/self/fd/99"])
def test_the_path_keeps_its_length(relocate, fixed):
    assert len(relocate.same_length(fixed)) == len(fixed)


def test_another_program_is_refused_with_a_line(relocate, package, capsys):
    (package / "usr" / "bin" / "shows").write_text("#!/bin/sh\n", "utf-8")
    assert relocate.relocated(package, "shows", FIXED) is None
    assert f"does not read {FIXED} as expected" in capsys.readouterr().out


def test_a_path_too_short_is_refused(relocate, package):
    assert relocate.same_length("/etc") is None
    assert relocate.relocated(package, "shows", "/etc") is None
