"""How often made-up series have a sample: stories are told in whole base windows, and in whole scrapes."""

from __future__ import annotations

from avionics.plan.objectives.objective import Objective
from avionics.proof.traffic.player import reads_counters


def sampled(aim: Objective) -> int:
    """Seconds from one sample to the next: a scrape or, where a base window is no whole number of scrapes, less.

    Of counters, so is every window that is read from them. Rules that find more samples than they were made for make
    the same of them.
    """
    read = [each.seconds for each in aim.measures if each.how == "raw"] if reads_counters(aim) else [aim.base]
    return next(each for each in range(aim.scrape, 0, -1) if not any(window % each for window in read))
