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
On a 3.x no value may be further away.

Every 22 minutes of the last 26 hours each recorded error ratio and number of failures is compared with what was
counted: the increases between the samples of each series, in what evaluations covered of the window (`covered.py`).
What lost scrapes hid may count or not: coverage tells. A cell is the worst relative error of both, in per cent; `0`
is below 0.0005 %, `-` says that the window never held so many or so few. Between its moves (a base window for 2h, 1d
and the period, half an hour for 3d) a window is compared with the traffic up to its last move. 30d holds the whole run
here; how exact a whole period is on a server is [measured elsewhere](../../../bench/README.md).

The base window is 5m unless the shape's name says another; then scrapes are 15 s (1m), 30 s (2m, 3m) or 60 s apart.
Events of `probe`, `gauge` and `freshness` are samples, which windows count one by one. Composites are made of what
other objectives record, and a 2.42 is not given native histograms here: `test_composites.py` and `test_native.py` count
these.

## Bad events spread over 20 base windows or more

What a counter grew by is the difference of two of its samples, and every window is made of base windows that lie side
by side, so that nothing is counted twice, guessed or left out: below 0.5 %, and nearly everywhere 0. What is left:

- Rules not evaluated: tiles of 3d and 30d that ended then are looked for up to five minutes back, since they would be
  lost for as long as a period. What happened in as many minutes half an hour or an hour before counts twice: little of
  what is spread, all of a burst that fell there.
- A bucket that stood at 0 for a whole life, since nothing was answered well, shows no restart, and the count of all
  events does. Then `rate` guesses how far the count grew, and too little where the next minutes bring two hundred times
  the traffic: the failures of one base window in them may be lost.
- `raw` is what its expression says: here with `rate`, which guesses where a series begins or ends.

"""

BURSTS = """
## Bursts: bad events in fewer base windows

A burst at the edge of a window is held against what lies within a base window of it.

"""

MISSED = """
## What a missed evaluation takes

A pair is recorded when its window ends, and no other pair tells what that one would have held. Those beside it share
all but a minute with it, and how many failures fell into that minute neither says: pairs that lie end to end follow one
another by base windows, so those of one minute in five never meet those of another. A neighbour in its stead would
count the minute before the window in two windows, and one failed request could be two; so none is taken.

A pair that was not recorded is missing from each window made of it: a base window from 30m and 1h at one evaluation in
five, from 2h and 1d if it ended at a full five minutes; an hour from 6h at one evaluation in sixty, for five hours.
That is the bound: ratios are of what is left, and numbers of failures, which only guards ask for, lack what these pairs
held. Nothing counts twice in these windows, whatever is missed (`test_missed.py`), and shorter base windows lose less.
"""


def page(errors: Errors) -> str:
    """The page of these errors."""
    spread = _table(errors, lambda worst: worst.spread, [window for window in SECONDS if SECONDS[window] >= 1_800])
    bursts = _table(errors, lambda worst: worst.burst, list(SECONDS))
    return f"{HEAD}{spread}{BURSTS}{bursts}{MISSED}"


def bounds(text: str) -> tuple[dict[tuple[str, str], float], ...]:
    """What a page allows, by shape and window: where bad events are spread, and in bursts."""
    found = []
    for table in (section for section in text.split("\n## ") if "\n| " in section):
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
