"""What git leaves where two sides could not be merged."""

from __future__ import annotations

import re

TOLD = "a merge conflict was left here"
HELP = "keep one of the two sides, and remove the lines '<<<<<<<', '=======' and '>>>>>>>'"

MARK = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)
"""The first of them is enough in YAML that cannot be read. In Markdown some have a meaning of their own."""
_LINE = re.compile(r"^([<=>])\1{6}(?= |$)", re.MULTILINE)


def whole(text: str) -> int | None:
    """Where the first conflict with all its three marks begins."""
    if "<<<<<<<" not in text:
        return None
    begin, parted = None, False
    for line in _LINE.finditer(text):
        if line[1] == "<":
            begin, parted = line.start(), False
        elif line[1] == "=":
            parted = begin is not None
        elif parted:
            return begin
    return None
