"""`avionics init` on the command line: what it writes renders at once."""

from __future__ import annotations

import os

import pytest

from processes import avionics
from tools import tool


def test_it_renders_at_once(tmp_path):
    made = avionics("init", "here", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert "here/avionics.yaml" in made.stdout
    assert made.stdout.endswith("Now: cd here && avionics render\n")
    project = tmp_path / "here"
    checked = avionics("check", "--fail-on", "warning", cwd=project)
    assert (checked.returncode, checked.stderr) == (0, "")
    rendered = avionics("render", cwd=project)
    assert rendered.returncode == 0, rendered.stderr
    assert (project / "build/prometheus/production/api.yaml").is_file()
    assert avionics("render", "--check", cwd=project).returncode == 0


def test_a_project_that_gets_a_name_of_its_own_goes_on_writing_where_it_wrote(tmp_path):
    """The first thing to change. A folder outside may be that of another, which has the name."""
    avionics("init", "here", cwd=tmp_path)
    project = tmp_path / "here"
    for out in ("build", "../out"):
        assert avionics("render", "--out", out, cwd=project).returncode == 0
    spec = project / "avionics.yaml"
    spec.write_text(spec.read_text().replace("name: example\n", "name: shop\n"))
    for where in (".", "services"):
        again = avionics("render", cwd=project / where)
        assert again.returncode == 0, again.stderr
    assert '"project":"shop"' in (project / "build/manifest.json").read_text()
    (tmp_path / "out").rename(tmp_path / "theirs")
    link = project / "build2"
    link.symlink_to(tmp_path / "theirs")
    for out, why in (
        ("../theirs", "holds what the project 'example' was compiled to"),
        ("build2", "is a link or a file"),
    ):
        refused = avionics("render", "--out", out, cwd=project)
        assert refused.returncode == 2, refused.stdout
        assert why in refused.stderr
    (project / "build").rename(project / "before")
    link.rename(project / "build")
    assert avionics("render", cwd=project).returncode == 2, "the folder of another behind a link"


def test_its_own_tests_hold(tmp_path, monkeypatch):
    """Its alert shows a newcomer how a case is written."""
    monkeypatch.setenv("PATH", f"{tool('promtool').parent}{os.pathsep}{os.environ['PATH']}")
    assert avionics("init", "here", cwd=tmp_path).returncode == 0
    tested = avionics("test", "--fail-on", "warning", cwd=tmp_path / "here")
    found = [line for line in tested.stderr.splitlines() if not line.startswith("testing: ")]  # how long, if it is slow
    assert (tested.returncode, found) == (0, []), tested.stderr
    assert "claims hold" in tested.stdout


def test_here(tmp_path):
    done = avionics("init", ".", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Now: avionics render\n")


def test_in_a_folder_of_a_repository_a_code_host_would_find_neither_workflow_nor_owners(tmp_path):
    (tmp_path / ".git").mkdir()
    done = avionics("init", "a/b", cwd=tmp_path)
    assert "move .github/workflows/check.yml there" in done.stdout
    assert 'working-directory: "a/b"' in done.stdout
    assert "For owners write 'folder: a/b' below\ncodeOwners" in done.stdout
    (tmp_path / "a/c/.git").mkdir(parents=True)
    assert "at its root" not in avionics("init", "c", cwd=tmp_path / "a").stdout


def test_what_a_code_host_put_there_stays_and_compiled_files_are_not_ignored_yet(tmp_path):
    (tmp_path / ".gitignore").write_text("*.pyc\n")
    done = avionics("init", ".", cwd=tmp_path)
    assert ".gitignore was there already: add /build/ and /backfill/ to it" in done.stdout
    assert (tmp_path / ".gitignore").read_text() == "*.pyc\n"
    assert ".gitignore was there" not in avionics("init", "new", cwd=tmp_path).stdout


def test_a_folder_that_is_not_empty(tmp_path):
    (tmp_path / "mine").write_text("keep")
    done = avionics("init", str(tmp_path))
    assert done.returncode == 2, done.stderr
    assert done.stderr == f"avionics: {tmp_path}: is not empty: 'mine' is there; name a folder that is new or empty\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(("name", "says"), [("", "an empty name is no folder"), ("a.txt", "'a.txt' is no folder")])
def test_what_is_no_folder(name, says, tmp_path):
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    done = avionics("init", name, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr


def test_an_odd_name_stays_on_its_line(tmp_path):
    done = avionics("init", "a\nb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(line.startswith("a\\nb/") for line in done.stdout.splitlines()[:-2]), done.stdout
    assert done.stdout.splitlines()[-1].endswith("cd 'a\\nb' && avionics render")
