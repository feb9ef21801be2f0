"""Only what a change changes: the base is read from git objects."""

from __future__ import annotations

import subprocess
import sys

import pytest

from avionics.failure import Failure
from edits import append, swap
from proof.projects import ALERTS, SOUND, TEST, project, proved, said
from tools import tool


def git(root, *arguments):
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    """A repository whose project lies below its root, with one commit."""
    root = project(tmp_path / "repository" / "monitoring", alerts=ALERTS.format(more=SOUND))
    git(root.parent, "init", "-q", "-b", "trunk")
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-q", "-m", "one")
    return root


def subjects(done):
    return {trial.subject for trial in done.trials}


def test_nothing_changed_nothing_tested(repository, monkeypatch):
    done = proved(repository, monkeypatch, changed="trunk")
    assert done.trials == ()


def test_a_folder_of_the_tree_that_looks_like_a_repository_is_none(repository, tmp_path, monkeypatch):
    """A pull request could choose what its change is held against, and have git run what it likes to fetch that."""
    for name in ("objects", "refs/heads"):
        (repository / name).mkdir(parents=True)
    (repository / "HEAD").write_text("ref: refs/heads/trunk\n")
    (repository / "refs/heads/trunk").write_text(f"{'12' * 20}\n")
    (repository / "config").write_text(
        "[core]\nrepositoryformatversion = 1\nbare = true\n[extensions]\npartialClone = origin\n"
        f'[remote "origin"]\nurl = .\npromisor = true\nuploadpack = "touch {tmp_path}/run; false"\n'
    )
    assert proved(repository, monkeypatch, changed="trunk").trials == ()
    assert not (tmp_path / "run").exists()


def test_an_objective_that_changed_is_tested_and_no_other_subject(repository, monkeypatch):
    swap(repository / "slos" / "checkout.yaml", "objective: 99.9", "objective: 99.5")
    found = subjects(proved(repository, monkeypatch, changed="trunk"))
    assert "checkout/availability tier 1h" in found
    assert "checkout CheckoutQueueStuck" not in found


def test_a_test_written_by_hand_runs_again_where_its_rules_changed(repository, monkeypatch):
    (repository / "rule-tests").mkdir()
    (repository / "rule-tests" / "own.yaml").write_text(TEST, "utf-8")
    git(repository.parent, "add", "-A")
    git(repository.parent, "commit", "-q", "-m", "two")
    assert "rule-tests/own.yaml" not in subjects(proved(repository, monkeypatch, changed="trunk"))
    swap(repository / "slos" / "checkout.yaml", "objective: 99.9", "objective: 99.5")
    assert "rule-tests/own.yaml" in subjects(proved(repository, monkeypatch, changed="trunk"))


def test_an_alert_that_changed_is_tested_alone(repository, monkeypatch):
    swap(repository / "alerts" / "checkout.yaml", "above: 600", "above: 650")
    found = subjects(proved(repository, monkeypatch, changed="trunk"))
    assert "checkout CheckoutQueueStuck" in found
    assert "checkout/availability tier 1h" not in found


def test_a_comment_changes_nothing(repository, monkeypatch):
    swap(repository / "alerts" / "checkout.yaml", "  above: 600", "  # why\n  above: 600")
    assert proved(repository, monkeypatch, changed="trunk").trials == ()


PLATFORM = """route:
  receiver: nobody
  routes:
  - matchers: [severity="none"]
    receiver: nobody
receivers:
- name: nobody
"""
"""The platform team's part of alertmanager.yml."""


TAKES = PLATFORM.replace('severity="none"', """'severity=~"[[:alpha:]]age"'""")
"""Takes pages, by a pattern that only amtool reads."""


def platform(repository, content):
    (repository / "alertmanager.base.yaml").write_text(content, "utf-8")


@pytest.fixture
def with_platform(repository):
    """The same with a base file that is committed."""
    append(repository / "avionics.yaml", "alertmanager: {base: alertmanager.base.yaml}\n")
    platform(repository, PLATFORM)
    git(repository.parent, "add", "-A")
    git(repository.parent, "commit", "-q", "-m", "routes")
    return repository


