"""Edits of PromQL that keep the user's text: matchers put into selectors, a range put behind one."""

from __future__ import annotations

from functools import lru_cache

from avionics.promql.quote import quote
from avionics.promql.tokens import Selector, TokenError, selectors

Matchers = tuple[tuple[str, str], ...]
"""Names and PromQL matchers without the name: (("environment", '="P"'),)."""


def equal(pairs: tuple[tuple[str, str], ...]) -> Matchers:
    """Matchers that ask for exactly these values."""
    return tuple((name, f"={quote(value)}") for name, value in pairs)


def with_matchers(text: str, matchers: Matchers) -> str:
    """`text` with `matchers` in every selector.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    return splice(text, _found(text), matchers)


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[Selector, ...]:
    """The selectors of a text, which every environment and the cockpit ask for again."""
    return tuple(selectors(text))


def splice(text: str, found: tuple[Selector, ...], matchers: Matchers) -> str:
    """`text` with `matchers` put into the selectors `found` in it."""
    if not matchers:
        return text
    joined = ",".join(name + rest for name, rest in matchers)
    pieces: list[str] = []
    position = 0
    for selector in found:
        pieces.append(text[position : selector.insert])
        pieces.append(_piece(selector, joined))
        position = selector.insert
    pieces.append(text[position:])
    return "".join(pieces)


def _piece(selector: Selector, joined: str) -> str:
    if not selector.braces:
        return "{" + joined + "}"
    return joined if selector.empty else "," + joined


@lru_cache(maxsize=4096)
def single(text: str) -> Selector | None:
    """The selector that `text` consists of; None when it is anything else (a rate, a range, two selectors)."""
    try:
        found = selectors(text)
    except TokenError:
        return None
    if len(found) != 1 or text[: found[0].start].strip() or text[found[0].end :].strip():
        return None
    return found[0]
