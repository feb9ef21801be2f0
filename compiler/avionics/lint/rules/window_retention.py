"""Nothing looks back further than samples are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avionics.lint.engine import Problem, rule
from avionics.lint.expressions import Promql, Written
from avionics.model.catalog import Catalog
from avionics.model.slo import Slo
from avionics.plan.objectives.shape import DAY
from avionics.promql.meaning.examined import tree
from avionics.promql.meaning.looks_back import looks_back
from avionics.promql.text.duration import is_duration, seconds, text
from avionics.promql.text.tokens import tokens

_LONG = re.compile(r"[0-9][hdwy]")
"""Nobody keeps samples for minutes."""
_HELP = "keep samples longer and say so: 'rules: {retention: ...}' in avionics.yaml"


@rule("error", "no objective or rule looks back further than samples are kept")
def check(promql: Promql, catalog: Catalog) -> Iterator[Problem]:
    """Looks at each window, range and offset, and at `rules.retention` of the project, where that is written."""
    kept = catalog.project.retention
    if not kept:
        return
    for slo in promql.service.slos:
        if (period := _period(slo, catalog)) > kept:
            message = f"{slo.name!r} looks back {text(period)}, and samples are kept for {text(kept)}"
            yield Problem(slo.where.at("window"), message, f"shorten its window, or {_HELP}")
    for written in (*promql.conditions, *promql.recordings, *promql.formulas):
        parsed = tree(written.text) if _LONG.search(written.text) else None
        if parsed is not None and (back := looks_back(parsed)) > kept:
            message = f"this looks back {text(back)}, and samples are kept for {text(kept)}: what is older is not there"
            yield Problem(written.where, message, f"look back less, or {_HELP}", _longest(written))


def _period(slo: Slo, catalog: Catalog) -> int:
    """How long its period is, in seconds; of those of the calendar the one with the most days."""
    if slo.calendar is None:
        return slo.window
    from avionics.plan.objectives.calendar import table  # noqa: PLC0415  for calendars only

    return max(each.days for each in table(slo.calendar, catalog.project.calendar_until).periods) * DAY


def _longest(written: Written) -> tuple[int, int] | None:
    """The longest length in it; none where all are numbers, of which promql-version tells."""
    lengths = [one for one in tokens(written.text) if is_duration(one.text)]
    longest = max(lengths, key=lambda one: seconds(one.text), default=None)
    return (longest.start, len(longest.text)) if longest else None
