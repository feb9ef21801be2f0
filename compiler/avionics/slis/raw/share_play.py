"""A gauge that is an error ratio already, or 1 less one, under made-up traffic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from msgspec import Struct

from avionics.promql.brackets import bare, depths, operators
from avionics.promql.tokens import Token, tokens
from avionics.slis.example import NoExample, one, series
from avionics.slis.play import Played, Scrapes, Traffic, gauge

_OVER_TIME = frozenset({"avg_over_time", "max_over_time"})
"""Functions in which a burst shows wherever in the window it was."""
_AGGREGATIONS = frozenset({"sum", "avg", "min", "max"})
"""What of a single series is its value."""
_LABELS = frozenset({"by", "without"})
NO_SHARE = (
    "its error ratio is neither a quotient of rates or of sums nor one gauge below avg_over_time or max_over_time, "
    "as it is or 1 less it, so that nobody knows what its series must hold"
)


class Share(Struct, frozen=True):
    """The selector of a gauge, and what it holds where all is `well` and where all is `bad`."""

    selector: str
    well: float
    bad: float


def play(expr: str, traffic: Traffic, by: tuple[str, ...]) -> Played:
    """One series that holds the share of bad events in each scrape, or that of good ones; NaN, 0/0, without events.

    Raises:
        NoExample: the expression is something else.
    """
    share = _share(bare(expr))
    metric, labels = one(share.selector, by)
    return {series(metric, labels): gauge(value for each in traffic.scrapes for value in _values(share, each))}


def _values(share: Share, each: Scrapes) -> Iterator[tuple[int, float | None]]:
    """What scrapes find; promtool reads NaN, but not so many of it at once."""
    if not each.seen:
        yield each.number, None
    elif each.events:
        yield each.number, share.well + (share.bad - share.well) * each.bad / each.events
    else:
        yield from repeat((1, float("nan")), each.number)


def _share(expr: str) -> Share:
    """What is read in `x`, `1 - x`, `x / 100`, `100 * x` and what is made of these."""
    match operators(expr):
        case []:
            return Share(_gauge(expr), 0, 1)
        case [Token(text="-") as less, *rest] if expr[: less.start].strip() == "1" and all(
            one.text in ("*", "/") for one in rest
        ):
            share = _share(bare(expr[less.end :]))
            return Share(share.selector, share.bad, share.well)
        case [Token(text="/" | "*") as times]:
            return _scaled(bare(expr[: times.start]), times.text, bare(expr[times.end :]))
    raise NoExample(NO_SHARE)


def _scaled(left: str, times: str, right: str) -> Share:
    """A gauge in other units, as per cent are."""
    if times == "*" and _number(left):
        left, right = right, left
    by = _number(right)
    if not by:
        raise NoExample(NO_SHARE)
    share = _share(left)
    return Share(share.selector, *(one * by if times == "/" else one / by for one in (share.well, share.bad)))


def _number(expr: str) -> float:
    """The number that it is; 0 for none."""
    try:
        return float(expr)
    except ValueError:
        return 0


def _gauge(expr: str) -> str:
    """The selector below aggregations and a function over time."""
    match tokens(expr):
        case [Token(text=word), *_] as stream if word in _AGGREGATIONS:
            return _gauge(bare(_aggregated(expr, stream)))
        case [Token(text=word), Token(text="(") as opened, *between, Token(text="["), _, Token(text="]"), _] if (
            word in _OVER_TIME and 0 not in depths((opened, *between))
        ):
            return expr[between[0].start : between[-1].end]
    raise NoExample(NO_SHARE)


def _aggregated(expr: str, stream: tuple[Token, ...]) -> str:
    """What stands in the brackets of an aggregation, whose labels stand before them or behind."""
    places = iter(zip(stream[1:], depths(stream)[1:], strict=True))
    labels, begin = False, 0
    for token, depth in places:
        if token.text in _LABELS and not begin:
            labels = True
        elif token.text == "(" and depth == 1 and not labels:
            begin = begin or token.end
        elif token.text == ")" and depth == 0:
            if not labels:
                return expr[begin : token.start]
            labels = False
    raise NoExample(NO_SHARE)
