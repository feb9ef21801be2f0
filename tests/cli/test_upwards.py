"""In which project a command works that names none: in this folder, or the nearest around it, as git does."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from avionics.app.init import init
from processes import avionics
from tools import ROOT


@pytest.fixture
def project(tmp_path):
    init(str(tmp_path / "project"), today="2026-11-23")
    return tmp_path / "project"


def test_from_a_folder_of_the_project(project):
    done = avionics("render", cwd=project / "playbooks" / "api")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("avionics: the project is in ../..\n"), "it is said which"
    assert (project / "build" / "manifest.json").is_file()
    assert not (project / "playbooks" / "api" / "build").exists(), "output is told from the project's folder"


def test_at_its_top_nothing_is_said(project):
    done = avionics("explain", "api/availability", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_printed_for_machines_stays_theirs(project):
    (project / "slos" / "notes.txt").write_text("buy milk")
    done = avionics("check", "--format", "json", cwd=project / "slos")
    assert [one["path"] for one in json.loads(done.stdout)["findings"]] == ["slos/notes.txt"]
    done = avionics("check", "--format", "github", cwd=project / "slos")
    assert "file=slos/notes.txt" in done.stdout, "a place in the repository, wherever the command was typed"


def test_the_name_of_a_hidden_folder_stands_before_the_places_in_it(project):
    """`.monitoring` begins with a dot, and is below this folder all the same."""
    (project / "slos" / "notes.txt").write_text("buy milk")
    project.rename(project.parent / ".monitoring")
    done = avionics("check", "--format", "github", "--project", ".monitoring", cwd=project.parent)
    assert "file=.monitoring/slos/notes.txt" in done.stdout, done.stdout


def test_in_a_job_of_github_places_begin_at_the_checkout(project, monkeypatch):
    """A step may have a `working-directory`; GitHub takes a place for one in the checkout all the same."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    (project / "slos" / "notes.txt").write_text("buy milk")
    for folder in (project.parent, project, project / "slos"):
        done = avionics("check", "--format", "github", "--project", os.path.relpath(project, folder), cwd=folder)
        assert "file=project/slos/notes.txt" in done.stdout, done.stdout


def test_a_folder_that_is_named_is_meant(project):
    done = avionics("check", "--project", ".", cwd=project / "slos")
    assert done.returncode == 2, done.stderr
    assert "no avionics.yaml here" in done.stderr


def test_a_repository_in_a_project_is_none_of_its_folders(project):
    (project / "vendored" / ".git").mkdir(parents=True)
    done = avionics("check", cwd=project / "vendored")
    assert done.returncode == 2, done.stderr
    assert "no avionics.yaml here" in done.stderr


def test_a_folder_that_was_removed(tmp_path):
    """A shell may still be in it: there is no project, and that is no fault of ours."""
    (tmp_path / "gone").mkdir()
    typed = 'cd gone && rmdir ../gone && "$0" -m avionics check'
    done = subprocess.run(
        ["sh", "-c", typed, sys.executable], cwd=tmp_path, check=False, capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT / "compiler")},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr


def test_an_option_in_front_of_its_command_is_told_where_it_stands():
    """Other tools have theirs in front."""
    done = avionics("--project", "here", "check")
    assert done.returncode == 2, done.stderr
    assert done.stderr.endswith("those of a command stand behind it, as in 'avionics check --project DIR'\n")
