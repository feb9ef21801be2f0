"""The texts that a pattern names one by one, as `api|web` and `50[023]` do."""

from __future__ import annotations

from functools import lru_cache

from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import Choice, One, Regex, Repeat

_MOST = 64
_MOST_CHARACTERS = 5_000
"""In all of them: a pull request writes the pattern."""

Texts = frozenset[str]


@lru_cache(maxsize=1024)
def listed(pattern: str) -> Texts | None:
    """All texts that a pattern matches; None where they are many, or none of them is named.

    Raises:
        RegexError: the pattern is written in a way that is not read here.
    """
    return _texts(read(pattern))


def _texts(part: Regex) -> Texts | None:
    if isinstance(part, One):
        return None if part.excluded else _few(part.members)
    if isinstance(part, Repeat):
        once = _texts(part.part) if (part.least, part.most) == (0, 1) else None
        return None if once is None else once | {""}
    if isinstance(part, Choice):
        options = [_texts(option) for option in part.options]
        known = [option for option in options if option is not None]
        return _few(Texts().union(*known)) if len(known) == len(options) else None
    return _joined(part.parts)


def _joined(parts: tuple[Regex, ...]) -> Texts | None:
    found: Texts | None = Texts(("",))
    for part in parts:
        more = _texts(part)
        if found is None or more is None:
            return None
        found = _few(Texts(begin + end for begin in found for end in more))
    return found


def _few(texts: Texts) -> Texts | None:
    return texts if len(texts) <= _MOST and sum(map(len, texts)) <= _MOST_CHARACTERS else None
