"""What lies between the compiled files and was not compiled: named, never removed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from avionics.write.foreign import foreign
from edits import swap
from processes import avionics
from tools import ROOT

TINY = ROOT / "tests" / "golden" / "tiny" / "in"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(TINY, root)
    assert render(root)[0] == 0
    return root


def render(root: Path, *options: str) -> tuple[int, str]:
    """The exit code, and all that is said."""
    done = avionics("render", "--skip-promtool", *options, cwd=root)
    return done.returncode, done.stdout + done.stderr


def test_an_old_rule_file_is_named_and_stays_and_fails_a_check(project):
    old = project / "build" / "prometheus" / "P" / "old.yml"
    old.write_text("groups: []\n", "utf-8")
    code, said = render(project)
    assert code == 0, said
    assert "warning[file-foreign]: prometheus/P/old.yml was not compiled from any spec" in said
    assert "move it out of build/" in said
    assert render(project, "--check")[0] == 1, "a folder that holds more than was reviewed is not what the specs say"
    assert render(project, "--fail-on", "warning")[0] == 1
    assert old.read_text("utf-8") == "groups: []\n"
    old.unlink()
    assert render(project, "--check")[0] == 0


def test_what_is_no_longer_compiled_is_stale_and_not_foreign(project):
    old = project / "build" / "prometheus" / "P" / "old.yaml"
    manifest = project / "build" / "manifest.json"
    old.write_text("groups: []\n", "utf-8")
    first = '{"path":"alertmanager/alertmanager.yml"'
    own = '{"path":"prometheus/P/old.yaml","sha256":"0","spec":"slos/old.yaml","line":1},\n'
    swap(manifest, first, own + first)
    code, said = render(project, "--check")
    assert code == 1
    assert "prometheus/P/old.yaml is stale" in said
    assert "file-foreign" not in said, "it is ours, and a render removes it"


def test_only_what_is_loaded_is_looked_for(tmp_path):
    for path in ("rules/a.yaml", "rules/deep/b.rules", "rules/.new.yaml", "rules/README.md", "beside/c.yaml"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", "utf-8")
    (tmp_path / "rules" / "round").symlink_to(tmp_path)
    assert foreign(str(tmp_path), ["rules", "absent"], {"rules/a.yaml"}) == ("rules/deep/b.rules",)


def test_folders_may_be_as_deep_as_the_disk_lets_them(tmp_path):
    """Deeper than Python calls: a pull request may hold an output folder, and every run ended as a fault of ours."""
    deep = "/".join(["a"] * 1_100)
    folder = os.path.join(tmp_path, deep)
    for depth in range(1_100):
        os.mkdir(os.path.join(tmp_path, deep[: 2 * depth + 1]))
    Path(folder, "x.yml").write_text("", "utf-8")
    try:
        assert foreign(str(tmp_path), ["a"], set()) == (f"{deep}/x.yml",)
    finally:  # too deep for whoever tidies up
        os.unlink(os.path.join(folder, "x.yml"))
        os.removedirs(folder)
