"""The forms that all recordings of an objective share."""

from __future__ import annotations

from msgspec import Struct

from avionics.conventions import names
from avionics.plan.objective import Objective
from avionics.plan.shape import Measure
from avionics.plan.sloth import windowed
from avionics.plan.values import Recording
from avionics.promql.duration import text


class PeriodSums(Struct, frozen=True):
    """PromQL of what a period is made of, and the name of its series.

    `fills` are the seconds of the tile that now fills, which began when `names.TILE_START` says; 0 for none.
    """

    name: str
    fills: int
    events: str
    failures: str
    coverage: str


def record(aim: Objective, metric: str, expr: str) -> Recording:
    """A series of the objective."""
    return Recording(aim.slo.where, metric, expr, aim.labels)


def ratio(aim: Objective, window: str, errors: str, total: str) -> Recording:
    """Errors over events; no events is no ratio, neither 0 nor 1."""
    labels = windowed(aim, window.removeprefix("_"))
    return Recording(aim.slo.where, names.ERROR_RATIO + window, f"{errors} / ({total} > 0)", labels)


def summed(aim: Objective, measure: Measure, metric: str) -> str:
    """The sum of the recorded pairs whose windows lie side by side in a window."""
    series = aim.recorded(metric + measure.source)
    if measure.how == "tiled":
        return f"sum_over_time({series}[{measure.range}:{measure.source}])"
    pairs = "\nor ".join(_pair(series, ago) for ago in range(0, measure.seconds, measure.step))
    return f"sum without ({names.AGO}) (\n{pairs}\n)"


def _pair(series: str, ago: int) -> str:
    """The pair as it was so many seconds ago, told apart from the others: what is missing is not counted."""
    offset = f" offset {text(ago)}" if ago else ""
    return _marked(f"{series}{offset}", text(ago))


def _marked(vector: str, value: str) -> str:
    return f'label_replace({vector}, "{names.AGO}", "{value}", "", "")'


def up_to_now(aim: Objective, metric: str, tiles: str, tile: int) -> str:
    """How many there were in the tiles whose rates `tiles` sums up, and in the base windows that ended since."""
    base = f"{aim.recorded(metric + aim.base_name)} and on () ({after(aim, names.TILE_START)})"
    now = f"sum_over_time(({base})[{text(tile)}:{aim.base_name}]) * {aim.base}"
    return f"sum without ({names.AGO}) (\n{_marked(f'{tiles} * {tile}', 'whole')}\nor {_marked(now, 'now')}\n)"


def after(aim: Objective, start: str) -> str:
    """What a subquery finds at each of its steps after the second that was last recorded as `start`.

    Within it `@ end()` is the instant of the evaluation, and `time()` that of each step.
    """
    return f"vector(time()) > scalar({aim.recorded(start)} @ end())"
