"""What an objective is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avionics.model.slo import Slo
from avionics.promql.number import number
from avionics.report.explanation.values import Fact
from avionics.slis import routes
from avionics.slis.histogram import bound


def indicator(slo: Slo) -> Iterator[Fact]:
    """What was written for the SLI, whichever kind it is, and what is taken for granted."""
    if isinstance(slo.sli, dict):
        yield from (Fact(f"its {key}", _plain(value)) for key, value in slo.sli.items())
    else:
        yield Fact(f"its {slo.sli_kind}", str(slo.sli))
    if any(routes.histograms(slo.sli_kind, slo.sli)) and not (slo.sli.get("native") or "buckets" in slo.sli):
        yield Fact("its buckets", _unknown_buckets(slo))


def _unknown_buckets(slo: Slo) -> str:
    """Without a bucket that ends at its threshold everything reads as too slow, and nothing in the spec tells."""
    asked = (slo.sli["threshold"], *(one.threshold for one in slo.environments.values() if one.threshold))
    bounds = " and ".join(dict.fromkeys(f'le="{number(bound(slo.sli, threshold))}"' for threshold in asked))
    return f"not listed: {bounds} must be among them, and 'avionics check' looks once 'buckets' lists them"


def _plain(value: Any) -> str:
    """A value of the spec on one line."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return "true" if value is True else " ".join(str(value).split())
