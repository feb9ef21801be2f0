"""Rules on a server that holds the load and all that they recorded of it: what each evaluation reads, and how long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bench.cost.load import BEGIN, DAY, load
from bench.prometheus import BenchError, Prometheus, running
from bench.rules import Alert, Recording, Rules, evaluate, read

_RUNS = 5
_RANGED = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\{[^}]*\}\[")
_INSTANT = 900
INTERVAL = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """In an hour: samples read, and seconds of evaluation (of each rule the median of several runs)."""

    rules: int
    samples: float
    seconds: float


def measure(program: str, folder: Path, text: str, objectives: int, series: int, days: int) -> Cost:
    """What the rules in `text` cost, on a server of their own."""
    rules = read(text, INTERVAL)
    end = BEGIN + days * DAY
    with running(program, folder) as server:
        server.write(load(objectives, series, days))
        _record(server, rules, end)
        _holds(server, rules, end)
        return _cost(server, rules, end)


def _record(server: Prometheus, rules: Rules, end: int) -> None:
    """All that rules read back over a range from the beginning, and of the others what an instant finds."""
    exprs = [*(rule.expr for rule in rules.recordings), *(alert.expr for alert in rules.alerts)]
    ranged = set(_RANGED.findall("\n".join(exprs)))
    for level in rules.levels():
        for rule in level:
            evaluate(server, rule, BEGIN if rule.name in ranged else end - _INSTANT, end)


def _holds(server: Prometheus, rules: Rules, end: int) -> None:
    """What is measured is there: rules that found nothing would cost nothing."""
    for name in {each.name for each in rules.recordings}:
        if not server.range(name, end - 600, end, 60):
            raise BenchError(f"nothing was recorded as {name}")


def _cost(server: Prometheus, rules: Rules, end: int) -> Cost:
    samples = seconds = 0.0
    each: list[Recording | Alert] = [*rules.recordings, *rules.alerts]
    for rule in each:
        runs = [server.samples(rule.expr, end - number * rule.every) for number in range(_RUNS)]
        an_hour = 3600 / rule.every
        samples += an_hour * sum(read for read, _ in runs) / _RUNS
        seconds += an_hour * sorted(took for _, took in runs)[_RUNS // 2]
    return Cost(len(each), samples, seconds)
