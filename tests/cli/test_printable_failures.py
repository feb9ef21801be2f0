"""What goes wrong is said on one line of stderr, whatever the names of files hold."""

from __future__ import annotations

import os
import shutil

import pytest

from processes import PROJECT, avionics, python

ODD = {
    "a new line": ("\n::error::x", r"\n::error::x"),
    "a carriage return": ("\r::error::x", r"\r::error::x"),
    "an escape": ("\x1b[31mx", r"\x1b[31mx"),
    "a direction": ("\u202ex", r"\u202ex"),
    "no text": (os.fsdecode(b"\xffx"), r"\udcffx"),
}
each = pytest.mark.parametrize(("name", "shown"), ODD.values(), ids=ODD.keys())
STAT = """
import os, sys
from avionics.cli import main
main.avionics.main = lambda **_: os.stat(sys.argv[1])
main.main()
"""


def said(done) -> str:
    """The one line on stderr, with exit code 2."""
    assert done.returncode == 2, done.stderr
    assert done.stderr.endswith("\n")
    line = done.stderr.removesuffix("\n")
    assert line.startswith("avionics: ")
    assert line.isprintable(), repr(line)
    return line


@pytest.mark.parametrize(("name", "shown"), [odd for key, odd in ODD.items() if key != "no text"])
@pytest.mark.parametrize("command", ["check", "render"])
def test_a_folder_where_a_file_belongs(name, shown, command, tmp_path):
    project = shutil.copytree(PROJECT, tmp_path / "project")
    (project / "services" / f"{name}.yaml").mkdir()
    assert f"{shown}.yaml" in said(avionics(command, "--project", str(project)))


@each
def test_no_project_of_that_name(name, shown, tmp_path):
    assert shown in said(avionics("check", "--project", str(tmp_path / name)))


@each
def test_an_error_of_the_system(name, shown, tmp_path):
    assert f"{shown}: No such file or directory" in said(python("-c", STAT, tmp_path / name))
