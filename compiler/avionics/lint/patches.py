"""What the patch of a cockpit may change, so that nothing certain can be said of it."""

from __future__ import annotations

from avionics.plan.values import Plan


def changes(plan: Plan, part: str) -> bool:
    """Whether a patch may put anything into this part of the cockpit: `/panels`, `/templating`."""
    return any(str(change.get("path", "")).startswith(part) for change in plan.cockpit.patch)
