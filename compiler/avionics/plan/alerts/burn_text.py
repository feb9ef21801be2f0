"""What a burn-rate alert says: what happened, how bad it is now, what is left, and what it takes to fire.

What it is like now is asked for when Prometheus renders the text: two series, once per evaluation, and only while the
alert's condition holds. Templates cannot divide, so the rate of burning could not be had from `$value`.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.alerts.templates import where
from avionics.plan.objectives.objective import Objective, period
from avionics.plan.objectives.windows import Tier
from avionics.promql.text.number import number
from avionics.slis.words import counted

_SPENT = "0.000001"
"""The share of a budget that counts as nothing, as floats may leave of it: of less Prometheus makes `1e-05%`."""


def summary(title: str, burn: str, by: tuple[str, ...], said: Alike) -> str:
    """What happens, in one line; `title` is that of the service and the objective, `burn` the tier's rate.

    Alertmanager tells of a slow tier when the fast one is over that kept it silent, and some tiers outlive what they
    tell by hours: then the line says that it is over, unless nothing came, which is no recovery.
    """
    how = "faster than allowed" if burn == "1" else f"at over {burn} times the allowed rate"
    return f"{title}: budget burns {how}{said.over}{where(by)}"


class Alike(Struct, frozen=True):
    """What the alerts of all tiers of an objective say alike: what is allowed, how it is now, whether it is over."""

    allowed: str
    now: str
    over: str


def alike(aim: Objective) -> Alike:
    """What the descriptions of an objective's alerts share."""
    allowed = f"allowed over {period(aim.slo)}: {number(aim.budget * 100)}%"
    own = _own(aim)
    return Alike(allowed, _now(own, aim.base_name, aim.words.events), _over(own, aim.base_name))


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
    return (
        f"{{{{ $own := {_selected(own)} }}}}"
        f'{{{{ with print "{names.CURRENT_BURN_RATE}" $own | query }}}}'
        f'Last {base}: {{{{ . | first | value | printf "%.1f" }}}} times the allowed rate'
        f"{{{{ else }}}}No {events} in the last {base}{{{{ end }}}}"
        f'{{{{ with print "{names.BUDGET_REMAINING}" $own | query }}}}'
        f", error budget {{{{ if gt (. | first | value) {_SPENT} }}}}"
        "left before that: {{ . | first | value | humanizePercentage }}{{ else }}spent{{ end }}{{ end }}."
    )


@lru_cache(maxsize=64)
def _over(own: tuple[str, ...], base: str) -> str:
    """A template: that no more burns than is allowed, where that is so. Of a variable alone it asks for the sake of
    `explain`, which tells what is usual."""
    return (
        f'{{{{ with print "{names.CURRENT_BURN_RATE}" ({_selected(own)}) | query }}}}'
        "{{ $over := le (. | first | value) 1.0 }}"
        f"{{{{ if $over }}}}, but not in the last {base}{{{{ end }}}}{{{{ end }}}}"
    )


def _selected(own: tuple[str, ...]) -> str:
    """An action that gives the matchers of the objective's own series."""
    matchers, values = ",".join(f"{name}=%q" for name in own), " ".join(f"$labels.{name}" for name in own)
    return f"printf `{{{matchers}}}` {values}"
