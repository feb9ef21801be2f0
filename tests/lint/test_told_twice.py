"""Two services that watch the same, however it is written, and what only looks like it."""

from __future__ import annotations

import pytest
from rule_pages import checked

from avionics.app.watches import watches
from avionics.lint.rules.told_twice import check
from avionics.model.watched import Watched, Watches
from avionics.place import Where

SPEC = "apiVersion: avionics/v1\nservice: {}\nkind: "
QUEUE = 'max by (queue) (queue_oldest_message_age_seconds{job="checkout"})'
HISTOGRAM = "http_request_duration_seconds{job='checkout'}"


def slos(service: str, *slis: str, more: str = "") -> str:
    """A document of objectives, one of each indicator."""
    listed = "".join(
        f"- name: aim{number}\n  objective: 99.{number}\n  playbook: checkout/availability.md\n  sli: {sli}\n{more}"
        for number, sli in enumerate(slis)
    )
    return f"{SPEC.format(service)}ServiceLevelObjectives\nslos:\n{listed}"


def alert(service: str, name: str, expr: str, more: str = "", stage: str = "ticket") -> str:
    """A document of one alert that tells somebody."""
    return (
        f"{SPEC.format(service)}Alerts\nalerts:\n- name: {name}\n  expr: |\n    {expr}\n"
        f"  severity: ticket\n  type: cause\n  stage: {stage}\n  impact: None yet\n  by: [queue]\n"
        f"  playbook: checkout/CheckoutQueueStuck.md\n{more}"
    )


def said(files: dict[str, str], tmp_path) -> list[str]:
    """What is told twice in the base project with `files`; nothing else may be an error."""
    findings, output = checked(files, tmp_path / "project")
    assert not [one for one in findings if one.severity == "error"], output
    return [f"{one.where.path}: {one.message}" for one in findings if one.rule == "told-twice"]


def indicators(one: str, other: str, tmp_path, more: str = "", others: str = "") -> list[str]:
    """What is said of two services with an indicator each."""
    files = {
        "slos/checkout.yaml": slos("checkout", one, more=more),
        "slos/payments.yaml": slos("payments", other, more=others),
    }
    return said(files, tmp_path)


def alerts(one: str, other: str, tmp_path) -> list[str]:
    """What is said of two documents of alerts."""
    return said({"alerts/checkout.yaml": one, "alerts/payments.yaml": other}, tmp_path)


RATIO = '{ratio: {total: \'x_total{job="a"}\', errors: \'x_total{job="a",code=~"5.."}\'}}'
SAME = {
    "layout and order": (RATIO, "{ratio: {errors: \"x_total{code=~'5..' , job='a'}\", total: 'x_total{ job=\"a\" }'}}"),
    "a list": ("{ratio: {total: [x, y], errors: [z, w]}}", "{ratio: {total: [y, x], errors: [w, z]}}"),
    "probe": ('{probe: \'up{a="1",b="2"}\'}', '{probe: \'up{b="2", a="1"}\'}'),
    "named values": ("{probe: 'up{a=~\"b|c\"}'}", "{probe: 'up{a=~\"c|b\"}'}"),
    "a histogram": (
        f'{{latency: {{histogram: "{HISTOGRAM}", threshold: 300ms}}}}',
        f'{{latency: {{threshold: 300ms, histogram: "{HISTOGRAM}"}}}}',
    ),
    "a length": (
        f'{{latency: {{histogram: "{HISTOGRAM}", threshold: 2000ms}}}}',
        f'{{latency: {{threshold: 2s, histogram: "{HISTOGRAM}"}}}}',
    ),
    "a window": (
        '{raw: {errorRatio: "sum_over_time(sum(e)[$window:60s]) / 2"}}',
        '{raw: {errorRatio: "sum_over_time(sum(e)[$window:1m]) / 2"}}',
    ),
    "lines": (
        "{raw: {errorRatio: \"sum(rate(e[$window]))\\n/ sum(rate(t[$window]))\", weight: 'sum(rate(t[$window]))'}}",
        "{raw: {errorRatio: 'sum(rate(e[$window])) / sum(rate(t[$window]))', weight: 'sum(rate(t[$window]))'}}",
    ),
}
DIFFERENT = {
    "another selector": (RATIO, RATIO.replace('job="a"', 'job="b"')),
    "a narrower one": (RATIO, RATIO.replace('job="a"', 'job="a",namespace="edge"')),
    "errors and good": (RATIO, RATIO.replace("errors", "good")),
    "a threshold": (
        f'{{latency: {{histogram: "{HISTOGRAM}", threshold: 300ms}}}}',
        f'{{latency: {{histogram: "{HISTOGRAM}", threshold: 500ms}}}}',
    ),
    "the other bound": ("{gauge: {metric: age, atMost: 5}}", "{gauge: {metric: age, atLeast: 5}}"),
    "what is total here, errors there": ("{ratio: {total: x, errors: y}}", "{ratio: {total: y, errors: x}}"),
}


