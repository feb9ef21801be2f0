"""What the SLI kinds share: series of an environment, windows, sums, and the pair of rates."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from avionics.conventions import names
from avionics.promql.text.duration import less, text
from avionics.promql.text.edit import Around, equal, narrowed, single

_COMMENTS = re.compile(r"\A(?:\s+|#[^\n]*\n)*")


class Series(Struct, frozen=True):
    """A selector with the environment in it: its metric and the text between its braces."""

    metric: str
    matchers: str

    def over(self, window: str) -> str:
        """The range selector over `window`."""
        return f"{self._narrowed()}[{window}]"

    def rate(self, window: Window, suffix: str = "", extra: str = "") -> str:
        """What a counter grew by between samples, a second: from where the window before ended, or its first sample.

        `rate` adds up to a scrape where a series begins or ends: it makes three of two failures of a new pod. Only a
        series that was reset needs it. The sample before is looked for in two scrapes, since one may be lost.
        """
        one = self._narrowed(suffix, extra)
        length, before = text(window.seconds), 2 * window.scrape
        first = f"(last_over_time({one}[{less(before)}] offset {length}) or min_over_time({one}[{length}]))"
        grown = f"last_over_time({one}[{length}])\n- {first}\nunless resets({one}[{less(window.seconds + before)}]) > 0"
        return f"\n({grown}) / {window.seconds}\nor rate({one}[{less(window.seconds + window.scrape)}])\n"

    def _narrowed(self, suffix: str = "", extra: str = "") -> str:
        inside = f"{self.matchers},{extra}" if extra and self.matchers else self.matchers or extra
        return f"{self.metric}{suffix}{{{inside}}}"


class Select(Struct, frozen=True):
    """What users wrote, as it reads in one environment."""

    around: Around

    def __call__(self, written: str) -> Series:
        """The series of the user's selector."""
        selector = single(written)
        joined = ",".join([name + rest for name, rest in self.around.of(selector.name if selector else "")])
        if selector is None:
            return Series(written, joined)
        behind = written[selector.start + len(selector.name) : selector.insert]
        inside = _COMMENTS.sub("", behind).removeprefix("{").strip()  # a comment may stand before the brace
        if "#" in inside.rpartition("\n")[2]:  # or behind a matcher: it must not swallow what follows
            inside += "\n"
        return Series(selector.name, f"{inside},{joined}" if inside else joined)

    def expression(self, written: str) -> str:
        """The user's expression in brackets, its selectors narrowed to the environment."""
        inside = narrowed(written, self.around)
        return f"({inside}\n)" if "#" in inside else f"({inside})"  # a comment must not swallow the bracket

    def recorded(self, metric: str, service: str, slo: str) -> str:
        """What is recorded under `metric` for an objective of this or another service."""
        own = equal(((names.SERVICE, service), (names.SLO, slo)))
        return f"{metric}{{{','.join(name + rest for name, rest in sorted((*own, *self.around.recorded)))}}}"


class Window(Struct, frozen=True):
    """A window of `seconds` over raw series, named `name`, scraped every `scrape` seconds."""

    name: str
    seconds: int
    scrape: int

    @property
    def range(self) -> str:
        """The range of a rate: one scrape more, so that it holds exactly `seconds` of increases.

        A range of n scrapes holds n samples and so n - 1 increases; one more scrape closes the gap between
        neighbouring windows and counts a series that begins at 0 inside the window in full.
        """
        return text(self.seconds + self.scrape)


class Rates(Struct, frozen=True):
    """Events a second, bad events a second, and the variance of these where one may weigh as many, as PromQL."""

    total: str
    errors: str
    variance: str = ""


class Sums(Struct, frozen=True):
    """How series are summed: over everything, or apart by labels. `total` is the recorded total to fill from."""

    by: tuple[str, ...]
    total: str

    def of(self, expr: str, how: str = "sum", apart: tuple[str, ...] = ()) -> str:
        """The sum of `expr`, or another aggregation of it; `apart` are labels to keep beside those in `by`."""
        labels = (*self.by, *apart)
        return f"{how} by ({', '.join(labels)}) ({expr})" if labels else f"{how}({expr})"

    def of_all(self, members: Iterable[str]) -> str:
        """The sum of several expressions, of which those that have no series count as 0 where another has some.

        Each is read once. They are told apart by a label, since `or` drops what carries the labels of an earlier one.
        """
        summed = [self.of(member) for member in members]
        if len(summed) == 1:
            return summed[0]
        told = (f'label_replace({one}, "{names.MEMBER}", "{index}", "", "")' for index, one in enumerate(summed))
        return self.of(" or ".join(told))

    @property
    def recorded_total(self) -> str:
        """The total recorded just before in the same group, without the labels the recording put on."""
        return self.of(self.total)

    def filled(self, expr: str) -> str:
        """`expr`, or 0 wherever there were events: what is missing must not lie."""
        return f"{expr} or 0 * {self.recorded_total}"

    def less(self, good: str) -> str:
        """All events less the good ones; those are filled first, so that none means all failed."""
        return f"clamp_min({self.recorded_total} - ({good} or 0 * {self.of(just_now(self.total))}), 0)"


def just_now(recorded: str) -> str:
    """A recorded series if it was written in this very evaluation.

    A Prometheus that was started again finds the value of before, and until its first scrape nothing that was good.
    """
    return f"{recorded} and timestamp({recorded}) == time()"
