"""What a replay refuses."""

from __future__ import annotations


class NotReplayed(Exception):
    """An expression holds something that replays do not understand; the message names it."""
