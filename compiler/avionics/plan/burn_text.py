"""What a burn-rate alert says: what happened, how bad it is now, what is left, and what it takes to fire.

What it is like now is asked for when Prometheus renders the text: two series, once per evaluation, and only while the
alert's condition holds. Templates cannot divide, so the rate of burning could not be had from `$value`.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objective import Objective, period
from avionics.plan.templates import where
from avionics.plan.windows import Tier
from avionics.promql.number import number
from avionics.slis.words import counted

_SPENT = "0.000001"
"""The share of a budget that counts as nothing, as floats may leave of it: of less Prometheus makes `1e-05%`."""


def summary(title: str, burn: str, by: tuple[str, ...]) -> str:
    """What happens, in one line; `title` is that of the service and the objective, `burn` the tier's rate."""
    how = "faster than allowed" if burn == "1" else f"at over {burn} times the allowed rate"
    return f"{title}: budget burns {how}{where(by)}"


class Alike(Struct, frozen=True):
    """What the alerts of all tiers of an objective say alike: what is allowed, how it is now."""

    allowed: str
    now: str


def alike(aim: Objective) -> Alike:
    """What the descriptions of an objective's alerts share."""
    allowed = f"allowed over {period(aim.slo)}: {number(aim.budget * 100)}%"
    return Alike(allowed, _now(_own(aim), aim.base_name, aim.words.events))


def description(aim: Objective, tier: Tier, said: Alike, others: str) -> str:
    """What somebody who was just woken asks first; `others` is what is to say of other objectives: of the parts of a
    composite, or of what burns below."""
    words = aim.words
    return (
        f"{{{{ $value | humanizePercentage }}}} of {words.whole} in the last {tier.long} {words.bad}; "
        f"{said.allowed}. {said.now}{others}{_guard(aim, tier)}"
    )


def _guard(aim: Objective, tier: Tier) -> str:
    """How much must have happened, and in which time; nothing where one failure is enough."""
    failed = failures(aim, tier) if tier.min_failures > 1 else ""
    events = counted(tier.min_events, aim.words.events) if tier.min_events else ""
    least = " or ".join(filter(None, (failed, events)))
    return f" It does not fire below {least} in {tier.long}." if least else ""


def failures(aim: Objective, tier: Tier) -> str:
    """How much must have failed: `3 failures`."""
    return counted(tier.min_failures, aim.words.failures)


def _own(aim: Objective) -> tuple[str, ...]:
    """The labels that tell its recorded series from all others; its alerts carry them."""
    return tuple(sorted({names.SERVICE, names.SLO, *dict(aim.environment.labels), *aim.slo.by}))


@lru_cache(maxsize=64)  # most objectives differ in nothing that this depends on
def _now(own: tuple[str, ...], base: str, events: str) -> str:
    """A template: how fast the budget burns, and what was left of it before. That is recorded up to the last base
    window that is over, so that all may be there while the first failures page. A missing series leaves no blank.

    `%q` quotes whatever the alert's labels hold.
    """
    matchers, values = ",".join(f"{name}=%q" for name in own), " ".join(f"$labels.{name}" for name in own)
    return (
        f"{{{{ $own := printf `{{{matchers}}}` {values} }}}}"
        f'{{{{ with print "{names.CURRENT_BURN_RATE}" $own | query }}}}'
        f'Last {base}: {{{{ . | first | value | printf "%.1f" }}}} times the allowed rate'
        f"{{{{ else }}}}No {events} in the last {base}{{{{ end }}}}"
        f'{{{{ with print "{names.BUDGET_REMAINING}" $own | query }}}}'
        f", error budget {{{{ if gt (. | first | value) {_SPENT} }}}}"
        "left before that: {{ . | first | value | humanizePercentage }}{{ else }}spent{{ end }}{{ end }}."
    )
