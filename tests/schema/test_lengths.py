"""Durations as people write them, and what is proposed in their stead."""

from __future__ import annotations

import pytest

from avionics.schema.lengths import lengths, with_units


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("28 d", ("28d", "4w")),  # what was written comes first: a period of 4w is none that everybody reads at once
        ("4 weeks", ("4w",)),
        ("300 ms", ("300ms",)),
        ("60 seconds", ("60s", "1m")),
        ("0.3s", ("300ms",)),
        ("1.5 hours", ("90m",)),
        ("5m1h", ("1h5m",)),
        ("300ms2s1d", ("1d2s300ms",)),
        ("1h 30m", ("1h30m",)),
        ("30m 1h", ("1h30m",)),
        ("5m5m", ()),  # five minutes or ten?
        ("28 moons", ()),
        ("soon", ()),
    ],
)
def test_the_unit_that_was_written_is_proposed_first(written, meant):
    assert lengths(written) == meant


@pytest.mark.parametrize(
    ("route", "meant"),
    [
        (("rules", "scrapeInterval"), ["30s"]),
        (("slos", 0, "sli", "freshness", "threshold"), ["30h", "30m", "30s"]),
        (("slos", 0, "sli", "latency", "threshold"), ["30ms", "30s"]),
        (("slos", 0, "environments", "P", "threshold"), ["30ms", "30s", "30h"]),
        (("alerts", 0, "for"), ["30m", "30s"]),
    ],
)
def test_what_a_bare_number_means_depends_on_the_field(route, meant):
    """Targets are scraped at least every two minutes, and a backup of 30 ms is nobody's."""
    assert with_units(30, route) == meant


@pytest.mark.parametrize(("number", "meant"), [(0.3, ["300ms"]), (1e-9, []), (1e308, [])])
def test_a_part_of_a_number_is_one_of_a_second(number, meant):
    """As other tools write buckets; what is less than a millisecond, or more than can be said, is nothing."""
    assert with_units(number, ("alerts", 0, "for")) == meant
