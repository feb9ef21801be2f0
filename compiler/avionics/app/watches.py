"""Which services may watch the same: few, so that only these are looked at closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from avionics.load.watched import watched
from avionics.model.service import Service
from avionics.model.watched import Watches


def watches(keys: Mapping[str, tuple[int, ...]], service: Callable[[str], Service | None]) -> Iterator[Watches]:
    """What is watched by the services that share one of their `keys`, each asked for by its name; nothing where none
    do."""
    every = list(chain.from_iterable(keys.values()))
    if len({*every}) == len(every):
        return
    alike = {key for key, times in Counter(every).items() if times > 1}
    named = (name for name in sorted(keys) if not alike.isdisjoint(keys[name]))
    found = ((name, service(name)) for name in named)
    yield Watches({name: watched(one) for name, one in found if one})
