"""The bounds that were measured, as a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from rules.matrix.compared import SECONDS, Worst

Errors = Mapping[str, Mapping[str, Worst]]
"""By shape and window."""

HEAD = """\
# How far recorded values are from the truth

Written by `make golden ARGS=tests/rules/matrix`, read before it is committed, and held by `make test`.

Each shape of traffic (`shapes.py`) runs for four days and six hours through compiled rules on a real Prometheus 2.42.
On a 3.x no value may be further away, but where rules were not evaluated: there it is an hour of six at most.

Every 22 minutes of the last 26 hours each recorded error ratio and number of failures is compared with what was
counted: the increases between the samples of each series. A cell is the worst relative error of both, in per cent; `0`
is below 0.0005 %, `-` says that the window never held so many or so few. Between its moves (a base window for 2h, 1d
and the period, half an hour for 3d) a window is compared with the traffic up to its last move. What lost scrapes or
evaluations hid may count or not: coverage tells. 30d holds the whole run here; how exact a whole period is on a server
is [measured elsewhere](../../../bench/README.md).

The base window is 5m unless the shape's name says another; then scrapes are 15 s (1m), 30 s (2m, 3m) or 60 s apart.
Events of `probe`, `gauge` and `freshness` are samples, which windows count one by one. Composites are made of what
other objectives record, and a 2.42 is not given native histograms here: `test_kinds.py` and `test_native.py` count
these.

## Bad events spread over 20 base windows or more

What a counter grew by is the difference of two of its samples, and every window is made of base windows that lie side
by side, so that nothing is counted twice, guessed or left out: below 0.5 %, and nearly everywhere 0. What is left:

- Rules not evaluated: what was new then or in the base window before may be in no window, and 6h is made of six hours,
  of which one that ended then is lost as a whole. Of ratios only that of 30m shows it, where failures came thick right
  before; failures are fewer by so much; coverage tells.
- `raw` is what its expression says: here with `rate`, which guesses where a series begins or ends.

"""

BURSTS = """
## Bursts: bad events in fewer base windows

A burst at the edge of a window is held against what lies within a base window of it.

"""


def page(errors: Errors) -> str:
    """The page of these errors."""
    spread = _table(errors, lambda worst: worst.spread, [window for window in SECONDS if SECONDS[window] >= 1_800])
    bursts = _table(errors, lambda worst: worst.burst, list(SECONDS))
    return f"{HEAD}{spread}{BURSTS}{bursts}"


def bounds(text: str) -> tuple[dict[tuple[str, str], float], ...]:
    """What a page allows, by shape and window: where bad events are spread, and in bursts."""
    found = []
    for table in text.split("\n## ")[1:]:
        head, _, *rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("|")]
        cells = ((row[0], window, cell) for row in rows for window, cell in zip(head[1:], row[1:], strict=True))
        found.append({(shape, window): max(float(cell), 0.0005) / 100 for shape, window, cell in cells if cell != "-"})
    return tuple(found)


def _table(errors: Errors, which: Callable[[Worst], float | None], windows: Iterable[str]) -> str:
    head = ["shape", *windows]
    rows = [head, ["---", *("--:" for _ in windows)]]
    for shape, by_window in errors.items():
        rows.append([shape, *(rounded(which(by_window[window])) for window in windows)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def rounded(error: float | None) -> str:
    """In per cent, up to the next of two digits."""
    if error is None:
        return "-"
    per_cent = error * 100
    if per_cent < 0.0005:
        return "0"
    unit = 10.0 ** (math.floor(math.log10(per_cent)) - 1)
    return f"{math.ceil(per_cent / unit - 1e-6) * unit:.4g}"
