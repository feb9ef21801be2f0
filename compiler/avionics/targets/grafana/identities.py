"""The ids of the panels in a dashboard: stable, and different from each other."""

from __future__ import annotations

from collections.abc import Sequence

from avionics.conventions.names import panel_id


def identities(uid: str, keys: Sequence[str]) -> list[int]:
    """An id for each key, in order. It is `panel_id`, unless a key earlier in the alphabet has that."""
    plain = [panel_id(uid, key) for key in keys]
    return plain if len(set(plain)) == len(plain) else _apart(uid, keys)


def _apart(uid: str, keys: Sequence[str]) -> list[int]:
    """By the alphabet and not by the order of the panels, so that moving a panel changes no id."""
    taken: dict[int, int] = {}
    for index in sorted(range(len(keys)), key=lambda index: keys[index]):
        identity, attempt = panel_id(uid, keys[index]), 0
        while identity in taken:
            attempt += 1
            identity = panel_id(uid, f"{keys[index]}\n{attempt}")
        taken[identity] = index
    return sorted(taken, key=taken.__getitem__)
