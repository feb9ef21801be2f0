"""What tests showed as JUnit XML, which build servers read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from avionics.finding import Finding
from avionics.report.text import printable
from avionics.source.locate import locate
from avionics.source.text import show
from avionics.trial import FAILED, Trial

_FOUND = "avionics"
"""The suite of what was found otherwise than by a test."""


def render(trials: Iterable[Trial], findings: Iterable[Finding], files: Mapping[str, bytes], seconds: float) -> str:
    """A suite for each subject in its environment, and one of the errors that kept something from being tested.

    Faults that `--mutate` makes are no tests, and left out.
    """
    by_suite: dict[str, list[Trial | Finding]] = {}
    for trial in trials:
        by_suite.setdefault(f"{trial.environment} {trial.subject}".strip(), []).append(trial)
    for finding in findings:
        if finding.severity == "error" and finding.rule != FAILED:
            by_suite.setdefault(_FOUND, []).append(finding)
    every = [one for suite in by_suite.values() for one in suite]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites {_counts(every)} time="{seconds:.1f}">']
    for name, suite in by_suite.items():
        lines += [
            f'<testsuite name="{_text(name)}" {_counts(suite)}>',
            *(_case(one, files) for one in suite),
            "</testsuite>",
        ]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(cases: Sequence[Trial | Finding]) -> str:
    failures = sum(1 for one in cases if isinstance(one, Trial) and one.fault)
    errors = sum(1 for one in cases if isinstance(one, Finding))
    return f'tests="{len(cases)}" failures="{failures}" errors="{errors}" skipped="0"'


def _case(one: Trial | Finding, files: Mapping[str, bytes]) -> str:
    if isinstance(one, Finding):
        kind, of, name, fault = "error", one.rule, one.message, one.message
    else:
        kind, of, name, fault = "failure", one.subject, one.claim, one.fault
    named = f'<testcase classname="{_text(of)}" name="{_text(name)}"'
    if not fault:
        return f"{named}/>"
    place = locate(show(files.get(one.where.path, b"")), one.where)
    at = f'file="{_text(place.path)}" line="{place.line}"'
    return f'{named} {at}><{kind} message="{_text(fault)}">{_text(f"{place}: {one.help}")}</{kind}></testcase>'


def _text(text: str) -> str:
    return escape(printable(text), {'"': "&quot;"})
