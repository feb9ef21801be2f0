"""The errors of an indicator are not what says that it succeeded, nor its good events what says that it failed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.objectives import shares
from avionics.model.service import Service
from avionics.promql.meaning.measured import of_name
from avionics.promql.patterns.matchers import Matcher, matchers
from avionics.promql.text.edit import single

_REST = r"(?:xx|\.\.|\.[*+]|\[0-9\]\[0-9\]|\[0-9\]\{2\}|\\d\\d|\\d\{2\})"
_GOOD = re.compile(rf"\(?(?:ok|success|successful|succeeded|2(?:00|{_REST}))\)?", re.IGNORECASE)
_BAD = re.compile(rf"\(?(?:err|error|errors|fail|failed|failure|5(?:0[0-4]|{_REST}))\)?", re.IGNORECASE)
_OTHER = {"errors": "good", "good": "errors"}
_EVENTS = {"errors": "errors", "good": "good events"}
_SUSPECT = {
    "errors": re.compile(r"""(?<!!)=~?\s*["'`]\(?(?:ok|succ|2)|![=~]\s*["'`]\(?(?:err|fail|5)""", re.IGNORECASE),
    "good": re.compile(r"""(?<!!)=~?\s*["'`]\(?(?:err|fail|5)|![=~]\s*["'`]\(?(?:ok|succ|2)""", re.IGNORECASE),
}
"""Few selectors are, and only these are read."""
_BUCKET, _LAST = "_bucket", "+Inf"
_TIMES = ("seconds", "milliseconds")
"""Of other things little may be what fails: an answer that is complete by half."""


@rule("warning", "errors are not what says success, nor good events what says failure")
def check(service: Service) -> Iterator[Problem]:
    """Looks at what is a part of a total by a single matcher, and at buckets of times."""
    for slo in service.slos:
        totals, parts = shares(slo)
        for route, text in parts:
            key = str(route[0])
            if key == "errors" and _BUCKET in text and (bound := _within(text, totals)):
                message = f"the bucket {bound.written} counts what took no longer, and it chooses the errors"
                yield Problem(slo.sli_at(*route), message, "write 'latency: {histogram, threshold}', or it as 'good'")
            elif key in _SUSPECT and _SUSPECT[key].search(text) and (found := _swapped(key, text, totals)):
                message = f"{found.written} reads as {_OTHER[key]}, and it chooses the {_EVENTS[key]}"
                help_ = f"write it as '{_OTHER[key]}', or choose others"
                yield Problem(slo.sli_at(*route), message, help_)


def _within(text: str, totals: list[str]) -> Matcher | None:
    """The bound of a bucket of times, where it alone takes the bucket out of its histogram, and that is the total."""
    part, wholes = single(text), [whole for whole in map(single, totals) if whole]
    name = part.name.removesuffix(_BUCKET) if part else ""
    if not part or name == part.name or of_name(name) not in _TIMES or len(wholes) < len(totals):
        return None
    every = {part.name, f"{name}_count"}
    apart = {one for total in totals for one in matchers(text) if one not in matchers(total)}
    bound = next(iter(apart)) if len(apart) == 1 else None
    within = bound and bound.label == "le" and bound.operator == "=" and bound.text != _LAST
    return bound if within and all(whole.name in every for whole in wholes) else None


def _swapped(key: str, text: str, totals: list[str]) -> Matcher | None:
    """The one matcher that makes a part of a total, where it says the contrary of `key`."""
    part = single(text)
    for total in totals:
        whole = single(total)
        if part and whole and part.name == whole.name:
            apart = [one for one in matchers(text) if one not in matchers(total)]
            return apart[0] if len(apart) == 1 and _reads_as(apart[0]) == _OTHER[key] else None
    return None


def _reads_as(one: Matcher) -> str:
    """Whether what a matcher selects are good events or errors by its value; "" where that is not certain."""
    found = "good" if _GOOD.fullmatch(one.text) else "errors" if _BAD.fullmatch(one.text) else ""
    return _OTHER.get(found, "") if one.operator.startswith("!") else found
