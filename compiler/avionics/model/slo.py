"""Service level objectives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from avionics.model.agreement import Agreement
from avionics.model.logs import Logs
from avionics.place import Where

Stage = Literal["draft", "shadow", "ticket", "page"]


@dataclass(frozen=True, slots=True)
class SloOverride:
    """What differs in one environment; None or empty where nothing does."""

    where: Where
    objective: Decimal | None = None
    threshold: str = ""
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Slo:
    """One objective. `objective` is in per cent, `window` in seconds; `sli` is as written, of the kind `sli_kind`."""

    where: Where
    name: str
    title: str
    description: str
    objective: Decimal
    window: int
    by: tuple[str, ...]
    sli_kind: str
    sli: Any
    impact: str
    stage: Stage
    playbook: str
    logs: Logs | None
    agreement: Agreement | None
    min_failures: int
    disabled_tiers: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    environments: dict[str, SloOverride]
