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
from edits import swap

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


@pytest.fixture
def nested(project: Path) -> Path:
    """The project in a folder of a repository, as it knows itself."""
    (project.parent / ".git").mkdir()
    swap(project / "avionics.yaml", "  default: sre", "  folder: mine\n  default: sre")
    shutil.rmtree(project / ".github")
    return project


def test_in_a_folder_of_a_repository_paths_begin_at_the_root_of_that(nested: Path) -> None:
    (found,) = said(nested)
    assert (found.severity, found.message) == ("warning", "../.github/CODEOWNERS is missing")
    subprocess.run(found.help.removeprefix("avionics render && "), shell=True, cwd=nested, check=True)
    assert said(nested) == []
    owners = nested.parent / ".github/CODEOWNERS"
    lines = [line.split() for line in owners.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines[:2] == [["/mine/", "@example/sre"], ["/mine/services/api.yaml", "@example/team-api"]]
    assert all(path.startswith("/mine/") for path, _ in lines), "the rest of the repository is not ours to give away"


@pytest.mark.parametrize(
    ("folder", "path"),
    [("mon it", r"/mon\ it/"), (".monitoring", "/.monitoring/"), ("überwachung/a+b", "/überwachung/a+b/")],
)
def test_a_folder_may_be_called_as_folders_are(tmp_path: Path, folder: str, path: str) -> None:
    """What `check` says is to be written may be written."""
    (tmp_path / ".git").mkdir()
    init(str(tmp_path / folder), today=TODAY)
    (told,) = said(tmp_path / folder)
    assert told.help == f"write 'folder: {folder}' below codeOwners"
    swap(tmp_path / folder / "avionics.yaml", "  default: sre", f"  folder: {folder}\n  default: sre")
    assert [one.message.partition("CODEOWNERS")[2] for one in said(tmp_path / folder)] == [" is missing"]
    lines = (tmp_path / folder / "build" / "CODEOWNERS").read_text("utf-8").splitlines()
    assert {line[: len(path)] for line in lines if not line.startswith("#")} == {path}


@pytest.mark.parametrize("folder", ["../x", "a/./b", "/a", "a//b", "a*", "a/", "a/..", "a\\b", "#a", "!a", "."])
def test_no_other_path_is_a_folder_of_the_repository(project: Path, folder: str) -> None:
    swap(project / "avionics.yaml", "  default: sre", f"  folder: '{folder}'\n  default: sre")
    found = check(str(project), today=TODAY).findings
    assert [one.rule for one in found if one.severity == "error"] == ["schema"]


def test_the_file_there_may_be_that_of_others_too(nested: Path) -> None:
    render(str(nested), Options(TODAY))
    owners = nested.parent / ".github/CODEOWNERS"
    owners.parent.mkdir()
    owners.write_text("* @everybody\n" + (nested / "build/CODEOWNERS").read_text("utf-8"), "utf-8")
    assert said(nested) == []
    owners.write_text("* @everybody\n", "utf-8")
    (found,) = said(nested)
    assert (found.severity, found.message) == ("error", "../.github/CODEOWNERS does not hold the generated one")
    (told,) = render(str(nested), Options(TODAY)).owners
    assert (found.help, told.help) == (f"render, then {told.help}", "put what build/CODEOWNERS holds into it"), (
        "whoever has just rendered is not told to"
    )


@pytest.mark.parametrize(
    ("behind", "takes"),
    [
        ("* @x", "*"), ("*.yaml @x", "*.yaml"), ("slos/ @x", "slos/"), ("/*/slos/ @x", "/*/slos/"), ("/m*/ @x", "/m*/"),
        ("  /mine @x", "/mine"), ("/mine/slos/api.yaml", "/mine/slos/api.yaml"), ("# a\n\n/** @x # b", "/**"),
        ("# * @x", ""), ("", ""), ("/yours/ @x", ""), ("/miner/* @x", ""), ("/yours/**/slos/ @x", ""),
        ("[Docs] @x\n* @x", ""), ("^[Docs]\n* @x", ""),
    ],
)  # fmt: skip
def test_no_line_behind_ours_takes_our_files(nested: Path, behind: str, takes: str) -> None:
    """Ours stood in the file, and the code host asked somebody else, or nobody: the last line that matches counts.

    A section of GitLab's asks for approvals of its own.
    """
    render(str(nested), Options(TODAY))
    owners = nested.parent / ".github/CODEOWNERS"
    owners.parent.mkdir()
    ours = (nested / "build/CODEOWNERS").read_text("utf-8")
    owners.write_text(f"{ours}{behind}\n", "utf-8")
    line = ours.count("\n") + behind.count("\n") + 1
    assert [(one.severity, one.message.partition(" may take")[0], one.where.line) for one in said(nested)] == (
        [("error", repr(takes), line)] if takes else []
    )
    owners.write_text(f"{behind}\n{ours}", "utf-8")
    assert said(nested) == [], "above them it takes nothing"


def test_a_folder_with_a_blank_is_one_behind_ours_too(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / "mon it"
    init(str(project), today=TODAY)
    swap(project / "avionics.yaml", "  default: sre", "  folder: mon it\n  default: sre")
    render(str(project), Options(TODAY))
    (tmp_path / ".github").mkdir()
    ours = (project / "build/CODEOWNERS").read_text("utf-8")
    for behind, taken in (("/mon\\ it/slos/ @x", 1), ("/mon\\ day/ @x", 0)):
        (tmp_path / ".github/CODEOWNERS").write_text(f"{ours}{behind}\n", "utf-8")
        assert len(said(project)) == taken, behind


@pytest.mark.parametrize(
    ("repository", "written", "severity", "message", "help_"),
    [
        (".", "", "info", "in mine/ of its repository, and CODEOWNERS would have its paths at the root",
         "write 'folder: mine' below codeOwners"),
        (".", "  folder: yours\n", "error", "in mine/ of its repository, and CODEOWNERS would have its paths in yours/",
         "write 'folder: mine' below codeOwners"),
        ("mine", "  folder: mine\n", "error",
         "at the root of its repository, and CODEOWNERS would have its paths in mine/", "take 'folder' out"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_so(project: Path, repository, written, severity, message, help_) -> None:
    """A project that was begun in a clone of something else to be tried out is no error."""
    (project.parent / repository / ".git").mkdir()
    swap(project / "avionics.yaml", "  default: sre", f"{written}  default: sre")
    (found,) = said(project)
    assert (found.severity, found.message, found.help) == (severity, f"the project is {message}", help_)


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


@pytest.mark.parametrize("place", ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"])
def test_the_file_may_be_where_another_code_host_reads_it(project: Path, place: str) -> None:
    """GitLab reads none in `.github`: there it was missing for ever, and the one that counts was not looked at."""
    owners = project / place
    owners.parent.mkdir(exist_ok=True)
    (project / ".github" / "CODEOWNERS").rename(owners)
    assert said(project) == []
    owners.write_text("* @everybody\n", "utf-8")
    (found,) = said(project)
    assert (found.severity, found.message) == ("error", f"{place} is not the generated one")
    subprocess.run(found.help.removeprefix("avionics render && "), shell=True, cwd=project, check=True)
    assert said(project) == []


def test_every_file_is_looked_at_that_a_code_host_may_read(project: Path) -> None:
    (project / "CODEOWNERS").write_text("* @everybody\n", "utf-8")
    (found,) = said(project)
    assert found.message == "CODEOWNERS is not the generated one"