def lost(done):
    return {message for message in said(done) if "ends at nobody" in message}


def test_a_base_file_that_takes_pages_away_is_noticed(with_platform, monkeypatch):
    tool("amtool")
    assert proved(with_platform, monkeypatch, changed="trunk").trials == ()
    platform(with_platform, TAKES)
    done = proved(with_platform, monkeypatch, changed="trunk")
    assert lost(done) == lost(proved(with_platform, monkeypatch))
    assert lost(done), said(done)
    assert all(trial.claim.startswith("reaches ") for trial in done.trials), "rules are the same and not proved again"


def test_a_base_file_that_is_new_is_looked_at(repository, monkeypatch):
    tool("amtool")
    append(repository / "avionics.yaml", "alertmanager: {base: alertmanager.base.yaml}\n")
    platform(repository, TAKES)
    assert lost(proved(repository, monkeypatch, changed="trunk"))


@pytest.mark.parametrize("path", ["../outside.yaml", "/outside.yaml", "nowhere.yaml"])
def test_a_commit_that_names_no_file_of_it_as_base_is_read(path, repository, monkeypatch):
    known = repository / "avionics.yaml"
    sound = known.read_text("utf-8")
    known.write_text(f"{sound}alertmanager: {{base: {path}}}\n", "utf-8")
    git(repository.parent, "commit", "-q", "-a", "-m", "base")
    known.write_text(sound, "utf-8")
    done = proved(repository, monkeypatch, changed="trunk")
    assert said(done) == [], "a slip in the base is none of this change"


def test_a_commit_that_is_not_there(repository, monkeypatch):
    with pytest.raises(Failure, match="no commit 'nowhere' to compare with: fetch it, or name another"):
        proved(repository, monkeypatch, changed="nowhere")
    with pytest.raises(Failure, match="--output=x"):
        proved(repository, monkeypatch, changed="--output=x")


def test_a_commit_beyond_the_end_of_a_shallow_clone(repository, tmp_path, monkeypatch):
    """As a workflow checks out, unless it is told otherwise: the base is there then, and what both came from is not."""
    git(repository.parent, "commit", "-q", "--allow-empty", "-m", "two")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.parent.as_uri(), "shallow")
    with pytest.raises(Failure, match="this clone is shallow: fetch the history too"):
        proved(tmp_path / "shallow" / "monitoring", monkeypatch, changed="trunk~1")


def test_what_git_says_is_told_as_it_said_it(repository, monkeypatch):
    """As in a container whose checkout is another user's, where git says which setting it wants. It was told that there
    was no such commit, with line ends as backslashes."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    wanted = f"git config --global --add safe.directory {repository.parent}"
    with pytest.raises(Failure, match=f"^git cannot read 'trunk': fatal: .* {wanted}$"):
        proved(repository, monkeypatch, changed="trunk")


def test_a_repository_that_lost_an_object(repository, monkeypatch):
    """A fault of the disk; it ended as one of ours."""
    listed = subprocess.run(
        ["git", "rev-parse", "HEAD:./slos/checkout.yaml"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout.strip()
    (repository.parent / ".git" / "objects" / listed[:2] / listed[2:]).unlink()
    with pytest.raises(Failure, match=r"lost 'monitoring/slos/checkout.yaml' of that commit: see 'git fsck'"):
        proved(repository, monkeypatch, changed="trunk")


def test_a_machine_without_git(repository, tmp_path):
    """GitPython looks for it when it is imported, and fails with a page on its own variables: another process."""
    (tmp_path / "promtool").symlink_to(tool("promtool"))
    done = subprocess.run(
        [sys.executable, "-m", "avionics", "test", "--changed", "trunk"],
        cwd=repository, check=False, capture_output=True, text=True, env={"PATH": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        2,
        "avionics: git is not on PATH, and 'trunk' is read with it: install the package git\n",
    )


def test_a_folder_that_is_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(Failure, match="not in a git repository"):
        proved(project(tmp_path / "loose"), monkeypatch, changed="HEAD")
