"""Series that selectors select, made up for tests: one of good events and one of bad events.

Only labels are made up; what a series counts is played by the kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, islice, product

from avionics.promql.patterns.matchers import NAME, Matcher, matchers
from avionics.promql.patterns.reader import read
from avionics.promql.patterns.regex import RegexError
from avionics.promql.text.edit import single
from avionics.promql.text.quote import quote

_LIKELY = ("", "ok", "200", "other")
"""Values a label is tried with besides those its matchers speak of; empty stands for a series without the label."""

_VALUES = 50
"""How many a label is tried with at most, and how many labels with these: a pull request writes the matchers."""
_TRIES = 20_000

Labels = dict[str, str]


class NoExample(Exception):
    """No series can be made up for a selector; the text says why."""


def series(metric: str, labels: Labels) -> str:
    """A series as promtool reads it."""
    return f"{metric}{{{','.join(f'{name}={quote(value)}' for name, value in sorted(labels.items()) if value)}}}"


def another(labels: Labels) -> str:
    """The name of a label that these lack: series that differ in it are told apart."""
    return next(name for number in count(1) if (name := f"target_{number}") not in labels)


def one(selector: str, by: Iterable[str]) -> tuple[str, Labels]:
    """A metric and labels that `selector` selects, with a value for each label in `by`.

    Raises:
        NoExample: there are none that can be found here.
    """
    found = _first(_read(selector), by, lambda _: True)
    return metric(selector), found


def apart(whole: str, part: str, by: Iterable[str]) -> tuple[tuple[str, Labels], tuple[str, Labels] | None]:
    """A series that `part` selects, and one that only `whole` does; None where `part` is not a part of `whole`.

    Raises:
        NoExample: there are none that can be found here.
    """
    by = tuple(by)
    inside, all_ = _read(part), _read(whole)
    if metric(whole) != metric(part):
        return (metric(part), _first(inside, by, lambda _: True)), None
    return (metric(part), _first((*all_, *inside), by, lambda _: True)), alone(whole, [part], by)


def alone(selector: str, others: Iterable[str], by: Iterable[str]) -> tuple[str, Labels]:
    """A series that `selector` selects, and none of the others.

    Raises:
        NoExample: there are none that can be found here.
    """
    name = metric(selector)
    left = [_read(other) for other in others if metric(other) == name]
    hints = (Matcher(matcher.label, "", matcher.text) for asked in left for matcher in asked)
    return name, _first((*_read(selector), *hints), by, lambda labels: not any(_all(asked, labels) for asked in left))


def selects(selector: str, example: tuple[str, Labels]) -> bool:
    """Whether a selector selects a series, which has this metric and these labels.

    Raises:
        NoExample: it has no metric, or a pattern that is not read here.
    """
    name, labels = example
    try:
        return metric(selector) == name and _all(_read(selector), labels)
    except RegexError as error:
        raise NoExample(f"a pattern is not read here: {error}") from None


def metric(selector: str) -> str:
    """The metric that a selector begins with.

    Raises:
        NoExample: it begins with none.
    """
    found = single(selector)
    if found is None or not found.name:
        raise NoExample(f"{selector} is not one selector that begins with a metric's name")
    return found.name


def _read(selector: str) -> tuple[Matcher, ...]:
    return tuple(matcher for matcher in matchers(selector) if matcher.label != NAME)


def _all(asked: Iterable[Matcher], labels: Labels) -> bool:
    return all(_agrees(matcher, labels.get(matcher.label, "")) for matcher in asked)


@lru_cache(maxsize=4096)
def _agrees(matcher: Matcher, value: str) -> bool:
    """Whether a matcher selects a value. One without operator only tells of a value."""
    return not matcher.operator or matcher.matches(value)


def _first(asked: tuple[Matcher, ...], by: Iterable[str], fits: Callable[[Labels], bool]) -> Labels:
    """The first labels that every matcher and `fits` agree to."""
    try:
        for labels in islice(_tried(asked, tuple(by)), _TRIES):
            if fits(labels):
                return labels
    except RegexError as error:
        raise NoExample(f"a pattern is not read here: {error}") from None
    raise NoExample("no labels were found that its matchers agree to")


def _tried(asked: tuple[Matcher, ...], by: tuple[str, ...]) -> Iterator[Labels]:
    names = sorted({matcher.label for matcher in asked} | set(by))
    choices = [_choices([one for one in asked if one.label == name], needed=name in by) for name in names]
    return (dict(zip(names, values, strict=True)) for values in product(*choices))


def _choices(asked: list[Matcher], *, needed: bool) -> list[str]:
    """The values of a label that its matchers agree to."""
    tried = islice(dict.fromkeys(_candidates(asked, needed=needed)), _VALUES)
    return [value for value in tried if all(_agrees(matcher, value) for matcher in asked)]


def _candidates(asked: list[Matcher], *, needed: bool) -> Iterator[str]:
    for matcher in asked:
        if matcher.operator in ("=", "=~"):
            yield from islice(read(matcher.text).examples(), 6) if "~" in matcher.operator else (matcher.text,)
    if needed:
        yield "a"
    yield from (value for value in _LIKELY if value or not needed)
    for matcher in asked:
        if matcher.operator not in ("=", "=~"):
            yield from _told(matcher)


def _told(matcher: Matcher) -> Iterator[str]:
    """Values that an excluded text or pattern speaks of."""
    try:
        yield from islice(read(matcher.text).examples(), 6)
    except RegexError:
        yield matcher.text
