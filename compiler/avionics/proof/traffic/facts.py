"""What a burn-rate tier promises, in numbers, and the error ratios it is tried with.

An error ratio r is noticed after burn rate x error budget x long window / r (SRE Workbook, chapter 5).
"""

from __future__ import annotations

import math

from msgspec import Struct

MARGIN = 4
"""Failures in the long window at the threshold, in multiples of what the guard asks for: enough to be no matter."""


class Facts(Struct, frozen=True):
    """What a tier promises. `threshold` is the error ratio it tolerates, `guard` the failures it asks for; in seconds:
    both windows, the step from one sample to the next, and how far detection may be off by steps, smearing and tiles.
    `waits` and `keeps` are its `for` and its `keep_firing_for`, 0 where it has none; `link` how long each pair is that
    its long window is chained of, or a chained short one beside tiles, and `parts` that its short one is chained of;
    `maintained` how long a planned maintenance is.
    `counted` says by the windows that are read from counters how many samples each holds, and `before` in how many
    before it rules look for the last: in two, which are more where samples are closer than scrapes; `smeared` how long
    base windows are whose rates share samples with the next; `interval` how long those are that `guard` counts if they
    hold failures, 0 where it counts the failures; `busy` how many events a second there are at least, so that the few
    steps in which all fails hold as many as the tier asks for.
    """

    threshold: float
    long: int
    short: int
    guard: int
    step: int
    slack: int
    waits: int
    keeps: int
    link: int = 0
    parts: int = 0
    maintained: int = 0
    counted: tuple[tuple[str, int], ...] = ()
    before: int = 2
    smeared: int = 0
    interval: int = 0
    busy: float = 0

    @property
    def events(self) -> float:
        """Events a second, whole ones each step."""
        least = max(MARGIN * self.guard / (self.threshold * self.long), self.busy)
        return math.ceil(least * self.step) / self.step

    @property
    def apart(self) -> int:
        """Seconds from the end of one scene to the next: more than any window, in whole hours.

        Nor less than `for` and `keep_firing_for`. Each begins at the end of a scene, where rules are evaluated, and is
        over at that of the next.
        """
        return math.ceil(max(self.long + 3600, self.waits, self.keeps) / 3600) * 3600

    @property
    def shared(self) -> int:
        """Seconds at the beginning of a base window in which the one before may count a failure, too."""
        return self.before * self.step if self.smeared else 0

    @property
    def missed(self) -> float:
        """Which share of a burst may be missed."""
        return self.shared / self.smeared if self.smeared else 0

    @property
    def burning(self) -> float:
        """The error ratio that is timed."""
        return digits(min(2 * self.threshold, (1 + self.threshold) / 2))

    @property
    def due(self) -> float:
        """Seconds after which it is noticed."""
        return max(self.threshold * self.long / self.burning, self.guard * self.interval)

    @property
    def early(self) -> float:
        """Seconds before which it is not noticed: of intervals the last need not be full to make a failure more."""
        if not self.interval:
            return self.due
        return max(self.threshold * self.long / self.burning, (self.guard - 1) * self.interval)

    @property
    def below(self) -> float:
        """An error ratio just below the threshold, in every window as long as the long one."""
        return digits(0.98 * self.threshold)

    @property
    def faded(self) -> float:
        """An error ratio that every short window is below the threshold with."""
        return 0.8 * self.threshold

    @property
    def above(self) -> float:
        """An error ratio just above the threshold, in every window; above 1 where there is none."""
        return digits(1.02 * self.threshold)


def digits(value: float) -> float:
    """Three digits: values that are read."""
    return float(f"{value:.3g}")
