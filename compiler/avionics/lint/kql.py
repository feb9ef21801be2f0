"""How the parts of a query of logs are joined: KQL reads neither `=` nor two parts with nothing between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.finding import quoted

_TOKEN = re.compile(r"""(?P<text>"(?:[^"\\]|\\.)*")|(?P<open>[({])|(?P<close>[)}])|(?P<operator>[<>]=?|:)
    |(?P<word>(?:\\.|[^\s"(){}<>:\\])+)""", re.VERBOSE | re.DOTALL)  # fmt: skip
_JOINING = frozenset(("and", "or", "not"))
_OTHERS = {"&&": "and", "||": "or"}
"""What other languages write for a word that joins."""
_JOIN = "write 'and' or 'or' between them"
_WHOLE = frozenset(("text", "close"))
"""After these a part is over; words may go on, `level: very bad`."""

Fault = tuple[str, str, tuple[int, int]]
"""What is wrong, what to do, and where."""


def unjoined(query: str) -> Iterator[Fault]:
    """The first place at which two parts stand side by side with nothing to join them; brackets are closed."""
    before, last, valued = "", None, False
    for found in _TOKEN.finditer(query):
        kind, joins = str(found.lastgroup), found[0].lower() in _JOINING
        if not joins and _unjoined(before, kind, valued):
            yield _said(query, last if kind == "operator" and last else found)
            return
        valued = kind == "operator" or (valued and kind == "word" and not joins)
        before, last = "" if joins else kind, found


def _said(query: str, found: re.Match[str]) -> Fault:
    """What to say of a token that nothing joins to what is before it."""
    token = found[0]
    if token in _OTHERS:
        return f"{token!r} is not KQL", f"write {_OTHERS[token]!r}", (found.start(), len(token))
    before = query[: found.start()].rstrip()
    if equals := len(before) - len(before.rstrip("=")):
        return f"not KQL: {quoted('=' * equals)} before a text", "write ':'", (len(before) - equals, equals)
    return f"not KQL: nothing joins {quoted(token)} to what is before it", _JOIN, (found.start(), len(token))


def _unjoined(before: str, kind: str, valued: bool) -> bool:
    """Whether what follows begins another part. `valued` says that a value stands before it, or has begun."""
    if kind == "operator":
        return before == "word" and valued
    if kind == "text":
        return before in _WHOLE or before == "word"
    return kind == "word" and before in _WHOLE
