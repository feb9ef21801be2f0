"""`--keep` writes the tests that were run, for promtool by hand."""

from __future__ import annotations

import subprocess

import pytest

from avionics.write.failed import WriteFailed
from proof.projects import ALERTS, SOUND, proved, without_objectives
from tools import tool


@pytest.fixture
def root(tmp_path):
    return without_objectives(tmp_path / "project", ALERTS.format(more=SOUND))


def test_promtool_finds_what_the_run_found(root, monkeypatch):
    """Also the texts of alerts, which are expected as they were rendered."""
    proved(root, monkeypatch, keep="kept")
    tests = sorted(map(str, (root / "kept").rglob("*.test.yaml")))
    assert tests
    done = subprocess.run([tool("promtool"), "test", "rules", *tests], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert any("exp_annotations" in (root / test).read_text("utf-8") for test in tests)


def test_nothing_is_written_through_a_link(root, tmp_path, monkeypatch):
    """A pull request may hold the folder, with a link in it that leads to a file of the runner's."""
    proved(root, monkeypatch, keep="kept")
    (test, *_) = sorted((root / "kept").rglob("*.test.yaml"))
    theirs = tmp_path / "theirs"
    theirs.write_text("theirs")
    test.unlink()
    test.symlink_to(theirs)
    proved(root, monkeypatch, keep="kept")
    assert not test.is_symlink()
    outside = tmp_path / "outside"
    (root / "kept" / "P").rename(outside)
    (root / "kept" / "P").symlink_to(outside)
    test.resolve().write_text("theirs")
    with pytest.raises(WriteFailed, match="leads out of"):
        proved(root, monkeypatch, keep="kept")
    assert theirs.read_text() == test.read_text() == "theirs"
