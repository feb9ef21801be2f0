"""Fields that hold one selector or a list of them."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.slis.indicator import Routed


def several(written: str | list[str]) -> list[str]:
    """The selectors in a field."""
    return [written] if isinstance(written, str) else written


def routed(key: str, written: str | list[str]) -> Iterator[Routed]:
    """The selectors in the field `key`, each with the keys that lead to it."""
    if isinstance(written, str):
        yield (key,), written
    else:
        yield from (((key, index), one) for index, one in enumerate(written))
