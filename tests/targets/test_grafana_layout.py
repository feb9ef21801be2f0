"""Where panels stand: letters of their queries, and the grid."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from avionics.targets.grafana.layout import COLUMNS, flow
from avionics.targets.grafana.queries import letters


def test_letters() -> None:
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


SIZES = st.lists(st.tuples(st.integers(1, COLUMNS), st.integers(1, COLUMNS)), max_size=40)


@given(SIZES, st.integers(0, 1000))
def test_panels_never_overlap_and_stay_within_the_grid(sizes: list[tuple[int, int]], top: int) -> None:
    places, bottom = flow(tuple(sizes), top)
    cells: set[tuple[int, int]] = set()
    for (width, height), place in zip(sizes, places, strict=True):
        own = {(place["x"] + dx, place["y"] + dy) for dx in range(width) for dy in range(height)}
        assert not own & cells
        cells |= own
    assert all(0 <= x < COLUMNS and top <= y < bottom for x, y in cells)
    assert [(place["w"], place["h"]) for place in places] == sizes


@given(SIZES)
def test_no_panel_hangs_in_the_air(sizes: list[tuple[int, int]]) -> None:
    places, _ = flow(tuple(sizes), 0)
    taken = {(at["x"] + dx, at["y"] + at["h"] - 1) for at in places for dx in range(at["w"])}
    for at in places:
        assert at["y"] == 0 or any((at["x"] + dx, at["y"] - 1) in taken for dx in range(at["w"]))
