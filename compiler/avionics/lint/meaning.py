"""What a finding is about, for whoever reads its id in a terminal and has no checkout of ours beside it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from avionics.finding import nearest
from avionics.lint.engine import RULES
from avionics.lint.index import PATH, page

_LIKE = 0.8
_IDENTITY = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PRINTED = re.compile(r"\A(?:error|warning|info)\[(.*)\]\Z")


def meaning(identity: str) -> str:
    """The page of a rule, or what the index says of a finding beside the rules; "" where there is none so called.
    `error[cause-pages]`, as it stands in the report, will do as well.
    """
    identity = _PRINTED.sub(r"\1", identity)
    if not _IDENTITY.fullmatch(identity):
        return ""
    name = page(identity)
    return Path(RULES, name).read_text(encoding="utf-8") if name in os.listdir(RULES) else _beside(identity)


def almost(word: str) -> str:
    """The finding that `word` is nearly the name of; "" for none."""
    known = re.findall(rf"^\| \[?({_IDENTITY.pattern})\b", PATH.read_text(encoding="utf-8"), re.MULTILINE)
    return nearest(word, known, _LIKE)


def _beside(identity: str) -> str:
    """A finding that no rule makes has a row in the index and no page."""
    row = rf"^\| {identity} \| (error|warning|info) \| (.+) \|$"
    told = re.search(row, PATH.read_text(encoding="utf-8"), re.MULTILINE)
    return f"{identity} ({told[1]}): {told[2]}\n" if told else ""
