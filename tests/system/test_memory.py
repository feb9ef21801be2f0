"""A run that remembers ends where a run into an empty folder does, whatever happened in between."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from avionics.app import pipeline
from avionics.source.files import stamp
from edits import append, swap
from system.projects import copied, generated
from system.rendering import assert_same, checked, clean, rendered, said, times, tree
from system.twin import AT_ONCE, ONE_PROCESS, TICK, Twin


def test_nothing_changed_nothing_is_touched(twin):
    assert twin.step() == (set(), set())
    assert times(twin.out) == twin.was


def test_files_with_their_old_stamps_are_not_read(twin, monkeypatch):
    monkeypatch.setattr(stamp, "YOUNG", AT_ONCE)
    clean(twin.root, twin.out)
    read = twin.reads(monkeypatch)
    twin.edit("slos/shelf.yaml", "objective: 95", "objective: 96")()
    clean(twin.root, twin.out)
    assert {"slos/shelf.yaml", "playbooks/shelf/found.md"} <= set(read), "what may have to do with the edit is read"
    assert not [path for path in read if "cellar" in path], "nothing of a service that nobody touched is"


def test_an_edit_compiles_its_own_service(twin):
    changed, _ = twin.step(twin.edit("alerts/shelf.yaml", "for: 10m", "for: 20m"))
    rules = {"prometheus/P/shelf.yaml", "prometheus/D-P/shelf.yaml", "kubernetes/D-P/shelf.yaml"}
    assert changed == rules | {"grafana/functional/shelf.json"}


@ONE_PROCESS
def test_any_file_may_go_and_come_back(twin):
    """Whatever hangs on it: a run with memory finds and writes what one without does."""
    refused = 0
    for file in sorted(file for file in twin.root.rglob("*") if file.is_file() and file.name != "avionics.yaml"):
        content = file.read_bytes()
        file.unlink()
        done = rendered(twin.root, twin.out)
        other = rendered(twin.root, twin.fresh / "without")
        assert said(done) == said(other), file
        if done.failed:
            refused += 1
        else:
            assert_same(tree(twin.out), tree(twin.fresh / "without"))
        shutil.rmtree(twin.fresh / "without", ignore_errors=True)
        file.write_bytes(content)
    assert refused
    twin.step()


@ONE_PROCESS
@pytest.mark.parametrize(("old", "new"), [("e", "ee"), ("a", "o"), ("1", "2"), ("P", "D-P"), ("till", "shelf")])
def test_any_line_may_change_and_change_back(twin, old, new):
    """A letter in some values of every spec, one at a time; most of it is refused, and must be just the same."""
    for file in sorted(twin.root.rglob("*.yaml")):
        text = file.read_text("utf-8")
        lines = [at for at, line in enumerate(text.split("\n")) if old in line.partition(":")[2]]
        for at in lines[:: max(1, len(lines) // 2)]:
            changed = text.split("\n")
            key, colon, value = changed[at].partition(":")
            changed[at] = key + colon + value.replace(old, new, 1)
            file.write_text("\n".join(changed), "utf-8")
            done, other = rendered(twin.root, twin.out), rendered(twin.root, twin.fresh / "changed")
            assert said(done) == said(other), f"{file}: {changed[at]}"
            if not done.failed:
                assert_same(tree(twin.out), tree(twin.fresh / "changed"))
            assert said(checked(twin.root, twin.out)) == said(checked(twin.root, twin.fresh / "nothing"))
            shutil.rmtree(twin.fresh / "changed", ignore_errors=True)
        file.write_text(text, "utf-8")
    twin.step()


def test_a_run_that_was_refused_is_forgotten(twin):
    twin.fails(twin.edit("slos/till.yaml", "objective: 99.95", "objective: 101"))
    changed, _ = twin.step(twin.edit("slos/till.yaml", "objective: 101", "objective: 99.9"))
    assert "prometheus/P/till.yaml" in changed


def test_a_warning_is_said_again_each_time(twin):
    """A runbook that expires without a file being changed: only the day is another."""
    twin.today = "2027-05-31"
    twin.step()
    twin.today = "2027-06-01"
    found = [rendered(twin.root, twin.out, today=twin.today) for _ in range(2)]
    assert said(found[0]) == said(found[1]) != []


def test_a_service_with_a_warning_keeps_its_output(twin):
    agreed = "  agreement: {approvers: [traders, wardens], on: 2026-10-01, revisit: 2027-10-01}\n"
    twin.step(twin.edit("slos/till.yaml", agreed, ""))
    found = said(rendered(twin.root, twin.out))
    assert any("agreement-missing slos/till.yaml" in line for line in found), found
    assert twin.step() == (set(), set()), "a warning is said again, and its output stays"
    twin.step(twin.edit("slos/till.yaml", "service: till", "service: till # and an edit"))


def test_a_warning_is_remembered(twin, monkeypatch):
    """Hundreds of them would else be compiled with every edit of another file."""
    agreed = "  agreement: {approvers: [traders, wardens], on: 2026-10-01, revisit: 2027-10-01}\n"
    twin.step(twin.edit("slos/till.yaml", agreed, ""))
    compiled = twin.compiles(monkeypatch)
    found = said(rendered(twin.root, twin.out))
    assert any("agreement-missing slos/till.yaml" in line for line in found), found
    assert "till" not in compiled
    assert set(found) <= set(said(checked(twin.root, twin.out)))


def test_what_nobody_touched_is_not_compiled_again(twin, monkeypatch):
    """Nor is what all services share, when one of them changed only for itself."""
    monkeypatch.setattr(stamp, "YOUNG", AT_ONCE)
    twin.step()
    monkeypatch.setattr(pipeline, "of_all", lambda *_: pytest.fail("owners and routes were compiled again"))
    twin.edit("slos/shelf.yaml", "objective: 95", "objective: 96")()
    done = clean(twin.root, twin.out)
    assert done.written is not None
    assert "prometheus/P/shelf.yaml" in done.written.changed


@pytest.mark.parametrize("path", ["slos/shelf.yaml", "playbooks/shelf/found.md", "playbooks/shelf", "alerts"])
def test_what_becomes_a_link_is_refused(twin, tmp_path, path):
    """Even to the very same file or folder, which was moved out of the project."""
    was, away = twin.root / path, tmp_path / "away"

    def link() -> None:
        was.rename(away)
        was.symlink_to(away)

    assert any(f"{path} is a symbolic link" in one for one in twin.fails(link))
    twin.step(lambda: (was.unlink(), away.rename(was)))


def test_an_edit_of_the_same_size_whose_time_is_set_back(twin):
    spec = twin.root / "slos" / "shelf.yaml"
    status = spec.stat()

    def edit() -> None:
        swap(spec, "objective: 95", "objective: 96")
        os.utime(spec, ns=(status.st_atime_ns, status.st_mtime_ns))
        os.utime(spec.parent, ns=(0, 0))

    time.sleep(TICK)
    changed, _ = twin.step(edit)
    assert "prometheus/P/shelf.yaml" in changed


def test_a_service_that_comes_and_goes_while_the_clock_goes_back(twin, monkeypatch):
    """Files and folders from the future are read and listed again."""
    monkeypatch.setattr(stamp, "YOUNG", 2_000_000_000)
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - 3_600_000_000_000)
    twin.step()
    page = twin.root / "playbooks" / "shelf" / "more.md"
    twin.step(lambda: page.write_text((page.parent / "found.md").read_text("utf-8"), "utf-8"))
    twin.step(page.unlink)


def test_some_targets_and_then_all(twin):
    twin.edit("alerts/shelf.yaml", "for: 10m", "for: 20m")()
    clean(twin.root, twin.out, targets=("grafana",))
    twin.step()
    twin.edit("alerts/shelf.yaml", "for: 20m", "for: 10m")()
    clean(twin.root, twin.out, targets=("prometheus",))
    clean(twin.root, twin.out, targets=("grafana",))
    twin.step()


@pytest.mark.parametrize("make", [copied, generated], ids=["repository", "generated"])
def test_a_large_repository_step_by_step(tmp_path, make):
    """One edit, a neighbour's edit, a removal: each time the whole output is compared."""
    twin = Twin(make(tmp_path / "root"), tmp_path / "out", tmp_path / "fresh")
    twin.step()
    services = sorted(twin.root.glob("services/*.yaml"))
    for file in services[:2]:
        changed, _ = twin.step(_retitled(file))
        assert f"prometheus/P/{file.stem}.yaml" in changed
    pages = sorted(twin.root.glob("playbooks/*/*.md"))
    assert twin.step(lambda: append(pages[0], "\nAnd rest.\n")) == (
        set(),
        set(),
    )
    assert twin.step() == (set(), set())


def _retitled(file: Path) -> Callable[[], object]:
    return lambda: swap(file, "\ntitle: ", "\ntitle: The ")


@ONE_PROCESS
def test_what_another_run_writes_while_this_one_waits_is_known(twin, monkeypatch):
    """Its files were taken for somebody else's, as the manifest had been read before: the run that waited failed."""
    out = twin.fresh / "of both"
    title = "title: Cellar", "title: Vault"

    def waits(*_: object) -> None:
        monkeypatch.setattr(fcntl, "flock", lambda *_: None)
        twin.edit("services/cellar.yaml", *title)()
        clean(twin.root, out)
        twin.edit("services/cellar.yaml", *reversed(title))()

    monkeypatch.setattr(fcntl, "flock", waits)
    done = clean(twin.root, out)
    assert done.written is not None
    assert "grafana/technical/cellar.json" in done.written.changed
    assert_same(tree(out), tree(twin.out))