@pytest.mark.parametrize("case", SAME)
def test_an_indicator_of_another_service(case, tmp_path):
    (line,) = indicators(*SAME[case], tmp_path)
    assert line == (
        "slos/payments.yaml: aim0 measures what aim0 of checkout measures: in P, staging one failure is told twice"
    )


@pytest.mark.parametrize("case", DIFFERENT)
def test_an_indicator_that_differs(case, tmp_path):
    assert indicators(*DIFFERENT[case], tmp_path) == []


def test_other_labels_kept_apart(tmp_path):
    """One region's outage burns the budget of one, and may be nothing in the sum of the other."""
    assert indicators(RATIO, RATIO, tmp_path, more="  by: [region]\n") == []


def test_the_same_labels_in_another_order(tmp_path):
    more = "  by: [region, shelf]\n", "  by: [shelf, region]\n"
    assert len(indicators(RATIO, RATIO, tmp_path, *more)) == 1


def test_another_period_is_no_other_failure(tmp_path):
    assert len(indicators(RATIO, RATIO, tmp_path, more="  window: 28d\n")) == 1


def test_composites_of_the_same_parts(tmp_path):
    sli = "{composite: {worst: [checkout/part, payments/part]}}"
    more = "- name: part\n  objective: 99\n  playbook: checkout/availability.md\n  sli: {probe: 'up{job=\"%s\"}'}\n"
    assert indicators(sli, sli, tmp_path, more % "checkout", more % "payments") == []


def test_two_objectives_of_one_service_over_two_periods(tmp_path):
    more = "- name: other\n  objective: 99\n  window: 90d\n  playbook: checkout/availability.md\n  sli: " + RATIO + "\n"
    assert said({"slos/checkout.yaml": slos("checkout", RATIO, more=more)}, tmp_path) == []


def test_of_three_the_first_is_named(tmp_path):
    third = (
        "apiVersion: avionics/v1\nkind: Service\nname: refunds\ntitle: Refunds\ntype: functional\ntier: 2\n"
        "owners: {dev: team-shop, sre: sre-core}\nenvironments: [staging]\nlogs: {dataView: app-logs}\n"
    )
    files = {f"slos/{name}.yaml": slos(name, RATIO) for name in ("checkout", "payments", "refunds")}
    assert said({**files, "services/refunds.yaml": third}, tmp_path) == [
        "slos/payments.yaml: aim0 measures what aim0 of checkout measures: in P, staging one failure is told twice",
        "slos/refunds.yaml: aim0 measures what aim0 of checkout measures: in staging one failure is told twice",
    ]


FIRST = alert("checkout", "CheckoutQueue", f"{QUEUE} > 600")


@pytest.mark.parametrize(
    "other",
    [
        alert("payments", "PaymentsQueue", f"{QUEUE} > 600"),
        alert("payments", "PaymentsQueue", QUEUE, "  above: 600\n  for: 1h\n"),
        alert("payments", "PaymentsQueue", QUEUE, "  above: 600.0\n"),
        alert("payments", "PaymentsQueue", f"600 < {QUEUE}"),
        alert("payments", "PaymentsQueue", f"({QUEUE} > 5*60 * 2 )"),
        alert("payments", "PaymentsQueue", QUEUE, "  above: 300\n  environments: {P: {above: 600}}\n"),
    ],
    ids=["copied", "threshold apart", "a number with a point", "turned", "a product", "in one environment"],
)
def test_an_alert_of_another_service(other, tmp_path):
    (line,) = alerts(FIRST, other, tmp_path)
    where = "P" if "environments" in other else "P, staging"
    assert line == (
        "alerts/payments.yaml: PaymentsQueue fires on what CheckoutQueue of checkout fires on: "
        f"in {where} one failure is told twice"
    )


