"""How far something is that takes long, and how long it will still take."""

from __future__ import annotations

import sys
import time

import click

from avionics.cli.common import progress

_WIDTH = 30
_SOON = 30
"""Seconds that nobody minds: without a terminal only more is told."""
_MEASURED = 5
"""Seconds after which the rest can be judged by what is done."""


class Bar:
    """A line that is overwritten on a terminal; elsewhere one line for what takes long, once that can be told."""

    def __init__(self) -> None:
        self._what, self._since, self._told = "", 0.0, False

    def __call__(self, what: str, done: int, total: int) -> None:
        """`done` of about `total` are done of what is called `what`."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._since, self._told = what, now, False
        total = max(done, total)
        elapsed = now - self._since
        left = elapsed / done * (total - done) if done and elapsed >= _MEASURED else 0.0
        said = f"{done:,} of {total:,}" + (f", about {_length(left)} left" if left else "")
        if sys.stderr.isatty():
            filled = round(_WIDTH * done / total) if total else 0
            progress(f"{what} [{'#' * filled}{'.' * (_WIDTH - filled)}] {said}")
        elif left > _SOON and not self._told:
            self._told = True
            click.echo(f"{what}: {said}", err=True)


def _length(seconds: float) -> str:
    """`40 s`, `3 min`."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
