"""How often groups are evaluated, which promtool ignores: what they record must be found until the next time.

A server finds an instant value for five minutes, and an evaluation may be lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from avionics.plan.values import Plan
from avionics.promql.text.duration import text
from avionics.proof.traffic.recorded import LOOK_BACK
from avionics.trial import Trial


def trials(plan: Plan) -> Iterator[Trial]:
    """That no group of a service waits for so long that its values are gone when one evaluation is lost."""
    for planned in plan.environments:
        for group in planned.groups:
            fault = f"is evaluated every {text(group.interval)}" if 2 * group.interval >= LOOK_BACK else ""
            claim = f"what it records is found for {text(LOOK_BACK)}, and must be there though an evaluation is lost"
            where = group.rules[0].where
            yield Trial(where, planned.environment.name, f"group {group.name}", claim, fault)
