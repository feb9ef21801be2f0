"""How far something is, and how long it will still take."""

from __future__ import annotations

import io
import sys

import pytest

from avionics.cli import bar
from avionics.cli.bar import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(monkeypatch, listener: io.StringIO, *steps: tuple[float, str, int, int]) -> str:
    """What a listener reads of these steps, each so many seconds after the start."""
    monkeypatch.setattr(sys, "stderr", listener)
    show = Bar()
    for at, what, done, total in steps:
        monkeypatch.setattr(bar.time, "monotonic", lambda at=at: 1000 + at)
        show(what, done, total)
    return listener.getvalue()


BEGINNING = (0, "mutating", 0, 4000)


@pytest.mark.parametrize(
    ("at", "done", "left"),
    [
        pytest.param(10, 400, "about 90 s left", id="a tenth in 10 s"),
        pytest.param(20, 400, "about 3 min left", id="a tenth in 20 s"),
        pytest.param(2, 400, "", id="too early to tell"),
        pytest.param(20, 4000, "", id="done"),
    ],
)
def test_a_terminal_reads_what_is_left_once_that_can_be_told(at, done, left, monkeypatch):
    line = told(monkeypatch, Terminal(), BEGINNING, (at, "mutating", done, 4000)).rpartition("\r")[2]
    assert f"{done:,} of 4,000" in line
    assert line.rpartition("4,000")[2] == (f", {left}" if left else "")


def test_elsewhere_one_line_is_read_for_each_thing_that_takes_long(monkeypatch):
    steps = [
        BEGINNING,
        (10, "mutating", 400, 4000),
        (20, "mutating", 800, 4000),
        (30, "more", 0, 10),
        (36, "more", 9, 10),
    ]
    assert told(monkeypatch, io.StringIO(), *steps) == "mutating: 400 of 4,000, about 90 s left\n"
