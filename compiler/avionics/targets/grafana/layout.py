"""Where panels stand on Grafana's grid of 24 columns; a row of height is 30 pixels."""

from __future__ import annotations

from functools import lru_cache

COLUMNS = 24

GridPos = dict[str, int]


@lru_cache(maxsize=256)  # the rows of most cockpits are alike
def flow(sizes: tuple[tuple[int, int], ...], top: int) -> tuple[tuple[GridPos, ...], int]:
    """Places for panels of these (width, height) from `top` on, and the first free height below them all.

    Panels stand side by side from the left; one that no longer fits begins again at the left. Each touches
    what is above it, as Grafana draws it anyway: there panels rise until they touch.
    """
    free = [top] * COLUMNS
    places: list[GridPos] = []
    x = 0
    for width, height in sizes:
        if x + width > COLUMNS:
            x = 0
        y = max(free[x : x + width])
        free[x : x + width] = [y + height] * width
        places.append({"h": height, "w": width, "x": x, "y": y})
        x += width
    return tuple(places), max(free)


def header(y: int) -> GridPos:
    """The place of a row's title: one high, over all columns."""
    return {"h": 1, "w": COLUMNS, "x": 0, "y": y}
