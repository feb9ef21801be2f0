"""A fault is one that is said again."""

from __future__ import annotations

from avionics.proof import run as runs
from avionics.proof.said import Said


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
