"""Edits of PromQL that keep the user's text: matchers put into selectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from avionics.promql.text.quote import quote
from avionics.promql.text.selector import Selector
from avionics.promql.text.tokens import TokenError, selectors

Matchers = tuple[tuple[str, str], ...]
"""Names and PromQL matchers without the name: (("environment", '="P"'),)."""


def equal(pairs: tuple[tuple[str, str], ...]) -> Matchers:
    """Matchers that ask for exactly these values."""
    return tuple((name, f"={quote(value)}") for name, value in pairs)


class Around(Struct, frozen=True):
    """What tells an environment's series apart: `raw` ones as scraped, `recorded` ones by what rules put on."""

    raw: Matchers
    recorded: Matchers

    def of(self, metric: str) -> Matchers:
        """The matchers for a metric; a colon in its name says that it was recorded."""
        return self.recorded if ":" in metric else self.raw


def narrowed(text: str, around: Around) -> str:
    """`text` with the matchers of an environment in every selector; one that cannot be tokenized, which the rule
    promql-syntax reports, as it is.
    """
    try:
        return edited(text, lambda _, selector: around.of(selector.name))
    except TokenError:
        return text


def series_at(text: str, position: int, around: Around, more: Matchers) -> str:
    """The selector of `text` at `position` among them with `more` matchers and those of an environment; "" where there
    is none.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    for one in selectors(text)[position : position + 1]:
        return text[one.start : one.insert] + _piece(one, more + around.of(one.name)) + text[one.insert : one.end]
    return ""


def metrics(text: str) -> tuple[str, ...]:
    """The metric of each selector of `text`; "" where it is not named before the braces.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    return tuple([found.name for found in selectors(text)])


def with_matchers(text: str, matchers: Matchers) -> str:
    """`text` with `matchers` in every selector.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    return edited(text, lambda *_: matchers)


def edited(text: str, matchers_of: Callable[[int, Selector], Matchers]) -> str:
    """`text` with matchers in every selector: those for its position among them, and for what it selects.

    Raises:
        TokenError: the text cannot be tokenized.
    """
    pieces: list[str] = []
    position = 0
    for index, selector in enumerate(selectors(text)):
        pieces.append(text[position : selector.insert])
        pieces.append(_piece(selector, matchers_of(index, selector)))
        position = selector.insert
    pieces.append(text[position:])
    return "".join(pieces)


def _piece(selector: Selector, matchers: Matchers) -> str:
    if not matchers:
        return ""
    joined = ",".join([name + rest for name, rest in matchers])
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
