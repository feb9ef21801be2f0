"""Runs rules under promtool and reads back what they gave.

A unit test of promtool compares exactly and says what it got only where that is not what was expected. So every case
here expects nothing: promtool then prints each value in full, the tests compare numbers as numbers and say how far
they are apart, and what promtool does not print was not there.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Container, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools import promtools

Labels = dict[str, str]
Query = tuple[str, int]
"""An expression, or the name of an alert, and the second to look at it."""

RuleFile = dict[str, list[dict[str, Any]]]

_MARK = " # "
"""Before the case's name in a comment behind each expression: promtool names a case only where its alerts differ."""

_UNITS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_WORD = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)=("(?:[^"\\]|\\.)*")')
_SAMPLE = re.compile(r'(\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\}|[a-zA-Z_:][a-zA-Z0-9_:]*) ([^\s,]+)(?:, |$)')
_NAME = re.compile(r"^ {4}name: (.*),$")
_ALERT = re.compile(r"^ {4}alertname: (.*), time: (\S+), *$")
_EXPR = re.compile(r'^ {4}expr: ("(?:[^"\\]|\\.)*"), time: (\S+), *$')
_SILENT = re.compile(r"^( {2}FAILED:| {8}exp: ?(\[\]|nil),? *| {8}got:\[| {12}\d+:| {12}\]|)$")


@dataclass(frozen=True, slots=True)
class Case:
    """Series as promtool writes them, one sample each `interval` seconds, and what to look at."""

    name: str
    series: dict[str, str]
    queries: Sequence[Query] = ()
    alerts: Sequence[Query] = ()
    interval: int = 60


@dataclass(frozen=True, slots=True)
class Sample:
    """A value and its labels, without the metric's name."""

    labels: Labels
    value: float


