"""The selectors of everyday PromQL, a chunk at a time; what is not everyday is left to the careful reading of tokens.

Most expressions are everyday, and a cold compile reads several for every service.
"""

from __future__ import annotations

import re

from avionics.promql.text.selector import Selector

_STRING = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
_MATCHER = rf"[a-zA-Z_][a-zA-Z0-9_]*\s*(?:=~|!~|!=|=)\s*(?:{_STRING})"
# Never two \s* side by side: blanks that end in nothing would take the square of their number.
_BRACES = rf"\{{(?:\s*{_MATCHER}\s*(?:,\s*{_MATCHER}\s*)*(?:,\s*)?)?\}}"
_CHUNK = re.compile(
    rf"""(?P<list>(?:by|without|on|ignoring|group_left|group_right)\s*\([a-zA-Z0-9_,\s]*\))
      |(?P<set>(?:and|or|unless)(?![a-zA-Z0-9_:]))
      |(?P<call>[a-zA-Z_][a-zA-Z0-9_]*(?=\s*\(|\s+(?:by|without)\s*\())
      |(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\s*(?P<braces>{_BRACES}))?
      |(?P<value>[0-9]+(?:\.[0-9]+)?(?![a-zA-Z0-9_.])|\)|\[[0-9a-z:$_]*\])
      |(?P<operator>[-+*/%^<>(,]|==|!=)
      |\s+""",
    re.VERBOSE,
)
_LABEL = re.compile(rf"([a-zA-Z_][a-zA-Z0-9_]*)\s*(?:=~|!~|!=|=)\s*(?:{_STRING})")
_UNUSUAL = frozenset({
    "by", "without", "on", "ignoring", "group_left", "group_right",
    "bool", "offset", "atan2", "inf", "nan", "start", "end",
})  # fmt: skip


def quick(text: str) -> list[Selector] | None:
    """Every selector in `text` in order; None where the text is not everyday."""
    found: list[Selector] = []
    position, operand = 0, True  # whether a value must come next
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        if start != position:
            return None
        position = end
        kind = match.lastgroup
        if kind is None:
            continue
        if kind in ("name", "braces"):
            if not operand or match["name"].lower() in _UNUSUAL:
                return None
            found.append(_selector(text, match))
            operand = False
        elif kind in ("call", "set") and operand != (kind == "call"):
            return None
        elif kind == "value":
            operand = False
        elif kind in ("operator", "set"):
            operand = True
    return found if position == len(text) else None


def _selector(text: str, match: re.Match[str]) -> Selector:
    start, end = match.span()
    if match["braces"] is None:
        return Selector(match["name"], start, end, end, False, True, ())
    inside = text[match.start("braces") + 1 : end - 1].rstrip()
    empty = not inside
    insert = match.start("braces") + 1 + len(inside) - inside.endswith(",")
    return Selector(match["name"], start, end, insert, True, empty, tuple(_LABEL.findall(match["braces"])))
