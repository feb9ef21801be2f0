"""The shapes of traffic that recording rules get wrong, as data: four days and six hours of each."""

from __future__ import annotations

from rules.matrix.scraped import DAY, HOUR, MINUTE, Shape

LENGTH = 4 * DAY + 6 * HOUR
"""So that a window of three days is full for more than a day."""


def _steady(_: int) -> float:
    return 1_200


def _few(_: int) -> float:
    return 3


def _rare(_: int) -> float:
    return 0.3


def _busy(second: int) -> float:
    return 3_000 if second % DAY // HOUR == 15 else 2


def _busy_bad(second: int) -> float:
    return 300 if second % DAY // HOUR == 15 else 0.002


def _outage(second: int) -> float:
    return 1_200 if second % DAY // MINUTE in range(1111, 1118) else 0


def _half_hours(second: int) -> float:
    return 60 if second % HOUR < 30 * MINUTE else 0


GAPS = tuple(range(at, at + 10 * MINUTE) for at in range(5 * HOUR + 23 * MINUTE, LENGTH, 7 * HOUR))
RESTART = range(LENGTH - 3 * HOUR - 100, LENGTH - 3 * HOUR + 110)


def _before_restart(second: int) -> float:
    """A failure each minute, and ten in the last ones before rules are not evaluated for three and a half minutes."""
    return 10 if RESTART.start - 3 * MINUTE <= second < RESTART.start else 1


OUTAGE = range(LENGTH - 20 * HOUR, LENGTH - 18 * HOUR - 7 * MINUTE)
MISSED = tuple(range(at, at + MINUTE) for at in range(17 * MINUTE, LENGTH, 23 * MINUTE))
"""One evaluation in 23: at any minute of a base window, of an hour and of what is recorded each 2 m."""
HOUR_MISSED = range(LENGTH - 9 * HOUR - 3 * MINUTE, LENGTH - 9 * HOUR + MINUTE)
"""The evaluation at the end of an hour and three before, so that its tiles are found four minutes early."""


def _twice(second: int) -> float:
    """Failures alone where a tile found early looks a second time: the end of the tile of 30m before, or of 1h."""
    end = HOUR_MISSED.stop - MINUTE
    return 30 if any(end - tile - 4 * MINUTE <= second < end - tile for tile in (HOUR // 2, HOUR)) else 0


LATE = 3 * DAY + 5 * HOUR

MENDED = "bucket, mended by a second restart"
LIFE = 65 * MINUTE
CRASHES = range(79 * LIFE - 55 * MINUTE, 80 * LIFE + 5 * MINUTE)
"""Nothing is answered well until five minutes after the second restart, and few ask until then."""


def _crashing(second: int) -> float:
    return 5 if second in CRASHES else 0


SHAPES = (
    Shape("steady", _steady, _few),
    Shape("busy hour", _busy, _busy_bad),
    Shape("idle half hours", _half_hours, _rare),
    Shape("batches", lambda t: 600 if t % HOUR < 10 * MINUTE else 0, lambda t: 3 if t % HOUR < 10 * MINUTE else 0),
    Shape("errors appear late", _steady, lambda t: 3 if t > LATE else 0, late=LATE),
    Shape("errors born with the first", _steady, _few, life=DAY, late=-1),
    Shape("errors go with their pod", _steady, lambda t: 6 if t % DAY < 6 * HOUR else 0, life=6 * HOUR, late=-1),
    Shape("success absent", _rare, _rare),
    Shape("counters reset", _steady, _few, restart=2 * HOUR + 7 * MINUTE),
    Shape("pods of 3 h", _steady, _few, life=3 * HOUR),
    Shape("scrape gaps", _steady, _few, gaps=GAPS),
    Shape("two replicas", _steady, _few, replicas=2),
    Shape("traffic ends", _steady, _few, until=LENGTH - 16 * HOUR),
    Shape("one failure a day", _steady, lambda t: 2 if t % DAY // MINUTE == 1117 else 0),
    Shape("failures on the hour", _steady, lambda t: 4 if t % HOUR < MINUTE else 0),
    Shape("outage of 7 min a day", _steady, _outage),
    Shape("outage of 7 min, new pods", _steady, _outage, life=DAY // 2),
    Shape("few requests", lambda _: 0.5, lambda t: 0.5 if t % (6 * HOUR) < 4 * MINUTE else 0),
    Shape("rules not evaluated", _steady, _few, outages=(OUTAGE,)),
    Shape("evaluations missed", _steady, _few, outages=MISSED),
    Shape("evaluations missed, failures on the hour", _steady, lambda t: 4 if t % HOUR < MINUTE else 0, outages=MISSED),
    Shape("end of an hour missed, bursts before", _steady, _twice, outages=(HOUR_MISSED,)),
    Shape("success counted", _steady, _few, kind="good"),
    Shape("success counted, absent", _rare, _rare, kind="good"),
    Shape("bucket", _busy, _busy_bad, kind="latency"),
    Shape("bucket absent", _rare, _rare, kind="latency"),
    Shape(MENDED, lambda t: _crashing(t) or 1_000, _crashing, kind="latency", restart=LIFE),
    Shape("every 15 s", _steady, _few, scrape=15),
    Shape("every 15 s, busy hour, pods", _busy, _busy_bad, scrape=15, life=3 * HOUR),
    Shape("every 30 s, idle half hours", _half_hours, _rare, scrape=30),
    Shape("every 30 s, counters reset", _steady, _few, scrape=30, restart=2 * HOUR + 7 * MINUTE),
    Shape("base 1m", _steady, _few, scrape=15, base=MINUTE),
    Shape("base 1m, scrape gaps", _steady, _few, scrape=15, base=MINUTE, gaps=GAPS),
    Shape("base 1m, restart", _steady, _before_restart, scrape=15, base=MINUTE, outages=(RESTART,)),
    Shape("base 2m", _steady, _few, scrape=30, base=2 * MINUTE),
    Shape("base 2m, idle half hours", _half_hours, _rare, scrape=30, base=2 * MINUTE),
    Shape("base 3m", _steady, _few, scrape=30, base=3 * MINUTE),
    Shape("base 3m, outage of 7 min a day", _steady, _outage, scrape=30, base=3 * MINUTE),
    Shape("base 10m", _steady, _few, base=10 * MINUTE),
    Shape("base 10m, counters reset", _steady, _few, base=10 * MINUTE, restart=2 * HOUR + 7 * MINUTE),
    Shape("errors or slow", _steady, _few, kind="errors_or_slow"),
    Shape("errors or slow, scrape gaps", _steady, _few, kind="errors_or_slow", gaps=GAPS),
    Shape("raw, weighted", _busy, _busy_bad, kind="weighted"),
    Shape("raw, weighted, idle half hours", _half_hours, _rare, kind="weighted"),
    Shape("probe", _steady, _rare, kind="probe"),
    Shape("probe, outage of 7 min a day", _steady, _outage, kind="probe"),
    Shape("probe, scrape gaps", _steady, _rare, kind="probe", gaps=GAPS),
    Shape("probe, traffic ends", _steady, _rare, kind="probe", until=LENGTH - 16 * HOUR),
    Shape("gauge", _steady, _rare, kind="gauge"),
    Shape("gauge, scrape gaps", _steady, _rare, kind="gauge", gaps=GAPS),
    Shape("freshness", _steady, _rare, kind="freshness", pods=1),
    Shape("freshness, outage of 7 min a day", _steady, _outage, kind="freshness", pods=1),
)
