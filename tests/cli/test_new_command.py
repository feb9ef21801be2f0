"""`avionics new playbook` on the command line."""

from __future__ import annotations

import shutil

import pytest

from processes import PROJECT, avionics


@pytest.fixture
def project(tmp_path):
    shutil.copytree(PROJECT, tmp_path / "project")
    return tmp_path / "project"


def test_one_then_never_again(project):
    first = avionics("new", "playbook", "ShopPaperLow", cwd=project)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("playbooks/shop/ShopPaperLow.md: ")
    again = avionics("new", "playbook", "ShopPaperLow", cwd=project)
    assert again.returncode == 2, again.stderr
    cause = "exists already and is never overwritten: edit it, or move it away first"
    assert again.stderr == f"avionics: playbooks/shop/ShopPaperLow.md: {cause}\n"


def test_all_that_are_missing(project):
    assert avionics("new", "playbook", "--missing", cwd=project).stdout.count("\n") == 1
    assert avionics("new", "playbook", "--missing", cwd=project).stdout == "no playbook is missing\n"


def test_a_name_or_missing_but_not_both(project):
    for arguments in ((), ("ShopPaperLow", "--missing")):
        done = avionics("new", "playbook", *arguments, cwd=project)
        assert done.returncode == 2, done.stderr
        assert "--missing" in done.stderr


def test_an_unknown_name(project):
    done = avionics("new", "playbook", "ShopPaperLaw", cwd=project)
    assert done.returncode == 2, done.stderr
    assert "did you mean 'ShopPaperLow'" in done.stderr


def test_a_new_service_sends_nobody_to_copy_over_the_owners_of_a_larger_repository(project):
    """Where the file goes depends on the folder that the project is in, which render knows and says."""
    made = avionics("new", "service", "tills", "--dev", "sre", "--sre", "tills", cwd=project)
    assert made.returncode == 0, made.stderr
    assert made.stdout.endswith("At last avionics\nrender, which says where build/CODEOWNERS goes\n")
