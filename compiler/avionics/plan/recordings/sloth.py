"""The profile `sloth`: what its dashboards (grafana.com 14348 and 14643) look for, on our series and alerts.

They select by `sloth_service` and `sloth_slo`, join by `sloth_id`, list `sloth_slo_info` and count `ALERTS` by
`sloth_severity`. Our own labels stay, and so do all names: what differs is how much can be seen.
"""

from __future__ import annotations

from avionics.conventions import names
from avionics.model.project import Pairs
from avionics.plan.objectives.form import Form, Formed
from avionics.plan.objectives.objective import Objective
from avionics.promql.text.number import number


def windowed(form: Form, window: str) -> Pairs:
    """The label of the ratio over a window, besides the objective's own."""
    return ((names.SLOTH_WINDOW, window),) if form.sloth else ()


def severity(aim: Objective, compiled: str) -> dict[str, str]:
    """The label that counts an alert as a page or a ticket."""
    return {names.SLOTH_SEVERITY: compiled} if aim.sloth else {}


def matching(form: Form) -> str:
    """How series of two windows of an objective are matched: they differ in the label that says which it is."""
    return f" ignoring ({names.SLOTH_WINDOW})" if form.sloth else ""


def info(form: Form) -> tuple[Formed, ...]:
    """The series that lists the objective."""
    if not form.sloth:
        return ()
    told = ((names.SLOTH_MODE, "avionics"), (names.SLOTH_OBJECTIVE, number(form.percent)))
    return (Formed(names.SLOTH_INFO, "vector(1)", told),)
