"""What each environment of a project sets by itself: no alert or objective of ours may say it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from avionics.importers.fields import LOST, Told
from avionics.importers.values import Alert, Objective, Recording

W = TypeVar("W", bound=Objective | Alert | Recording)
_HELP = "its value stands in avionics.yaml; who keeps several apart here has several environments there"


def without(written: Iterable[W], given: frozenset[str], told: Told) -> list[W]:
    """Objectives, alerts or recordings without the labels `given` by environments, on them or in their `by`."""
    return [_without(one, given, told) for one in written] if given else list(written)


def _without(one: W, given: frozenset[str], told: Told) -> W:
    kept: tuple[str, ...] = getattr(one, "by", ())  # recordings have none
    for name in sorted(given.intersection((*one.labels, *kept))):
        told.say(LOST, "warning", one.where, f"the label {name!r} was not carried: each environment sets it", _HELP)
    held = replace(one, labels={name: value for name, value in one.labels.items() if name not in given})
    return replace(held, by=tuple(name for name in kept if name not in given)) if kept else held
