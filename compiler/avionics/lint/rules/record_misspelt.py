"""What is read under nearly the name of a recording rule of the service is what that records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.finding import nearest
from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written, selectors_in

_WORDS = re.compile(r"[:_]")
_DIGIT = re.compile(r"[0-9]")
_LIKE = 0.75  # utilization and utilisation, not reads and writes


@rule("warning", "series that rules record are read under the names that they have")
def check(promql: Promql) -> Iterator[Problem]:
    """Looks at names with a colon, which nothing that is scraped has; others may record what is less alike."""
    recorded = {one.record for one in promql.service.rules}
    for written in promql.everything if recorded else ():
        if ":" in written.text:
            yield from _misspelt(written, recorded)


def _misspelt(written: Written, recorded: set[str]) -> Iterator[Problem]:
    for one in selectors_in(written):
        unknown = ":" in one.name and one.name not in recorded
        if unknown and (meant := next((name for name in sorted(recorded) if _slip(one.name, name)), None)):
            message = f"no rule of the service records {one.name}"
            yield Problem(written.where, message, f"did you mean {meant!r}?", (one.start, len(one.name)))


def _slip(name: str, known: str) -> bool:
    """Whether they differ in letters of one word; another number is another window."""
    ours, theirs = _WORDS.split(name), _WORDS.split(known)
    differ = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    return len(ours) == len(theirs) and len(differ) == 1 and _alike(*differ[0])


def _alike(word: str, known: str) -> bool:
    return not _DIGIT.search(word + known) and nearest(word, (known,), _LIKE) == known
