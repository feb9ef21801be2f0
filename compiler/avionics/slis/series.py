"""What the SLI kinds share: series of an environment, windows, and the pair of rates."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from avionics.promql.duration import text
from avionics.promql.edit import Around, single


class Series(Struct, frozen=True):
    """A selector with the environment in it: its metric and the text between its braces."""

    metric: str
    matchers: str

    def over(self, window: str, suffix: str = "", extra: str = "") -> str:
        """The range selector over `window`, with `suffix` behind the metric's name and one more matcher."""
        inside = f"{self.matchers},{extra}" if extra and self.matchers else self.matchers or extra
        return f"{self.metric}{suffix}{{{inside}}}[{window}]"


Select = Callable[[str], Series]
"""The user's selector to its series in the environment at hand."""


class Window(Struct, frozen=True):
    """A window of `seconds` over raw series, named `name`, scraped every `scrape` seconds."""

    name: str
    seconds: int
    scrape: int

    @property
    def range(self) -> str:
        """The range for counters: one scrape more, so that it holds exactly `seconds` of increases.

        A range of n scrapes holds n samples and so n - 1 increases; one more scrape closes the gap between
        neighbouring windows and counts a series that begins at 0 inside the window in full.
        """
        return text(self.seconds + self.scrape)


class Rates(Struct, frozen=True):
    """Events a second and bad events a second, as PromQL."""

    total: str
    errors: str


class Sums(Struct, frozen=True):
    """How series are summed: over everything, or apart by labels. `total` is the recorded total to fill from."""

    prefix: str
    total: str

    def of(self, expr: str) -> str:
        """The sum of `expr`."""
        return f"{self.prefix}({expr})"

    @property
    def recorded_total(self) -> str:
        """The total recorded just before in the same group, without the labels the recording put on."""
        return self.of(self.total)

    def filled(self, expr: str) -> str:
        """`expr`, or 0 wherever there were events: what is missing must not lie."""
        return f"({expr} or 0 * {self.recorded_total})"


def sums(by: tuple[str, ...], total: str) -> Sums:
    """Sums that keep the labels `by` apart."""
    return Sums(f"sum by ({', '.join(by)}) " if by else "sum", total)


def select(around: Around) -> Select:
    """The selection of an environment: the user's selector with its matchers put in."""

    def series(written: str) -> Series:
        selector = single(written)
        joined = ",".join([name + rest for name, rest in around.of(selector.name if selector else "")])
        if selector is None:
            return Series(written, joined)
        inside = written[selector.start + len(selector.name) : selector.insert].strip().removeprefix("{").strip()
        return Series(selector.name, f"{inside},{joined}" if inside else joined)

    return series
