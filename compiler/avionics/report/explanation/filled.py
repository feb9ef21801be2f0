"""The text of an alert as its reader will have it: `<region>`, `<value>%` for what Prometheus fills in by then."""

from __future__ import annotations

import re

_ACTION = re.compile(r"""\{\{-?((?:`[^`]*`|"(?:[^"\\]|\\.)*"|\}(?!\})|[^}`"])*?)-?\}\}""")
_LABEL = re.compile(r"(?:or )?\$labels\.(\w+)(?: `\w+`)?|\$\w+\.Labels\.(\w+)")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PRINTF = re.compile(r'printf "((?:[^"\\]|\\.)*)"')
_VERB = re.compile(r"%[-+.0-9]*[a-zA-Z]")
_OPENS = frozenset({"with", "range", "if"})
_BETWEEN = re.compile(r"if\s+\$\w+")
"""Asks for a variable alone, as for the index in a list: what it encloses stands between two, not before the first."""
_SHOWN = {"humanizePercentage": "<value>%", "humanizeDuration": "<duration>", "humanizeTimestamp": "<time>"}
"""What the functions of Prometheus make of a value; it is a number else."""


def filled(text: str) -> str:
    """The text with a name in <> for each value and label. What it asks Prometheus for is taken to be there, what it
    compares to hold, and of what it lists there is one.
    """
    told: list[str] = []
    within: list[bool | None] = []  # whether a branch is told; None where one before it was
    for at, part in enumerate(_ACTION.split(text)):
        action = part.strip() if at % 2 else ""
        word = action.partition(" ")[0]
        if word in _OPENS:
            within.append(not _BETWEEN.fullmatch(action))
        elif word == "else":
            within[-1:] = [True if shown is False else None for shown in within[-1:]]
        elif word == "end":
            del within[-1:]
        elif all(within):
            told.append(_placed(action) if at % 2 else part)
    return "".join(told)


def _placed(action: str) -> str:
    """What stands for an action; nothing for one that prints nothing."""
    if literal := _LITERAL.fullmatch(action):
        return literal[1]
    if ":=" in action:
        return ""
    if label := _LABEL.fullmatch(action):
        return f"<{label[1] or label[2]}>"
    if written := _PRINTF.search(action):
        return _VERB.sub("<value>", written[1]).replace("%%", "%")
    return _SHOWN.get(action.rpartition("|")[2].strip(), "<value>")
