"""All compiled rules together: accepted by promtool, unlike each other, reading only what is recorded."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from system.output import Rule, alerts, cockpits, groups, queries, recorded_reads, rule_files, rules
from system.rendering import clean
from system.written import written
from tools import ROOT, promtools

EVERYTHING = ROOT / "tests" / "golden" / "everything" / "in"

LABELS = {"service", "severity", "stage", "team", "tier", "type"}
SLO_LABELS = LABELS | {"slo"}
BURN_LABELS = SLO_LABELS | {"window", "exhaustion"}
ANNOTATIONS = {"summary", "description", "impact", "playbook_url", "dashboard_url", "logs_url", "mission_control"}
LONGEST_INTERVAL = 120
"""Seconds: an instant value is found for five minutes, so a group that is late once is still found."""

_BY = re.compile(r"\bby ?\(([^)]*)\)")
_AGGREGATED = re.compile(r"\b(sum|min|max|avg|count|group|topk|bottomk|quantile|stddev|stdvar)\b(?!_| without \()")


@pytest.fixture(scope="module", params=["repository", "everything"])
def project(request, tmp_path_factory) -> tuple[Path, Path]:
    """The repository's own specs and the golden project with every feature: where they are, and what they became."""
    if request.param == "repository":
        return ROOT, request.getfixturevalue("compiled")
    out = tmp_path_factory.mktemp("rules") / "build"
    clean(EVERYTHING, out)
    return EVERYTHING, out


def test_promtool_accepts_every_rule_file(project):
    for promtool in promtools():
        command = [promtool, "check", "rules", *rule_files(project[1])]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_no_two_rules_of_an_environment_are_one(project):
    found = Counter(
        (rule.environment, rule.is_alert, rule.name, tuple(sorted(rule.labels.items()))) for rule in rules(project[1])
    )
    assert [key for key, times in found.items() if times > 1] == []


def test_groups_have_names_of_their_own_and_short_intervals(project):
    for folder in {file.parent for file in rule_files(project[1])}:
        found = [group for file in sorted(folder.glob("*.yaml")) for group in groups(file)]
        assert [name for name, times in Counter(each["name"] for each in found).items() if times > 1] == []
        for group in found:
            assert 0 < _seconds(group["interval"]) <= LONGEST_INTERVAL, group["name"]


def _seconds(duration: str) -> int:
    units = {"s": 1, "m": 60, "h": 3600}
    return sum(int(number) * units[unit] for number, unit in re.findall(r"(\d+)([smh])", duration))


def test_nobody_is_paged_by_an_internal_environment(project):
    specs = written(project[0])
    internal = {each["name"] for each in specs.project["environments"] if each["audience"] == "internal"}
    found = {rule.labels["severity"] for rule in rules(project[1]) if rule.is_alert and rule.environment in internal}
    assert internal
    assert found <= {"ticket", "none"}


def test_alerts_have_the_labels_and_annotations_that_are_documented(project):
    specs = written(project[0])
    for rule in rules(project[1]):
        if not rule.is_alert:
            continue
        environment = specs.environment(rule.environment)
        slo = rule.labels.get("slo")
        spec = specs.slo(rule.service, slo) if slo else specs.alert(rule.service, rule.name)
        own = spec.get("alerting", {}).get("labels", {}) if slo else spec.get("labels", {})
        everywhere = environment.get("labels", environment["matchers"])
        documented = LABELS if not slo else BURN_LABELS if rule.name.endswith("BudgetBurn") else SLO_LABELS
        assert rule.labels.keys() == documented | own.keys() | everywhere.keys(), rule
        assert {**rule.labels, **own, **everywhere} == rule.labels, rule
        assert rule.labels["tier"] == str(specs.services[rule.service]["tier"]), rule
        assert rule.annotations.keys() == ANNOTATIONS | ({"runbook_url"} if "runbook" in spec else set()), rule
        assert all(rule.annotations.values()), rule


