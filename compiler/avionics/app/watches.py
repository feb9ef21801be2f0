"""What services watch alike. Few may, so that only these are looked at closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from avionics.finding import Finding
from avionics.lint import engine
from avionics.load.watched import watched
from avionics.model.catalog import Catalog
from avionics.model.service import Service
from avionics.model.watched import Watches


def twice(
    keys: Mapping[str, tuple[int, ...]], service: Callable[[str], Service | None], catalog: Catalog
) -> list[Finding]:
    """What is found by comparing the services of which `keys` says that they may watch the same."""
    return engine.run("Watches", watches(keys, service), catalog)


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
