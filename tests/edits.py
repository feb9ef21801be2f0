"""Files of a project edited in place. An edit that changes nothing fails: the test would be one of something else."""

from __future__ import annotations

from pathlib import Path


def swap(path: Path, before: str, after: str) -> None:
    """Write `after` wherever a file says `before`, which it must."""
    text = path.read_text("utf-8")
    assert before in text, f"{path.name} does not say {before!r}, so that nothing would change"
    path.write_text(text.replace(before, after), "utf-8")


def append(path: Path, more: str) -> None:
    """Write more at the end of a file, where a line of its own begins."""
    text = path.read_text("utf-8")
    path.write_text(f"{text.rstrip()}\n{more}", "utf-8")
