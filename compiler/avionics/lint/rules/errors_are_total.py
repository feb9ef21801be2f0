"""Of what is counted some events are good, and some could be bad."""

from __future__ import annotations

from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.model.service import Service
from avionics.slis.indicator import WHOLE

_SAID = {
    "errors": ("the errors are all that is counted: each reads as failed", "add what tells the failed ones apart"),
    "good": ("the good events are all that is counted: none reads as failed", "add what tells the good ones apart"),
}


@rule("warning", "the errors (or the good events) of an indicator are not all that it counts")
def check(service: Service) -> Iterator[Problem]:
    """Looks at indicators that count a total and a part of it: a line that was copied and left as it was."""
    for slo in service.slos:
        written: dict[str | int, set[str]] = {}
        for route, text in slo.sli.selectors():
            if route:
                written.setdefault("total" if route[0] in WHOLE else route[0], set()).add(text)
        for key, said in _SAID.items():
            if key in written and written[key] == written.get("total"):
                yield Problem(slo.sli_at(key), *said)
