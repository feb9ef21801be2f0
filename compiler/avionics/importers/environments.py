"""What each environment of a project sets or asks for by itself: no alert or objective of ours may say it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from avionics.importers.fields import CHANGED, LOST, Told
from avionics.importers.values import Alert, Objective, Recording
from avionics.promql.patterns.matchers import Placed, placed

W = TypeVar("W", bound=Objective | Alert | Recording)
Values = Mapping[str, frozenset[str]]
"""What environments ask for, by label."""

_HELP = "its value stands in avionics.yaml; who keeps several apart here has several environments there"
_EVERYWHERE = "what is said here holds in every environment of the service: its file names them"
_REFUSED = "take it out, or check refuses it; or let an environment in avionics.yaml ask for it"
_ALONE = re.compile(r"(?<=[\w:])\s*\{\Z")
"""What stands before the only matcher of a metric."""


def without(written: Iterable[W], given: frozenset[str], asked: Values, told: Told) -> list[W]:
    """Objectives, alerts or recordings without the labels `given` by environments, on them or in their `by`, and
    without the matchers that environments put into every selector.
    """
    return [_unasked(_without(one, given, told), asked, told) for one in written]


def _without(one: W, given: frozenset[str], told: Told) -> W:
    kept: tuple[str, ...] = getattr(one, "by", ())  # recordings have none
    for name in sorted(given.intersection((*one.labels, *kept))):
        told.say(LOST, "warning", one.where, f"the label {name!r} was not carried: each environment sets it", _HELP)
    held = replace(one, labels={name: value for name, value in one.labels.items() if name not in given})
    return replace(held, by=tuple(name for name in kept if name not in given)) if kept else held


def _unasked(one: W, asked: Values, told: Told) -> W:
    """One of them without the matchers that ask for just what an environment does; others stay, and are told."""
    found: dict[tuple[str, str], bool] = {}

    def edited(text: str) -> str:
        for each in reversed(placed(text)) if any(map(text.__contains__, asked)) else ():
            if (label := each.matcher.label) in asked:
                known = each.matcher.operator == "=" and each.matcher.text in asked[label]
                shorter = _cut(text, each) if known else text
                found[label, each.matcher.written] = shorter != text
                text = shorter
        return text

    field = "expr" if hasattr(one, "expr") else "sli"
    made: W = replace(one, **{field: _edited(getattr(one, field), edited)})
    said = len(told.findings)
    for (label, matcher), left_out in sorted(found.items()):
        puts_in = f"the compiler puts in {label!r} for each environment"
        if not left_out:
            told.say(LOST, "warning", one.where, f"it asks for {matcher}, and {puts_in}", _REFUSED)
        elif len(asked[label]) == 1:
            told.say(CHANGED, "info", one.where, f"{matcher} was left out: {puts_in}")
        else:
            told.say(CHANGED, "warning", one.where, f"{matcher} was left out: {puts_in}, also others", _EVERYWHERE)
    notes = tuple(each for each in told.findings[said:] if each.severity == "warning")
    return replace(made, notes=made.notes + notes)


def _edited(value: Any, edit: Callable[[str], str]) -> Any:
    """An expression or an indicator, each of its texts edited."""
    if isinstance(value, dict):
        return {name: _edited(each, edit) for name, each in value.items()}
    if isinstance(value, list):
        return [_edited(each, edit) for each in value]
    return edit(value) if isinstance(value, str) else value


def _cut(text: str, matcher: Placed) -> str:
    """A text without a matcher and the comma beside it. Where it is all that tells what is selected it stays."""
    before, after = text[: matcher.offset].rstrip(), text[matcher.offset + matcher.length :].lstrip()
    if after.startswith(","):
        return text[: matcher.offset] + after[1:].lstrip()
    if before.endswith(","):
        return before[:-1].rstrip() + after
    return _ALONE.sub("", before) + after[1:] if _ALONE.search(before) else text
