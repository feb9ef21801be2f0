"""Suites as promtool reads them: a rule file, and a test file beside it."""

from __future__ import annotations

from typing import Any

import orjson
from msgspec.structs import replace

from avionics.plan.values import PlannedAlert
from avionics.promql.text.quote import quote
from avionics.proof.needed import Rule, in_place
from avionics.proof.running.clock import moved
from avionics.proof.running.said import Said
from avionics.proof.values import Case, Question, Reading, Sample, Suite
from avionics.targets.prometheus import groups_text

MARK = " # "
"""Before what is proved, behind each expression: promtool does not say to which case one belongs."""


def rules(suite: Suite) -> str:
    """The rule file of a suite; without the texts of its alerts where nobody reads them.

    promtool fills them in at each evaluation at which an alert fires or waits to.
    """
    read = any(case.readings for case in suite.cases)
    groups = suite.groups if read else in_place(suite.groups, lambda rule: (_without_texts(rule),))
    return groups_text(moved(groups, suite.clock))


def _without_texts(rule: Rule) -> Rule:
    return replace(rule, annotations=()) if isinstance(rule, PlannedAlert) else rule


def tests(suite: Suite, rule_file: str, said: Said | None) -> str:
    """The test file of a suite, for `promtool test rules`. JSON is YAML, and quick to write.

    Texts of alerts are expected as `said` has them. Without it none are expected, so that promtool says them.
    """
    document = {
        "rule_files": [rule_file],
        "evaluation_interval": f"{suite.every}s",
        "group_eval_order": [group.name for group in suite.groups],
        "tests": [_case(case, said) for case in suite.cases],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _case(case: Case, said: Said | None) -> dict[str, Any]:
    return {
        "name": case.name,
        "interval": f"{case.interval}s",
        "input_series": [{"series": series, "values": values} for series, values in case.series],
        "promql_expr_test": [_question(question) for question in case.questions],
        "alert_rule_test": [_reading(reading, said) for reading in case.readings],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "expr": expression(question),
        "eval_time": f"{question.at}s",
        "exp_samples": [{"labels": sample_text(sample), "value": sample.value} for sample in question.expected],
    }


def expression(question: Question) -> str:
    """The expression as it is written in the file, with what it shows as a comment."""
    return f"{question.expr}{MARK}{question.subject}: {question.claim}"


def _reading(reading: Reading, said: Said | None) -> dict[str, Any]:
    fired = said.alerts.get((reading.alert, reading.at), ()) if said else ()
    expected = [{"exp_labels": one.labels, "exp_annotations": one.texts} for one in fired]
    return {"alertname": reading.alert, "eval_time": f"{reading.at}s", **({"exp_alerts": expected} if said else {})}


def sample_text(sample: Sample) -> str:
    """A series as PromQL writes it."""
    return f"{sample.metric}{{{', '.join(f'{name}={quote(value)}' for name, value in sample.labels)}}}"
