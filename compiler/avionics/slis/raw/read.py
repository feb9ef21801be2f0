"""What an expression reads: its selectors, each in a function over `$window`, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from avionics.promql.syntax.fault import PromqlError
from avionics.promql.syntax.modifiers import grouping
from avionics.promql.syntax.parse import bare, called, parse, walk
from avionics.promql.text.tokens import Token, TokenError, selectors, tokens
from avionics.slis.example import NoExample
from avionics.slis.raw import WINDOW
from avionics.slis.raw.instant import Number, value

OF_COUNTERS = frozenset({"rate", "increase"})
"""What tells events from counters."""
OF_DELTAS = frozenset({"sum_over_time", "avg_over_time"})
"""What tells events from gauges that hold how many there were since the scrape before, as cloud monitors have them."""
OF_SHARES = frozenset({"avg_over_time", "max_over_time"})
"""What tells a ratio from a gauge that holds it: a burst shows wherever in the window it was."""
_KNOWN = OF_COUNTERS | OF_DELTAS | OF_SHARES
_ALL_KNOWN = ", ".join(sorted(_KNOWN))


class Leaf(Struct, frozen=True):
    """A selector and the function that it stands in, as `rate(x[$window])`."""

    function: str
    selector: str


class Read(Struct, frozen=True):
    """An expression's leaves, and the tree of what it makes of them."""

    leaves: tuple[Leaf, ...]
    tree: Any

    @property
    def always(self) -> bool:
        """Whether it has a value where there are no series at all.

        Raises:
            NoExample: as `value`.
        """
        return self.value(dict.fromkeys(self.leaves)) is not None

    @property
    def adds_up(self) -> bool:
        """Whether each leaf is what a sum adds up, so that it may be of several series."""
        sums = (node for node in walk(self.tree) if called(node) == "sum" and grouping(node).by)
        summed = {getattr(bare(node.expr), "name", "") for node in sums}
        return all(_name(index) in summed for index in range(len(self.leaves)))

    def value(self, given: Mapping[Leaf, Number]) -> Number:
        """What it is where its leaves are as given.

        Raises:
            NoExample: there is something in it that is not understood.
        """
        return value(self.tree, {_name(index): given[leaf] for index, leaf in enumerate(self.leaves)})


@lru_cache(maxsize=256)
def read(expr: str) -> Read:
    """What an expression reads; a leaf that is written twice is two.

    Raises:
        NoExample: it reads a series otherwise than by a known function over `$window`.
    """
    try:
        found = [*_leaves(expr)]
        ends = [0, *(end for _, _, end in found)]
        before = (
            f"{expr[end:start]}{_name(index)}"
            for index, (end, (_, start, _)) in enumerate(zip(ends, found, strict=False))
        )
        return Read(tuple(leaf for leaf, _, _ in found), parse("".join([*before, expr[ends[-1] :]])))
    except (PromqlError, TokenError) as error:
        raise NoExample(f"its error ratio or weight is not understood: {error}") from None


def _name(index: int) -> str:
    return f"leaf_{index}"


def _leaves(expr: str) -> Iterator[tuple[Leaf, int, int]]:
    """The leaves of an expression, and where each begins and ends."""
    stream = tokens(expr)
    places = {token.start: index for index, token in enumerate(stream)}
    for selector in selectors(expr):
        first = places[selector.start]
        last = next(index for index, token in enumerate(stream) if token.end == selector.end)
        match stream[max(0, first - 2) : first], stream[last + 1 : last + 5]:
            case (
                [Token(text=function) as begin, Token(text="(")],
                [Token(text="["), Token(text=window), Token(text="]"), Token(text=")") as end],
            ) if window == WINDOW:
                if function not in _KNOWN:
                    raise NoExample(f"{function} is none of {_ALL_KNOWN}, which are understood over {WINDOW}")
                yield Leaf(function, expr[selector.start : selector.end]), begin.start, end.end
            case _:
                written = expr[selector.start : selector.end]
                raise NoExample(f"{written} stands in none of {_ALL_KNOWN} over {WINDOW}")
