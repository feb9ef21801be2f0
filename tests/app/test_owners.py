"""The file that the code host reads is held to the one that is generated."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from avionics.app.check import check
from avionics.app.init import init
from avionics.app.render import Options, render
from avionics.finding import Finding

TODAY = "2026-11-25"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    init(str(tmp_path / "mine"), today=TODAY)
    return tmp_path / "mine"


def said(project: Path) -> list[Finding]:
    """What `check` finds, which a render does not keep to itself either."""
    found = list(check(str(project), today=TODAY).findings)
    owners = render(str(project), Options(TODAY)).owners
    assert [one.message for one in owners] == [one.message for one in found]
    return found


def test_the_generated_one_is_right(project: Path) -> None:
    assert said(project) == []


@pytest.mark.parametrize(("name", "behind"), [(".github/CODEOWNERS", "owners"), (".github", "host")])
def test_a_link_owns_nothing_whatever_it_leads_to(project: Path, name: str, behind: str) -> None:
    """A pull request that makes it one would be approved by its owners, and the next ones by nobody."""
    (project / name).rename(project / behind)
    (project / name).symlink_to(project / behind)
    (found,) = said(project)
    assert (found.rule, found.severity) == ("codeowners-stale", "error")
    assert found.message.startswith(f"{name} is a symbolic link")
    assert f"rm {name} && " in found.help


def test_another_and_none(project: Path) -> None:
    (project / ".github/CODEOWNERS").write_text("* @everybody\n", "utf-8")
    (found,) = said(project)
    assert (found.severity, found.message) == ("error", ".github/CODEOWNERS is not the generated one")
    shutil.rmtree(project / ".github")
    (found,) = said(project)
    assert (found.severity, found.message) == ("warning", ".github/CODEOWNERS is missing")
    copy = found.help.removeprefix("avionics render && ")
    subprocess.run(copy, shell=True, cwd=project, check=True)
    assert said(project) == [], f"after {copy!r} it is there"
