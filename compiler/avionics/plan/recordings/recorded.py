"""PromQL that all recordings share: ratios, and the sums that longer windows are made of."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objectives.form import Form, Formed
from avionics.plan.objectives.shape import Measure
from avionics.plan.recordings.sloth import windowed
from avionics.promql.text.duration import less, text


class PeriodSums(Struct, frozen=True):
    """PromQL of what a period is made of, and the name of its series. `start` is when it began, "" where it is rolling.

    `fills` are the seconds of the tile that now fills, which began when `names.TILE_START` says; 0 for none.
    `failures` and `coverage` are "" where a window as long as the period records them (and the ratio); `variance` is
    that of the failures, where a tier asks for it.
    """

    name: str
    start: str
    fills: int
    events: str
    failures: str
    coverage: str
    variance: str = ""


def ratio(form: Form, window: str, errors: str, total: str) -> Formed:
    """Errors over events; no events is no ratio, neither 0 nor 1."""
    labels = windowed(form, window.removeprefix("_"))
    return Formed(names.ERROR_RATIO + window, f"{errors} / ({total} > 0)", labels)


def effective(form: Form, window: str, variance: str) -> Formed:
    """How many failures of equal weight would be as certain (Kish, Survey Sampling, 1965: effective sample size)."""
    failures = form.recorded(names.FAILURES + window)
    return Formed(names.EFFECTIVE + window, f"{failures} ^ 2 / ({variance} > 0)")


def summed(form: Form, measure: Measure, metric: str) -> str:
    """The sum of the recorded pairs whose windows lie side by side in a window."""
    if measure.how == "tiled":
        return f"sum_over_time({pair(form, metric, measure.source)}[{measure.range}:{measure.source}])"
    series, ages = form.recorded(metric + measure.source), range(0, measure.seconds, measure.step)
    return _joined({text(ago): _just_recorded(series, form.interval, ago) for ago in ages})


def _just_recorded(series: str, interval: int, ago: int = 0) -> str:
    """A pair as it was so many seconds ago, if the last evaluation before that recorded it.

    While no evaluation takes place, an instant value is for five minutes the last one before, so that one failure would
    be found again in window after window. Further back than one evaluation a series that ended would be found again.
    """
    offset = f" offset {text(ago)}" if ago else ""
    return f"last_over_time({series}[{less(interval)}]{offset})"


def pair(form: Form, metric: str, source: str) -> str:
    """A recorded pair that is a tile.

    An hour whose end was not evaluated would be missing for a whole period. So it is looked for five minutes back, and
    what happened in the minutes by which it was found too early, an hour before, counts twice.
    """
    series = form.recorded(metric + source)
    return _just_recorded(series, form.interval) if source == form.base_name else series


def rolling(form: Form, measure: Measure, metric: str) -> str:
    """How many there were in a tiled window that moves on by base windows.

    In its tiles, in the base windows that ended since, and in those of the tile before that it has not yet left.
    """
    tile, rest = measure.step, measure.seconds - measure.step
    tiles = f"sum_over_time({pair(form, metric, measure.source)}[{less(rest)}:{measure.source}])"
    first = f"vector(time()) <= scalar({form.recorded(names.TILE_START)} @ end()) - {rest}"
    left = f"{_bases(form, metric, first, less(tile))} offset {text(rest)}"
    return _joined(
        {"whole": f"{tiles} * {tile}", "now": _now(form, metric, tile), "left": f"sum_over_time({left}) * {form.base}"}
    )


def up_to_now(form: Form, metric: str, tiles: str, tile: int) -> str:
    """How many there were in the tiles whose rates `tiles` sums up, and in the base windows that ended since."""
    return _joined({"whole": f"{tiles} * {tile}", "now": _now(form, metric, tile)})


def _now(form: Form, metric: str, tile: int) -> str:
    """How many there were in the tile that now fills."""
    return f"sum_over_time({_bases(form, metric, after(form, names.TILE_START), text(tile))}) * {form.base}"


def _bases(form: Form, metric: str, when: str, span: str) -> str:
    """The base windows of a span of time that ended at times of which `when` holds."""
    return f"({pair(form, metric, form.base_name)} and on () ({when}))[{span}:{form.base_name}]"


def _joined(parts: Mapping[str, str]) -> str:
    """The sum of the parts of a window by their names, which tell them apart: what is missing is not counted."""
    marked = "\nor ".join(f'label_replace({part}, "{names.AGO}", "{name}", "", "")' for name, part in parts.items())
    return f"sum without ({names.AGO}) (\n{marked}\n)"


def after(form: Form, start: str) -> str:
    """What a subquery finds at each of its steps after the second that was last recorded as `start`.

    Within it `@ end()` is the instant of the evaluation, and `time()` that of each step.
    """
    return f"vector(time()) > scalar({form.recorded(start)} @ end())"