@dataclass(frozen=True, slots=True)
class Firing:
    """A firing alert as it would be sent."""

    labels: Labels
    annotations: Labels


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case gave in one promtool, named `tool`."""

    tool: str
    case: str
    samples: dict[Query, list[Sample]] = field(default_factory=dict)
    alerts: dict[Query, list[Firing]] = field(default_factory=dict)

    def value(self, expr: str, at: int, **labels: str) -> float | None:
        """The value of the one sample with these labels; None where there is none."""
        found = [each.value for each in self.samples.get((expr, at), []) if labels.items() <= each.labels.items()]
        assert len(found) < 2, f"{self}: {expr} at {at} s has {len(found)} samples with {labels}"
        return found[0] if found else None

    def firing(self, name: str, at: int, **labels: str) -> list[Firing]:
        """The alerts of that name with these labels that fire."""
        return [each for each in self.alerts.get((name, at), []) if labels.items() <= each.labels.items()]

    def __str__(self) -> str:
        return f"{self.tool}, case {self.case!r}"


def run(folder: Path, rules: str, cases: Iterable[Case], every: int = 60) -> list[Outcome]:
    """What each case gives in each promtool there is, side by side; rules are evaluated each `every` seconds."""
    written = list(cases)
    assert len({case.name for case in written}) == len(written), "cases are told apart by their names"
    document = _looked_at(yaml.load(rules, yaml.CSafeLoader), written)
    (folder / "rules.yaml").write_text(json.dumps(document), "utf-8")
    (folder / "tests.yaml").write_text(_tests(document, written, every), "utf-8")
    tools = promtools()
    with ThreadPoolExecutor(len(tools)) as pool:
        outputs = list(pool.map(lambda tool: _output(tool, folder), tools))
    return [outcome for tool, output in zip(tools, outputs, strict=True) for outcome in _read(tool, output, written)]


def only(rules: str, *names: str) -> str:
    """A rule file with the recordings and alerts of these names alone."""
    document = _kept(yaml.load(rules, yaml.CSafeLoader), names)
    return yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, width=10_000)


def check(tool: Path, rules: Path) -> str:
    """What promtool has against a rule file; empty where it is fine."""
    command = [tool, "check", "rules", "--lint=all", "--lint-fatal", rules]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _looked_at(rules: RuleFile, cases: Iterable[Case]) -> RuleFile:
    """A rule file with what is looked at, and with what that reads: a test pays for every rule each time."""
    every = [rule for group in rules["groups"] for rule in group["rules"]]
    reads = {"ALERTS": {_named(rule) for rule in every if "alert" in rule}}
    for rule in every:
        reads.setdefault(_named(rule), set()).update(_WORD.findall(str(rule["expr"])))
    kept: set[str] = set()
    left = {word for case in cases for expr, _ in (*case.queries, *case.alerts) for word in _WORD.findall(expr)}
    while left:
        kept |= left
        left = {word for name in left for word in reads.get(name, ())} - kept
    return _kept(rules, kept)


def _kept(rules: RuleFile, names: Container[str]) -> RuleFile:
    """The recordings and alerts of these names, in their groups."""
    groups = (
        {**group, "rules": [rule for rule in group["rules"] if _named(rule) in names]} for group in rules["groups"]
    )
    return {"groups": [group for group in groups if group["rules"]]}


def _named(rule: dict[str, Any]) -> str:
    return str(rule.get("record") or rule.get("alert"))


def _tests(rules: RuleFile, cases: list[Case], every: int) -> str:
    document = {
        "rule_files": ["rules.yaml"],
        "evaluation_interval": f"{every}s",
        "group_eval_order": [group["name"] for group in rules["groups"]],
        "tests": [_test(case) for case in cases],
    }
    return json.dumps(document, indent=1)


def _test(case: Case) -> dict[str, object]:
    return {
        "name": case.name,
        "interval": f"{case.interval}s",
        "input_series": [{"series": series, "values": values} for series, values in case.series.items()],
        "promql_expr_test": [{"expr": f"{expr}{_MARK}{case.name}", "eval_time": f"{at}s"} for expr, at in case.queries],
        "alert_rule_test": [{"alertname": name, "eval_time": f"{at}s"} for name, at in case.alerts],
    }


def _output(tool: Path, folder: Path) -> str:
    done = subprocess.run(
        [tool, "test", "rules", "tests.yaml"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        # One processor, as others run beside it, and few collections: a third of its time.
        env={**os.environ, "GOMAXPROCS": "1", "GOGC": "800"},
    )
    said = done.stdout + done.stderr
    assert done.returncode in (0, 1), f"{tool.name} exits {done.returncode}\n{said}"
    return said


def _read(tool: Path, output: str, cases: list[Case]) -> list[Outcome]:
    """The outcomes in what promtool prints; a line that says something else is its complaint, and fails the test."""
    outcomes = {case.name: Outcome(tool.name, case.name) for case in cases}
    now, key = Outcome(tool.name, ""), ("", 0)
    labels: Labels = {}
    for line in output.splitlines():
        if found := _NAME.match(line):
            now = outcomes[found[1]]
        elif found := _ALERT.match(line):
            key = (found[1], _seconds(found[2]))
        elif found := _EXPR.match(line):
            expr, _, case = json.loads(found[1]).rpartition(_MARK)
            now, key = outcomes[case], (expr, _seconds(found[2]))
        elif line.startswith("        got: "):
            now.samples[key] = _samples(line.removeprefix("        got: "))
        elif line.startswith("              Labels:"):
            labels = _labels(line)
        elif line.startswith("              Annotations:"):
            now.alerts.setdefault(key, []).append(Firing(labels, _labels(line)))
        elif not _SILENT.match(line) and line.strip() not in ("Unit Testing:  tests.yaml", "SUCCESS"):
            raise AssertionError(f"{tool.name} says {line.strip()!r} in\n{output[:4000]}")
    return list(outcomes.values())


def _samples(text: str) -> list[Sample]:
    found = [Sample(_labels(labels), float(value)) for labels, value in _SAMPLE.findall(text)]
    assert found, f"no samples in {text!r}"
    for sample in found:
        sample.labels.pop("__name__", None)
    return found


def _labels(text: str) -> Labels:
    return {name: json.loads(value) for name, value in _LABEL.findall(text)}


def _seconds(text: str) -> int:
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([dhms])", text))
