"""The tiers of a period of 30 days by the Workbook (chapter 5), and an objective that has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rules.projects import compiled
from rules.promtool import only
from rules.shapes import BUDGET, OBJECTIVE, SLIS

MINUTE = 60
ALERT = "ShopApartBudgetBurn"
PER_MINUTE = 10_000
"""Events: so many that burn rates can be met to a hundredth."""
REGION = 'eu "1" & é {{x}}'
"""A value that would break out of whatever does not escape it."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A row of the Workbook's table; `keep` and `exhaustion` in seconds and as the label says it."""

    severity: str
    long: str
    short: str
    burn: float
    keep: int
    exhaustion: str

    @property
    def threshold(self) -> float:
        return self.burn * BUDGET


TIERS = {
    "1h": Tier("page", "1h", "5m", 14.4, 900, "2d2h"),
    "6h": Tier("page", "6h", "30m", 6, 3600, "5d"),
    "1d": Tier("ticket", "1d", "2h", 3, 7200, "10d"),
    "3d": Tier("ticket", "3d", "6h", 1, 21_600, "30d"),
}


def objective(**fields: Any) -> dict[str, Any]:
    """An objective kept apart by region, with these fields that are not as usual."""
    return {"name": "apart", "objective": OBJECTIVE, "by": ["region"], "sli": SLIS["errors"], **fields}


def alerts(environment: str = "P", service: dict[str, Any] | None = None, **fields: Any) -> str:
    """The alerts of the objective alone."""
    return only(compiled([objective(**fields)], **(service or {})).live[environment], ALERT)


def recorded(
    tier: Tier, long: float, short: float, failures: float, environment: str = "P", region: str = "eu"
) -> dict[str, str]:
    """The three recorded series a tier reads, each with one value for half an hour."""
    values = {
        f"error:ratio_rate{tier.long}": long,
        f"error:ratio_rate{tier.short}": short,
        f"errors:increase{tier.long}": failures,
    }
    quoted = region.replace('"', '\\"')
    labels = f'environment="{environment}",service="shop",slo="apart",region="{quoted}"'
    return {f"slo:sli_{name}{{{labels}}}": f"{value!r}x30" for name, value in values.items()}


def chain(rules: str, *tiers: Tier) -> str:
    """The alert and all that these tiers are made of."""
    raw = [f"slo:sli_{part}:rate{window}" for part in ("errors", "total") for window in ("5m", "30m", "1h")]
    windows = [window for tier in tiers for window in (tier.long, tier.short)]
    own = [f"slo:sli_{name}{window}" for window in windows for name in ("error:ratio_rate", "errors:increase")]
    return only(rules, *raw, *own, ALERT)


def whole(annotations: dict[str, str]) -> None:
    """Every template was filled, and no label broke out of an address."""
    for name, text in annotations.items():
        assert text, f"{name} is empty"
        assert "<no value>" not in text, text
        assert "<error" not in text, text
        if name.endswith("_url"):
            assert not set(text) & set(' "<>{}\\^`|\n'), text