@pytest.mark.parametrize(
    "other",
    [
        alert("payments", "PaymentsQueue", f"{QUEUE} > 900"),
        alert("payments", "PaymentsQueue", f"{QUEUE} < 600"),
        alert("payments", "PaymentsQueue", f"{QUEUE} > 10 * 90"),
        alert(
            "payments", "PaymentsQueue", QUEUE, "  above: 600\n  environments: {P: {above: 5}, staging: {above: 6}}\n"
        ),
    ],
    ids=["another threshold", "the other side", "another product", "other thresholds in each environment"],
)
def test_an_alert_that_differs(other, tmp_path):
    assert alerts(FIRST, other, tmp_path) == []


def test_a_switch_of_dead_men_in_each_service(tmp_path):
    """It reads no series: that it fires is no failure, but proof of a way."""
    both = [
        alert(name, f"{name.title()}Watchdog", "vector(1) > 0").replace("  by: [queue]\n", "")
        for name in ("checkout", "payments")
    ]
    assert alerts(*both, tmp_path) == []


@pytest.mark.parametrize("stage", ["shadow", "draft"])
def test_one_is_tried_beside_the_other(stage, tmp_path):
    """How a spec says that it means to have both: one of them wakes nobody yet."""
    assert alerts(FIRST, alert("payments", "PaymentsQueue", f"{QUEUE} > 600", stage=stage), tmp_path) == []


def test_one_is_tried_in_one_environment(tmp_path):
    other = alert("payments", "PaymentsQueue", f"{QUEUE} > 600", "  environments: {staging: {stage: shadow}}\n")
    (line,) = alerts(FIRST, other, tmp_path)
    assert line.endswith("in P one failure is told twice")


def test_an_objective_that_is_tried_in_the_only_environment_of_both(tmp_path):
    assert indicators(RATIO, RATIO, tmp_path, more="  stage: shadow\n") == []
    more = "  environments: {P: {stage: shadow}, staging: {stage: draft}}\n"
    assert indicators(RATIO, RATIO, tmp_path / "other", others=more) == []


def test_services_that_run_nowhere_together(tmp_path):
    files = {
        "slos/checkout.yaml": slos("checkout", RATIO),
        "slos/payments.yaml": slos("payments", RATIO),
    }
    for name, environment in (("checkout", "P"), ("payments", "staging")):
        files[f"services/{name}.yaml"] = (
            f"apiVersion: avionics/v1\nkind: Service\nname: {name}\ntitle: {name.title()}\ntype: functional\ntier: 1\n"
            f"owners: {{dev: team-shop, sre: sre-core}}\nenvironments: [{environment}]\nlogs: {{dataView: app-logs}}\n"
        )
    files["alerts/checkout.yaml"] = alert("checkout", "CheckoutQueue", f"{QUEUE} > 600")
    assert said(files, tmp_path) == []


def test_only_services_that_share_a_key_are_looked_at():
    """Of thousands of services the others are not read again. What one tells in two ways has one key."""
    asked: list[str] = []
    list(watches({"a": (1, 2), "b": (3,), "c": (2, 4), "d": (5,)}, asked.append))
    assert asked == ["a", "c"]
    assert list(watches({"a": (1,), "b": (2,)}, lambda name: pytest.fail(f"{name} was read"))) == []


def test_a_project_full_of_copies_takes_time_in_proportion():
    """A pull request writes them: each is held against the first, not against all before it."""
    copy = (Watched("A", Where("a"), "x > 1", (), ("P",)),)
    found = list(check.check(Watches({f"s{at:04}": copy for at in range(2_000)})))
    assert len(found) == 1_999
    assert {problem.message.partition(" of ")[2].split()[0] for problem in found} == {"s0000"}
