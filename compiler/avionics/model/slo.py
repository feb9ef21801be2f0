"""Service level objectives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from avionics.model.agreement import Agreement
from avionics.model.logs import Logs
from avionics.place import Where

Stage = Literal["draft", "shadow", "ticket", "page"]


class SloOverride(Struct, frozen=True):
    """What differs in one environment; None or empty where nothing does."""

    where: Where
    objective: Decimal | None = None
    threshold: str = ""
    stage: Stage | None = None


class Slo(Struct, frozen=True):
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
