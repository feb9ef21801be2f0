"""What a replay refuses."""

from __future__ import annotations

MEND_FIRST = "mend first what 'avionics check' finds"
"""What to do about one: rules of a project without errors are understood, but for what a `raw` expression may hold."""


class NotReplayed(Exception):
    """An expression holds something that replays do not understand; the message names it."""
