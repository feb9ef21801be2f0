"""What an objective is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.model.slo import Slo
from avionics.promql.text.one_line import one_line
from avionics.report.explanation.values import Fact


def indicator(slo: Slo) -> Iterator[Fact]:
    """What was written for the SLI, whichever kind it is, and what is taken for granted."""
    if slo.sli.fields:
        yield from (Fact(f"its {key}", _plain(value)) for key, value in slo.sli.fields.items())
    else:
        yield Fact(f"its {slo.sli.kind}", str(slo.sli.written))
    if needed := slo.unlisted_buckets:
        yield Fact("its buckets", _unknown_buckets(needed))


def _unknown_buckets(needed: tuple[str, ...]) -> str:
    """How to see to it that they are there."""
    bounds = " and ".join(f'le="{one}"' for one in needed)
    return f"not listed: {bounds} must be among them, and 'avionics check' looks once 'buckets' lists them"


def _plain(value: Any) -> str:
    """A value of the spec on one line."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return "true" if value is True else one_line(str(value))
