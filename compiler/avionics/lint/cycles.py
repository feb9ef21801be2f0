"""Things that need each other in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


def cycles(every: Iterable[str], needed: Callable[[str], Iterator[str]]) -> Iterator[list[str]]:
    """Cycles, found by a walk that meets its own path again, each begun at its first name; a name is in one at most."""
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(every):
        path, steps = {start: None}, [needed(start)]
        while path:
            following = next(steps[-1], None)
            if following is None:
                done.add(path.popitem()[0])
                steps.pop()
            elif following in path and following not in told:
                cycle = list(path)[list(path).index(following) :]
                told.update(cycle)
                lowest = cycle.index(min(cycle))
                yield cycle[lowest:] + cycle[:lowest]
            elif following not in done and following not in path:
                path[following] = None
                steps.append(needed(following))
