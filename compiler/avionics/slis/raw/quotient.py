"""An error ratio that is written as a quotient: what it counts, and what stands on its two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from msgspec import Struct

from avionics.promql.brackets import bare, operators
from avionics.promql.tokens import LABEL_LISTS, SET_OPERATORS, Token, selectors, tokens
from avionics.slis.counted_play import Narrowed
from avionics.slis.example import NoExample

OF_COUNTERS = frozenset({"rate", "increase"})
"""What tells events from counters."""
OF_DELTAS = frozenset({"sum_over_time", "avg_over_time"})
"""What tells events from gauges that hold how many there were since the scrape before, as cloud monitors have them."""
OTHERWISE = "its error ratio is no quotient of rates or of sums, errors of one metric over all events of one"
_ALIKE = frozenset({"sum", "avg", "min", "max", "vector", "label_replace", "label_join"})
"""What else leaves a count as it is, or fills it."""
_SHAPE = LABEL_LISTS | {"(", ")", "[", "]", ",", "or"}
_UNEQUAL = frozenset({">", "!="})
"""What leaves a count away where it is 0."""


class Quotient(Struct, frozen=True):
    """`part / total` where errors are counted, `1 - part / total` where good events are: what is `narrowed` to."""

    narrowed: Narrowed
    part: str
    total: str

    @property
    def filled(self) -> bool:
        """Whether something stands in the place of a part without series."""
        return any(one.text.lower() == "or" for one in tokens(self.part))

    @property
    def filtered(self) -> bool:
        """Whether it is none where there were no events, and not 0/0."""
        texts = {one.text.lower() for one in _around_selectors(self.total)}
        return not texts.isdisjoint(_UNEQUAL) and "or" not in texts


def divided(expr: str) -> bool:
    """Whether it divides by what it reads, and not by a number."""
    return any(one.text == "/" and selectors(expr[one.end :]) for one in tokens(expr))


def quotient(expr: str) -> Quotient:
    """The quotient `q` that an expression is, or is 1 less of.

    Raises:
        NoExample: it is neither.
    """
    narrowed: Narrowed = "errors"
    expr = bare(expr)
    match tokens(expr):
        case [Token(text="1"), Token(text="-") as less, *_]:
            narrowed, expr = "good", bare(expr[less.end :])
    match operators(expr):
        case [Token(text="/") as division]:
            return Quotient(narrowed, expr[: division.start], expr[division.end :])
    raise NoExample(OTHERWISE)


def plain(expr: str) -> None:
    """Nothing, of a side that is what its selectors count.

    Sums are, and what is filled with 0 (`errors or 0 * total`) or left away where it is 0 (`total > 0`).

    Raises:
        NoExample: something makes another number of it.
    """
    stream = _around_selectors(expr)
    for before, one, after in zip([None, *stream], stream, [*stream[1:], None], strict=False):
        if not _leaves(before, one, after):
            raise NoExample(f"{one.text!r} in its error ratio makes another number of what is counted")


def _leaves(before: Token | None, one: Token, after: Token | None) -> bool:
    """Whether a token between its neighbours leaves what is counted as it is."""
    word = one.text.lower()
    if one.kind == "number":
        return _nought(one) or (before is not None and before.text == "[")
    if one.kind == "name" and word not in SET_OPERATORS and after is not None and after.text == "(":
        return word in OF_COUNTERS | OF_DELTAS | _ALIKE
    if word == "*":
        return _nought(before) or _nought(after)
    return word in _SHAPE or one.kind == "string" or (word in _UNEQUAL and _nought(after))


def _nought(one: Token | None) -> bool:
    return one is not None and one.kind == "number" and one.text.strip("0.") == ""


def _around_selectors(expr: str) -> Sequence[Token]:
    """The tokens outside of selectors and of lists of labels."""
    inside = set(chain.from_iterable(range(one.start, one.end) for one in selectors(expr)))
    return [*_without_lists([one for one in tokens(expr) if one.start not in inside])]


def _without_lists(stream: Sequence[Token]) -> Iterator[Token]:
    listing = False
    for one, after in zip_longest(stream, stream[1:]):
        listing = listing or (one.text.lower() in LABEL_LISTS and after is not None and after.text == "(")
        if not listing:
            yield one
        listing = listing and one.text != ")"
