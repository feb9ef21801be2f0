"""What the commands of the workflow that `init` writes leave in the log of their job.

GitHub shows ten errors and ten warnings of a step beside their lines (actions/toolkit#734), and of a workflow command
its log shows the message alone (astral-sh/ruff#1693): the eleventh error was one without a place, and a step in which
all was well, or failed for mutants, said nothing at all.
"""

from __future__ import annotations

import os

import pytest

from avionics.app.init import init
from processes import avionics
from tools import tool


@pytest.fixture
def project(tmp_path):
    init(str(tmp_path / "here"), today="2026-11-23")
    return tmp_path / "here"


def test_each_message_says_where_it_is_and_of_which_rule(project):
    (project / "slos" / "notes.txt").write_text("buy milk")
    done = avionics("check", "--format", "github", "--project", "here", cwd=project.parent)
    command = "::warning file=here/slos/notes.txt,line=1,col=1,title=file-unread::"
    assert done.stdout.startswith(f"{command}here/slos/notes.txt:1:1: file-unread: "), done.stdout


def test_what_explains_a_finding_is_in_the_repository_too(project):
    spec = project / "alerts" / "api.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text + text.partition("alerts:\n")[2], "utf-8")
    done = avionics("check", "--format", "github", "--project", "here", cwd=project.parent)
    assert "%0Aalso here/alerts/api.yaml:" in done.stdout, done.stdout


def test_nothing_found_is_said(project):
    done = avionics("check", "--format", "github", cwd=project)
    assert done.stdout == "8 files, nothing found\n"


def test_how_many_claims_hold_is_said(project, monkeypatch):
    monkeypatch.setenv("PATH", f"{tool('promtool').parent}{os.pathsep}{os.environ['PATH']}")
    done = avionics("test", "--format", "github", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "claims hold" in done.stdout


def test_machines_are_told_findings_alone(project):
    done = avionics("check", "--format", "json", cwd=project)
    assert done.stdout.startswith("{")
    assert done.stdout.endswith("}\n")
