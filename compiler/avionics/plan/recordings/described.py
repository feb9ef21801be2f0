"""What describes an objective, as series: what was promised, its budget, and how long its period is."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.conventions import names
from avionics.plan.objectives.form import Form, Formed
from avionics.plan.objectives.shape import DAY
from avionics.plan.recordings.sloth import info
from avionics.promql.text.number import number


def described(form: Form) -> Iterator[Formed]:
    """One of each for everything that the objective keeps apart, so that each ratio and budget finds its own."""
    yield Formed(names.OBJECTIVE, _stated(form, number(form.percent / 100)))
    yield Formed(names.ERROR_BUDGET, _stated(form, number(form.budget)))
    yield Formed(names.PERIOD_DAYS, _days(form))
    yield from info(form)


def _stated(form: Form, value: str) -> str:
    return f"{_each(form)} * {value}" if form.apart else f"vector({value})"


def _days(form: Form) -> str:
    """How many days the period is long; those of a calendar differ."""
    if not form.calendar:
        return _stated(form, number(form.window // DAY) if not form.window % DAY else f"({form.window} / {DAY})")
    from avionics.plan.recordings.calendar_sums import days  # noqa: PLC0415  time zones are for calendars only

    return f"{_each(form)} * on () group_left () ({days(form)})" if form.apart else days(form)


def _each(form: Form) -> str:
    """1 for all that is kept apart and had events in the period, or counts any now: an idle day takes none away."""
    known = (names.EVENTS + form.period_window, names.TOTAL + form.base_name)
    return f"group without () ({' or '.join(map(form.recorded, known))})"
