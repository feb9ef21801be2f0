"""A fault is one that is said again."""

from __future__ import annotations

import errno
import os
import re
from types import SimpleNamespace

import pytest

from avionics.proof.running import run as runs
from avionics.proof.running.said import Said


def test_what_is_not_said_again_was_no_fault(monkeypatch):
    once, always = ("once", 60), ("always", 60)
    answers = iter([Said({always: "nil"}), Said({always: "nil", ("new", 60): "nil"})])
    asked = []

    def answer(program, folder, files):
        asked.append(list(files))
        return {file: next(answers) for file in files}

    monkeypatch.setattr(runs, "run", answer)
    said = {"a": Said({once: "nil", always: "nil"}), "b": Said()}
    found = runs.confirmed("promtool", ".", said)
    assert found["a"].values == {always: "nil"}
    assert found["b"] == Said()
    assert asked == [["a"], ["a"]], "what was right is not asked again"


def program(folder, said, code):
    """A promtool that says this and ends so."""
    path = folder / "promtool"
    path.write_text(f"#!/bin/sh\necho '{said}'\nexit {code}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("said", "left", "cause"),
    [
        ("panic: preallocate: no space left on device", 2**40, errno.ENOSPC),
        ("open /tmp/x: too many open files", 2**40, errno.EMFILE),
        ("panic: runtime error: invalid memory address", 1000, errno.ENOSPC),
    ],
)
def test_a_full_disk_is_no_fault_of_a_rule(said, left, cause, tmp_path, monkeypatch):
    monkeypatch.setattr(runs.shutil, "disk_usage", lambda _: SimpleNamespace(free=left))
    with pytest.raises(OSError, match=re.escape(os.strerror(cause))) as told:
        runs.run(program(tmp_path, said, 2), str(tmp_path), ["a.yaml"])
    assert (told.value.errno, told.value.filename) == (cause, str(tmp_path))


@pytest.mark.parametrize(("said", "code"), [("panic: nil map", 2), ("summary: no space left on device", 1)])
def test_other_words_are_about_the_file(said, code, tmp_path):
    found = runs.run(program(tmp_path, said, code), str(tmp_path), ["a.yaml"])
    assert found["a.yaml"].complaints == [said]


def test_promtool_keeps_its_samples_where_the_suites_are(tmp_path):
    """A TMPDIR that is not there would make every test fail; and what a panic leaves behind goes with the folder."""
    found = runs.run(program(tmp_path, "'$TMPDIR'", 1), str(tmp_path), ["a.yaml"])
    assert found["a.yaml"].complaints == [str(tmp_path)]


def test_whoever_ends_a_run_waits_for_no_test_that_has_not_begun(tmp_path):
    """Of 300 objectives all that were written were run before Ctrl-C was obeyed: 25 s, and a job of CI has ten."""
    promtool = tmp_path / "promtool"
    promtool.write_text("#!/bin/sh\necho $3 >> begun\nsleep 0.2\n", "utf-8")
    promtool.chmod(0o755)
    files = [f"{number}.yaml" for number in range(50)]

    def ended(name):
        if name == files[-1]:
            raise KeyboardInterrupt
        return name

    with pytest.raises(KeyboardInterrupt):
        runs.run(str(promtool), str(tmp_path), map(ended, files), chunk=1)
    begun = (tmp_path / "begun").read_text("utf-8").split()
    assert len(begun) < len(files) // 2, begun
