"""What stands behind the value in a text is its unit; what only looks like one is none."""

from __future__ import annotations

import pytest

from avionics.importers.prometheus.texts import unit


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('has {{ $value | printf "%.2f" }}% left', "percent"),
        ("{{ $value }} % of them fail", "percent"),
        ("takes {{ $value }}s", "s"),
        ("has been down for {{ $value | humanize }} seconds.", "s"),
        ("takes {{$value}}ms", "ms"),
        ("{{ $value | humanize1024 }}B left", "bytes"),
        ("{{ $value | humanize }} bytes too many", "bytes"),
        ("{{ $value | humanizePercentage }} fail", "percentunit"),
        ("{{ $value | humanizeDuration }} behind", "s"),
        ("{{ $value | humanizePercentage }}% fail", "percentunit"),
        ("drops {{ $value }} samples/s", ""),
        ("{{ $value }} seconds/request", ""),
        ("{{ $value }} sockets, Bees and bytesize", ""),
        ("{{ $labels.queue }}s are old", ""),
        ("it is {{ $value }}", ""),
    ],
)
def test_the_unit_that_a_text_says(said, found):
    assert unit(said) == found