def test_recordings_have_the_labels_of_their_service_and_environment(project):
    specs = written(project[0])
    for rule in rules(project[1]):
        if not rule.is_alert:
            environment = specs.environment(rule.environment)
            expected = {"service": rule.service, **environment.get("labels", environment["matchers"])}
            assert {**rule.labels, **expected} == rule.labels, rule
            assert not rule.name.startswith("slo:") or "slo" in rule.labels, rule


def test_what_rules_read_is_recorded(project):
    """By name and by matchers: a rule that reads `slo="typo"` never fires, and promtool is content."""
    recorded = _recorded(rules(project[1]))
    reads = [
        (rule.environment, rule.name, name, matchers)
        for rule in rules(project[1]) for name, matchers in recorded_reads(rule.expr)
        if not _is_optional(rule.name, name)
    ]  # fmt: skip
    assert reads
    assert [read for read in reads if not _is_recorded(recorded, read[0], *read[2:])] == []


def _is_optional(record: str, read: str) -> bool:
    """Whether a rule reads the variance of a part of its composite, which few parts have: else it takes the errors."""
    variance = "slo:sli_errors_variance:"
    return record.startswith(variance) and record == read


def test_what_cockpits_read_is_recorded_in_each_of_their_environments(project):
    recorded, reads = _recorded(rules(project[1])), list(_cockpit_reads(project))
    assert reads
    assert [read for read in reads if not _is_recorded(recorded, *read[1:])] == []


def _cockpit_reads(project: tuple[Path, Path]) -> Iterator[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """What each cockpit reads with an environment chosen, of services that run there and have objectives."""
    specs = written(project[0])
    for uid, cockpit in cockpits(project[1]).items():
        service = next(tag.removeprefix("service:") for tag in cockpit["tags"] if tag.startswith("service:"))
        for environment in map(specs.environment, specs.services[service]["environments"]):
            chosen = {**environment["matchers"], **environment.get("labels", {})}
            for query in queries(cockpit):
                for name, matchers in recorded_reads(query):
                    asked = [(label, operator, _chosen(value, chosen)) for label, operator, value in matchers]
                    other = specs.services[{label: value for label, _, value in asked}.get("service", service)]
                    if environment["name"] in other["environments"] and specs.slos.get(other["name"]):
                        yield uid, environment["name"], name, asked


def _chosen(value: str, chosen: dict[str, str]) -> str:
    return chosen.get(value.removeprefix("$"), value) if value.startswith("$") else value


Recorded = dict[tuple[str, str], list[Rule]]


def _recorded(found: tuple[Rule, ...]) -> Recorded:
    recorded: Recorded = {}
    for rule in found:
        if not rule.is_alert:
            recorded.setdefault((rule.environment, rule.name), []).append(rule)
    return recorded


def _is_recorded(recorded: Recorded, environment: str, name: str, matchers: list[tuple[str, str, str]]) -> bool:
    return any(_matches(rule, matchers) for rule in recorded.get((environment, name), []))


def _matches(rule: Rule, matchers: list[tuple[str, str, str]]) -> bool:
    """Labels that the rule sets are as asked; any other is one its expression keeps apart, or never took away."""
    kept = {name for names in _BY.findall(rule.expr) for name in re.findall(r"\w+", names)}
    for label, operator, value in matchers:
        if label in rule.labels:
            if rule.labels[label] != value and operator == "=":
                return False
        elif label not in kept and (_AGGREGATED.search(rule.expr) or not _has(rule, label, value)):
            return False
    return True


def _has(rule: Rule, label: str, value: str) -> bool:
    """Whether series that an expression passes on have a label: it asked for it, or they are an objective's own."""
    return f'{label}="{value}"' in rule.expr or (rule.name.startswith("slo:") and value == f"${label}")


def test_every_alert_of_the_repository_is_told_apart_by_what_wakes_somebody(compiled):
    """Name, service, environment and window are enough to say which rule fired."""
    keys = [(a.name, a.labels["service"], a.labels["environment"], a.labels.get("window")) for a in alerts(compiled)]
    assert len(set(keys)) == len(keys)
