"""Who agreed to an objective or an alert, and when."""

from __future__ import annotations

from typing import Any

from avionics.model.agreement import Agreement
from avionics.place import Where


def agreement(data: dict[str, Any], where: Where) -> Agreement | None:
    """The agreement of an objective or an alert; None where nobody wrote it down."""
    if "agreement" not in data:
        return None
    given = data["agreement"]
    return Agreement(where.at("agreement"), tuple(given["approvers"]), given["on"], given.get("revisit", ""))
